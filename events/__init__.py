"""Before and during: from the invitation to the last bell."""
