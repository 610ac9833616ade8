"""Keeping the flame: from whom one wanted to hear again, and when. No mail, no reproach."""
