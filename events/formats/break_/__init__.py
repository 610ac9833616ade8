"""Break: coffee."""
