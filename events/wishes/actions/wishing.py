"""What guests wish, answer and take back.

Both registrations are the lock, held in one order: so a double click is one wish, two devices at
once don't get past the measure, and two who ask each other at once find each other.
"""

from django.db import transaction

from events.calendar.models import Event
from events.guests.models import Registration
from events.wishes.models import LONGEST_WHY, STANDING, State, Wish
from events.wishes.rules import going_out, is_open, most_at
from networking.accounts.models import Block, User
from networking.audit.actions import record
from networking.text import squeeze
from networking.time import now


class Refused(Exception):
    """A wish that can't be; the classes below say why."""


class Closed(Refused):
    """No wishes are made there now, or one of the two doesn't come."""


class KeptApart(Refused):
    """She asked herself to be kept apart from this person."""


class Answered(Refused):
    """This person has said no already: nobody is asked twice."""


class TooMany(Refused):
    """As many wishes are going out as the event allows."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


@transaction.atomic
def wish(*, registration: Registration, wanted: Registration, why: str, by: User) -> Wish:
    """Let `registration`'s guest (`by`) wish to meet another guest of the event; return the wish.

    Asked twice it is one wish with the last words, whatever it was answered. Whom the other wished
    to meet already she accepts by it, and both wishes are mutual. Across a block that the other one
    set the wish is made, and reaches nobody: it looks like any that has no answer yet. Raises
    `Closed`, `KeptApart`, `Answered` or `TooMany`.
    """
    event, mine, other = _held(registration, wanted)
    if Block.objects.filter(by=mine.user_id, person=other.user_id).exists():
        raise KeptApart
    words = squeeze(why)[:LONGEST_WHY]
    between = list(Wish.objects.between(mine, other))
    made = _standing(between, mine)
    if made is not None:
        return _said_anew(made, words)
    theirs = _standing(between, other)
    meets = theirs is not None and not _are_apart(mine, other)
    if not meets and any(
        each.state == State.DECLINED and each.registration_id == mine.pk for each in between
    ):
        raise Answered
    most = most_at(event)
    if most == 0:
        raise Closed
    if going_out(mine) >= most:
        if theirs is None or not meets:
            raise TooMany(most)
        # To say yes is always possible, also for who has no wish left.
        return _accept(theirs, event, by=by)
    made = Wish(registration=mine, wanted=other, why=words)
    if theirs is not None and meets:
        made.state, made.answered_at = State.ACCEPTED, now()
        # She sees it on the page that answers her.
        made.answer_told = made.asked_told = True
        _accept(theirs, event, by=by)
    made.save()
    record(by=by, verb="wish.asked", subject=made, association=event.association)
    return made


@transaction.atomic
def accept(*, registration: Registration, asker: Registration, by: User) -> bool:
    """Say yes to who wished to meet this guest; also after a no. Twice is once.

    Her own wish to meet the other is accepted by it too. False if there is no such wish (any more).
    """
    event, mine, other = _held(registration, asker)
    asked = _asked(mine, other)
    if asked is None:
        return False
    _accept(asked, event, by=by)
    own = _standing(list(Wish.objects.between(mine, other)), mine)
    if own is not None:
        # Whose answer this is sees it on the page.
        _accept(own, event, by=by, told=True)
    return True


@transaction.atomic
def decline(*, registration: Registration, asker: Registration, by: User) -> bool:
    """Say no, kindly and without a reason, to who wished to meet this guest. Twice is once.

    False if there is no such wish (any more), or it was accepted: that is taken back.
    """
    event, mine, other = _held(registration, asker)
    asked = _asked(mine, other)
    if asked is None or asked.state == State.ACCEPTED:
        return False
    if asked.state == State.OPEN:
        _settle(asked, State.DECLINED)
        record(by=by, verb="wish.declined", subject=asked, association=event.association)
    return True


@transaction.atomic
def withdraw(*, registration: Registration, wanted: Registration, by: User) -> None:
    """Take back what was wished, or a yes: “I can't after all”. Twice changes nothing more.

    Of an accepted pair both wishes end, whoever asked: there is nothing left to meet for. An
    unanswered wish of the other one is left for an answer.
    """
    event, mine, other = _held(registration, wanted)
    _take_back(event, mine, other, by=by)


@transaction.atomic
def keep_apart(*, event: Event, one: User, other: User, by: User | None) -> None:
    """Take back, for `one`, all that she wished of `other` or accepted there; she asked for it.

    The other sees what anybody sees whose partner can't come after all, and never more. Twice
    changes nothing.
    """
    guests = {each.user_id: each for each in event.registrations.filter(user__in=(one, other))}
    if len(guests) == 2:
        mine, theirs = guests[one.pk], guests[other.pk]
        _take_back(event, mine, theirs, by=by)
        # A no of the other's can't become a yes any more: to her it is as if it was withdrawn.
        refused = Wish.objects.filter(registration=mine, wanted=theirs, state=State.DECLINED)
        refused.update(state=State.WITHDRAWN, answered_at=None, ended_at=now())


def _held(one: Registration, other: Registration) -> tuple[Event, Registration, Registration]:
    """Hold both guests, as they are now; raise `Closed` unless both come to the same event."""
    pair = (one.pk, other.pk)
    found = Registration.objects.select_for_update(of=("self",)).order_by("pk")
    held = {
        each.pk: each
        for each in found.confirmed()
        .filter(pk__in=pair)
        .select_related("event__association", "user")
    }
    if len(held) != 2 or held[one.pk].event_id != held[other.pk].event_id:
        raise Closed
    event = held[one.pk].event
    if not is_open(event):
        raise Closed
    return event, held[one.pk], held[other.pk]


def _asked(mine: Registration, other: Registration) -> Wish | None:
    """What the other wished of this guest, and reaches her: the last that wasn't withdrawn."""
    if _are_apart(mine, other):
        return None
    asked = Wish.objects.filter(registration=other, wanted=mine)
    return asked.exclude(state=State.WITHDRAWN).order_by("-asked_at", "-pk").first()


