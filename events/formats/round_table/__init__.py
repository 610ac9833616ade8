"""Round table: everybody in turn, one minute at most, by the clock."""
