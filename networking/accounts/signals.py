"""Told upward, on commit."""

from django.dispatch import Signal

# Carries `block`, the id of what somebody set, and `by` and `person`, whom it keeps apart.
kept_apart = Signal()
