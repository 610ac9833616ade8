"""A printed card to hold: the pitch in large type, and behind it what one gives and looks for."""

from typing import Any, Final

from django.utils.translation import gettext, override

from networking.paper import press
from networking.paper.labels import MM
from networking.profiles import pitch
from networking.profiles.models import Profile, Wanted

# Width and height in millimetres, and the type in points: what one reads at arm's length, if it
# can be had.
SIZES: Final = {"a6": (105, 148, 26.0, 9.0), "a7": (74, 105, 19.0, 7.5)}
_MARGIN: Final = 8.0  # millimetres


def render(profile: Profile, *, size: str, language: str) -> bytes:
    """Return the card as PDF, `size` being a6 or a7.

    Raises MissingGlyphsError for letters that no font draws.
    """
    width, height, largest, smallest = SIZES[size]
    with override(language):
        data = {
            "width": width * MM,
            "height": height * MM,
            "margin": _MARGIN * MM * (width / 105),
            "largest": largest,
            "smallest": smallest,
            "name": profile.user.full_name,
            "pitch": _paragraphs(profile.pitch) or [gettext("Nothing written yet: speak freely.")],
            "time": gettext("%(seconds)d seconds at my pace")
            % {"seconds": pitch.spoken(profile.pitch, profile.pace).seconds},
            "parts": [part for part in _behind(profile) if part["lines"]],
        }
        title = gettext("My pitch")
    return press.render("pitch_card", data, title=title, language=language)


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _behind(profile: Profile) -> list[dict[str, Any]]:
    return [
        {"label": gettext("I offer"), "lines": [_line(each) for each in profile.offers]},
        {"label": gettext("I’m looking for"), "lines": [_line(each) for each in profile.needs]},
        {
            "label": gettext("Easy subjects"),
            "lines": [["", line] for line in _paragraphs(profile.starters)],
        },
    ]


def _line(wanted: Wanted) -> list[str]:
    return [wanted.tag.name, wanted.sentence]
