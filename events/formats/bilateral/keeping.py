"""Recording who met in the planned exchanges, and taking back what was undone or didn't happen."""

import datetime as dt
from typing import Final

from events.agenda.clock import Moment
from events.agenda.formats import Scene
from events.encounters import actions as encounters
from events.encounters.models import Encounter, Source
from events.formats.bilateral.exchanges import Exchanges, pair_of
from events.formats.bilateral.scheduling import Meeting
from events.formats.bilateral.settings import Settings
from events.guests.models import Registration
from networking.accounts.models import User

# Whoever was interrupted after less has hardly sat down.
SHORTEST: Final = dt.timedelta(minutes=1)


def took_place(state: Exchanges, moment: Moment) -> list[Meeting]:
    """Return the meetings that are over, as far as anybody knows."""
    every = Settings.of(moment.segment.options).every
    return [
        each
        for each in state.meetings
        if pair_of(each) not in state.unheld
        and (
            every * (each.slot + 1) <= moment.elapsed
            if moment.current
            else every * each.slot + SHORTEST < moment.elapsed
        )
    ]


def agree(*, scene: Scene, by: User | None) -> None:
    """Make the encounters of this segment those of its meetings that took place.

    Whoever isn't checked in met nobody. Idempotent; two queries where nothing changed. What two
    people said by themselves (“we met”) is left alone.
    """
    planned = Settings.of(scene.part.plan.options).planned
    if scene.part.state is None or not planned:
        return
    wanted = _wanted(scene)
    prefix = f"{scene.part.plan.id}:"
    rows = Encounter.objects.filter(event=scene.event, source=Source.BILATERAL)
    found = rows.values_list("first", "second", "key")
    known = {(first, second): key for first, second, key in found}
    keys = {pair: key for pair, (key, _) in wanted.items()}
    ours = {pair: key for pair, key in known.items() if key.startswith(prefix)}
    stale = {key for pair, key in ours.items() if key != keys.get(pair)}
    for key in sorted(stale):
        encounters.withdraw(event=scene.event, source=Source.BILATERAL, key=key, by=by)
    for pair, (key, people) in wanted.items():
        if pair not in known or known[pair] in stale:
            encounters.record(
                event=scene.event, people=people, source=Source.BILATERAL, key=key, by=by
            )


def _wanted(scene: Scene) -> dict[tuple[int, int], tuple[str, tuple[User, User]]]:
    meetings = took_place(scene.part.state, scene.moment)
    names = {name for each in meetings for name in (each.one, each.two)}
    if not names:
        return {}
    users = {
        guest.public_id: guest.user
        for guest in Registration.objects.filter(
            event=scene.event, public_id__in=names, check_in__isnull=False
        ).select_related("user")
    }
    wanted: dict[tuple[int, int], tuple[str, tuple[User, User]]] = {}
    for each in sorted(meetings, key=lambda meeting: meeting.slot):
        if each.one in users and each.two in users:
            one, two = sorted((users[each.one], users[each.two]), key=lambda user: user.pk)
            key = f"{scene.part.plan.id}:{each.slot}:{each.table}"
            wanted.setdefault((one.pk, two.pk), (key, (one, two)))
    return wanted
