"""What a letter says: its subject, its whole text, and its coffee in words. In two languages."""

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _
from django.utils.translation import override

from followups.contacts.flame.due import zone_of
from followups.reminders.models import Coffee, FollowUp, Letter
from networking.dates import said_day, said_hour
from networking.text import squeeze


def subject(follow_up: FollowUp) -> str:
    """Return the subject of a mail to somebody met, in the active language."""
    return squeeze(_("Our conversation at %(event)s") % {"event": follow_up.event.title})


def whole(letter: Letter) -> str:
    """Return all that a mail of one's own says, in its author's voice and the letter's language."""
    follow_up = letter.follow_up
    with override(letter.language):
        times = list(times_of(letter, zone_of(follow_up.owner), zone_of(follow_up.person)))
        coffee = [_asked(letter), *(f"– {time}" for time in times), where_of(letter)]
        parts = (letter.text, letter.link, "\n".join(filter(None, coffee)) if times else "")
    return "\n\n".join(filter(None, parts))


def times_of(letter: Letter, reader: zoneinfo.ZoneInfo, other: zoneinfo.ZoneInfo) -> Iterator[str]:
    """Say the times of a coffee on the reader's clock; on both where they differ."""
    for start in letter.starts:
        here, there = start.astimezone(reader), start.astimezone(other)
        told = {"day": said_day(here.date()), "hour": said_hour(here)}
        if here.utcoffset() == there.utcoffset():
            yield _("%(day)s at %(hour)s") % told
        else:
            yield _("%(day)s at %(hour)s (%(city)s), %(other_hour)s (%(other_city)s)") % {
                **told,
                "city": _city(reader),
                "other_hour": _elsewhere(here, there),
                "other_city": _city(other),
            }


def where_of(letter: Letter) -> str:
    """Say where a coffee would be; nothing where that is still open."""
    if not letter.where:
        return ""
    if letter.coffee == Coffee.VIDEO:
        return _("The link: %(link)s") % {"link": letter.where}
    return _("The place: %(place)s") % {"place": letter.where}


def mailto(address: str, letter: Letter) -> str:
    """Return a ``mailto:`` link with the whole letter in it; without an address, to nobody yet."""
    with override(letter.language):
        head = subject(letter.follow_up)
    query = {"subject": head, "body": whole(letter).replace("\n", "\r\n")}
    return f"mailto:{quote(address, safe='@')}?{urlencode(query, quote_via=quote)}"


def _asked(letter: Letter) -> str:
    if letter.coffee == Coffee.VIDEO:
        return _("Shall we have a coffee by video? One of these times would suit me:")
    return _("Shall we have a coffee? One of these times would suit me:")


def _elsewhere(here: dt.datetime, there: dt.datetime) -> str:
    """The hour there; with its day where that is another one."""
    if here.date() == there.date():
        return said_hour(there)
    return f"{said_day(there.date())} {said_hour(there)}"


def _city(zone: zoneinfo.ZoneInfo) -> str:
    return zone.key.rpartition("/")[2].replace("_", " ")
