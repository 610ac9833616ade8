"""When somebody is told by mail of wishes and answers: gathered, and never at a bad hour. Pure."""

import datetime as dt
import zoneinfo
from typing import Final

# After the first piece of news others may follow: they go into the same mail.
GATHERS: Final = dt.timedelta(minutes=30)
# Between two mails to one person about one event.
APART: Final = dt.timedelta(hours=4)
# From then on until the event nobody reads mails any more: the page, and the phone, say it.
BEFORE: Final = dt.timedelta(minutes=30)
# Quiet hours, on the reader's own clock.
QUIET_FROM: Final = dt.time(20)
QUIET_UNTIL: Final = dt.time(8)


def leaves_at(
    first_news: dt.datetime,
    last_mail: dt.datetime | None,
    begins_at: dt.datetime,
    zone: zoneinfo.ZoneInfo,
) -> dt.datetime | None:
    """Return the instant (UTC) at which to tell of news, the first of which came at `first_news`.

    None if that is too near the event, at night or after it: then no mail is sent at all.
    """
    wish = first_news + GATHERS
    if last_mail is not None:
        wish = max(wish, last_mail + APART)
    moment = awake(wish, zone)
    return moment if moment < begins_at - BEFORE else None


def awake(at: dt.datetime, zone: zoneinfo.ZoneInfo) -> dt.datetime:
    """Return `at`, or the end of the quiet hours it lies in; in UTC."""
    local = at.astimezone(zone)
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return at.astimezone(dt.UTC)
    day = local.date() + dt.timedelta(days=local.time() >= QUIET_FROM)
    return dt.datetime.combine(day, QUIET_UNTIL, zone).astimezone(dt.UTC)
