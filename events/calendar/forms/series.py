"""What organisers type about a series: what each of its events begins with."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.calendar.forms.pattern import Choice
from events.calendar.models import Series
from networking.dates import said_day


def _hour() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class SeriesForm(forms.ModelForm[Series]):
    """An hour and another; past midnight is the next day. What is left empty isn't limited."""

    ends_at_time = forms.TimeField(label=_("until"), widget=_hour())
    since = Choice(
        label=_("what this changes"),
        help_text=_("You see what it does before it is done."),
    )

    class Meta:
        model = Series
        fields = (
            "title",
            "starts_at_time",
            "venue",
            "address",
            "online_url",
            "capacity",
            "policy",
            "description",
            "opens_days_before",
            "closes_hours_before",
            "months_ahead",
            "drafts",
        )
        widgets = {
            "starts_at_time": _hour(),
            "description": forms.Textarea(attrs={"rows": 5}),
        }
        labels = {
            "starts_at_time": _("from"),
            "online_url": _("online address (if any)"),
            "months_ahead": _("months made ahead"),
            "opens_days_before": _("opens, days before"),
            "closes_hours_before": _("closes, hours before"),
        }

    def __init__(
        self, *args: Any, days: Iterable[dt.date | None] = (), since: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        series = self.instance
        if series.pk:
            begins = dt.datetime.combine(dt.date(2000, 1, 1), series.starts_at_time)
            ends = begins + dt.timedelta(minutes=series.minutes)
            self.initial.setdefault("ends_at_time", ends.time())
            self.fields["since"].choices = [  # type: ignore[attr-defined]
                ("", _("all events to come")),
                *((f"{day}", _("from %(day)s on") % {"day": said_day(day)}) for day in days if day),
            ]
            self.initial["since"] = since
        else:
            self.initial.setdefault("starts_at_time", dt.time(8))
            self.initial.setdefault("ends_at_time", dt.time(10))
            del self.fields["since"]

    def clean_description(self) -> str:
        """Browsers end lines otherwise than we do: no reason to call it another description."""
        return str(self.cleaned_data["description"]).replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        """Turn the two hours into minutes."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors.keys() & {"starts_at_time", "ends_at_time"}:
            return cleaned
        begins, ends = cleaned["starts_at_time"], cleaned.pop("ends_at_time")
        day = dt.date(2000, 1, 1)
        lasts = dt.datetime.combine(day, ends) - dt.datetime.combine(day, begins)
        minutes = int(lasts.total_seconds() // 60) % (24 * 60)
        if not 0 < minutes <= 12 * 60:
            self.add_error(
                "ends_at_time", _("That is more than twelve hours: please check the times.")
            )
        return cleaned | {"minutes": minutes}

    @property
    def from_day(self) -> dt.date | None:
        """The day from which the change holds; None for all to come."""
        chosen = self.cleaned_data.get("since")
        return dt.date.fromisoformat(chosen) if chosen else None

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, as the fields of a series."""
        return {name: value for name, value in self.cleaned_data.items() if name != "since"}
