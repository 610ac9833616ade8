"""Hours as one says them, on the clock of whoever reads."""

import datetime as dt

from django.utils import formats
from django.utils.timezone import localtime

from networking.dates import said_hour


def hour(moment: dt.datetime) -> str:
    """Return a day of the week and an hour: “Thursday 10:00”, “jeudi 10 h”."""
    local = localtime(moment)
    return f"{formats.date_format(local, 'l')} {said_hour(local)}"
