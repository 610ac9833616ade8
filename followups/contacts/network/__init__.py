"""One's network as a picture: a round table seen from above, and how it grew. Its owner's alone."""
