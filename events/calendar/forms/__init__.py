"""What organisers type about events and series."""

from events.calendar.forms.events import CancelForm, EventForm
from events.calendar.forms.look import LookForm
from events.calendar.forms.pattern import PatternForm
from events.calendar.forms.series import SeriesForm
from events.calendar.forms.speakers import IdeaForm, PlaceForm, SpeakerForm

__all__ = [
    "CancelForm",
    "EventForm",
    "IdeaForm",
    "LookForm",
    "PatternForm",
    "PlaceForm",
    "SeriesForm",
    "SpeakerForm",
]
