"""Walk & talk."""
