"""The contact list on paper, because paper never crashes."""
