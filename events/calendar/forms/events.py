"""What organisers type about an event: a day and two hours, read in the event's own zone."""

import datetime as dt
import zoneinfo
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from events.calendar import deadlines
from events.calendar.actions import MOVED
from events.calendar.models import MOVABLE, Event, Policy
from networking.associations.models import Association

# Near the ends of all calendars a local time is no instant any more.
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(9000, 12, 31)
# No instant of its own.
USUAL = deadlines.NONE

OPENS = (
    (USUAL, _("As soon as it is published")),
    ("week", _("A week before, at 9:00")),
    ("fortnight", _("Two weeks before, at 9:00")),
    ("month", _("30 days before, at 9:00")),
    ("two_months", _("60 days before, at 9:00")),
    (deadlines.OWN, _("On another day…")),
)
CLOSES = (
    (USUAL, _("When it ends: latecomers may still register")),
    ("start", _("When it begins")),
    ("eve", _("The evening before, at 18:00")),
    ("two_days", _("Two days before, at 18:00")),
    ("week", _("A week before, at 18:00")),
    (deadlines.OWN, _("On another day…")),
)
POLICIES = {
    Policy.OPEN: _("Whoever has the address of the page may register."),
    Policy.MEMBERS: _("Only members of the association, and whom they bring along."),
    Policy.INVITATION: _("Only those you invite; the page stays public."),
    Policy.APPROVAL: _("Everybody may ask; you say yes or no to each."),
}


def explained_policies() -> list[tuple[str, str]]:
    """Return who may register, each with a line on what that means."""
    return [
        (policy.value, format_html("<strong>{}</strong><br>{}", policy.label, POLICIES[policy]))
        for policy in Policy
    ]


class UsualField(forms.ChoiceField):
    """One of several answers; where none is given, the first, which is the usual one."""

    def clean(self, value: Any) -> Any:
        """Return the answer."""
        return super().clean(value or USUAL)


class WallClockField(forms.DateTimeField):
    """A day and an hour as the clock on the wall at the event shows them, in no zone."""

    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    default_validators = [
        MinValueValidator(dt.datetime.combine(EARLIEST, dt.time())),
        MaxValueValidator(dt.datetime.combine(LATEST, dt.time())),
    ]

    def to_python(self, value: Any) -> dt.datetime | None:
        """Return them without a zone; the form knows which is meant."""
        with timezone.override(dt.UTC):
            found = super().to_python(value)
        return found and found.replace(tzinfo=None)

    def prepare_value(self, value: Any) -> Any:
        return value


class EventForm(forms.ModelForm[Event]):
    """One day, from an hour to an hour; past midnight is the next day."""

    day = forms.DateField(
        label=_("day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        validators=(MinValueValidator(EARLIEST), MaxValueValidator(LATEST)),
    )
    begins = forms.TimeField(
        label=_("from"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    ends = forms.TimeField(
        label=_("until"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    policy = forms.ChoiceField(
        label=_("who may register"),
        choices=explained_policies,
        widget=forms.RadioSelect,
        initial=Policy.OPEN,
    )
    opens = UsualField(label=_("registration opens"), choices=OPENS)
    opens_on = WallClockField(label=_("opens on"), required=False)
    closes = UsualField(label=_("registration closes"), choices=CLOSES)
    closes_on = WallClockField(label=_("closes on"), required=False)
    # What the event was when the form was opened: somebody else may have changed it since.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

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
            for name, value in self._as_it_is(event).items():
                self.initial.setdefault(name, value)
        self.before = {name: getattr(event, name) for name in MOVED}
        self.stamp = "" if event._state.adding else event.changed_at.isoformat()
        if event.status not in MOVABLE:
            # What has begun took place when it did: the 48 hours are counted from there.
            for name in ("day", "begins", "ends", "opens", "opens_on", "closes", "closes_on"):
                self.fields[name].disabled = True

    @staticmethod
    def _as_it_is(event: Event) -> dict[str, Any]:
        """What of an event the form asks in other words."""
        opens_at, closes_at = event.registration_opens_at, event.registration_closes_at
        return {
            "day": event.local_start.date(),
            "begins": event.local_start.time(),
            "ends": event.local_end.time(),
            "opens": deadlines.word_for(opens_at, event.local_start, deadlines.OPENS),
            "opens_on": _on_the_wall(opens_at, event.zone),
            "closes": deadlines.word_for(closes_at, event.local_start, deadlines.CLOSES),
            "closes_on": _on_the_wall(closes_at, event.zone),
            "seen": event.changed_at.isoformat(),
        }

    @property
    def moves(self) -> list[str]:
        """Which of the things that guests are told of are others now."""
        return [name for name in MOVED if getattr(self.instance, name) != self.before[name]]

    @property
    def overtaken(self) -> bool:
        """Whether somebody else saved the event after this form was opened."""
        return bool(
            self.stamp and self.cleaned_data.get("seen", self.stamp) not in {"", self.stamp}
        )

    def changed_since(self, stored: Event) -> bool:
        """Whether what was typed is another thing than what stands now (a second click is not)."""
        return any(getattr(stored, name) != value for name, value in self.facts().items())

    def afresh(self) -> dict[str, Any]:
        """Return what the page needs to say so; sent once more, the form counts."""
        self.data = {**self.data.dict(), "seen": self.stamp} if self.data else {}  # type: ignore[attr-defined]
        return {"overtaken": True}

    def facts(self) -> dict[str, Any]:
        """Return what was typed as fields of the model."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def clean_description(self) -> str:
        """Browsers end lines otherwise than we do: no reason to call it another description."""
        return str(self.cleaned_data["description"]).replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        """Turn days and hours into instants."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors.keys() & {"day", "begins", "ends"}:
            return cleaned
        day, begins, ends = (cleaned.pop(name) for name in ("day", "begins", "ends"))
        said = {
            name: cleaned.pop(name, None) for name in ("opens", "opens_on", "closes", "closes_on")
        }
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
        return cleaned | self._registration(said, starts_at.astimezone(zone), ends_at)

    def _registration(
        self, said: dict[str, Any], starts_at: dt.datetime, ends_at: dt.datetime
    ) -> dict[str, Any]:
        """From when until when one may register."""
        found: dict[str, dt.datetime | None] = {}
        for name, words in (("opens", deadlines.OPENS), ("closes", deadlines.CLOSES)):
            own = said[f"{name}_on"]
            if said[name] == deadlines.OWN and own is None and f"{name}_on" not in self.errors:
                self.add_error(
                    f"{name}_on", _("Say the day and the hour, or choose another answer.")
                )
            instant = deadlines.instant_of(
                said[name] or "", own and own.replace(tzinfo=starts_at.tzinfo), starts_at, words
            )
            found[f"registration_{name}_at"] = instant and instant.astimezone(dt.UTC)
        opens_at, closes_at = found["registration_opens_at"], found["registration_closes_at"]
        if opens_at and opens_at >= ends_at:
            self.add_error("opens_on", _("That is after the end of the breakfast."))
        elif opens_at and closes_at and closes_at <= opens_at:
            self.add_error(
                "closes_on" if said["closes"] == deadlines.OWN else "closes",
                _("Registration would close before it opens."),
            )
        return found


def _on_the_wall(instant: dt.datetime | None, zone: zoneinfo.ZoneInfo) -> str:
    return instant.astimezone(zone).strftime("%Y-%m-%dT%H:%M") if instant else ""


class CancelForm(forms.Form):
    """A word to those who were to come."""

    note = forms.CharField(
        label=_("a word to those who were to come"),
        help_text=_("It stands in the mail and on the page."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
