"""Bringing contacts in: a file is read, shown card by card, confirmed, and taken back for a day."""
