"""What organisers type about events and series."""

from events.calendar.forms.events import EventForm

__all__ = ["EventForm"]
