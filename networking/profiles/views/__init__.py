"""Pages about oneself: the profile, the picture, the minute."""
