"""Bilateral exchanges, free: one goes to see this or that person; a bell says it's time to move."""
