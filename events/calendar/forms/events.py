"""What organisers type about an event: a day and two hours, read in the event's own zone."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.calendar.models import MOVABLE, Event
from networking.associations.models import Association


class EventForm(forms.ModelForm[Event]):
    """One day, from an hour to an hour; past midnight is the next day."""

    day = forms.DateField(
        label=_("day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    begins = forms.TimeField(
        label=_("from"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    ends = forms.TimeField(
        label=_("until"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )

    field_order = (
        "title",
        "day",
        "begins",
        "ends",
        "venue",
        "address",
        "online_url",
        "capacity",
        "policy",
        "description",
    )

    class Meta:
        model = Event
        fields = ("title", "venue", "address", "online_url", "capacity", "policy", "description")
        widgets = {"description": forms.Textarea(attrs={"rows": 5})}
        labels = {"online_url": _("online address (if any)")}

    def __init__(self, *args: Any, association: Association, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        event = self.instance
        if event._state.adding:
            event.association = association
            event.time_zone = association.time_zone
        else:
            self.initial.setdefault("day", event.local_start.date())
            self.initial.setdefault("begins", event.local_start.time())
            self.initial.setdefault("ends", event.local_end.time())
        if event.status not in MOVABLE:
            # What has begun took place when it did: the 48 hours are counted from there.
            for name in ("day", "begins", "ends"):
                self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        """Turn the day and the hours into two instants."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors.keys() & {"day", "begins", "ends"}:
            return cleaned
        day, begins, ends = (cleaned.pop(name) for name in ("day", "begins", "ends"))
        if self.instance.status not in MOVABLE:
            return cleaned
        zone = self.instance.zone
        starts_at = dt.datetime.combine(day, begins, zone).astimezone(dt.UTC)
        last_day = day if ends > begins else day + dt.timedelta(days=1)
        ends_at = dt.datetime.combine(last_day, ends, zone).astimezone(dt.UTC)
        if ends_at - starts_at > dt.timedelta(hours=12):
            self.add_error("ends", _("That is more than twelve hours: please check the times."))
        cleaned |= {"starts_at": starts_at, "ends_at": ends_at}
        # The model's own check (end after start) looks at the instance.
        self.instance.starts_at, self.instance.ends_at = starts_at, ends_at
        return cleaned
