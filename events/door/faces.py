"""Badges on paper: who has which, what stands on it, in the association's language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import cast

from django.db.models import Q, QuerySet
from django.utils.translation import gettext, override

from events.calendar.models import Event, Hand
from events.calendar.paper import logo_of
from events.directory.cards import card_of
from events.door.models import Badge
from events.guests.models import Kind, Registration
from networking.associations.models import Role
from networking.mail.links import absolute
from networking.paper.badges import BadgeFace, Band, Sheets, badges
from networking.paper.labels import DEFAULT, Label

_ORGANISING = (Role.OWNER, Role.ORGANISER)


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """How badges are to be printed: `numbers` chooses ranges of them, none chosen means all."""

    label: Label = DEFAULT
    start_at: int = 1
    numbers: Sequence[tuple[int, int]] = ()
    mark_first_time: bool = False
    trim_marks: bool = False


def printed(event: Event, wishes: Wishes) -> bytes:
    """Return the PDF of this event's badges, by number. Queries don't grow with the guests.

    Raises MissingGlyphsError where a name is written in letters that no font here draws.
    """
    chosen = with_guests(event)
    if wishes.numbers:
        ranges = (Q(number__range=each) for each in wishes.numbers)
        chosen = chosen.filter(reduce(or_, ranges))
    with override(event.association.language):
        return badges(_faces(event, chosen, wishes), _sheets(event, wishes))


def blank(event: Event, wishes: Wishes) -> bytes:
    """Return the PDF of the badges that nobody wears yet, with lines to write a name on.

    They begin a sheet of their own, whatever was wished for the others.
    """
    unclaimed = event.badges.valid().filter(registration=None).order_by("number")
    faces = [
        BadgeFace(
            given_name="",
            family_name="",
            link=absolute(badge.get_absolute_url()),
            number=str(badge.number),
        )
        for badge in unclaimed
    ]
    with override(event.association.language):
        return badges(faces, replace(_sheets(event, wishes), start_at=1))


def _sheets(event: Event, wishes: Wishes) -> Sheets:
    association = event.association
    return Sheets(
        association=association.name,
        label=wishes.label,
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


def _faces(event: Event, chosen: Iterable[Badge], wishes: Wishes) -> list[BadgeFace]:
    speaking = set(event.roles.filter(role=Hand.SPEAKER).values_list("user_id", flat=True))
    members = event.association.memberships.filter(role__in=_ORGANISING)
    organising = set(members.values_list("user_id", flat=True))
    words: dict[Band | None, str] = {
        "speaker": gettext("Speaker"),
        "organiser": gettext("Organiser"),
        "visitor": gettext("Visitor"),
        "first_time": gettext("First time"),
        None: "",
    }
    faces = []
    for badge in chosen:
        registration = cast("Registration", badge.registration)
        card = card_of(registration)
        band = _band(registration, speaking, organising, wishes)
        faces.append(
            BadgeFace(
                given_name=card.given_name,
                family_name=card.family_name,
                # A badge is read by everybody: what she did not agree to show isn't on it.
                title=card.fields.get("title", ""),
                organisation=card.fields.get("organisation", ""),
                link=absolute(badge.get_absolute_url()),
                number=str(badge.number),
                band=band,
                band_label=words[band],
            )
        )
    return faces


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
