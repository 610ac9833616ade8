"""Taking contacts away: one, some or all of them, as vCards or as a table."""
