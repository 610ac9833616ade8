"""Drawing a round from the database: who is here, whom they know, and what goes into the log."""

import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any

from events.agenda.formats import Scene
from events.calendar.models import Event
from events.encounters.models import Encounter
from events.formats.impromptu import questions
from events.formats.impromptu.course import Course, Round, Settings
from events.formats.impromptu.pairing import Draw, OddPolicy, Person
from events.formats.impromptu.subgroups import draw_apart, plan_apart, split
from events.formats.impromptu.tables import Table, numbered
from events.formats.impromptu.ties import Pair, Ties
from events.guests.models import Registration
from events.rooms.online import online
from networking.accounts.models import Block
from networking.associations.models import ORGANISING, Membership
from networking.text import fold


def checked_in(event: Event) -> list[Registration]:
    """Return who is in the room, observers too, by name. One query."""
    return list(
        Registration.objects.filter(event=event, check_in__isnull=False)
        .confirmed()
        .select_related("user")
        .by_name()
    )


def taking_part(scene: Scene) -> list[Registration]:
    """Return who is here to be paired: neither observers nor those who left, nor the joker."""
    here = checked_in(scene.event)
    joker = joker_among(here, scene)
    gone = scene.part.state.gone
    return [
        guest
        for guest in here
        if not guest.observer and guest != joker and guest.public_id not in gone
    ]


def joker_among(here: Collection[Registration], scene: Scene) -> Registration | None:
    """Return the organiser who makes an odd number even, if that is wanted and one is here.

    One who only observes comes first: she has nothing to lose when she rests.
    """
    if not Settings.of(scene.part.plan.options).joker:
        return None
    organisers = set(
        Membership.objects.filter(
            association=scene.event.association, role__in=ORGANISING
        ).values_list("user_id", flat=True)
    )
    able = [
        guest
        for guest in here
        if guest.user_id in organisers and guest.public_id not in scene.part.state.gone
    ]
    return min(able, key=lambda guest: not guest.observer, default=None)


def waiting(scene: Scene) -> list[Registration]:
    """Return who is here and has no table in the open round."""
    course: Course = scene.part.state
    current = course.open(scene.moment.elapsed)
    seated = current.guests if current else set()
    return [guest for guest in taking_part(scene) if guest.public_id not in seated]


def missing(scene: Scene, current: Round) -> set[str]:
    """Return who has a table in a round and isn't checked in any more."""
    return current.guests - {guest.public_id for guest in checked_in(scene.event)}


def draw_round(scene: Scene) -> dict[str, Any]:
    """Draw the next round, or the drawn one anew, among all who are here."""
    course: Course = scene.part.state
    settings = Settings.of(scene.part.plan.options)
    before = [round_ for round_ in course.rounds if round_ is not course.drawn]
    number = len(before) + 1
    here = checked_in(scene.event)
    joker = joker_among(here, scene)
    people = _people(taking_part(scene), before)
    groups = _subgroups(scene, people, before)
    drawn = plan_apart(
        people,
        groups,
        _ties(scene, here, before),
        rounds=max(settings.rounds - len(before), 1),
        seed=secrets.token_hex(8),
        policy=OddPolicy.JOKER if joker else OddPolicy.TRIO,
        joker=_person(joker) if joker else None,
    )[0]
    question = settings.own_question or questions.for_round(number, settings.question)
    return {"question": question, **_to_json(drawn, numbered(_groups(drawn)), groups)}


def ahead(scene: Scene, rounds: int) -> list[dict[str, Any]]:
    """Draw so many rounds to come among who is here; before anybody is, among who may come."""
    course: Course = scene.part.state
    settings = Settings.of(scene.part.plan.options)
    here = checked_in(scene.event)
    guests = here or list(scene.event.registrations.confirmed().select_related("user").by_name())
    among = [guest for guest in guests if not guest.observer and guest.public_id not in course.gone]
    people = _people(among, course.rounds)
    groups = _subgroups(scene, people, course.rounds)
    drawn = plan_apart(
        people,
        groups,
        _ties(scene, guests, course.rounds),
        rounds=rounds,
        seed=secrets.token_hex(8),
        policy=OddPolicy.TRIO,
        joker=None,
    )
    first = len(course.rounds) + 1
    return [
        {
            "question": settings.own_question or questions.for_round(number, settings.question),
            **_to_json(each, numbered(_groups(each)), groups),
        }
        for number, each in enumerate(drawn, first)
    ]


