"""Who is here, in which order they speak, and the cards they agreed to show."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q

from events.agenda import reading
from events.agenda.clock import Planned
from events.agenda.kept import are_guests
from events.agenda.log import Refused
from events.agenda.models import Command
from events.calendar.models import Event
from events.directory.cards import Card, cards_of, with_people
from events.door.models import Seating
from events.formats.round_table.order import Guest, Order, Wish, lined_up
from events.formats.round_table.queue import Queue, Turn
from events.guests.models import Kind, Registration, RegistrationQuerySet

# Who stands in for a member speaks in the members' round.
_MEMBERS = Q(kind=Kind.MEMBER) | Q(kind=Kind.SUBSTITUTE, substitute_for__kind=Kind.MEMBER)


def present(event: Event) -> list[Guest]:
    """Return those checked in, in the order in which they came. One query."""
    confirmed = Registration.objects.filter(event=event).confirmed()
    here = confirmed.filter(check_in__isnull=False)
    return _known(here.order_by("check_in__at", "check_in__pk"))


def expected(event: Event) -> RegistrationQuerySet:
    """Return those who are to come and were not checked in, by name."""
    confirmed = Registration.objects.filter(event=event).confirmed()
    return confirmed.filter(check_in__isnull=True).by_name()


def has_tables(event: Event) -> bool:
    """Whether tables were drawn for those who come."""
    return Seating.objects.filter(event=event).exists()


def members(event: Event, guests: Collection[str]) -> set[str]:
    """Return who of these speaks in the members' round. One query."""
    found = Registration.objects.filter(_MEMBERS, event=event, public_id__in=guests)
    return set(found.values_list("public_id", flat=True))


def cards(event: Event, guests: Collection[str]) -> dict[str, Card]:
    """Return what each of these guests agreed to show, by public id; few queries."""
    found = Registration.objects.filter(event=event, public_id__in=guests)
    return {card.public_id: card for card in cards_of(with_people(found))}


def known(event: Event, named: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return lists of public ids as they are, or refuse those who are no guests of this event."""
    lists = list(named.values())
    if not all(type(each) is list and all(type(name) is str for name in each) for each in lists):
        raise Refused("no_such_guest")
    said = {name for each in lists for name in each}
    if not are_guests(event, said):
        raise Refused("no_such_guest")
    return dict(named)


def order_of(queue: Queue, segment: Planned) -> Order:
    """Return the order in which one speaks: the facilitator's word before the organiser's."""
    return Order(queue.order or segment.options.get("order") or Order.ARRIVAL)


def wish_of(event: Event, queue: Queue, segment: Planned) -> Wish:
    """Return how this round table is to go. Without a seed of its own, chance falls as it fell."""
    return Wish(
        order=order_of(queue, segment),
        seed=queue.seed or str(segment.id),
        members_first=bool(segment.options.get("members_first")),
        last=began_last(event) if segment.options.get("rotates") else None,
    )


def line_up(event: Event, queue: Queue, segment: Planned) -> list[str]:
    """Return who speaks, in order, as it stands before the first turn.

    What was moved by hand stays; who came since is at the end of it, and who left isn't in it.
    """
    order = lined_up(present(event), wish_of(event, queue, segment))
    kept = [seat.guest for seat in queue.seats if seat.guest in order]
    return [*kept, *(guest for guest in order if guest not in kept)]


def missing(event: Event, queue: Queue, segment: Planned) -> list[str]:
    """Return who is expected, in the order in which they would speak; by arrival, by name."""
    return lined_up(_known(expected(event)), wish_of(event, queue, segment))


def began_last(event: Event) -> Guest | None:
    """Return who spoke first at the series' last round table before this event, from its log."""
    if event.series_id is None:
        return None
    opened = (
        Command.objects.filter(
            run__event__series=event.series_id,
            run__event__starts_at__lt=event.starts_at,
            kind="round_table.open",
        )
        .select_related("run__event")
        .order_by("-run__event__starts_at")
        .first()
    )
    if opened is None:
        return None
    parts = [part for part in reading.of_run(opened.run).state.parts if _was_held(part.state)]
    spoke = [s.guest for part in parts for s in part.state.seats if s.turn is Turn.DONE]
    first = Registration.objects.filter(public_id__in=spoke[:1]).select_related("seat").first()
    if first is None:
        return None
    today = event.registrations.filter(user=first.user_id).values_list("public_id", flat=True)
    table = first.seat.table if hasattr(first, "seat") else None
    return Guest(id=today.first() or "", name=first.sort_name, table=table)


def _was_held(state: Any) -> bool:
    return isinstance(state, Queue) and state.opened


def _known(registrations: RegistrationQuerySet) -> list[Guest]:
    member = ExpressionWrapper(_MEMBERS, output_field=BooleanField())
    rows = registrations.annotate(member=member).values_list(
        "public_id", "sort_name", "seat__table", "member"
    )
    return [Guest(*row) for row in rows]
