"""SQLite for several processes: a database backend whose writers queue instead of starving."""
