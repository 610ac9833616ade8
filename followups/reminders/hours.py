"""Hours as one says them, on the clock of whoever reads."""

import datetime as dt

from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import pgettext


def hour(moment: dt.datetime) -> str:
    """Return a day of the week and an hour: “Thursday 10:00”, « jeudi 10 h 00 »."""
    return formats.date_format(localtime(moment), pgettext("date format", "l H:i"))
