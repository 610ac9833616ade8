"""A contact as a vCard 3.0, the version that phones read best. Pure.

RFC 2426: lines end in CRLF and are folded at 75 octets; commas, semicolons, backslashes and line
breaks are escaped.
"""

from collections.abc import Mapping

# What a card says of somebody; the keys `vcard` reads.
FIELDS = (
    "given_name", "family_name", "organisation", "title", "email", "phone", "mobile", "city",
    "country", "note",
)  # fmt: skip


def vcard(fields: Mapping[str, str], *, uid: str) -> str:
    """Return the card of somebody: the keys are `FIELDS`; empty ones are left out."""
    said = {name: _escaped(fields.get(name, "")) for name in FIELDS}
    full_name = f"{said['given_name']} {said['family_name']}".strip()
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:{uid}",
        f"N:{said['family_name']};{said['given_name']};;;",
        f"FN:{full_name or said['email']}",
    ]
    for name, prefix in (
        ("organisation", "ORG"),
        ("title", "TITLE"),
        ("email", "EMAIL;TYPE=INTERNET"),
        ("phone", "TEL;TYPE=WORK,VOICE"),
        ("mobile", "TEL;TYPE=CELL"),
        ("note", "NOTE"),
    ):
        if said[name]:
            lines.append(f"{prefix}:{said[name]}")
    if said["city"] or said["country"]:
        lines.append(f"ADR:;;;{said['city']};;;{said['country']}")
    lines.append("END:VCARD")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _escaped(text: str) -> str:
    for mark in ("\\", ",", ";"):
        text = text.replace(mark, f"\\{mark}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """Break a line so that no piece is longer than 75 octets, never inside a character."""
    pieces, piece, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > 75:
            pieces.append(piece)
            piece, size = " ", 1
        piece += letter
        size += width
    return "\r\n".join([*pieces, piece])
