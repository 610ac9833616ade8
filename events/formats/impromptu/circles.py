"""An Impromptu without a draw on one sheet: how two circles go, or how one walks and chooses."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, ngettext

from events.calendar.models import Event
from events.formats.impromptu.settings import Settings, Way
from events.rounds.asking import Asked
from events.rounds.paper import printed_as
from events.rounds.steps import TOGETHER, steps
from networking.paper.lists import participants
from networking.paper.tables import Occasion, heading


def printed(event: Event, options: Mapping[str, Any], occasion: Occasion) -> bytes:
    """Return the PDF of a part's sheet, with its questions and room to write, in the language set.

    Where pairs are drawn it is what to do if they can't be: two circles.
    """
    settings, asked = Settings.of(options), Asked.of(options)
    walks = settings.way is Way.WALK
    kind = gettext("Impromptu: walk and choose") if walks else gettext("Impromptu, without a draw")
    guests = event.registrations.confirmed().filter(observer=False).count()
    data = heading(occasion, kind, participants(guests)) | {
        "circles": not walks,
        "alt": gettext(
            "Two circles of people facing each other; an arrow along the outer one shows that it"
            " moves one place each round."
        ),
        "steps": _walking(settings) if walks else _circling(settings),
        "questions_label": gettext("The questions"),
        "questions": asked.said(asked.of_rounds(settings.rounds)),
        "rounds_label": gettext("The rounds"),
        "headings": [gettext("Round"), gettext("From"), gettext("To"), gettext("Remarks")],
        "rounds": settings.rounds,
    }
    return printed_as("circles", data, kind, occasion)


def _circling(settings: Settings) -> list[str]:
    odd = (
        gettext("If somebody is left over, an organiser joins in.")
        if settings.joker
        else gettext(
            "If somebody is left over, leave one place in the inner circle free: whoever faces it"
            " joins the pair beside them."
        )
    )
    talk = ngettext(
        "%(minutes)s minute with whoever stands opposite: %(halves)s.",
        "%(minutes)s minutes with whoever stands opposite: %(halves)s.",
        settings.minutes,
    )
    return [
        gettext("Form two circles with as many people in each, the inner one facing outwards.")
        + f" {odd}",
        gettext("Ask the question. Everyone thinks for half a minute, without a word."),
        talk % _said(settings),
        gettext("Ring. They thank each other, and the outer circle moves one place to the left."),
        _in_all(settings),
    ]


def _walking(settings: Settings) -> list[str]:
    odd = (
        gettext("If somebody is left over, an organiser joins in.")
        if settings.joker
        else gettext("If somebody is left over, one pair becomes three.")
    )
    talk = ngettext(
        "%(minutes)s minute in pairs: %(halves)s.",
        "%(minutes)s minutes in pairs: %(halves)s.",
        settings.minutes,
    )
    return [
        gettext("Ask the question. Everyone thinks of an answer, without a word."),
        gettext("Everyone walks, and chooses somebody they don’t know yet.") + f" {odd}",
        talk % _said(settings),
        gettext("Ring. They thank each other, and each chooses somebody else."),
        _in_all(settings),
    ]


def _said(settings: Settings) -> dict[str, object]:
    together = any(step.length == TOGETHER for step in steps(settings.minutes)[-1:])
    halves = (
        gettext("one speaks, then the other, and the last minute is for both")
        if together
        else gettext("half for one, half for the other")
    )
    return {"minutes": settings.minutes, "halves": halves}


def _in_all(settings: Settings) -> str:
    said = ngettext("That was it: %(rounds)s round.", "%(rounds)s rounds in all.", settings.rounds)
    return said % {"rounds": settings.rounds}
