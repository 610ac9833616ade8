"""Told upward. All but `status_changed` are sent in the transaction, so that what rooms above add
belongs to it; that one once it is committed."""

from django.dispatch import Signal

# Carries `event`, `copied_from` (the event it begins like, or None) and `by`.
event_created = Signal()
# Carries `event` and `by`: something of it changed, maybe its seats.
event_changed = Signal()
# Carries `event` and `by`: its hours or its place changed.
event_moved = Signal()
# Carries `event` and `by`: it doesn't take place. Nobody may be left untold by a crash.
event_called_off = Signal()
# Carries `event_id` and `status`.
status_changed = Signal()
