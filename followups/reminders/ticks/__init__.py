"""Whom one met, told afterwards by who had no phone: ticked on a page of those present."""
