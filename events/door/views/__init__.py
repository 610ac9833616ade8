"""The pages of the evening before and of the door."""
