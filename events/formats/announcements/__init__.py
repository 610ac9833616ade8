"""Announcements: what everybody should know before leaving."""
