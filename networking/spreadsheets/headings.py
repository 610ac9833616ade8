"""Where the headings of a list stand; which words are headings is known by who reads it. Pure."""

from collections.abc import Callable, Sequence
from typing import Final

# Headings stand among the first lines of a list.
DEPTH: Final = 30

Cells = Sequence[str]


def top_of(
    lines: Sequence[Cells],
    *,
    recognised: Callable[[Cells], int],
    names_somebody: Callable[[Cells], bool],
) -> int | None:
    """Return where the headings stand in a list, or None in a list without any.

    The first of the first lines that announces most (`recognised` says how much). Where no word is
    known, a first line without an address above lines with one is taken for headings in another
    language.
    """
    counts = [recognised(cells) for cells in lines[:DEPTH]]
    best = max(counts, default=0)
    top = counts.index(best) if best else None
    if top is not None and (best > 1 or names_somebody(lines[top])):
        return top
    if len(lines) > 1 and not _holds_address(lines[0]) and any(map(_holds_address, lines[1:DEPTH])):
        return 0
    return None


def _holds_address(cells: Cells) -> bool:
    return any("@" in cell for cell in cells)
