"""What is said of an Impromptu: without lists, and without network."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# Without lists: what is said aloud, and stands on screen and phones, by way and moment of a round.
# A way's "start" comes before the first round, "next" and "end" after one.
SAID: "Final[Mapping[str, _StrPromise]]" = {
    "walk_start": _(
        "Think of your answer. Then walk, and choose somebody you don’t know yet. You run your own"
        " conversation; the bell says when."
    ),
    "walk_first": _("Walk, and choose somebody you don’t know yet."),
    "walk_move": _("Walk, and choose somebody you don’t know yet."),
    "walk_one": _("One speaks, the other listens."),
    "walk_two": _("Change over: the other speaks now."),
    "walk_together": _("The last minute is yours together."),
    "walk_talk": _("Share the time between you."),
    "walk_rest": _("Thank each other."),
    "walk_next": _("Thank each other. In a moment you choose somebody else."),
    "walk_end": _("Thank each other. That was the last round."),
    "circles_start": _(
        "Form two circles of the same size, face to face: the inner one looks outwards. Think of"
        " your answer."
    ),
    "circles_first": _("You stand face to face: think of your answer."),
    "circles_move": _("Outer circle: one place to the left. Inner circle: stay where you are."),
    "circles_one": _("The outer circle speaks, the inner one listens."),
    "circles_two": _("Change over: the inner circle speaks now."),
    "circles_together": _("The last minute is yours together."),
    "circles_talk": _("Share the time between you."),
    "circles_rest": _("Thank each other, and stay where you are."),
    "circles_next": _("Thank each other, and stay where you are."),
    "circles_end": _("Thank each other. That was the last round."),
}
# What to do with one too many, by way; with an organiser who joins in, or without.
ODD: "Final[Mapping[str, _StrPromise]]" = {
    "walk_odd": _("The number is odd: one conversation is of three."),
    "walk_odd_joker": _("The number is odd: an organiser joins in."),
    "circles_odd": _(
        "The number is odd: leave one place in the inner circle free. Whoever faces it joins the"
        " pair beside them."
    ),
    "circles_odd_joker": _(
        "The number is odd: an organiser takes the free place in the inner circle."
    ),
}
BEYOND: "Final[_StrPromise]" = _(
    "With %(people)s people the circles are back where they began after round %(rounds)s."
)
AWAY: "Final[Mapping[str, _StrPromise]]" = {
    "present": _("Here: %(present)s"),
    "round": _("Round %(round)s of %(rounds)s"),
    "rounds": _("%(rounds)s rounds of %(minutes)s min, %(move)s s to change places"),
    "tables": _("Tables: %(count)s"),
    "draw": _("Draw the pairs"),
    "draw_next": _("Draw the next pairs"),
    "start": _("Start the round"),
    "stop": _("End the round"),
    "redraw": _("Draw again"),
    "join": _("Give them a table"),
    "longer": _("+ 30 s"),
    "find": _("find your table"),
    "one": _("One speaks, the other listens."),
    "two": _("Change over: the other speaks now."),
    "together": _("The last minute is yours together."),
    "thanks": _("Thank each other."),
    "start_next": _("Start the next round"),
    **SAID,
    **ODD,
    "beyond": BEYOND,
}
