"""The lines of a vCard: found in a file, unfolded, taken apart. Pure.

``item1.TEL;TYPE=CELL,VOICE;PREF=1:+33 6 12 34 56 78`` is a group, a name, parameters and a value.
Version 2.1 has parameters without a name (``TEL;CELL;VOICE``) and values in quoted-printable.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

# A property begins with a name, perhaps behind a group's; then come parameters and a colon.
_NAME: Final = re.compile(r"(?:([\w.-]+)\.)?([A-Za-z][\w-]*)(?=[;:])")
# One parameter: a quoted value may hold what would end it.
_PARAMETER: Final = re.compile(r';((?:[^;:"]|"[^"]*(?:"|$))*+)')
_QUOTED_PART: Final = re.compile(r'"[^"]*"?|[^,"]+')
_QUOTED_PRINTABLE: Final = re.compile(r"(?i)^[^:\s][^:\n]*QUOTED-PRINTABLE[^:\n]*:")
_CARET: Final = re.compile(r"\^([n^'])")
_CARETS: Final = {"n": "\n", "^": "^", "'": '"'}
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
# A photograph is most of a card: a pattern that begins with one letter, and knows both sizes of the
# others by itself, runs over it four times as fast as one that ignores their size.
_EDGE: Final = re.compile(
    rb"\n[ \t]*([Bb][Ee][Gg][Ii][Nn]|[Ee][Nn][Dd])[ \t]*:"
    rb"[ \t]*[Vv][Cc][Aa][Rr][Dd][ \t]*\r?(?=\n|\Z)"
)
_SOFT: Final = re.compile("-[Pp][Rr][Ii][Nn][Tt][Aa][Bb][Ll][Ee]")
_NESTED: Final = re.compile(rb"(?i)(^|\n)([\w-]+\.)?AGENT[^\n:]*:\s*\Z")
# Parameters of 2.1 that stand there without their name.
_ENCODINGS: Final = frozenset({"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT"})
# The pages that cards come in, by their letters and figures alone, and what Python calls them. Of
# its other codecs some unpack or run away with what a stranger sends: those are never asked.
_PAGES: Final = {
    "utf8": "utf-8",
    "utf16": "utf-16",
    "utf16le": "utf-16-le",
    "utf16be": "utf-16-be",
    "ascii": "ascii",
    "usascii": "ascii",
    **{f"iso8859{n}": f"iso8859-{n}" for n in (*range(2, 12), *range(13, 17))},
    **{f"latin{n}": f"latin{n}" for n in range(2, 11)},
    **dict.fromkeys(("ansi", "cp1252", "windows1252", "iso88591", "latin1"), "cp1252"),
    **dict.fromkeys(("macroman", "macintosh", "xmacroman"), "mac_roman"),
    **{f"{maker}{page}": f"cp{page}" for maker in ("cp", "ibm") for page in (437, 850)},
}


@dataclass(frozen=True, slots=True)
class Line:
    """A property: its group and its name in capitals, its parameters, its value as it stands."""

    name: str
    value: str
    group: str = ""
    parameters: dict[str, list[str]] = field(default_factory=dict)

    @property
    def types(self) -> list[str]:
        """What sort of value it is, in capitals: CELL, WORK, JPEG."""
        return [value.upper() for value in self.parameters.get("TYPE", ())]

    def parameter(self, name: str) -> str:
        """The first value of a parameter; nothing where it has none."""
        return next(iter(self.parameters.get(name, ())), "")

    @property
    def text(self) -> str:
        """The value as a text."""
        return unescaped(self.value)

    @property
    def bytes(self) -> bytes:
        """The value as what a picture is made of; raises `ValueError` where it is broken."""
        value = self.value
        if value[:5].lower() == "data:":
            value = value.partition(",")[2]
        bare = "".join(value.replace("\\", "").split())
        try:
            return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
        except binascii.Error as error:
            raise ValueError("not in base64") from error


@dataclass(frozen=True, slots=True)
class Chunk:
    """What stands between BEGIN and END, as it was sent, and on which line of the file it began."""

    number: int
    content: bytes
    ended: bool


def as_utf8(data: bytes) -> bytes:
    """Return a file without its order mark; what is UTF-16 becomes UTF-8.

    Anything else stays as it is: old code pages are found out card by card, so that one odd card
    spoils no other.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:]
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[2:].decode(encoding, "replace").encode()
    # Without a mark: what begins like a card, with zeros between its letters.
    for encoding in ("utf-16-le", "utf-16-be"):
        if data[:40].lstrip(b"\0\r\n ")[:9].upper() == b"B\0E\0G\0I\0N":
            first_is_zero = data[:1] == b"\0"
            if first_is_zero == (encoding == "utf-16-be"):
                return data.decode(encoding, "replace").encode()
    return data


