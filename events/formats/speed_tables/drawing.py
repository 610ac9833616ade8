"""Drawing tables from the database: who is here, whom they know, and what goes into the log.

All rounds are drawn at once and those to come go into the log too, so that what is printed in
advance comes true as long as nobody comes or goes.
"""

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

from events.agenda.formats import Scene
from events.formats.speed_tables.settings import Hosts, Settings
from events.guests.models import Registration
from events.rounds.asking import Asked
from events.rounds.course import Course
from events.rounds.pairing import Draw, Person
from events.rounds.people import checked_in, person, ties_of
from events.rounds.reseating import reseat
from events.rounds.round import Round
from events.rounds.seating import described, plan
from events.rounds.tables import numbered
from events.rounds.ties import Ties

Groups = Sequence[Sequence[str]]


def taking_part(scene: Scene, number: int) -> list[Registration]:
    """Return who is here for a round: neither observers nor those who left."""
    away = scene.part.state.away_from(number)
    return [
        guest
        for guest in checked_in(scene.event)
        if not guest.observer and guest.public_id not in away
    ]


def waiting(scene: Scene) -> list[Registration]:
    """Return who is here and has no table in the open round; without one, in the next."""
    course: Course = scene.part.state
    current = course.open(scene.moment.elapsed)
    seated = current.guests if current else set()
    number = current.number if current else len(course.rounds) + 1
    return [guest for guest in taking_part(scene, number) if guest.public_id not in seated]


def draw_round(scene: Scene) -> dict[str, Any]:
    """Draw the next round and those after it; as foreseen, if everybody is still here.

    Asked again before it has begun, it is drawn anew.
    """
    course: Course = scene.part.state
    settings = Settings.of(scene.part.plan.options)
    before = [round_ for round_ in course.rounds if round_ is not course.drawn]
    guests = taking_part(scene, len(before) + 1)
    people = people_of(guests, before)
    ties = ties_of(scene, guests, before)
    foreseen = course.ahead if course.drawn is None else ()
    if foreseen and _holds(foreseen[0], people, ties):
        by_id = {each.id: each for each in people}
        drawn = described(foreseen[0], by_id, ties, _groups(before))
        # Whoever stays at a table stands first in it.
        hosts = [group[0] for group in foreseen[0]] if settings.keeps else []
        ahead = [list(map(list, groups)) for groups in foreseen[1:]]
        return _said(scene, drawn, len(before) + 1, hosts=hosts, ahead=ahead)
    draws = plan(
        people,
        ties,
        size=settings.size,
        rounds=max(settings.rounds - len(before), 1),
        seed=secrets.token_hex(8),
        hosts=_hosts(course, settings, before),
        before=_groups(before),
    )
    return _said(scene, draws[0], len(before) + 1, hosts=draws[0].hosts, ahead=_foreseen(draws[1:]))


def ahead(scene: Scene, rounds: int) -> list[dict[str, Any]]:
    """Draw so many rounds to come among who is here; before anybody is, among who may come."""
    course: Course = scene.part.state
    settings = Settings.of(scene.part.plan.options)
    here = checked_in(scene.event)
    guests = here or list(scene.event.registrations.confirmed().select_related("user").by_name())
    first = len(course.rounds) + 1
    away = course.away_from(first)
    among = [guest for guest in guests if not guest.observer and guest.public_id not in away]
    draws = plan(
        people_of(among, course.rounds),
        ties_of(scene, among, course.rounds),
        size=settings.size,
        rounds=rounds,
        seed=secrets.token_hex(8),
        hosts=_hosts(course, settings, course.rounds),
        before=_groups(course.rounds),
    )
    return [
        _said(scene, each, number, hosts=each.hosts, ahead=[])
        for number, each in enumerate(draws, first)
    ]


