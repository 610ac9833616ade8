"""What is written of remarks; and how open pages are told, without a storm."""

import uuid
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from events.agenda import reading
from events.agenda.actions.running import locked_run
from events.agenda.clock import Part
from events.agenda.formats import FORMATS
from events.agenda.log import Refused
from events.agenda.models import Run
from events.agenda.reading import Reading
from events.agenda.remarks import soon
from events.agenda.remarks.floor import OPEN, Standing
from events.agenda.remarks.listening import Hearing, Listening
from events.agenda.remarks.models import LONGEST, Remark, Vote
from events.agenda.remarks.showing import is_here
from events.calendar.models import Event
from events.guests.models import Registration
from networking.accounts.models import User
from networking.audit.actions import record
from networking.push.actions import publish
from networking.text import squeeze
from networking.time import now

# What one guest may send in all to one segment, whatever she takes back: so many times her limit.
TRIES: Final = 4
# A snapshot is small: as many counts are pushed at a time, the highest first.
COUNTED: Final = 60

REFUSALS = {
    "not_now": _("There is nothing to send just now."),
    "not_here": _("As soon as you are checked in at the door you can send something."),
    "no_words": _("Write a few words: 280 letters at most."),
    "enough": _("That’s as much as one person may send. Take one back to send another."),
    "no_such_remark": _("This isn’t there any more: it was taken back."),
    "own": _("It’s your own."),
}


@transaction.atomic
def send(
    *,
    event: Event,
    segment: int,
    author: Registration | None,
    text: str,
    named: bool,
    id: uuid.UUID,
    by: User | None,
) -> Remark:
    """Send a remark from a guest's phone; without an author it is noted on the console.

    The same `id` again changes nothing and gives the same remark, taken back or not. Raises
    `Refused` (see `REFUSALS`) where the segment doesn't listen (it must have begun, and the event
    not be over), where the author isn't checked in or has sent enough.
    """
    run = locked_run(event)
    sent = Remark.objects.filter(pk=id).first()
    if sent is not None:
        if sent.event_id != event.pk or sent.author_id != (author.pk if author else None):
            raise Refused("not_now")
        return sent
    at = reading.of_run(run)
    part, hearing = _listens(at, segment)
    words = squeeze(text)
    if not 0 < len(words) <= LONGEST:
        raise Refused("no_words")
    if author is not None:
        _may_send(author, part, hearing)
    remark = Remark.objects.create(
        id=id,
        event=event,
        number=_next_number(run),
        segment=segment,
        author=author,
        by=by if author is None else None,
        named=named,
        text=words,
    )
    _tell(run, at, seen=hearing.otherwise(noted=author is None) in OPEN)
    return remark


@transaction.atomic
def withdraw(*, remark: Remark, guest: Registration, by: User | None) -> None:  # noqa: ARG001
    """Take a remark of one's own back: its words and votes are gone. Twice is once.

    Raises `Refused` where it is somebody else's.
    """
    if remark.author_id != guest.pk:
        raise Refused("no_such_remark")
    run = locked_run(remark.event)
    took = Remark.objects.standing().filter(pk=remark.pk).update(text="", withdrawn_at=now())
    if not took:
        return
    Vote.objects.filter(remark=remark).delete()
    _tell(run, reading.of_run(run), seen=True)


@transaction.atomic
def vote(*, remark: Remark, guest: Registration, wanted: bool, by: User | None) -> None:  # noqa: ARG001
    """Let a guest's vote for a question stand, or not; the same again changes nothing.

    She must be here, and the question one that all may see, of a segment that takes votes. Pages
    hear of the counts a moment later, all at once: see `soon`.
    """
    at = reading.read(remark.event)
    part, hearing = _listens(at, remark.segment)
    if not hearing.voting:
        raise Refused("not_now")
    if not is_here(guest):
        raise Refused("not_here")
    if remark.author_id == guest.pk:
        raise Refused("own")
    stands = _stands(part, hearing, remark)
    if remark.withdrawn_at or stands not in {Standing.ACCEPTED, Standing.ON}:
        raise Refused("no_such_remark")
    if wanted:
        Vote.objects.get_or_create(remark=remark, guest=guest)
    else:
        Vote.objects.filter(remark=remark, guest=guest).delete()
    transaction.on_commit(partial(soon.ask, remark.event_id, tell_votes))


@transaction.atomic
def tell_votes(*, event: Event, by: User | None) -> bool:  # noqa: ARG001
    """Push how many votes each question has; where pages know it already, nothing. Idempotent."""
    run = locked_run(event)
    at = reading.of_run(run)
    current = at.state.current
    if current is None:
        return False
    there = Remark.objects.during(event, current.plan.id).standing().with_votes()
    counted = sorted(there.order_by("number"), key=lambda remark: -remark.tally)
    votes = {str(remark.number): remark.tally for remark in counted[:COUNTED]}
    if votes == run.heard.get("votes", {}):
        return False
    _tell(run, at, seen=False, votes=votes)
    return True


@transaction.atomic
def note_export(*, event: Event, kind: str, count: int, by: User | None) -> None:
    """Note that what was sent left the site as a file. Every time is noted."""
    record(
        by=by,
        verb="remarks.exported",
        subject=event,
        association=event.association,
        kind=kind,
        count=count,
    )


def said(refused: Refused) -> str:
    """Return why something was refused, in the reader's language."""
    return str(REFUSALS.get(refused.reason, REFUSALS["not_now"]))


def _listens(at: Reading, segment: int) -> tuple[Part, Hearing]:
    """Return a segment that has begun, and how it listens; or raise `Refused`."""
    index = at.state.find(segment) if at.state.live else None
    part = None if index is None else at.state.parts[index]
    format_ = part and FORMATS[part.plan.format]
    if not part or part.began_at is None or not isinstance(format_, Listening):
        raise Refused("not_now")
    hearing = format_.hearing(part.plan)
    if hearing is None:
        raise Refused("not_now")
    return part, hearing


def _may_send(author: Registration, part: Part, hearing: Hearing) -> None:
    if not is_here(author):
        raise Refused("not_here")
    hers = list(Remark.objects.during(author.event, part.plan.id).filter(author=author))
    standing = [remark for remark in hers if remark.withdrawn_at is None]
    open_ = sum(_stands(part, hearing, remark) is not Standing.DONE for remark in standing)
    if open_ >= hearing.most or len(hers) >= TRIES * hearing.most:
        raise Refused("enough")


def _stands(part: Part, hearing: Hearing, remark: Remark) -> Standing:
    format_ = FORMATS[part.plan.format]
    assert isinstance(format_, Listening)
    noted = remark.author_id is None
    return format_.floor(part.state).standing(remark.number, hearing.otherwise(noted=noted))


def _next_number(run: Run) -> int:
    run.heard = {**run.heard, "last": run.heard.get("last", 0) + 1}
    number: int = run.heard["last"]
    return number


def _tell(run: Run, at: Reading, *, seen: bool, votes: dict[str, Any] | None = None) -> None:
    """Tell every page that there is something new; with `seen`, something the room may see."""
    known = run.heard
    run.heard = {
        **known,
        "all": known.get("all", 0) + 1,
        "seen": known.get("seen", 0) + seen,
        "votes": known.get("votes", {}) if votes is None else votes,
    }
    run.save(update_fields=["heard"])
    told = at.as_told(run.heard)
    publish(channel=run.event.channel, rev=told.revision, snapshot=told.snapshot(now()))
