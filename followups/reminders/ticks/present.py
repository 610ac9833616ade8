"""Those who were there, as another guest sees them, and which of them she is known to have met."""

from dataclasses import dataclass

from events.calendar.models import Event
from events.directory.cards import Card, card_of, with_people
from events.encounters.models import Encounter
from followups.contacts.models import Told
from networking.accounts.models import User


@dataclass(frozen=True)
class Present:
    """Somebody who was there: her card by consent, and whether one met her."""

    user: User
    card: Card
    met: bool


def those_present(user: User, event: Event) -> list[Present]:
    """Return the others who were checked in, by name. Four queries, whatever their number.

    As the list of guests shows them to a participant: also whoever wants to be kept apart, for a
    name that is missing here would tell of it.
    """
    there = event.registrations.confirmed().filter(check_in__isnull=False).exclude(user=user)
    met = {
        second if first == user.pk else first
        for first, second in Encounter.objects.of(user)
        .filter(event=event)
        .followed_up()
        .values_list("first_id", "second_id")
    }
    told = dict(Told.objects.filter(event=event, by=user).values_list("person_id", "met"))
    return [
        Present(guest.user, card_of(guest), told.get(guest.user_id, guest.user_id in met))
        for guest in with_people(there.by_name()).select_related("user")
    ]
