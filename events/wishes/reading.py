"""One guest's wishes, as she sees them: by person, each as a card and where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from events.directory.cards import Card, cards_of, with_people
from events.directory.to_meet import reasons_between
from events.guests.models import Registration
from events.wishes.models import State, Wish


@dataclass
class Between:
    """What stands between a guest and another: her own wish, and the other's. The last of each."""

    mine: Wish | None = None
    theirs: Wish | None = None

    @property
    def meets(self) -> bool:
        """Whether the two are to meet: one asked, and the other said yes."""
        return any(each is not None and each.state == State.ACCEPTED for each in self._both)

    @property
    def is_mutual(self) -> bool:
        """Whether both asked, and both said yes."""
        return all(each is not None and each.state == State.ACCEPTED for each in self._both)

    @property
    def asks_me(self) -> bool:
        return not self.meets and self._theirs_is(State.OPEN)

    @property
    def is_asked(self) -> bool:
        return not self.meets and self.mine is not None and self.mine.state == State.OPEN

    @property
    def was_declined(self) -> bool:
        """Whether the other said no, or can't after all; nothing else is open between them."""
        if self.meets or self.asks_me or self.is_asked:
            return False
        refused = self.mine is not None and self.mine.state == State.DECLINED
        return refused or self._theirs_is(State.WITHDRAWN)

    @property
    def fell_through(self) -> bool:
        """Whether the other had agreed to meet, or had asked to, and can't after all."""
        refused = self.mine is not None and self.mine.was_taken_back
        return self.was_declined and (refused or self._theirs_is(State.WITHDRAWN))

    @property
    def i_declined(self) -> bool:
        """Whether I said no, and may still say yes."""
        return not self.meets and not self.is_asked and self._theirs_is(State.DECLINED)

    @property
    def is_new(self) -> bool:
        """Whether nothing was said yet that counts."""
        return not (
            self.meets or self.asks_me or self.is_asked or self.was_declined or self.i_declined
        )

    @property
    def _both(self) -> tuple[Wish | None, Wish | None]:
        return self.mine, self.theirs

    def _theirs_is(self, state: State) -> bool:
        return self.theirs is not None and self.theirs.state == state


@dataclass(frozen=True)
class Row:
    """Somebody on the page: her card, what stands between the two, and why it is worth it."""

    card: Card
    between: Between
    reason: str = ""


@dataclass(frozen=True)
class Mine:
    """A guest's wishes at an event, in the order they were asked."""

    rows: list[Row] = field(default_factory=list)

    @cached_property
    def asking(self) -> list[Row]:
        """Those who wait for my answer."""
        return [row for row in self.rows if row.between.asks_me]

    @cached_property
    def meeting(self) -> list[Row]:
        """Those I am to meet."""
        return [row for row in self.rows if row.between.meets]

    @cached_property
    def asked(self) -> list[Row]:
        """Those whose answer I wait for."""
        return [row for row in self.rows if row.between.is_asked]

    @cached_property
    def declined(self) -> list[Row]:
        """Those who can't this time."""
        return [row for row in self.rows if row.between.was_declined]

    @cached_property
    def declined_by_me(self) -> list[Row]:
        """Those to whom I said no, and may still say yes."""
        return [row for row in self.rows if row.between.i_declined]


def between(me: Registration, other: Registration) -> Between:
    """Return what stands between a guest and another, as she sees it. One query."""
    found = Wish.objects.seen_by(me).between(me, other)
    return _sorted(me, found).get(other.pk, Between())


def standing_with(me: Registration) -> dict[int, Between]:
    """Return what stands between a guest and the others, by their registrations' ids. One query."""
    return _sorted(me, Wish.objects.of(me.event).seen_by(me))


def mine(me: Registration) -> Mine:
    """Return a guest's wishes with cards and reasons. The queries don't grow with them."""
    standing = standing_with(me)
    guests = with_people(Registration.objects.filter(pk__in=standing))
    by_pk = {guest.pk: guest for guest in guests}
    people = [by_pk[pk] for pk in standing]
    reasons = reasons_between(me.event, me, [guest.public_id for guest in people])
    return Mine(
        [
            Row(card, standing[guest.pk], reasons.get(card.public_id, ""))
            for guest, card in zip(people, cards_of(people), strict=True)
        ]
    )


def _sorted(me: Registration, wishes: Iterable[Wish]) -> dict[int, Between]:
    """By the other one. What was withdrawn is gone, but for what the other can't hold after all."""
    found: dict[int, Between] = {}
    for each in wishes:
        own = each.registration_id == me.pk
        if each.state == State.WITHDRAWN and (own or not each.was_taken_back):
            continue
        pair = found.setdefault(each.wanted_id if own else each.registration_id, Between())
        if own:
            pair.mine = each
        else:
            pair.theirs = each
    return found