def chunks(data: bytes) -> Iterator[Chunk]:
    """Yield the cards of a file in UTF-8 or an old code page. A card inside a card is left out."""
    if b"\n" not in data and b"\r" in data:
        data = data.replace(b"\r", b"\n")
    # An edge is known by the line break before it; the first line has none.
    data = b"\n" + data
    start: int | None = None
    line, counted, began, depth = 0, 0, 0, 0
    for edge in _EDGE.finditer(data):
        line += data.count(b"\n", counted, edge.start() + 1)
        counted = edge.start() + 1
        begins = edge.group(1).upper() == b"BEGIN"
        if start is not None and begins and _NESTED.search(data[start:counted][-200:]):
            depth += 1
        elif begins:
            if start is not None:
                yield Chunk(began, data[start:counted], ended=False)
            start, began, depth = edge.end(), line, 0
        elif depth:
            depth -= 1
        elif start is not None:
            yield Chunk(began, data[start:counted], ended=True)
            start = None
    if start is not None:
        yield Chunk(began, data[start:], ended=False)


def decoded(content: bytes) -> tuple[str, bool]:
    """Return a card's text, and whether all of its letters could be read."""
    try:
        return content.decode(), True
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
        return text, "\ufffd" not in text


def lines(text: str) -> tuple[list[Line], int]:
    """Return the properties of a card, and how many of its lines are none."""
    found: list[Line] = []
    odd = 0
    for raw in _unfolded(text):
        if not raw.strip():
            continue
        line = parsed(raw)
        if line is not None:
            found.append(line)
        elif found and _is_base64(found[-1]) and re.fullmatch(r"[\w+/=\s]+", raw):
            # Some telephones fold a picture without the space that says so.
            last = found[-1]
            found[-1] = Line(last.name, last.value + raw.strip(), last.group, last.parameters)
        else:
            odd += 1
    return found, odd


def parsed(raw: str) -> Line | None:
    """Take one unfolded line apart; None for what is no property."""
    named = _NAME.match(raw)
    if named is None:
        return None
    at = named.end()
    parameters: dict[str, list[str]] = {}
    while raw[at : at + 1] == ";":
        match = _PARAMETER.match(raw, at)
        if match is None:
            return None
        at = match.end()
        name, values = _parameter(match.group(1))
        parameters.setdefault(name, []).extend(values)
    if raw[at : at + 1] != ":":
        return None
    value = raw[at + 1 :]
    line = Line(named.group(2).upper(), value, (named.group(1) or "").lower(), parameters)
    if line.parameter("ENCODING").upper() in {"QUOTED-PRINTABLE", "Q"}:
        line = replace(line, value=_from_quoted_printable(value, line.parameter("CHARSET")))
    return line


def parts(value: str, separator: str) -> list[str]:
    """Split a value at each separator that isn't escaped; the parts are texts."""
    if "\\" not in value:
        return value.split(separator)
    found, part, at = [], [], 0
    while at < len(value):
        letter = value[at]
        if letter == "\\":
            part.append(value[at : at + 2])
            at += 2
            continue
        if letter == separator:
            found.append("".join(part))
            part = []
        else:
            part.append(letter)
        at += 1
    return [unescaped(each) for each in (*found, "".join(part))]


def unescaped(value: str) -> str:
    r"""Return a value as a text: ``\n`` is a line break, ``\,`` a comma."""
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def _unfolded(text: str) -> Sequence[str]:
    """The lines of a card, whole again."""
    text = text.replace("\r\n", "\n")
    if "=\n" in text and _SOFT.search(text):
        text = "\n".join(_without_soft_breaks(text))
    # A picture has hundreds of folds: this is ten times as fast as a pattern.
    return "".join(text.split("\n ")).replace("\n\t", "").split("\n")


def _without_soft_breaks(text: str) -> Iterator[str]:
    """Lines, those in quoted-printable put together where an ``=`` at their end says so."""
    waiting = ""
    for line in re.split(r"\r?\n", text):
        whole = waiting + (line.lstrip(" \t") if waiting else line)
        if whole.rstrip(" \t").endswith("=") and _QUOTED_PRINTABLE.match(whole):
            waiting = whole.rstrip(" \t")[:-1]
        else:
            yield whole
            waiting = ""
    if waiting:
        yield waiting


def _parameter(said: str) -> tuple[str, list[str]]:
    name, equals, value = said.partition("=")
    if not equals:
        bare = said.strip()
        return ("ENCODING" if bare.upper() in _ENCODINGS else "TYPE"), [bare]
    values = [
        _CARET.sub(lambda found: _CARETS[found[1]], part.strip('"'))
        for part in _QUOTED_PART.findall(value)
    ]
    if name.upper() == "TYPE":
        # ``TYPE="work,voice"`` is meant as two.
        values = [each.strip() for value in values for each in value.split(",")]
    return name.strip().upper(), values


def _is_base64(line: Line) -> bool:
    return line.parameter("ENCODING").upper() in {"B", "BASE64"}


def _from_quoted_printable(value: str, charset: str) -> str:
    page = _PAGES.get(re.sub(r"[\W_]+", "", charset.lower()))
    content = quopri.decodestring(value.encode("utf-8", "replace"))
    try:
        text = content.decode(page) if page else decoded(content)[0]
    except (LookupError, ValueError):
        text = decoded(content)[0]
    # What was a line break in quoted-printable is one; elsewhere it is written \n.
    return text.replace("\r\n", "\n").replace("\n", "\\n")
