"""Welcome: people arrive, and the screen shows that they do."""