def seat(
    scene: Scene, current: Round, *, newcomers: bool, without: str | None = None
) -> dict[str, Any]:
    """Seat only those of a round who have no table; the rounds to come are drawn anew."""
    course: Course = scene.part.state
    settings = Settings.of(scene.part.plan.options)
    before = [round_ for round_ in course.rounds if round_ is not current]
    theirs = current.guests | {*current.left_over}
    here = [g for g in taking_part(scene, current.number) if g.public_id != without]
    present = [guest for guest in here if newcomers or guest.public_id in theirs]
    drawn = reseat(
        people_of(present, before),
        ties_of(scene, here, before, together=current),
        size=settings.size,
        seed=secrets.token_hex(8),
        keep=[table.guests for table in current.tables],
        hosts=current.hosts,
        before=_groups(before),
    )
    seated = [group.members for group in drawn.groups]
    coming = [g for g in taking_part(scene, current.number + 1) if g.public_id != without]
    later = _planned(scene, coming, before, seated=seated, hosts=drawn.hosts)
    said = _said(scene, drawn, current.number, hosts=drawn.hosts, ahead=_foreseen(later))
    tables = numbered(_described(drawn), before=current.tables)
    return {**said, "tables": [table.to_json() for table in tables]}


def later(scene: Scene) -> dict[str, Any]:
    """Return the rounds to come after those that are drawn, drawn anew among who takes part."""
    course: Course = scene.part.state
    last = course.last
    if last is None:
        return {"ahead": []}
    seated = [table.guests for table in last.tables]
    coming = taking_part(scene, last.number + 1)
    planned = _planned(scene, coming, course.rounds[:-1], seated=seated, hosts=last.hosts)
    return {"ahead": _foreseen(planned)}


def _planned(
    scene: Scene,
    coming: Sequence[Registration],
    before: Sequence[Round],
    *,
    seated: Groups,
    hosts: Sequence[str],
) -> list[Draw]:
    """Draw the rounds that follow one in which these groups sit together."""
    settings = Settings.of(scene.part.plan.options)
    left = settings.rounds - len(before) - 1
    if left < 1:
        return []
    ties = ties_of(scene, coming, before)
    ties.remember(seated)
    return plan(
        people_of(coming, before),
        ties,
        size=settings.size,
        rounds=left,
        seed=secrets.token_hex(8),
        hosts=list(hosts) if settings.keeps else None,
    )


def _holds(groups: Groups, people: Iterable[Person], ties: Ties) -> bool:
    """Whether a round can be as it was foreseen: with the same people, and nobody to keep apart."""
    same = {one for group in groups for one in group} == {person.id for person in people}
    return same and not any(
        ties.blocked(one, two) for group in groups for one, two in combinations(group, 2)
    )


def people_of(guests: Iterable[Registration], before: Iterable[Round]) -> list[Person]:
    """Return guests as a draw knows them, with their turns at smaller tables and as hosts."""
    smaller: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for round_ in before:
        kept.update(round_.hosts)
        for table in round_.tables:
            if len(table.guests) < round_.largest:
                smaller.update(table.guests)
    return [person(guest, smaller[guest.public_id], kept[guest.public_id]) for guest in guests]


def _hosts(course: Course, settings: Settings, before: Sequence[Round]) -> list[str] | None:
    """Return who keeps the tables: those of the last round, else whoever was asked to."""
    if not settings.keeps:
        return None
    asked = course.hosts if settings.hosts is Hosts.CHOSEN else ()
    kept = before[-1].hosts if before else ()
    # Whoever kept a table keeps the same one, unless others have been asked since.
    staying = [host for host in kept if not asked or host in asked]
    return list(dict.fromkeys([*staying, *asked, *kept]))


def _foreseen(draws: Iterable[Draw]) -> list[list[list[str]]]:
    return [[list(group.members) for group in each.groups] for each in draws]


def _groups(rounds: Iterable[Round]) -> list[Groups]:
    return [[table.guests for table in round_.tables] for round_ in rounds]


def _described(drawn: Draw) -> list[tuple[tuple[str, ...], Any, int | None]]:
    return [(group.members, group.reason, group.events_ago) for group in drawn.groups]


def _said(
    scene: Scene, drawn: Draw, number: int, *, hosts: Sequence[str], ahead: list[list[list[str]]]
) -> dict[str, Any]:
    return {
        **Asked.of(scene.part.plan.options).named(number),
        "tables": [table.to_json() for table in numbered(_described(drawn))],
        "left_over": list(drawn.sitting_out),
        "joker": None,
        "hosts": list(hosts),
        "proof": drawn.proof.value,
        "ahead": ahead,
    }