def _are_apart(one: Registration, other: Registration) -> bool:
    people = (one.user_id, other.user_id)
    return Block.objects.filter(by__in=people, person__in=people).exists()


def _standing(wishes: list[Wish], asker: Registration) -> Wish | None:
    """The one of `wishes` that this guest asked and that was neither refused nor withdrawn."""
    return next(
        (each for each in wishes if each.registration_id == asker.pk and each.state in STANDING),
        None,
    )


def _said_anew(made: Wish, words: str) -> Wish:
    if words != made.why:
        made.why = words
        made.save(update_fields=["why"])
    return made


def _accept(asked: Wish, event: Event, *, by: User, told: bool = False) -> Wish:
    if asked.state != State.ACCEPTED:
        _settle(asked, State.ACCEPTED, told=told)
        record(by=by, verb="wish.accepted", subject=asked, association=event.association)
    return asked


def _settle(asked: Wish, state: State, *, told: bool = False) -> None:
    """Note an answer; what became of an earlier one is forgotten. It is news, unless `told`."""
    asked.state, asked.answered_at, asked.ended_at = state, now(), None
    asked.answer_told = told
    asked.save(update_fields=["state", "answered_at", "ended_at", "answer_told"])


def _take_back(event: Event, mine: Registration, other: Registration, *, by: User | None) -> None:
    for each in Wish.objects.between(mine, other).standing():
        own = each.registration_id == mine.pk
        if not own and each.state == State.OPEN:
            continue
        # To the other one it is news, if the two were to meet.
        each.asked_told, each.answer_told = not own or each.state == State.OPEN, own
        each.state = State.WITHDRAWN if own else State.DECLINED
        each.ended_at = now()
        each.save(update_fields=["state", "ended_at", "asked_told", "answer_told"])
        record(by=by, verb="wish.taken_back", subject=each, association=event.association)
