"""Contacts as tables: Google's, Outlook's and anybody's are read; our own is written too. Pure."""

from followups.contacts.tables.rows import read
from followups.contacts.tables.writing import table_of

__all__ = ["read", "table_of"]
