"""The style sheet and the fonts as they are served: one file of CSS, fonts cut to what we write.

The sources are `static/web/css/*.css` and two font packages. `build()` writes what pages load to
`var/assets/web/`; while that is missing or older than the sources, pages load the sources one by
one and the device's own fonts, and look almost the same. `gather()` then puts every static file
under `STATIC_ROOT`, named by its content and compressed (see `storage.py`).
"""

import hashlib
import io
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.templatetags.static import static

CSS = Path(__file__).parent / "static" / "web" / "css"

# What French and English are written with, and what the names of their neighbours want besides.
WESTERN: Final = frozenset(
    {*range(0x20, 0x7F), 0xA0, 0x2011, 0x202F}
    | {*map(ord, "àâäæçéèêëîïôöùûüÿœÀÂÄÆÇÉÈÊËÎÏÔÖÙÛÜŸŒ«»·°©×–—‘’“”•…€′″←→−")}
    | {*map(ord, "áãåíìñóõøòúßÁÃÅÍÌÑÓÕØÒÚšžłçğıŠŽŁİşŞ")}
)
VIETNAMESE: Final = (
    frozenset({*range(0x1EA0, 0x1EFA), *range(0x300, 0x30A), 0x323, 0x20AB})
    | {*map(ord, "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư")}
) - WESTERN
# The rest of Latin-1 and of the letters from Iceland to Romania.
CENTRAL: Final = frozenset({*range(0xA1, 0x180), 0x218, 0x219, 0x21A, 0x21B}) - WESTERN - VIETNAMESE
OTHER: Final = (
    (
        frozenset({*range(0x180, 0x250), *range(0x2B0, 0x370), *range(0x1E00, 0x1F00)})
        | {*range(0x2010, 0x2040), *range(0x20A0, 0x20C0), 0x2116, 0x2122, *range(0x2150, 0x215F)}
        | {*range(0x2190, 0x2196)}
    )
    - WESTERN
    - VIETNAMESE
    - CENTRAL
)


@dataclass(frozen=True)
class Font:
    """A family as we serve it: `axes` narrows or pins what the variable font can do."""

    family: str
    package: str
    file: str
    name: str
    weight: str
    axes: dict[str, Any]
    features: tuple[str, ...]


FONTS: Final = (
    Font(
        family="Inter",
        package="fontpkg-inter",
        file="Inter[opsz,wght].ttf",
        name="inter",
        weight="400 700",
        axes={"opsz": 18, "wght": (400, 700)},
        features=("kern", "tnum", "ccmp", "mark"),
    ),
    Font(
        family="EB Garamond",
        package="fontpkg-eb-garamond",
        file="EBGaramond[wght].ttf",
        name="garamond",
        weight="400 600",
        axes={"wght": 500},
        features=("kern", "liga", "lnum", "ccmp", "mark"),
    ),
)
# What packages bring along and no page of ours loads.
UNUSED: Final = (
    "ext",
    "django-htmx.js",
    "htmx-2.js",
    "htmx-4*",
    "htmax*",
    "stamp",
)

# A browser fetches the first for every page, and of the others what the page's letters need.
SETS: Final = {
    "western": WESTERN,
    "central": CENTRAL,
    "vietnamese": VIETNAMESE,
    "other": OTHER,
}


def folder() -> Path:
    """Where the built files are."""
    return Path(settings.VAR) / "assets" / "web"


def sources() -> list[Path]:
    """Our style sheets: the order of layers first, then in the order of names.

    The style guide's own is not every page's, and stays out.
    """
    found = sorted(CSS.glob("*.css"), key=lambda path: (path.name != "layers.css", path.name))
    return [path for path in found if path.name != "guide.css"]


def digest() -> str:
    """A fingerprint of everything the built files are made from."""
    made_of = hashlib.sha256(Path(__file__).read_bytes())
    for path in sources():
        made_of.update(path.read_bytes())
    for font in FONTS:
        made_of.update(metadata.version(font.package).encode())
    return made_of.hexdigest()


def is_fresh() -> bool:
    """Whether the built files are there and made from the present sources."""
    stamp = folder() / "stamp"
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == digest()


def sheets() -> list[str]:
    """The addresses of the style sheets of a page, in order."""
    if _built():
        return [static("web/tablee.css")]
    return [static(f"web/css/{path.name}") for path in sources()]


