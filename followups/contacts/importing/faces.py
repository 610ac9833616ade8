"""Faces that come in files: each is decoded, made small and drawn anew, or lost."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from django.core.files.base import ContentFile

from networking import pictures

# A face is shown no larger than this, in pixels of either side; a telephone's own of 400 is read
# at half its size, which takes a third of the time.
SIDE: Final = 200


def drawn(content: bytes) -> bytes:
    """Return a picture as a small JPEG of our own; nothing for what is none we can read."""
    if not content:
        return b""
    try:
        image = pictures.read(ContentFile(content), largest=SIDE)
    except pictures.Unreadable:
        return b""
    face = pictures.encoded(image, box=(SIDE, SIDE), format="JPEG", quick=True)
    return bytes(face.read())


def all_drawn(contents: Iterable[bytes]) -> Iterator[bytes]:
    """Draw many, in their order, on every processor there is: decoders let others work."""
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        yield from pool.map(drawn, contents)
