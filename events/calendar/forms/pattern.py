"""The plain editor of recurrence: a few choices that make a rule, and the days left out."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import EMPTY_VALUES
from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.calendar.actions.plans import first_day_under
from events.calendar.models import Series
from events.calendar.recurrence import LAST, Frequency, Impossible, Pattern, following
from events.calendar.words import said_series, weekday_name

Choices = list[tuple[str, str | Promise]]
# What `repeats` offers. A rule that none of them makes is kept as it is, and offered as `own`.
NTH, WEEKLY, DAY, YEARLY, OWN = "nth", "weekly", "day", "yearly", "own"
FIRST_TUESDAY = Pattern(frequency=Frequency.MONTHLY, nth=1, weekdays=(1,))


def _weekdays() -> Choices:
    return [(str(day), capfirst(weekday_name(day))) for day in range(7)]


def _months() -> Choices:
    return [(str(month), capfirst(str(name))) for month, name in MONTHS.items()]


def _month_days() -> Choices:
    return [*((str(day), str(day)) for day in range(1, 32)), (str(LAST), _("the last"))]


def _calendar() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class Days(forms.Field):
    """Days as hidden fields and ticks send them, each once; what is no day is left out."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[str]:
        found = set()
        for each in value or ():
            try:
                found.add(dt.date.fromisoformat(str(each)))
            except ValueError:
                continue
        return [day.isoformat() for day in sorted(found)]


class _IfAsked:
    """A field that one choice needs and another leaves aside: then it may be empty."""

    def validate(self, value: Any) -> None:
        if value not in EMPTY_VALUES:
            super().validate(value)  # type: ignore[misc]


class Choice(_IfAsked, forms.ChoiceField):
    pass


class Number(_IfAsked, forms.IntegerField):
    pass


class Day(_IfAsked, forms.DateField):
    pass


