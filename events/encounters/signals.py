"""Told upward, on commit; a sweep derives whatever a lost signal would have made."""

from django.dispatch import Signal

# Both carry `event_id`.
encounters_recorded = Signal()
encounters_withdrawn = Signal()
