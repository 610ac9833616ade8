"""What inviting would do, before it is done: who would get a mail, and who would not, and why."""

from dataclasses import dataclass

from events.calendar.models import Event
from events.guests.actions.inviting import UNSETTLED
from events.guests.fates import Person
from events.guests.invitation_list import Line, Why, read_pasted, settled
from events.guests.invitations import stopped_among
from events.guests.models import ENDED
from networking.associations.models import Membership


@dataclass(frozen=True)
class Plan:
    """The lines of a pasted list with what becomes of each, and the members not on the list."""

    lines: tuple[Line, ...] = ()
    members: tuple[Person, ...] = ()
    # Members who can't be written to: no address, or they want no more invitations.
    members_without_address: int = 0
    members_unwilling: int = 0

    @property
    def people(self) -> list[Person]:
        """Those who would be invited, each once."""
        found = {person.email: person for person in self.members}
        for line in self.lines:
            if line.why is Why.INVITE:
                found.setdefault(line.person.email, line.person)
        return list(found.values())

    @property
    def refused(self) -> list[Line]:
        """The lines of which nothing comes."""
        return [line for line in self.lines if line.why is not Why.INVITE]


def plan_for(event: Event, *, members: bool, pasted: str) -> Plan:
    """Return what inviting these would do by now. A fixed number of queries."""
    lines = read_pasted(pasted)
    candidates = members_to_invite(event) if members else []
    emails = {line.person.email or "" for line in lines} | {each.email or "" for each in candidates}
    known = _known(event) | dict.fromkeys(
        stopped_among(emails - {""}, event.association), Why.WANTS_NONE
    )
    reachable = [each for each in candidates if each.email]
    willing = [each for each in reachable if each.email not in known]
    return Plan(
        lines=tuple(settled(lines, known)),
        members=tuple(willing),
        members_without_address=len(candidates) - len(reachable),
        members_unwilling=len(reachable) - len(willing),
    )


def members_to_invite(event: Event) -> list[Person]:
    """Return the association's members who are not on this event's list. One query."""
    listed = event.registrations.exclude(status__in=UNSETTLED)
    found = event.association.memberships.exclude(user__in=listed.values("user"))
    return [_person(each) for each in found.select_related("user")]


def _person(membership: Membership) -> Person:
    """A member by the name the association knows her by, else by her own."""
    named = membership if membership.given_name or membership.family_name else membership.user
    return Person(named.given_name, named.family_name, membership.user.email)


def _known(event: Event) -> dict[str, Why]:
    listed = event.registrations.exclude(status__in=UNSETTLED).values_list("user__email", "status")
    return {
        email: Why.ANSWERED_NO if status in ENDED else Why.ON_THE_LIST
        for email, status in listed
        if email
    }
