"""What other sites and search engines are told of a page: its picture, its words, its facts."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from events.calendar.audience import Audience
from events.calendar.models import CLOSED, Event, Policy, Speaker, Status
from events.calendar.templatetags.calendar_words import day, hours
from networking.associations.models import Association
from networking.mail.links import absolute
from networking.paper.sharing import Card
from networking.time import now

# As Open Graph names languages.
LOCALES: Final = {"fr": "fr_FR", "en": "en_GB"}
SCHEMA: Final = "https://schema.org/"
# No text of a page may end the element it stands in, or begin another.
_HARMLESS: Final = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True, kw_only=True)
class Shared:
    """The head of a page that is shared: Open Graph and the like, all addresses whole."""

    title: str
    description: str
    url: str
    picture: str
    picture_says: str
    site: str
    locale: str
    facts: SafeString
    cover: str = ""


def card_of(event: Event) -> Card:
    """Return the picture of an event, in the association's language whoever asks."""
    language = event.association.language
    with override(language):
        off = event.status == Status.CANCELLED
        where = ", ".join(filter(None, (event.venue, event.address)))
        if not where and event.online_url:
            where = _("Online")
        return Card(
            heading=event.title,
            over=event.association.name,
            below=(
                f"{day(event).capitalize()} · {hours(event)}",
                _("Cancelled") if off else where,
            ),
            month=date_format(event.local_start.date(), "M"),
            day=str(event.local_start.day),
            accent=event.cover_colour or event.association.accent,
            language=language,
            off=off,
        )


def card_of_association(association: Association) -> Card:
    """Return the picture of an association."""
    words = Truncator(association.description.split("\n")[0]).words(16)
    return Card(
        heading=association.name,
        below=(words,) if words else (),
        accent=association.accent,
        language=association.language,
    )


def shared_event(event: Event, speakers: Iterable[Speaker], audience: Audience) -> Shared:
    """Return the head of an event's page."""
    address = (event.association.slug, event.slug)
    url = absolute(event.get_absolute_url())
    picture = _picture("calendar:share", address, card_of(event))
    cover = absolute(event.cover.url) if event.cover else ""
    when = f"{day(event).capitalize()}, {hours(event)}"
    words = " · ".join(filter(None, (when, event.venue, " ".join(event.description.split()))))
    return Shared(
        title=_("Cancelled: %(event)s") % {"event": event.title}
        if event.status == Status.CANCELLED
        else event.title,
        description=Truncator(words).chars(200),
        url=url,
        picture=picture,
        picture_says=f"{event.title}, {when}",
        site=event.association.name,
        locale=LOCALES[(get_language() or settings.LANGUAGE_CODE)[:2]],
        facts=linked_data(_event_facts(event, speakers, audience, url, [picture, cover])),
        cover=cover,
    )


def shared_association(association: Association) -> Shared:
    """Return the head of an association's page."""
    url = absolute(association.get_absolute_url())
    words = " ".join(association.description.split())
    picture = _picture(
        "calendar:association_share", (association.slug,), card_of_association(association)
    )
    return Shared(
        title=association.name,
        description=Truncator(words).chars(200)
        or _("The breakfasts of %(association)s: when, where, and who speaks.")
        % {"association": association.name},
        url=url,
        picture=picture,
        picture_says=association.name,
        site="Tablée",
        locale=LOCALES[(get_language() or settings.LANGUAGE_CODE)[:2]],
        facts=linked_data({"description": words} | _organisation(association)),
    )


def linked_data(facts: dict[str, Any]) -> SafeString:
    """Return JSON-LD as it stands in a page. It is data: no browser runs it, so the policy lets it.

    What is empty is left out.
    """
    said = {"@context": SCHEMA.rstrip("/")} | {key: value for key, value in facts.items() if value}
    text = json.dumps(said, ensure_ascii=False).translate(_HARMLESS)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text),  # noqa: S308  nothing in it can end the element
    )


def map_of(event: Event) -> str:
    """Return where a map shows the place; nothing where there is none."""
    where = ", ".join(filter(None, (event.venue, event.address)))
    query = urlencode({"query": event.address or where})
    return f"https://www.openstreetmap.org/search?{query}" if where else ""


def _picture(name: str, address: tuple[str, ...], card: Card) -> str:
    return absolute(f"{reverse(name, args=address)}?{urlencode({'v': card.digest})}")


def _event_facts(
    event: Event, speakers: Iterable[Speaker], audience: Audience, url: str, pictures: list[str]
) -> dict[str, Any]:
    offline, online = bool(event.venue or event.address), bool(event.online_url)
    held = "Mixed" if offline and online else "Online" if online else "Offline"
    cancelled = event.status == Status.CANCELLED
    standing = "Cancelled" if cancelled else "Rescheduled" if event.moved_from else "Scheduled"
    return {
        "@type": "Event",
        "name": event.title,
        "description": event.description,
        "url": url,
        "image": [picture for picture in pictures if picture],
        "startDate": event.local_start.isoformat(),
        "endDate": event.local_end.isoformat(),
        "previousStartDate": _local(event.moved_from, event),
        "eventStatus": f"{SCHEMA}Event{standing}",
        "eventAttendanceMode": f"{SCHEMA}{held}EventAttendanceMode",
        "location": _locations(event, url),
        "organizer": _organisation(event.association),
        "performer": [_person(speaker) for speaker in speakers],
        "maximumAttendeeCapacity": event.capacity,
        "inLanguage": event.association.language,
        "offers": None if cancelled else _offer(event, audience, url),
    }


def _local(instant: dt.datetime | None, event: Event) -> str:
    return instant.astimezone(event.zone).isoformat() if instant else ""


def _locations(event: Event, url: str) -> list[dict[str, str]]:
    """The places there are; the online address itself is for those who come, not for everybody."""
    found = []
    if event.venue or event.address:
        place = {"@type": "Place", "name": event.venue, "address": event.address}
        found.append({key: value for key, value in place.items() if value})
    if event.online_url:
        found.append({"@type": "VirtualLocation", "url": url})
    return found


def _offer(event: Event, audience: Audience, url: str) -> dict[str, Any] | None:
    """To register costs nothing; nothing is offered where not everybody may, or it is over."""
    over = event.status in CLOSED or event.ends_at <= now()
    if over or event.policy not in {Policy.OPEN, Policy.APPROVAL}:
        return None
    full = audience.seats_left == 0
    opens_at = event.registration_opens_at
    offer = {
        "@type": "Offer",
        "price": "0",
        "priceCurrency": "EUR",
        "url": url,
        "availability": f"{SCHEMA}{'SoldOut' if full else 'InStock'}",
        "validFrom": _local(opens_at, event),
        "validThrough": _local(event.registration_closes_at, event),
    }
    return {key: value for key, value in offer.items() if value}


def _organisation(association: Association) -> dict[str, Any]:
    found = {
        "@type": "Organization",
        "name": association.name,
        "url": absolute(association.get_absolute_url()),
        "sameAs": association.website,
        "logo": absolute(association.logo.url)
        if association.logo
        else absolute(static("web/img/logo.svg")),
    }
    return {key: value for key, value in found.items() if value}


def _person(speaker: Speaker) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "Person", "name": speaker.full_name}
    if speaker.title:
        found["jobTitle"] = speaker.title
    if speaker.organisation:
        found["worksFor"] = {"@type": "Organization", "name": speaker.organisation}
    return found
