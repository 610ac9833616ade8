"""Whom do I know? A check-list that helps to think of one's two hundred contacts."""
