"""General discussion: everybody together, and a clock."""
