"""Participative conference."""
