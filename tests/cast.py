"""The people of a story: one association, one breakfast, and somebody for every role."""

from dataclasses import dataclass

from events.calendar.models import Event, Hand
from events.guests.models import Registration
from networking.accounts.models import User
from networking.associations.models import Association, Role
from tests.factories import (
    AssociationFactory,
    EventFactory,
    EventRoleFactory,
    MembershipFactory,
    RegistrationFactory,
    UserFactory,
)


@dataclass(frozen=True)
class Cast:
    """Everybody there is; the anonymous visitor is nobody, so she is not here."""

    association: Association
    event: Event
    owner: User
    organiser: User
    facilitator: User
    host: User
    member: User
    # Registered, without being a member.
    guest: User
    # Lent a hand for this event only.
    speaker: User
    # Signed in, with no part in anything.
    stranger: User
    # Owner of another association.
    foreigner: User
    registration: Registration


def assemble(event: Event | None = None) -> Cast:
    """Make the cast around `event`, or around a new breakfast."""
    event = event or EventFactory.create()
    association = event.association

    def member(role: Role) -> User:
        return MembershipFactory.create(association=association, role=role).user

    registration = RegistrationFactory.create(event=event)
    return Cast(
        association=association,
        event=event,
        owner=member(Role.OWNER),
        organiser=member(Role.ORGANISER),
        facilitator=member(Role.FACILITATOR),
        host=member(Role.HOST),
        member=member(Role.MEMBER),
        guest=registration.user,
        speaker=EventRoleFactory.create(event=event, role=Hand.SPEAKER).user,
        stranger=UserFactory.create(),
        foreigner=MembershipFactory.create(
            association=AssociationFactory.create(), role=Role.OWNER
        ).user,
        registration=registration,
    )
