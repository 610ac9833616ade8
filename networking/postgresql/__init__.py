"""PostgreSQL for pages of many rows: a database backend that reads instants the quick way."""
