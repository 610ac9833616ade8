"""The lists as tables for a spreadsheet, in the reader's language: the same people as on paper."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.calendar.models import Event
from events.directory.cards import with_people
from events.door.lists import expected, handed_out, phones, remark
from events.door.looking import arrival_of, number_of
from events.guests.columns import local, yes
from events.guests.consent import FIELDS
from events.guests.models import Registration
from networking.paper.prints import Lines


def attendees(event: Event) -> Lines:
    """Those who come, each with what the others may see of her."""
    headings = [
        *(_("Family name"), _("First name"), pgettext("of a person", "Title"), _("Organisation")),
        *(_("Phone"), _("Mobile"), _("Fax"), _("E-mail")),
    ]
    return Lines(
        headings,
        [
            [card.family_name, card.given_name, *(card.fields.get(name, "") for name in FIELDS)]
            for card in handed_out(event)
        ],
    )


def door(event: Event) -> Lines:
    """Those who come, with what a host wants to know, and when they came."""
    headings = [
        *(_("Family name"), _("First name"), _("Organisation"), _("Remarks")),
        *(_("No."), _("Came at"), _("Late")),
    ]
    return Lines(
        headings,
        [
            [
                *(guest.family_name, guest.given_name, guest.organisation, remark(guest)),
                *(number_of(guest), *_arrival(guest, event)),
            ]
            for guest in expected(event)
        ],
    )


def emergency(event: Event) -> Lines:
    """Those who come, with who is in the house, and the numbers to call."""
    headings = [
        *(_("In the house"), _("Family name"), _("First name"), _("Organisation")),
        *(_("Phone"), _("Came at")),
    ]
    return Lines(
        headings,
        [
            [
                *(yes(arrival_of(guest) is not None), guest.family_name, guest.given_name),
                *(guest.organisation, ", ".join(phones(guest)), _arrival(guest, event)[0]),
            ]
            for guest in with_people(expected(event))
        ],
    )


def signatures(event: Event) -> Lines:
    """Those who come, with a column to sign in."""
    headings = [_("Family name"), _("First name"), _("Organisation"), _("Signature")]
    return Lines(
        headings,
        [
            [guest.family_name, guest.given_name, guest.organisation, ""]
            for guest in expected(event)
        ],
    )


def _arrival(guest: Registration, event: Event) -> tuple[Any, str]:
    arrival = arrival_of(guest)
    return (local(arrival.at, event), yes(arrival.late)) if arrival else (None, "")
