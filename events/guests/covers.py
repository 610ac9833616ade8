"""For the restaurant: how many come, who eats what, who has still to pay."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext, override

from events.calendar.models import Event
from events.calendar.paper import occasion_of
from events.guests.columns import yes
from events.guests.models import Registration, Status
from events.guests.tally import Diet, diets
from networking.paper import press
from networking.paper.prints import Lines
from networking.paper.tables import heading


@dataclass(frozen=True)
class Covers:
    """Those who come, and what the restaurant wants to know of them.

    `kept` counts the seats kept for somebody who has not answered; `plain` those who eat what
    there is.
    """

    guests: list[Registration]
    kept: int
    groups: list[Diet]

    @property
    def count(self) -> int:
        return len(self.guests)

    @property
    def plain(self) -> int:
        return self.count - sum(group.count for group in self.groups)

    @property
    def to_pay(self) -> list[Registration]:
        return [guest for guest in self.guests if guest.to_pay]


def covers_of(event: Event) -> Covers:
    """Count. Two queries."""
    guests = list(event.registrations.confirmed().by_name())
    return Covers(
        guests=guests,
        kept=event.registrations.filter(status=Status.OFFERED).count(),
        groups=diets([(guest.full_name, guest.diet) for guest in guests]),
    )


def lines(event: Event) -> Lines:
    """A line for each guest: what she eats, and whether she has still to pay."""
    headings = [
        *(gettext("Family name"), gettext("First name"), gettext("Organisation")),
        *(gettext("Diet"), gettext("To pay")),
    ]
    return Lines(
        headings,
        [
            [guest.family_name, guest.given_name, guest.organisation, guest.diet, yes(guest.to_pay)]
            for guest in covers_of(event).guests
        ],
    )


def printed(event: Event) -> bytes:
    """Return the sheet to hand over, as PDF, in the association's language.

    Raises MissingGlyphsError for letters that no font draws.
    """
    counted, occasion = covers_of(event), occasion_of(event)
    with override(occasion.language):
        kind = gettext("For the restaurant")
        data = heading(occasion, kind) | _said(counted)
    return press.render(
        "covers", data, title=f"{kind} · {occasion.title}", language=occasion.language
    )


def _said(counted: Covers) -> dict[str, Any]:
    kept = ngettext(
        "And perhaps %(kept)s more: a seat is kept for somebody who has not answered yet.",
        "And perhaps %(kept)s more: seats are kept for people who have not answered yet.",
        counted.kept,
    )
    return {
        "covers": counted.count,
        "covers_word": ngettext("cover", "covers", counted.count),
        "kept": kept % {"kept": counted.kept} if counted.kept else "",
        "diets": gettext("Diets"),
        "headings": [gettext("How many"), gettext("Diet"), gettext("Who")],
        "groups": [
            [str(group.count), group.words, ", ".join(group.people)] for group in counted.groups
        ],
        "plain": [str(counted.plain), gettext("Nothing special"), ""],
        "no_diets": gettext("Nobody asked for anything special."),
        "to_pay": gettext("Still to pay"),
        "payers": [[guest.full_name, guest.organisation] for guest in counted.to_pay],
        "no_payers": gettext("Nobody."),
    }
