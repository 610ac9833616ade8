"""Contacts as tables: Google's, Outlook's and anybody's are read; our own is written too. Pure."""

from followups.contacts.tables.rows import Sheet, cards, opened, read
from followups.contacts.tables.writing import table_of

__all__ = ["Sheet", "cards", "opened", "read", "table_of"]
