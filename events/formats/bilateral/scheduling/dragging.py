"""What an organiser drags in the matrix of slots and tables: done, or the rule that it breaks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from events.formats.bilateral.scheduling.terms import Meeting, Person


class Rule(StrEnum):
    """What a change would break."""

    # The meeting isn't in the plan (any more): somebody else changed it.
    GONE = "gone"
    # There is no such slot or table.
    NOWHERE = "nowhere"
    TABLE_TAKEN = "table_taken"
    NOT_THERE = "not_there"
    BUSY = "busy"
    CAP = "cap"
    # These two meet already.
    MET = "met"


@dataclass(frozen=True, slots=True)
class Refusal:
    """The rule that stands in the way; whose, and which meeting, where there is one."""

    rule: Rule
    person: str = ""
    meeting: Meeting | None = None


Dragged = tuple[Meeting, ...] | Refusal


def move(
    meetings: Iterable[Meeting],
    meeting: Meeting,
    *,
    slot: int,
    table: int,
    people: Iterable[Person],
    slots: int,
    tables: int,
) -> Dragged:
    """Return the plan with a meeting at another place, or the rule that forbids it."""
    kept = set(meetings)
    if meeting not in kept:
        return Refusal(Rule.GONE, meeting=meeting)
    return _placed(
        kept - {meeting}, [replace(meeting, slot=slot, table=table)], people, slots, tables
    )


def swap(
    meetings: Iterable[Meeting],
    meeting: Meeting,
    other: Meeting,
    *,
    people: Iterable[Person],
    slots: int,
    tables: int,
) -> Dragged:
    """Return the plan with two meetings in each other's place, or the rule that forbids it."""
    kept = set(meetings)
    for each in (meeting, other):
        if each not in kept:
            return Refusal(Rule.GONE, meeting=each)
    exchanged = [
        replace(meeting, slot=other.slot, table=other.table),
        replace(other, slot=meeting.slot, table=meeting.table),
    ]
    return _placed(kept - {meeting, other}, exchanged, people, slots, tables)


def add(
    meetings: Iterable[Meeting],
    meeting: Meeting,
    *,
    people: Iterable[Person],
    slots: int,
    tables: int,
) -> Dragged:
    """Return the plan with one more meeting, wished for or not, or the rule that forbids it."""
    one, two = sorted((meeting.one, meeting.two))
    return _placed(set(meetings), [replace(meeting, one=one, two=two)], people, slots, tables)


def _placed(
    kept: set[Meeting], placed: list[Meeting], people: Iterable[Person], slots: int, tables: int
) -> Dragged:
    by_id = {person.id: person for person in people}
    for meeting in placed:
        refusal = next(_refusals(kept, meeting, by_id, slots, tables), None)
        if refusal:
            return refusal
        kept.add(meeting)
    return tuple(sorted(kept))


def _refusals(
    kept: set[Meeting], meeting: Meeting, people: dict[str, Person], slots: int, tables: int
) -> Iterator[Refusal]:
    """Yield the rules that a meeting would break beside others."""
    if not (0 <= meeting.slot < slots and 0 <= meeting.table < tables):
        yield Refusal(Rule.NOWHERE)
    beside = sorted(kept)
    yield from (Refusal(Rule.MET, "", other) for other in beside if other.pair == meeting.pair)
    for person in (meeting.one, meeting.two):
        known = people.get(person)
        if known is None or meeting.slot not in known.slots:
            yield Refusal(Rule.NOT_THERE, person)
        mine = [other for other in beside if person in other.pair]
        at_once = [other for other in mine if other.slot == meeting.slot]
        yield from (Refusal(Rule.BUSY, person, other) for other in at_once)
        if known is not None and len(mine) >= known.cap:
            yield Refusal(Rule.CAP, person)
    taken = [
        other for other in beside if (other.slot, other.table) == (meeting.slot, meeting.table)
    ]
    yield from (Refusal(Rule.TABLE_TAKEN, "", other) for other in taken)
