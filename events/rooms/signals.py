"""Told upward, once it is committed."""

from django.dispatch import Signal

# Carries `event` and `number`: this room could not be made, while others could.
room_failed = Signal()
