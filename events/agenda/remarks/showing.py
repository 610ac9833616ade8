"""Remarks as each face of a live event shows them. Few queries, however many there are."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist

from events.agenda.formats import Scene, View
from events.agenda.remarks.floor import Floor, Standing
from events.agenda.remarks.models import Remark
from events.directory.cards import Card, cards_of, with_people
from events.guests.models import Registration

if TYPE_CHECKING:
    from events.agenda.remarks.listening import Hearing


@dataclass(frozen=True, slots=True)
class Shown:
    """A remark as it is shown. `card` is its author's, where she put her name to it."""

    number: int
    text: str
    standing: Standing
    votes: int = 0
    mine: bool = False
    voted: bool = False
    # From what was said in the room, by whoever held the console.
    noted: bool = False
    card: Card | None = None


def shown(
    scene: Scene, hearing: "Hearing", floor: Floor, *, names: bool = False
) -> dict[Standing, list[Shown]]:
    """Return a segment's remarks by standing, in the order in which they came.

    With `names`, cards are loaded of those who gave their name.
    """
    viewer = scene.viewer.pk if scene.viewer else None
    there = Remark.objects.during(scene.event, scene.part.plan.id).standing()
    found = list(there.with_votes(scene.viewer).order_by("number"))
    cards = _cards(found) if names else {}
    lists: dict[Standing, list[Shown]] = {standing: [] for standing in Standing}
    for remark in found:
        noted = remark.author_id is None
        standing = floor.standing(remark.number, hearing.otherwise(noted=noted))
        lists[standing].append(
            Shown(
                number=remark.number,
                text=remark.text,
                standing=standing,
                votes=remark.tally,
                mine=not noted and remark.author_id == viewer,
                voted=remark.voted,
                noted=noted,
                card=cards.get(remark.author_id) if remark.named else None,
            )
        )
    return lists


def faces(view: View, scene: Scene, hearing: "Hearing", floor: Floor) -> dict[str, Any]:
    """Return what the templates of a view need."""
    lists = shown(scene, hearing, floor, names=view is not View.PHONE)
    accepted = by_votes(lists[Standing.ACCEPTED]) if hearing.voting else lists[Standing.ACCEPTED]
    context: dict[str, Any] = {
        "on": next(iter(lists[Standing.ON]), None),
        "accepted": accepted,
        "newest": lists[Standing.ACCEPTED][::-1],
        "waiting": lists[Standing.WAITING],
        "over": [*lists[Standing.DONE], *lists[Standing.ASIDE]],
    }
    return {**context, **_mine(scene, hearing, lists)} if view is View.PHONE else context


def by_votes(remarks: Iterable[Shown]) -> list[Shown]:
    """Return those with most votes first; among equals, who came first."""
    return sorted(remarks, key=lambda each: (-each.votes, each.number))


def is_here(guest: Registration) -> bool:
    """Whether a guest was checked in."""
    try:
        return bool(guest.check_in)
    except ObjectDoesNotExist:
        return False


def _mine(scene: Scene, hearing: "Hearing", lists: dict[Standing, list[Shown]]) -> dict[str, Any]:
    mine = sorted((s for each in lists.values() for s in each if s.mine), key=lambda s: -s.number)
    here = scene.viewer is not None and is_here(scene.viewer)
    return {
        "mine": mine,
        "here": here,
        "may_send": here and sum(s.standing is not Standing.DONE for s in mine) < hearing.most,
        "guest": scene.viewer,
        # Where no script makes one.
        "new_id": uuid.uuid4(),
    }


def _cards(remarks: Iterable[Remark]) -> dict[int | None, Card]:
    authors = {remark.author_id for remark in remarks if remark.named and remark.author_id}
    found = list(with_people(Registration.objects.filter(pk__in=authors)))
    return {guest.pk: card for guest, card in zip(found, cards_of(found), strict=True)}