def fonts() -> list[str]:
    """The addresses of the fonts every page needs, to be fetched at once with the sheet."""
    return [static(f"web/fonts/{font.name}-western.woff2") for font in FONTS] if _built() else []


@lru_cache
def _built() -> bool:
    return is_fresh()


def build() -> bool:
    """Write the style sheet and the fonts unless they are fresh; return whether anything was done.

    Called twice it does nothing the second time. The stamp comes last: a build that was
    interrupted is done again.
    """
    if is_fresh():
        return False
    target = folder()
    (target / "fonts").mkdir(parents=True, exist_ok=True)
    for old in (target / "fonts").iterdir():
        old.unlink()
    faces = "".join(_cut(font, target / "fonts") for font in FONTS)
    sheet = "\n".join(path.read_text(encoding="utf-8") for path in sources())
    (target / "tablee.css").write_text(smaller(faces + sheet), encoding="utf-8")
    (target / "stamp").write_text(digest())
    _built.cache_clear()
    return True


def gather() -> bool:
    """Put all static files under `STATIC_ROOT` unless they are there; return whether it was done.

    Called twice it does nothing the second time.
    """
    if is_gathered():
        return False
    call_command(
        "collectstatic", interactive=False, verbosity=0, clear=True, ignore_patterns=[*UNUSED]
    )
    (Path(settings.STATIC_ROOT) / "stamp").write_text(_fingerprint(), encoding="utf-8")
    return True


def is_gathered() -> bool:
    """Whether what stands under `STATIC_ROOT` is what stands in the code now."""
    stamp = Path(settings.STATIC_ROOT) / "stamp"
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _fingerprint()


def _fingerprint() -> str:
    """What all static files are made of."""
    made_of = hashlib.sha256()
    for finder in finders.get_finders():
        for path, storage in finder.list([*UNUSED]):
            made_of.update(path.encode())
            made_of.update(Path(storage.path(path)).read_bytes())
    return made_of.hexdigest()


def smaller(sheet: str) -> str:
    """Return a style sheet without its comments and the white space that means nothing."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    sheet = re.sub(r"\s+", " ", sheet)
    # Not around ":" and "+": before one a space is a selector's, around the other calc() wants it.
    return re.sub(r"\s*([{};,])\s*", r"\1", sheet).replace(";}", "}").strip()


def _cut(font: Font, target: Path) -> str:
    """Write the parts of a font as woff2 and return their `@font-face` rules."""
    # Heavy, and only the build needs them.
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.varLib import instancer  # noqa: PLC0415

    source = files(font.package.replace("-", "_")) / "files" / font.file
    # Cut what we want of it first, pin the axes then: there are far fewer outlines to pin.
    wanted = _subset(font, source.read_bytes(), frozenset().union(*SETS.values()))
    pinned = io.BytesIO()
    instancer.instantiateVariableFont(
        TTFont(io.BytesIO(wanted), recalcTimestamp=False), font.axes
    ).save(pinned)
    rules = ""
    for name, letters in SETS.items():
        part = TTFont(io.BytesIO(_subset(font, pinned.getvalue(), letters)), recalcTimestamp=False)
        part.flavor = "woff2"
        part.save(target / f"{font.name}-{name}.woff2")
        rules += (
            f'@font-face{{font-family:"{font.family}";font-weight:{font.weight};font-display:swap;'
            f'src:url("fonts/{font.name}-{name}.woff2")format("woff2");'
            f"unicode-range:{ranges(letters)}}}\n"
        )
    return rules


def _subset(font: Font, source: bytes, letters: frozenset[int]) -> bytes:
    """Return a font with `letters` alone, and the features we use of it."""
    from fontTools import subset  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    options = subset.Options(
        layout_features=list(font.features), hinting=False, name_IDs=[1, 2, 13, 14]
    )
    # The same font from the same source, whenever it is made.
    cut = TTFont(io.BytesIO(source), recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters & cut.getBestCmap().keys())
    subsetter.subset(cut)
    written = io.BytesIO()
    cut.save(written)
    return written.getvalue()


def ranges(points: frozenset[int]) -> str:
    """Return code points as CSS writes them: ``U+20-7E,U+A0``."""
    runs: list[list[int]] = []
    for point in sorted(points):
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)
