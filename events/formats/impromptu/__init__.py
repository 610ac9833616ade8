"""Impromptu networking: short conversations in pairs, with someone new each round."""
