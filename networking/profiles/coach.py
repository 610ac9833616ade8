"""The coach's words: for what `pitch.hints` finds, for what a profile lacks, and the outlines."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from networking.profiles import pitch
from networking.profiles.pitch import Hint
from networking.profiles.readiness import Part

WORDS: Final = {
    Hint.EMPTY: _(
        "Begin with three sentences: what you are, what you can do, what you’d like to do."
    ),
    Hint.TOO_LONG: _("It runs over the minute. Which sentence would nobody miss?"),
    Hint.CAREER: _(
        "This is a CV read aloud. One moment you are proud of says more than the dates."
    ),
    Hint.NO_OFFER: _("Say what you offer: give before you receive."),
    Hint.NO_NEED: _("Say what you’re looking for: people like to help."),
    Hint.NO_STORY: _("An anecdote, a piece of news or a passion is missing: that’s what stays."),
    Hint.NO_QUESTION: _("End on a question: it is easier to come and talk to you afterwards."),
    Hint.JARGON: _("%(words)s: would your neighbour at the table know what it means?"),
    Hint.SHOUTING: _("Capitals sound like shouting; ordinary letters read better."),
    Hint.SHORT: _("There is room left: an example would bring it to life."),
}

NEXT: Final = {
    Part.NAME: _("First, your name, as it should stand on your badge."),
    Part.ROLE: _("Next, if you like: what you do, and where."),
    Part.PITCH: _(
        "Next, if you like: a first sentence of your pitch. It needn’t be the last word."
    ),
    Part.OFFERS: _("Next, if you like: one thing you can give."),
    Part.NEEDS: _("Next, if you like: one thing you’re looking for."),
    Part.HEADLINE: _("Next, if you like: the one line people should remember."),
    Part.STARTERS: _("Next, if you like: a subject you enjoy talking about."),
    Part.LANGUAGES: _("Last, if you like: the languages you speak."),
}
ALL_THERE: Final = _("All there. You can come and simply talk.")


@dataclass(frozen=True)
class Outline:
    """A way to build a pitch. Each prompt begins a sentence that one finishes."""

    name: str
    title: str | Promise
    about: str | Promise
    prompts: tuple[str | Promise, ...]


OUTLINES: Final = (
    Outline(
        "three",
        _("Three sentences"),
        _("What I am, what I can do, what I’d like to do. The surest way to begin."),
        (
            pgettext_lazy("pitch", "I am …"),
            pgettext_lazy("pitch", "I can …"),
            pgettext_lazy("pitch", "I’d like to …"),
        ),
    ),
    Outline(
        "story",
        _("A small story"),
        _("A difficulty everyone knows, a day it was solved, an invitation."),
        (
            pgettext_lazy("pitch", "You know how it is when …"),
            pgettext_lazy("pitch", "The other day, …"),
            pgettext_lazy("pitch", "Since then I help …"),
            pgettext_lazy("pitch", "If you know somebody who …, come and see me."),
        ),
    ),
    Outline(
        "question",
        _("A question first"),
        _("Ask the room something, answer it by what you do, and hand the question back."),
        (
            pgettext_lazy("pitch", "Have you ever wondered why …?"),
            pgettext_lazy("pitch", "I am the one who …"),
            pgettext_lazy("pitch", "This month I’m looking for …"),
            pgettext_lazy("pitch", "And you, what would you do if …?"),
        ),
    ),
)


def said(hint: Hint, text: str) -> str:
    """Return the coach's words for a hint about this text."""
    if hint is Hint.JARGON:
        quoted = (gettext("“%(word)s”") % {"word": word} for word in pitch.jargon(text)[:3])
        return str(WORDS[hint]) % {"words": ", ".join(quoted)}
    return str(WORDS[hint])
