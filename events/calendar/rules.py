"""Who may do what at an event: by a role in the association, or by a hand lent for the event."""

from collections.abc import Collection

from django.contrib.auth.models import AnonymousUser

from events.calendar.models import Event, Hand
from networking.accounts.models import User
from networking.associations import rules as association


def has_hand(user: User | AnonymousUser, event: Event, hands: Collection[str]) -> bool:
    """Whether one of these roles was lent to `user` for this event; one query, then remembered."""
    known: dict[int, set[str]] = getattr(user, "_hands", {})
    if event.pk not in known:
        if not isinstance(user, User):
            return False
        known[event.pk] = set(user.event_roles.filter(event=event).values_list("role", flat=True))
        user._hands = known  # type: ignore[attr-defined]
    return not known[event.pk].isdisjoint(hands)


def lend(user: User | AnonymousUser, event: Event, hands: Collection[str]) -> None:
    """Let this reader of a page have these roles there, until it is answered: she holds a pass."""
    own = {hand for hand in Hand if has_hand(user, event, {hand})}
    known: dict[int, set[str]] = getattr(user, "_hands", {})
    user._hands = {**known, event.pk: {*own, *hands}}  # type: ignore[union-attr]


def organises(user: User | AnonymousUser, event: Event) -> bool:
    return association.organises(user, event.association)


def facilitates(user: User | AnonymousUser, event: Event) -> bool:
    return association.facilitates(user, event.association) or has_hand(
        user, event, {Hand.FACILITATOR}
    )


def hosts(user: User | AnonymousUser, event: Event) -> bool:
    return association.hosts(user, event.association) or has_hand(
        user, event, {Hand.HOST, Hand.FACILITATOR}
    )


def speaks(user: User | AnonymousUser, event: Event) -> bool:
    return has_hand(user, event, {Hand.SPEAKER})
