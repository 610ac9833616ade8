"""Collaborative apéro."""
