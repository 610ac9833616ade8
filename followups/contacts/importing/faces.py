"""Faces that come in files: each is decoded, made small and drawn anew, or lost."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice
from typing import Final

from django.core.files.base import ContentFile

from networking import pictures
from networking.processes import processes

# In pixels of either side. The largest place where a face stands has 72, on a fine screen 144. A
# photograph is decoded at a half, a quarter or an eighth of its size where that leaves `LEAST`,
# which takes a third of the time; only what is then larger than `SIDE` has to be made smaller.
LEAST: Final = 128
SIDE: Final = 200
# What is no photograph is decoded whole: a giant blank weighs nothing and takes a second, and a
# file has room for thousands. So many pixels of one, and of all of a file.
MOST_PIXELS: Final = 4_000_000
ALL_PIXELS: Final = 2_000_000_000
# Fewer are drawn sooner than processes have begun.
FEW: Final = 400
# So many go to a process at once.
TOGETHER: Final = 400
_JPEG: Final = b"\xff\xd8\xff"


def drawn(content: bytes) -> bytes:
    """Return a picture as a small JPEG of our own; nothing for what is none we can read."""
    if not content:
        return b""
    try:
        image = pictures.read(ContentFile(content), largest=LEAST)
    except pictures.Unreadable:
        return b""
    face = pictures.encoded(image, box=(SIDE, SIDE), format="JPEG", quick=True)
    return bytes(face.read())


def all_drawn(contents: Iterable[bytes]) -> Iterator[bytes]:
    """Draw many, in their order, on every processor there is.

    `contents` are read while others are drawn. Where they raise, what isn't drawn yet never is.
    """
    faces = _affordable(contents)
    first = list(islice(faces, FEW))
    if len(first) < FEW:
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            yield from pool.map(drawn, first)
        return
    # Decoders let other threads work, but reading in Python hardly does: it takes turns of five
    # milliseconds, for which a decoder would wait several times a face.
    with processes() as crew:
        yield from crew.map(drawn, chain(first, faces), chunksize=TOGETHER)


def _affordable(contents: Iterable[bytes]) -> Iterator[bytes]:
    """The same pictures; nothing in the place of those that would take too long to decode."""
    left = ALL_PIXELS
    for content in contents:
        if not content or content.startswith(_JPEG):
            yield content
            continue
        pixels = _pixels(content)
        taken = pixels <= min(MOST_PIXELS, left)
        left -= pixels if taken else 0
        yield content if taken else b""


def _pixels(content: bytes) -> int:
    try:
        return pictures.pixels(content)
    except pictures.Unreadable:
        return 0
