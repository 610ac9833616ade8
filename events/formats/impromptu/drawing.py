"""Drawing a round from the database: who is here, whom they know, and what goes into the log."""

import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any

from events.agenda.formats import Scene
from events.formats.impromptu.settings import Settings
from events.formats.impromptu.subgroups import draw_apart, plan_apart, split
from events.guests.models import Registration
from events.rooms.online import online
from events.rounds.asking import Asked
from events.rounds.course import Course
from events.rounds.pairing import Draw, OddPolicy, Person
from events.rounds.people import checked_in, person, ties_of
from events.rounds.round import Round
from events.rounds.tables import Table, numbered
from networking.associations.models import ORGANISING, Membership


def taking_part(scene: Scene, number: int) -> list[Registration]:
    """Return who is here for a round: neither observers nor those who left, nor the joker."""
    here = checked_in(scene.event)
    joker = joker_among(here, scene, number)
    away = scene.part.state.away_from(number)
    return [
        guest
        for guest in here
        if not guest.observer and guest != joker and guest.public_id not in away
    ]


def joker_among(here: Collection[Registration], scene: Scene, number: int) -> Registration | None:
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
    away = scene.part.state.away_from(number)
    able = [guest for guest in here if guest.user_id in organisers and guest.public_id not in away]
    return min(able, key=lambda guest: not guest.observer, default=None)


def waiting(scene: Scene) -> list[Registration]:
    """Return who is here and has no table in the open round; without one, in the next."""
    course: Course = scene.part.state
    current = course.open(scene.moment.elapsed)
    seated = current.guests if current else set()
    number = current.number if current else len(course.rounds) + 1
    return [guest for guest in taking_part(scene, number) if guest.public_id not in seated]


def draw_round(scene: Scene) -> dict[str, Any]:
    """Draw the next round, or the drawn one anew, among all who are here."""
    course: Course = scene.part.state
    settings = Settings.of(scene.part.plan.options)
    before = [round_ for round_ in course.rounds if round_ is not course.drawn]
    number = len(before) + 1
    here = checked_in(scene.event)
    joker = joker_among(here, scene, number)
    people = _people(taking_part(scene, number), before)
    groups = _subgroups(scene, people, before)
    drawn = plan_apart(
        people,
        groups,
        ties_of(scene, here, before),
        rounds=max(settings.rounds - len(before), 1),
        seed=secrets.token_hex(8),
        policy=OddPolicy.JOKER if joker else OddPolicy.TRIO,
        joker=person(joker) if joker else None,
    )[0]
    asked = Asked.of(scene.part.plan.options).named(number)
    return {**asked, **_to_json(drawn, numbered(_groups(drawn)), groups)}


def ahead(scene: Scene, rounds: int) -> list[dict[str, Any]]:
    """Draw so many rounds to come among who is here; before anybody is, among who may come."""
    course: Course = scene.part.state
    asked = Asked.of(scene.part.plan.options)
    here = checked_in(scene.event)
    guests = here or list(scene.event.registrations.confirmed().select_related("user").by_name())
    first = len(course.rounds) + 1
    away = course.away_from(first)
    among = [guest for guest in guests if not guest.observer and guest.public_id not in away]
    people = _people(among, course.rounds)
    groups = _subgroups(scene, people, course.rounds)
    drawn = plan_apart(
        people,
        groups,
        ties_of(scene, guests, course.rounds),
        rounds=rounds,
        seed=secrets.token_hex(8),
        policy=OddPolicy.TRIO,
        joker=None,
    )
    return [
        {
            **asked.named(number),
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
    joker = joker_among(here, scene, current.number)
    theirs = current.guests | {*current.left_over}
    present = [
        guest
        for guest in taking_part(scene, current.number)
        if guest.public_id != without and (newcomers or guest.public_id in theirs)
    ]
    people = _people(present, before)
    groups = _subgroups(scene, people, course.rounds)
    parted = combinations(apart.guests, 2) if apart else ()
    ties = ties_of(scene, here, before, parted, together=current)
    drawn = draw_apart(
        people,
        groups,
        ties,
        seed=secrets.token_hex(8),
        policy=OddPolicy.JOKER if joker else OddPolicy.TRIO,
        joker=person(joker) if joker else None,
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
        "proof": drawn.proof.value,
    }


def _people(guests: Iterable[Registration], before: Iterable[Round]) -> list[Person]:
    turns = Counter(guest for round_ in before for guest in round_.odd)
    return [person(guest, turns[guest.public_id]) for guest in guests]
