"""Badges on paper: who has which, what stands on it, in the association's language."""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import reduce
from operator import or_
from typing import cast

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext, override

from events.calendar.models import Event, Hand
from events.calendar.paper import logo_of
from events.directory.cards import card_of, with_people
from events.door import backs
from events.door.models import Badge
from events.door.seating import tables_of
from events.guests.models import Kind, Registration
from networking.associations.models import Role
from networking.mail.links import absolute
from networking.paper.badges import BadgeFace, Band, Sheets, badges
from networking.paper.designs import CLASSIC, Design
from networking.paper.labels import DEFAULT, Label

_ORGANISING = (Role.OWNER, Role.ORGANISER)


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """How badges are to be printed, and which: all, unless something chooses among them.

    `numbers` chooses ranges, `guests` registrations by their ids, and either is enough;
    `unprinted` those that are new, or say something else than when they were last printed. `back`
    names what stands behind (`backs.py`); `seated` prints the drawn tables.
    """

    label: Label = DEFAULT
    design: Design = CLASSIC
    back: str = ""
    start_at: int = 1
    numbers: Sequence[tuple[int, int]] = ()
    guests: Collection[int] = ()
    unprinted: bool = False
    seated: bool = False
    mark_first_time: bool = False
    trim_marks: bool = False


Laid = tuple[Badge, BadgeFace]


def printed(event: Event, wishes: Wishes) -> bytes:
    """Return the PDF of this event's badges, by number. Queries don't grow with the guests.

    Raises MissingGlyphsError where a name is written in letters that no font here draws.
    """
    return pdf(event, laid_out(event, wishes), wishes)


def pdf(event: Event, laid: Iterable[Laid], wishes: Wishes) -> bytes:
    """Return the PDF of badges that were laid out by these wishes."""
    with override(event.association.language):
        return badges([face for _badge, face in laid], sheets(event, wishes))


def blank(event: Event, wishes: Wishes) -> bytes:
    """Return the PDF of the badges that nobody wears yet, with lines to write a name on.

    They begin a sheet of their own, whatever was wished for the others.
    """
    unclaimed = list(event.badges.blank())
    with override(event.association.language):
        behind = backs.faces(
            event, [None] * len(unclaimed), wishes.back, panels=len(wishes.label.panels)
        )
        faces = [
            BadgeFace(link=absolute(badge.get_absolute_url()), number=str(badge.number), backs=back)
            for badge, back in zip(unclaimed, behind, strict=True)
        ]
        return badges(faces, sheets(event, replace(wishes, start_at=1)))


def laid_out(event: Event, wishes: Wishes) -> list[Laid]:
    """The badges that these wishes choose, by number, and what stands on each."""
    chosen = with_guests(event)
    if wishes.numbers or wishes.guests:
        ranges = [Q(number__range=each) for each in wishes.numbers]
        chosen = chosen.filter(reduce(or_, ranges, Q(registration__in=wishes.guests)))
    return only_wished(faced(event, chosen, wishes), wishes)


def only_wished(laid: list[Laid], wishes: Wishes) -> list[Laid]:
    """Those of these that are to be printed, as far as it depends on what stands on them."""
    if not wishes.unprinted:
        return laid
    return [(badge, face) for badge, face in laid if badge.printed_face != digest_of(face)]


def digest_of(face: BadgeFace) -> str:
    """What a face is known by: another one as soon as a word of it changes, its back aside."""
    said = json.dumps(asdict(replace(face, backs=())), sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def sheets(event: Event, wishes: Wishes) -> Sheets:
    """How these badges are printed; its words are in the active language."""
    association = event.association
    return Sheets(
        association=association.name,
        label=wishes.label,
        design=wishes.design,
        start_at=wishes.start_at,
        accent=association.accent,
        language=association.language,
        title=f"{gettext('Badges')} · {event.title}",
        code_label=gettext("QR code"),
        logo=logo_of(association),
        trim_marks=wishes.trim_marks,
    )


def with_guests(event: Event) -> QuerySet[Badge]:
    """The valid badges of those who hold a seat, with all that stands on them."""
    return (
        event.badges.valid()
        .filter(registration__in=event.registrations.confirmed())
        .select_related("registration__event", "registration__user__profile")
        .prefetch_related("registration__user__profile__wanted__tag")
        .order_by("number")
    )


def expected(event: Event) -> list[Badge]:
    """The same, and after them those that printing would make: not saved, their codes no codes."""
    there = list(with_guests(event))
    without = event.registrations.confirmed().exclude(badges__in=Badge.objects.valid())
    last = event.badges.aggregate(last=Max("number"))["last"] or 0
    return there + [
        Badge(event=event, registration=guest, number=number)
        for number, guest in enumerate(with_people(without.by_name()), start=last + 1)
    ]


def faced(event: Event, chosen: Iterable[Badge], wishes: Wishes) -> list[Laid]:
    """Badges and what stands on them, in the association's language."""
    with override(event.association.language):
        return _faced(event, list(chosen), wishes)


def _faced(event: Event, chosen: list[Badge], wishes: Wishes) -> list[Laid]:
    speaking = set(event.roles.filter(role=Hand.SPEAKER).values_list("user_id", flat=True))
    members = event.association.memberships.filter(role__in=_ORGANISING)
    organising = set(members.values_list("user_id", flat=True))
    tables = tables_of(event) if wishes.seated else {}
    wearers = [badge.registration for badge in chosen]
    behind = backs.faces(event, wearers, wishes.back, panels=len(wishes.label.panels))
    words: dict[Band | None, str] = {
        "speaker": gettext("Speaker"),
        "organiser": gettext("Organiser"),
        "visitor": gettext("Visitor"),
        "first_time": gettext("First time"),
        None: "",
    }
    table_at = gettext("Table %(number)s")
    laid = []
    for badge, back in zip(chosen, behind, strict=True):
        registration = cast("Registration", badge.registration)
        card = card_of(registration)
        band = _band(registration, speaking, organising, wishes)
        table = tables.get(registration.pk)
        face = BadgeFace(
            given_name=card.given_name,
            family_name=card.family_name,
            pronouns=card.pronouns,
            # A badge is read by everybody: what she did not agree to show isn't on it.
            title=card.fields.get("title", ""),
            organisation=card.fields.get("organisation", ""),
            headline=card.headline if "headline" in wishes.design.details else "",
            link=absolute(badge.get_absolute_url()),
            number=str(badge.number),
            table=table_at % {"number": table} if table else "",
            band=band,
            band_label=words[band],
            backs=back,
        )
        laid.append((badge, face))
    return laid


def _band(
    registration: Registration, speaking: set[int], organising: set[int], wishes: Wishes
) -> Band | None:
    """The one role that stands on the badge: what matters most to the others comes first."""
    if registration.user_id in speaking:
        return "speaker"
    if registration.user_id in organising:
        return "organiser"
    if registration.kind == Kind.VISITOR:
        return "visitor"
    if registration.first_time and wishes.mark_first_time:
        return "first_time"
    return None
