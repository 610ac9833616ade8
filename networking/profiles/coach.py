"""The coach's words for what `pitch.hints` finds."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from networking.profiles.pitch import Hint

WORDS: Final = {
    Hint.EMPTY: _(
        "Begin with three sentences: what you are, what you can do, what you’d like to do."
    ),
    Hint.TOO_LONG: _("It runs over the minute. Which sentence would nobody miss?"),
    Hint.SHORT: _("There is room left: an example would bring it to life."),
    Hint.NO_STORY: _("An anecdote, a piece of news or a passion is missing: that’s what stays."),
    Hint.NO_OFFER: _("Say what you offer: give before you receive."),
    Hint.NO_NEED: _("Say what you’re looking for: people like to help."),
    Hint.SHOUTING: _("Capitals sound like shouting; ordinary letters read better."),
}
