"""Lists on paper: to hand out, with what each guest agreed to show; for the door; to sign; and the
one for the worst case.
"""

from django.utils.translation import gettext, override

from events.calendar.models import Event
from events.calendar.paper import occasion_of
from events.calendar.templatetags.calendar_words import hour
from events.directory.cards import Card, card_of, cards_of, with_people
from events.door.looking import arrival_of, number_of, with_arrivals
from events.guests.models import Kind, Registration, RegistrationQuerySet
from networking.paper import lists
from networking.paper.lists import ListedGuest
from networking.time import now


def attendee_list(event: Event) -> bytes:
    """Return the PDF to hand out, in the association's language: only what each agreed to show."""
    guests = [
        ListedGuest(
            given_name=card.given_name,
            family_name=card.family_name,
            title=card.fields.get("title", ""),
            organisation=card.fields.get("organisation", ""),
            contact=tuple(card.contact.values()),
        )
        for card in handed_out(event)
    ]
    return lists.attendee_list(guests, occasion_of(event))


def door_list(event: Event) -> bytes:
    """Return the PDF for the hosts: everyone with a seat, by family name, a box before each."""
    with override(event.association.language):
        guests = [
            ListedGuest(
                given_name=registration.given_name,
                family_name=registration.family_name,
                organisation=registration.organisation,
                remark=remark(registration),
                number=number_of(registration),
                arrived=arrival_of(registration) is not None,
            )
            for registration in expected(event)
        ]
    return lists.door_list(guests, occasion_of(event))


def emergency_list(event: Event) -> bytes:
    """Return the PDF to count people by: who is in the house, who may be, and how to call them."""
    with override(event.association.language):
        guests = [
            ListedGuest(
                given_name=registration.given_name,
                family_name=registration.family_name,
                organisation=registration.organisation,
                contact=phones(registration),
                arrived=arrival_of(registration) is not None,
                since=since(registration, event),
            )
            for registration in with_people(expected(event))
        ]
        at = hour(now(), event)
    return lists.emergency_list(guests, occasion_of(event), at=at)


def sign_in_sheet(event: Event) -> bytes:
    """Return the PDF on which everyone with a seat signs."""
    guests = [
        ListedGuest(
            given_name=registration.given_name,
            family_name=registration.family_name,
            organisation=registration.organisation,
        )
        for registration in expected(event)
    ]
    return lists.sign_in_sheet(guests, occasion_of(event))


def handed_out(event: Event) -> list[Card]:
    """The cards of those who come, by name."""
    return cards_of(with_people(event.registrations.confirmed()).by_name())


def expected(event: Event) -> RegistrationQuerySet:
    """Those who come, by name, with who is here."""
    return with_arrivals(event).by_name()


def phones(registration: Registration) -> tuple[str, ...]:
    """The numbers an organiser may call: those on the guest list, and those the guest shows."""
    shown = card_of(registration).contact
    known = (
        registration.mobile,
        shown.get("mobile", ""),
        registration.phone,
        shown.get("phone", ""),
    )
    return tuple(dict.fromkeys(filter(None, known)))


def since(registration: Registration, event: Event) -> str:
    """The hour at which a guest came; nothing if she isn't here."""
    arrival = arrival_of(registration)
    return hour(arrival.at, event) if arrival else ""


def remark(registration: Registration) -> str:
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
