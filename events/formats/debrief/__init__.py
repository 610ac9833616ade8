"""Debrief: what did we learn and hear, what surprised or delighted us?"""
