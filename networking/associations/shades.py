"""What becomes of a colour on our pages: is it read easily, and what do we make of it if not."""

from dataclasses import dataclass

from networking.web import colour
from networking.web.colour import DEFAULT_ACCENT, Accent, accent_of, contrast, from_hex, to_hex


@dataclass(frozen=True)
class Shades:
    """A colour somebody wishes for, how it reads as text, and what stands in its place.

    Contrasts are WCAG's: 1 is invisible, 21 is black on white, 4.5 is wanted for text.
    """

    wished: str
    accent: Accent
    # Of the wished colour, on the least favourable of the backgrounds it may stand on.
    on_light: float
    on_dark: float
    # Of what we make of it.
    kept_on_light: float
    kept_on_dark: float

    paper = to_hex(colour.PAPER)
    dark_paper = to_hex(colour.DARK_PAPER)
    wanted = colour.READABLE

    @property
    def too_light(self) -> bool:
        return self.accent.on_light != self.wished

    @property
    def too_dark(self) -> bool:
        return self.accent.on_dark != self.wished


def shades_of(wished: object) -> Shades:
    """Return what becomes of this colour; of the house's own, where it is none."""
    try:
        from_hex(str(wished))
        chosen = str(wished).lower()
    except ValueError:
        chosen = DEFAULT_ACCENT
    accent = accent_of(chosen)
    light = (to_hex(colour.PAPER), to_hex(colour.CARD), accent.tint_on_light)
    dark = (to_hex(colour.DARK_PAPER), to_hex(colour.DARK_CARD), accent.tint_on_dark)

    def least(shade: str, behind: tuple[str, ...]) -> float:
        return min(contrast(shade, each) for each in behind)

    return Shades(
        wished=chosen,
        accent=accent,
        on_light=least(chosen, light),
        on_dark=least(chosen, dark),
        kept_on_light=least(accent.on_light, light),
        kept_on_dark=least(accent.on_dark, dark),
    )
