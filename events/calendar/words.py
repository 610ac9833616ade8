"""A series' rule in words: each way of recurring is a whole phrase of its own, then what limits it.

“le premier mardi du mois, sauf en août”, “the first Tuesday of the month, except in August”.
"""

import datetime as dt

from django.utils import formats
from django.utils.dates import MONTHS
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.calendar.models import Series
from events.calendar.recurrence import LAST, Frequency, Pattern, following
from networking.dates import said_date
from networking.time import now

# Any Monday.
MONDAY = dt.date(2024, 1, 1)
ON_NTH = {
    1: gettext_lazy("the first %(weekday)s of the month"),
    2: gettext_lazy("the second %(weekday)s of the month"),
    3: gettext_lazy("the third %(weekday)s of the month"),
    4: gettext_lazy("the fourth %(weekday)s of the month"),
    LAST: gettext_lazy("the last %(weekday)s of the month"),
}
ON_NTH_EVERY = {
    1: gettext_lazy("every %(every)s months, on the first %(weekday)s"),
    2: gettext_lazy("every %(every)s months, on the second %(weekday)s"),
    3: gettext_lazy("every %(every)s months, on the third %(weekday)s"),
    4: gettext_lazy("every %(every)s months, on the fourth %(weekday)s"),
    LAST: gettext_lazy("every %(every)s months, on the last %(weekday)s"),
}
# Days from this one on some months lack.
RARE = 29
ON_DAY = {
    1: gettext_lazy("the first day of the month"),
    LAST: gettext_lazy("the last day of the month"),
    RARE: gettext_lazy("on day %(day)s of the months that have one"),
    None: gettext_lazy("on day %(day)s of the month"),
}
ON_DAY_EVERY = {
    1: gettext_lazy("every %(every)s months, on the first day"),
    LAST: gettext_lazy("every %(every)s months, on the last day"),
    RARE: gettext_lazy("every %(every)s months, on day %(day)s where there is one"),
    None: gettext_lazy("every %(every)s months, on day %(day)s"),
}


def said_series(series: Series) -> str:
    """Say when a series takes place; for a rule beyond the editor, by its next days."""
    pattern = Pattern.read(series.rule, series.first_day) if series.rule else None
    if pattern is not None:
        return said(pattern)
    if not series.rule:
        return _("once, on %(day)s") % {"day": said_date(series.first_day)}
    since = max(series.first_day, now().date())
    days = following(series.rule, series.first_day, since=since, count=3)
    if not days:
        return _("by a rule of its own, which gives no more dates")
    listed = get_text_list([said_date(day) for day in days], _("and"))
    return _("by a rule of its own; next on %(days)s") % {"days": listed}


def said(pattern: Pattern) -> str:
    """Say a pattern: how often, which months it leaves out, when it ends."""
    phrase = {
        Frequency.WEEKLY: _weekly,
        Frequency.MONTHLY: _monthly,
        Frequency.YEARLY: _yearly,
    }[pattern.frequency](pattern)
    if pattern.skipped:
        months = get_text_list([str(MONTHS[month]) for month in sorted(pattern.skipped)], _("and"))
        phrase = _("%(rule)s, except in %(months)s") % {"rule": phrase, "months": months}
    if pattern.until:
        return _("%(rule)s, until %(day)s") % {"rule": phrase, "day": said_date(pattern.until)}
    if pattern.count:
        return ngettext("%(rule)s, %(count)s time", "%(rule)s, %(count)s times", pattern.count) % {
            "rule": phrase,
            "count": pattern.count,
        }
    return phrase


def weekday_name(day: int) -> str:
    """Return the name of a weekday, Monday being 0, as it stands in a sentence."""
    return formats.date_format(MONDAY + dt.timedelta(days=day), "l")


def _weekly(pattern: Pattern) -> str:
    days = get_text_list([weekday_name(day) for day in pattern.weekdays], _("and"))
    if pattern.every == 1:
        return _("every %(weekdays)s") % {"weekdays": days}
    words = {"every": pattern.every, "weekdays": days}
    return _("every %(every)s weeks, on %(weekdays)s") % words


def _monthly(pattern: Pattern) -> str:
    every, day = pattern.every, pattern.month_day or LAST
    if pattern.nth is not None:
        phrase = (ON_NTH if every == 1 else ON_NTH_EVERY)[pattern.nth]
        return str(phrase) % {"weekday": weekday_name(pattern.weekdays[0]), "every": every}
    phrases = ON_DAY if every == 1 else ON_DAY_EVERY
    phrase = phrases.get(day) or phrases[RARE if day >= RARE else None]
    return str(phrase) % {"day": day, "every": every}


def _yearly(pattern: Pattern) -> str:
    assert pattern.month
    assert pattern.month_day
    # The year is left out; it is one that has every day.
    whole = said_date(dt.date(2000, pattern.month, pattern.month_day))
    day = whole.removesuffix("2000").rstrip()
    if pattern.every == 1:
        return _("every year on %(day)s") % {"day": day}
    return _("every %(every)s years on %(day)s") % {"every": pattern.every, "day": day}
