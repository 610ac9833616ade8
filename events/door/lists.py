"""Lists on paper: one to hand out, with what each guest agreed to show, and one for the door."""

from django.utils.text import capfirst
from django.utils.translation import gettext, override

from events.calendar.models import Event
from events.calendar.templatetags.calendar_words import day, hours
from events.directory.cards import cards_of, with_people
from events.door.looking import arrival_of, number_of, with_arrivals
from events.guests.models import Kind, Registration
from networking.paper import lists
from networking.paper.lists import ListedGuest, Occasion


def attendee_list(event: Event) -> bytes:
    """Return the PDF to hand out, in the association's language: only what each agreed to show."""
    cards = cards_of(with_people(event.registrations.confirmed()).by_name())
    guests = [
        ListedGuest(
            given_name=card.given_name,
            family_name=card.family_name,
            title=card.fields.get("title", ""),
            organisation=card.fields.get("organisation", ""),
            contact=tuple(card.contact.values()),
        )
        for card in cards
    ]
    return lists.attendee_list(guests, _occasion(event))


def door_list(event: Event) -> bytes:
    """Return the PDF for the hosts: everyone with a seat, by family name, a box before each."""
    with override(event.association.language):
        guests = [
            ListedGuest(
                given_name=registration.given_name,
                family_name=registration.family_name,
                organisation=registration.organisation,
                remark=_remark(registration),
                number=number_of(registration),
                arrived=arrival_of(registration) is not None,
            )
            for registration in with_arrivals(event).by_name()
        ]
    return lists.door_list(guests, _occasion(event))


def _remark(registration: Registration) -> str:
    """What a host wants to know of somebody who stands before her."""
    remarks = []
    if registration.kind == Kind.VISITOR and registration.inviter:
        remarks.append(gettext("Invited by %(name)s") % {"name": registration.inviter.full_name})
    elif registration.kind in {Kind.VISITOR, Kind.SUBSTITUTE, Kind.WALK_IN}:
        remarks.append(registration.get_kind_display())
    if registration.to_pay:
        remarks.append(gettext("To pay"))
    if registration.diet:
        remarks.append(registration.diet)
    return " · ".join(remarks)


def _occasion(event: Event) -> Occasion:
    with override(event.association.language):
        return Occasion(
            association=event.association.name,
            title=event.title,
            when=f"{capfirst(day(event))}, {hours(event)}",
            where=", ".join(part for part in (event.venue, event.address) if part),
            accent=event.association.accent,
            language=event.association.language,
        )