def seat(
    scene: Scene,
    current: Round,
    *,
    newcomers: bool,
    without: str | None = None,
    apart: Table | None = None,
) -> dict[str, Any]:
    """Draw only those of a round who have no table, leaving everybody else where they are.

    The people of the table `apart` have none either, and are not put together again.
    """
    course: Course = scene.part.state
    before = [round_ for round_ in course.rounds if round_ is not current]
    here = checked_in(scene.event)
    joker = joker_among(here, scene)
    theirs = current.guests | {*current.left_over}
    present = [
        guest
        for guest in taking_part(scene)
        if guest.public_id != without and (newcomers or guest.public_id in theirs)
    ]
    people = _people(present, before)
    groups = _subgroups(scene, people, course.rounds)
    parted = combinations(apart.guests, 2) if apart else ()
    drawn = draw_apart(
        people,
        groups,
        _ties(scene, here, before, parted),
        seed=secrets.token_hex(8),
        policy=OddPolicy.JOKER if joker else OddPolicy.TRIO,
        joker=_person(joker) if joker else None,
        keep=[table.guests for table in current.tables if table != apart],
        # Before they have begun to talk, two pairs are better than another trio; but without their
        # room there is one table less.
        split=current.began is None and apart is None,
    )
    return _to_json(drawn, numbered(_groups(drawn), before=current.tables), groups)


def _groups(drawn: Draw) -> list[tuple[tuple[str, ...], Any, int | None]]:
    return [(group.members, group.reason, group.events_ago) for group in drawn.groups]


def _subgroups(scene: Scene, people: Iterable[Person], before: Iterable[Round]) -> dict[str, int]:
    """Return who is in which sub-group, where all are online and too many for a single one."""
    if not online(scene.event).only:
        return {}
    kept = {
        guest: table.subgroup
        for round_ in before
        for table in round_.tables
        if table.subgroup
        for guest in table.guests
    }
    found = split([person.id for person in people], kept, seed=secrets.token_hex(8))
    return found if len(set(found.values())) > 1 else {}


def _to_json(drawn: Draw, tables: Iterable[Table], groups: Mapping[str, int]) -> dict[str, Any]:
    return {
        "tables": [
            replace(
                table, subgroup=next((groups[one] for one in table.guests if one in groups), 0)
            ).to_json()
            for table in tables
        ],
        "left_over": list(drawn.sitting_out),
        "joker": drawn.joker,
    }


def _person(guest: Registration, odd_turns: int = 0) -> Person:
    return Person(guest.public_id, fold(guest.organisation), odd_turns)


def _people(guests: Iterable[Registration], before: Iterable[Round]) -> list[Person]:
    turns = Counter(guest for round_ in before for guest in round_.odd)
    return [_person(guest, turns[guest.public_id]) for guest in guests]


def _ties(
    scene: Scene,
    guests: Iterable[Registration],
    before: Iterable[Round],
    parted: Iterable[Pair] = (),
) -> Ties:
    """Return who met whom: in the rounds of today, in any Impromptu, and at earlier events.

    Those `parted` must not be put together either.
    """
    others = [
        round_
        for part in scene.state.parts
        if part.plan.format == scene.part.plan.format and part.plan.id != scene.part.plan.id
        if part.state is not None
        for round_ in part.state.rounds
    ]
    met = [pair for round_ in (*before, *others) for pair in round_.pairs]
    blocks = [*_blocks(scene.event, guests), *parted]
    return Ties(met=met, earlier=_earlier(scene.event, guests), blocks=blocks)


def _blocks(event: Event, guests: Iterable[Registration]) -> list[Pair]:
    """Return whom one of the two would rather not meet."""
    names = {guest.user_id: guest.public_id for guest in guests}
    rows = Block.objects.filter(by__registrations__event=event).values_list("by", "person")
    return [(names[by], names[who]) for by, who in rows if by in names and who in names]


def _earlier(event: Event, guests: Iterable[Registration]) -> dict[Pair, int]:
    """Return how many events ago people last met, at events of this association alone."""
    names = {guest.user_id: guest.public_id for guest in guests}
    # Ids in the query would be one parameter each, and SQLite takes so many; the events don't.
    rows = (
        Encounter.objects.filter(
            event__association=event.association_id, event__starts_at__lt=event.starts_at
        )
        .order_by("-event__starts_at", "event")
        .values_list("event", "first", "second")
    )
    ago: dict[int, int] = {}
    earlier: dict[Pair, int] = {}
    for event_id, first, second in rows.iterator():
        age = ago.setdefault(event_id, len(ago) + 1)
        if first in names and second in names:
            earlier.setdefault((names[first], names[second]), age)
    return earlier
