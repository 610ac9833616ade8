"""Hours on the wall of an event’s place. Pure."""

import datetime as dt


def at_hour(hour: dt.time, start: dt.datetime) -> dt.datetime:
    """Return when the wall's clock shows an hour at an event whose start, in its zone, is given.

    An hour long before the start is that of the next day: an evening may go on after midnight.
    """
    zoned = dt.datetime.combine(start.date(), hour, start.tzinfo)
    if start - zoned > dt.timedelta(hours=12):
        zoned += dt.timedelta(days=1)
    return zoned.astimezone(dt.UTC)
