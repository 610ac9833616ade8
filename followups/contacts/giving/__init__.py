"""Cards that guests hand to one another: by badge, in both directions or in one, revocable."""
