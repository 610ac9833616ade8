import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.agenda.clock import ZERO, Bell, Moment, Phase, Planned
from events.agenda.formats import Button, Scene, View, register
from events.agenda.log import Entry, Refused
from events.agenda.remarks.floor import EMPTY, Floor, Standing
from events.agenda.remarks.listening import Hearing, Listening
from events.agenda.shares import split
from events.calendar.models import Hand

# The talk is one third, unless the organiser says otherwise.
THIRD = "1/3"
OTHER = "other"
SHARES = {
    "1/4": _("¼ talk, ¾ questions and answers"),
    THIRD: _("⅓ talk, ⅔ questions and answers"),
    "1/2": _("½ talk, ½ questions and answers"),
    "2/3": _("⅔ talk, ⅓ questions and answers"),
    "3/4": _("¾ talk, ¼ questions and answers"),
    "1": _("A talk without questions"),
    OTHER: _("Another share"),
}
WARN = dt.timedelta(minutes=2)


class TalkSettings(forms.Form):
    """How the time is shared between talk and questions, and how questions come."""

    share = forms.ChoiceField(
        label=_("How the time is shared"), choices=list(SHARES.items()), initial=THIRD
    )
    talk_percent = forms.IntegerField(
        label=_("Another share: the talk’s part in %"), min_value=5, max_value=100, required=False
    )
    questions = forms.BooleanField(
        label=_("Guests may send questions from their phones"), initial=True, required=False
    )
    moderated = forms.BooleanField(
        label=_("The facilitator sees each question before the room does"),
        initial=True,
        required=False,
    )
    voting = forms.BooleanField(
        label=_("Guests vote for the questions they would like to hear"),
        initial=False,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # A percentage alone is a share of one's own: so it was typed before there was a choice.
        given = dict(kwargs.get("initial") or {})
        if given.get("talk_percent") and not given.get("share"):
            given["share"] = OTHER
        super().__init__(*args, **{**kwargs, "initial": given})

    def clean(self) -> None:
        if self.cleaned_data.get("share") != OTHER:
            self.cleaned_data["talk_percent"] = None
        elif self.cleaned_data.get("talk_percent") is None and not self.has_error("talk_percent"):
            self.add_error("talk_percent", _("Say how many percent the talk gets."))


@dataclass(frozen=True, slots=True)
class Talk:
    """When the questions began, if somebody said so before the talk's own time was up.

    And what was decided about the questions that guests sent.
    """

    questions_at: dt.timedelta | None = None
    floor: Floor = EMPTY


def talk_length(moment: Moment) -> dt.timedelta:
    """Return the talk's share of the segment."""
    return talk_share(moment.segment.options, moment.length)


def talk_share(options: Mapping[str, Any], length: dt.timedelta) -> dt.timedelta:
    """Return the talk's share of a length, in whole minutes; the questions are exactly the rest."""
    share = fraction(options)
    return split(length, [share, 1 - share])[0]


def fraction(options: Mapping[str, Any]) -> Fraction:
    """Return what part of the time the talk gets: a third is a third, not 33 %."""
    share = options.get("share") or (OTHER if options.get("talk_percent") else THIRD)
    if share == OTHER:
        return Fraction(options["talk_percent"], 100)
    return Fraction(share)


@register
class TalkAndQuestions(Listening[Talk]):
    """Two phases; the second may begin early, and takes what the first left."""

    key = "talk"
    label = _("Talk and questions")
    icon = "microphone"
    minutes = 60
    latecomers = _("Let them in quietly, at the back.")
    led_by = Hand.SPEAKER
    next_title = _("Guest speaker")
    settings_form = TalkSettings
    twin = "formats/talk.js"
    words = {
        "talk": _("Talk"),
        "talking": _(
            "The talk is on. “Questions” ends it early and gives its time to the questions."
        ),
        "questions": _("Questions"),
        "asking": _("Questions and answers"),
    }
    refusals = {
        **Listening.refusals,
        "already_questions": _("The questions have begun already."),
    }
    verbs = {
        "take": Standing.ACCEPTED,
        "show": Standing.ON,
        "aside": Standing.ASIDE,
        "done": Standing.DONE,
    }

    def initial(self, segment: Planned) -> Talk:  # noqa: ARG002
        return Talk()

    def apply(self, state: Talk, command: Entry, moment: Moment) -> Talk:
        if command.kind != "talk.questions":
            return super().apply(state, command, moment)
        if state.questions_at is not None:
            raise Refused("already_questions")
        return replace(state, questions_at=moment.elapsed)

    def public(self, state: Talk, moment: Moment) -> dict[str, Any]:
        named = [phase.to_json() for phase in phases(state, moment)]
        return {"phases": named, **super().public(state, moment)}

    def scene(self, state: Talk, moment: Moment) -> str:
        return f"{moment.length.total_seconds():.0f}:{state.questions_at is not None}"

    def hearing(self, segment: Planned) -> Hearing | None:
        options = segment.options
        if not options.get("questions", True):
            return None
        return Hearing(
            moderated=options.get("moderated", True), voting=options.get("voting", False)
        )

    def floor(self, state: Talk) -> Floor:
        return state.floor

    def with_floor(self, state: Talk, floor: Floor) -> Talk:
        return replace(state, floor=floor)

    def primary(self, scene: Scene) -> Button | None:
        in_talk = asking(scene.part.state, scene.moment) is False
        return (
            Button("talk.questions", _("Questions"), "chat-bubble-left-right") if in_talk else None
        )

    def on_paper(self, segment: Planned) -> list[str]:
        talk = talk_share(segment.options, segment.length) // dt.timedelta(minutes=1)
        rest = segment.length // dt.timedelta(minutes=1) - talk
        said = {"talk": talk, "rest": rest}
        return [_("%(talk)s min of talk, then %(rest)s min of questions") % said] if rest else []

    def context(self, view: View, scene: Scene) -> dict[str, Any]:
        begun = asking(scene.part.state, scene.moment)
        return {"asking": begun, **super().context(view, scene)}


def phases(state: Talk, moment: Moment) -> list[Phase]:
    """Return talk and questions; without questions at all, only the talk."""
    talk = talk_length(moment) if state.questions_at is None else state.questions_at
    rest = max(moment.length - talk, ZERO)
    named = [Phase("talk", moment.anchor(ZERO, talk), Bell.TICK, WARN)]
    if rest or state.questions_at is not None:
        named.append(Phase("questions", moment.anchor(talk, rest), Bell.BOWL, WARN))
    return named


def asking(state: Talk, moment: Moment) -> bool:
    """Whether the questions have begun."""
    if state.questions_at is not None:
        return True
    return moment.elapsed >= talk_length(moment)
