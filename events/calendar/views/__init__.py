"""Pages about series and events."""