class PatternForm(forms.Form):
    """`pattern` is what was chosen, once valid; `rule` and `exceptions` are what a series keeps."""

    repeats = forms.ChoiceField(
        label=_("It takes place"),
        widget=forms.RadioSelect,
        choices=[
            (NTH, _("on a weekday of the month")),
            (WEEKLY, _("on days of the week")),
            (DAY, _("on a date of the month")),
            (YEARLY, _("once a year")),
        ],
    )
    nth = Choice(
        label=pgettext_lazy("recurrence", "which"),
        choices=[
            ("1", _("the first")),
            ("2", _("the second")),
            ("3", _("the third")),
            ("4", _("the fourth")),
            (str(LAST), _("the last")),
        ],
    )
    weekday = Choice(label=_("weekday"), choices=_weekdays)
    weekdays = forms.MultipleChoiceField(
        label=pgettext_lazy("recurrence", "on"),
        choices=_weekdays,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    month_day = Choice(label=_("day"), choices=_month_days)
    month = Choice(label=_("month"), choices=_months)
    every = Number(
        label=_("how often"),
        help_text=_("1 is every week, month or year; 2 is every other one."),
        min_value=1,
        max_value=24,
    )
    skipped = forms.MultipleChoiceField(
        label=pgettext_lazy("recurrence", "not in"),
        choices=_months,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    ends = Choice(
        label=_("until when"),
        choices=[
            ("never", _("for as long as we like")),
            ("until", _("until a day")),
            ("count", _("a number of times")),
        ],
    )
    until = Day(label=_("last day"), widget=_calendar())
    count = Number(label=_("how many times"), min_value=1, max_value=500)
    first_day = forms.DateField(
        label=_("starting on"),
        widget=_calendar(),
        help_text=_("It begins on the first day that fits."),
    )
    skip = Days(required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        series: Series | None = None,
        today: dt.date,
        since: dt.date | None = None,
    ) -> None:
        self.series, self.today, self.since = series, today, since
        super().__init__(data, initial=_shown(series, today))
        self.pattern: Pattern | None = None
        if series is not None:
            # From which day on a change holds is asked beside it.
            del self.fields["first_day"]
            if self.initial["repeats"] == OWN:
                own: Any = self.fields["repeats"]
                own.choices = [(OWN, said_series(series)), *own.choices]

    @property
    def first(self) -> dt.date:
        """The day from which the rule counts, once the form is valid."""
        if self.series is not None:
            return first_day_under(self.series, self.cleaned_data["rule"], since=self.since)
        assert self.pattern
        return self.pattern.first_from(self.cleaned_data["first_day"])

    def clean(self) -> dict[str, Any]:
        """Make the pattern, and of it the rule."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        if cleaned["repeats"] == OWN:
            assert self.series
            return cleaned | {"rule": self.series.rule, "exceptions": self._exceptions(cleaned)}
        if cleaned["repeats"] == WEEKLY and not cleaned["weekdays"]:
            self.add_error("weekdays", _("Choose at least one day of the week."))
        if cleaned["ends"] == "until" and not cleaned["until"]:
            self.add_error("until", _("Say which day is the last."))
        if cleaned["ends"] == "count" and not cleaned["count"]:
            self.add_error("count", _("Say how many times."))
        if not self.errors:
            self._settle(cleaned)
        return cleaned

    def _settle(self, cleaned: dict[str, Any]) -> None:
        try:
            self.pattern = Pattern(**_fields(cleaned))
        except Impossible:
            self.add_error(None, _("No day fits: please look at the months and the date."))
            return
        rule = self.pattern.rule
        if self.series is not None and self.pattern == _pattern_of(self.series):
            # The same, in whatever words it was written.
            rule = self.series.rule
        cleaned |= {"rule": rule, "exceptions": self._exceptions(cleaned)}
        if not following(rule, self.first, since=max(self.first, self.today), count=1):
            self.add_error(None, _("No day fits: please look at the months and the date."))

    def _exceptions(self, cleaned: Mapping[str, Any]) -> list[str]:
        """Days left out: those chosen, and those gone by, which nobody was shown."""
        past = self.series.exceptions if self.series is not None else []
        return sorted({*cleaned["skip"], *(day for day in past if day < str(self.today))})


def _pattern_of(series: Series) -> Pattern | None:
    return Pattern.read(series.rule, series.first_day) if series.rule else None


def _fields(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """Return the pattern's fields; what belongs to another choice is left aside."""
    ends, repeats = cleaned["ends"], cleaned["repeats"]
    fields: dict[str, Any] = {
        "every": cleaned["every"] or 1,
        "until": cleaned["until"] if ends == "until" else None,
        "count": cleaned["count"] if ends == "count" else None,
    }
    if repeats == YEARLY:
        fields |= {"frequency": Frequency.YEARLY, "month": int(cleaned["month"] or 1)}
    else:
        fields["frequency"] = Frequency.WEEKLY if repeats == WEEKLY else Frequency.MONTHLY
        fields["skipped"] = frozenset(int(month) for month in cleaned["skipped"])
    if repeats == WEEKLY:
        fields["weekdays"] = tuple(sorted(int(day) for day in cleaned["weekdays"]))
    elif repeats == NTH:
        fields["nth"] = int(cleaned["nth"] or 1)
        fields["weekdays"] = (int(cleaned["weekday"] or 0),)
    else:
        fields["month_day"] = int(cleaned["month_day"] or 1)
    return fields


def _shown(series: Series | None, today: dt.date) -> dict[str, Any]:
    """Return what the form begins with: a series' pattern, or the classic first Tuesday."""
    pattern = FIRST_TUESDAY if series is None else _pattern_of(series)
    chosen = pattern or FIRST_TUESDAY
    first = chosen.weekdays[0] if chosen.weekdays else 1
    kinds = {Frequency.WEEKLY: WEEKLY, Frequency.YEARLY: YEARLY}
    monthly = NTH if chosen.nth else DAY
    return {
        "repeats": OWN if pattern is None else kinds.get(chosen.frequency, monthly),
        "nth": str(chosen.nth or 1),
        "weekday": str(first),
        "weekdays": [str(day) for day in chosen.weekdays] or [str(first)],
        "month_day": str(chosen.month_day or 1),
        "month": str(chosen.month or today.month),
        "every": chosen.every,
        "skipped": [str(month) for month in sorted(chosen.skipped)],
        "ends": "until" if chosen.until else "count" if chosen.count else "never",
        "until": chosen.until,
        "count": chosen.count,
        "first_day": today,
        "skip": [] if series is None else series.exceptions,
    }
