"""On people's pages: the wish to meet somebody, and the signs of it in the list."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.directory import acts
from events.directory.acts import Act, Sign
from events.directory.cards import card_of
from events.guests.models import Registration
from events.wishes.models import LONGEST_WHY
from events.wishes.reading import between, standing_with
from events.wishes.rules import is_open, most_at
from events.wishes.why import why
from networking.accounts.models import Block


def act(request: HttpRequest, mine: Registration, other: Registration) -> dict[str, Any] | None:
    """While the event is ahead or on: the wish's form, or where it stands. For the page it is on.

    Nothing for whoever asked herself to be kept apart from this person.
    """
    if not is_open(mine.event):
        return None
    if Block.objects.filter(by=mine.user_id, person=other.user_id).exists():
        return None
    pair = between(mine, other)
    asks = pair.is_new
    if asks and not most_at(mine.event):
        return None
    return {
        "between": pair,
        "card": card_of(other),
        "why": why(mine, other) if asks else "",
        "longest": LONGEST_WHY,
        "back": request.get_full_path(),
    }


def signs(mine: Registration) -> Iterable[Sign]:
    """Whom I am to meet, whom I asked, and who waits for my answer. Two queries."""
    standing = standing_with(mine)
    guests = Registration.objects.filter(pk__in=standing).values_list("pk", "public_id")
    ids = dict(guests) if standing else {}
    for icon, label, holds in (
        ("hand-raised", _("Would like to meet you"), "asks_me"),
        ("paper-airplane", _("You asked to meet"), "is_asked"),
        ("check-circle", _("You’re going to meet"), "meets"),
    ):
        people = frozenset(ids[pk] for pk, pair in standing.items() if getattr(pair, holds))
        if people:
            yield Sign(icon=icon, label=label, people=people)


acts.register(Act(template="wishes/_act.html", context=act, order=20))
acts.register_signs(signs)
