"""Any contact there may be, for properties to draw from."""

import datetime as dt

from hypothesis import strategies as st

from followups.contacts.card import LABELS, Address, Details, Said, Way, Word
from networking.text import squeeze

LETTERS = st.characters(exclude_categories=("Cs", "Cc"))
# A line: no white space at its ends or doubled. Commas, semicolons, backslashes, emoji: anything.
LINE = st.text(LETTERS, max_size=20).map(squeeze) | st.sampled_from(
    [
        "Lefèvre; Étienne",
        "a,b\\,c",
        "\\n",
        "👩‍👩‍👧 équipe",
        "é" * 90,
        '"^n^^',
        "TEL:1",
        "x=",
        "ù" * 40,
    ]
)
SAID = LINE.filter(bool)
# Several lines, as one writes them.
TEXT = st.lists(LINE, max_size=5).map("\n".join)
DAY = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
LABEL = st.just("") | st.sampled_from(LABELS) | SAID
BIRTHDAY = DAY.map(str) | DAY.map(lambda day: f"--{day:%m-%d}") | st.just("")


def _tuple(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(values, max_size=3).map(tuple)


WAYS = _tuple(st.builds(Way, SAID, LABEL))
ADDRESS = st.builds(
    Address, TEXT.map(str.strip), LINE, LINE, LINE, LINE, LABEL
).filter(lambda address: not address.is_empty)  # fmt: skip
PEOPLE = st.builds(
    Details,
    uid=LINE,
    prefix=LINE,
    given_name=LINE,
    additional_names=LINE,
    family_name=SAID,
    suffix=LINE,
    nickname=LINE,
    title=LINE,
    organisation=LINE,
    phones=WAYS,
    emails=WAYS,
    links=WAYS,
    addresses=_tuple(ADDRESS),
    birthday=BIRTHDAY,
    note=TEXT,
    tags=_tuple(SAID.filter(lambda tag: tag.casefold() != "starred")),
    journal=_tuple(st.builds(Said, DAY, TEXT, st.sampled_from(["note", "call", "coffee"]))),
    promises=_tuple(st.builds(Word, TEXT, st.none() | DAY, st.none() | DAY)),
    met_where=LINE,
    met_on=st.none() | DAY,
    picture=st.binary(max_size=200),
)
