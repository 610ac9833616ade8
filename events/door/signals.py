"""Told upward, on commit: who came, and who was taken for somebody who came."""

from django.dispatch import Signal

# Carries `check_in` (a CheckIn).
checked_in = Signal()
# Carries `registration`.
check_in_undone = Signal()
