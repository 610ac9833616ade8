"""Lists of guests on paper: to hand out, for the door, to sign, and for the worst case."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext, override

from networking.paper.fonts import printable
from networking.paper.tables import SMALL, Column, Group, Occasion, Row, Table, Text, printed
from networking.text import fold

# Lines to sign for those who are on no list yet.
TO_SIGN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedGuest:
    """A line of a list: what this list's readers may see of somebody, and nothing else.

    `contact` are lines such as a phone number; `remark` is for the hosts; `since` says the hour at
    which she came.
    """

    given_name: str
    family_name: str
    title: str = ""
    organisation: str = ""
    contact: tuple[str, ...] = ()
    remark: str = ""
    number: str = ""
    arrived: bool = False
    since: str = ""

    @property
    def letter(self) -> str:
        """The one under which she is looked for: É under E, Ø under O."""
        first = printable(self.family_name or self.given_name)[:1]
        plain = fold(first)[:1]
        return (plain if plain and plain.isascii() else first).upper()


def attendee_list(guests: Sequence[ListedGuest], occasion: Occasion) -> bytes:
    """Return the PDF to hand out: name, title and organisation, and contacts where any are shown.

    The guests stand in the order given. Raises MissingGlyphsError for letters no font draws.
    """
    with override(occasion.language):
        columns = [Column(gettext("Name"), 5), Column(gettext("Title and organisation"), 6)]
        if any(guest.contact for guest in guests):
            columns.append(Column(gettext("To reach them"), 5))
        rows = [
            Row(
                [
                    [Text("strong", f"{guest.given_name} {guest.family_name}")],
                    [Text("title", guest.organisation), Text("soft", guest.title, SMALL)],
                    [Text("title", line, SMALL, whole=True) for line in guest.contact],
                ][: len(columns)]
            )
            for guest in guests
        ]
        table = Table(
            kind=gettext("Participants"),
            count=participants(len(guests)),
            columns=columns,
            groups=[Group("", rows)],
            empty=gettext("Nobody is on the list yet"),
        )
    return printed(table, occasion)


def door_list(guests: Sequence[ListedGuest], occasion: Occasion) -> bytes:
    """Return the PDF for the door: a box to tick beside each name, the family name first.

    Who has arrived already is ticked. The guests stand in the order given.
    """
    with override(occasion.language):
        rows = [
            Row(
                [
                    [Text("strong", guest.family_name)],
                    [Text("title", guest.given_name)],
                    [Text("title", guest.organisation)],
                    [Text("soft", guest.remark, SMALL)],
                    [Text("soft", guest.number, SMALL)],
                ],
                letter=letter,
                ticked=guest.arrived,
            )
            for letter, guest in zip(_fresh(guests), guests, strict=True)
        ]
        table = Table(
            kind=gettext("Door list"),
            count=participants(len(guests)),
            columns=[
                Column(gettext("Family name"), 4),
                Column(gettext("First name"), 3),
                Column(gettext("Organisation"), 5),
                Column(gettext("Remarks"), 4),
                Column(gettext("No."), 1),
            ],
            groups=[Group("", rows)],
            empty=gettext("Nobody is on the list yet"),
            tick=gettext("Here"),
            pitch="ticked",
        )
    return printed(table, occasion)


def emergency_list(guests: Sequence[ListedGuest], occasion: Occasion, *, at: str) -> bytes:
    """Return the PDF to count people by outside: who is in the house first, then who may be.

    A box before each name; the numbers to call are in `contact`. `at` says when it was true.
    """
    with override(occasion.language):
        inside = [guest for guest in guests if guest.arrived]
        outside = [guest for guest in guests if not guest.arrived]
        groups = [
            _counted(gettext("In the house"), inside),
            _counted(gettext("Expected, not seen yet"), outside),
        ]
        table = Table(
            kind=gettext("Emergency list"),
            count=participants(len(guests)),
            notes=[
                gettext("As of %(at)s. Tick whoever you have seen outside, and call the others.")
                % {"at": at}
            ],
            columns=[
                Column(gettext("Name"), 5),
                Column(gettext("Organisation"), 4),
                Column(gettext("Phone"), 4),
                Column(gettext("Came at"), 2),
            ],
            groups=groups,
            empty=gettext("Nobody is on the list yet"),
            tick=gettext("Seen"),
            pitch="ticked",
        )
    return printed(table, occasion)


def sign_in_sheet(guests: Sequence[ListedGuest], occasion: Occasion) -> bytes:
    """Return the PDF to sign: a line for each guest, and some for whoever is not on it."""
    with override(occasion.language):
        rows = [
            Row(
                [
                    [Text("strong", f"{guest.family_name} {guest.given_name}".strip())],
                    [Text("title", guest.organisation)],
                    [],
                ]
            )
            for guest in guests
        ]
        table = Table(
            kind=gettext("Sign-in sheet"),
            count=participants(len(guests)),
            columns=[
                Column(gettext("Name"), 5),
                Column(gettext("Organisation"), 5),
                Column(gettext("Signature"), 6),
            ],
            groups=[Group("", [*rows, *[Row()] * TO_SIGN])],
            pitch="written",
        )
    return printed(table, occasion)


def participants(count: int) -> str:
    """Say how many there are, in the active language."""
    return ngettext("%(count)s participant", "%(count)s participants", count) % {"count": count}


def _fresh(guests: Sequence[ListedGuest]) -> list[str]:
    """The letters of those with whom a new one begins; nothing for the others."""
    letters = [guest.letter for guest in guests]
    return [
        letter if at == 0 or letter != letters[at - 1] else "" for at, letter in enumerate(letters)
    ]


def _counted(label: str, guests: Sequence[ListedGuest]) -> Group:
    return Group(f"{label} · {len(guests)}", _to_call(guests))


def _to_call(guests: Sequence[ListedGuest]) -> list[Row]:
    return [
        Row(
            [
                [Text("strong", f"{guest.family_name} {guest.given_name}".strip())],
                [Text("title", guest.organisation)],
                [Text("title", line, whole=True) for line in guest.contact],
                [Text("soft", guest.since, SMALL, whole=True)],
            ],
            letter=letter,
        )
        for letter, guest in zip(_fresh(guests), guests, strict=True)
    ]
