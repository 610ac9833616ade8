"""The pages about guests: registering, one's own registration, the organiser's list, imports."""
