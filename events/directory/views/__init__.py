"""Pages that show other people, always by their cards."""
