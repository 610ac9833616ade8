"""What becomes of each line of an imported list."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.guests import headings
from events.guests.fates import (
    ROOM,
    Fate,
    Line,
    Note,
    Person,
    Reason,
    Verdict,
    is_address,
    judge,
    key_without_address,
)
from events.guests.headings import Field
from events.guests.reading import Row, read

DATA = Path(__file__).parents[2] / "data"
COLUMNS = {Field.GIVEN_NAME: 0, Field.FAMILY_NAME: 1, Field.EMAIL: 2, Field.ORGANISATION: 3}


def of(*lines: tuple[str, ...], **known: set[str]) -> list[Line]:
    rows = [Row(number, cells) for number, cells in enumerate(lines, start=2)]
    return judge(rows, COLUMNS, width=4, **known).lines


def one(*cells: str, columns: dict[Field, int] | None = None) -> Line:
    return judge([Row(2, cells)], columns or COLUMNS, width=9).lines[0]


def verdict_on(name: str) -> Verdict:
    table = read((DATA / name).read_bytes())
    columns = headings.assign(table.headings)
    return judge(
        table.rows,
        columns,
        width=len(table.headings),
        payer=headings.whose_address(table.headings, columns),
    )


@pytest.mark.parametrize(
    ("name", "new"),
    [
        ("members-utf8.csv", 64),
        ("ticketing-en-comma.csv", 30),
        ("ticketing-fr-semicolon-bom.csv", 26),
    ],
)
def test_every_line_of_a_sound_list_is_new(name: str, new: int) -> None:
    verdict = verdict_on(name)
    assert {line.fate for line in verdict.lines} == {Fate.NEW}
    assert verdict.count(Fate.NEW) == new
    assert not any(line.notes for line in verdict.lines)


def test_the_list_with_broken_lines_line_by_line() -> None:
    lines = verdict_on("broken-lines.csv").lines
    assert [(line.number, line.person.full_name, line.fate, line.reason) for line in lines] == [
        (2, "Amina Diallo", Fate.NEW, None),
        (3, "Adresse Sans", Fate.NEW, None),
        (4, "Fois Deux", Fate.TWICE, Reason.OTHER_NAME),
        (5, "Adresse Mauvaise", Fate.REFUSED, Reason.BAD_ADDRESS),
        (6, "Formule =cmd|' /C calc'!A0", Fate.REFUSED, Reason.FORMULA),
        (7, "de Trop", Fate.NEW, None),
        (8, "", Fate.REFUSED, Reason.NO_NAME),
        (9, "Dans le nom Retour à la ligne", Fate.NEW, None),
        (11, "Autour Espaces", Fate.NEW, None),
    ]
    assert [line.notes for line in lines if line.fate is Fate.NEW] == [
        (),
        (Note.NO_ADDRESS,),
        (Note.MORE_CELLS,),
        (Note.JOINED,),
        (),
    ]
    assert lines[2].first == 2
    assert lines[1].person.email is None
    assert lines[8].person.email == "espaces@exemple.org"


def test_a_ticket_offices_list_keeps_title_and_organisation() -> None:
    zoe = verdict_on("ticketing-fr-semicolon-bom.csv").lines[0].person
    assert zoe == Person(
        given_name="Zoë",
        family_name="Benali",
        email="invite2000@exemple.org",
        organisation="Banque Éthique du Rhône",
        title="Architecte",
    )


def test_who_is_on_the_list_is_known_and_who_gave_up_her_seat_stays_off_it() -> None:
    on, off, new = of(
        ("Amina", "Diallo", "amina@exemple.org"),
        ("Paul", "Petit", "paul@exemple.org"),
        ("Inès", "Roux", "ines@exemple.org"),
        known={"amina@exemple.org"},
        cancelled={"paul@exemple.org"},
    )
    assert (on.fate, on.reason) == (Fate.KNOWN, Reason.ON_THE_LIST)
    assert (off.fate, off.reason) == (Fate.KNOWN, Reason.CANCELLED)
    assert new.fate is Fate.NEW


def test_the_same_person_again_is_twice_and_the_first_line_counts() -> None:
    lines = of(
        ("Amina", "Diallo", "amina@exemple.org"),
        ("AMINA", "Diallo", "Amina@Exemple.org "),
        ("Inès", "Roux", "", "Fournil"),
        ("Ines", "ROUX", "", "Le Fournil"),
        ("Ines", "ROUX", "", "fournil"),
    )
    assert [line.fate for line in lines] == [
        Fate.NEW, Fate.TWICE, Fate.NEW, Fate.NEW, Fate.TWICE,
    ]  # fmt: skip
    assert (lines[1].reason, lines[1].first) == (Reason.SAME_ADDRESS, 2)
    assert (lines[4].reason, lines[4].first) == (Reason.SAME_NAME, 4)


def test_a_refused_line_does_not_make_the_next_one_twice() -> None:
    lines = of(("", "", "amina@exemple.org"), ("Amina", "Diallo", "amina@exemple.org"))
    assert [line.fate for line in lines] == [Fate.REFUSED, Fate.NEW]


def test_without_an_address_one_is_known_by_name_and_organisation() -> None:
    (line,) = of(
        ("Inès", "Roux", "-", "Le Fournil"), known={key_without_address("ines roux", "LE FOURNIL")}
    )
    assert line.fate is Fate.KNOWN


def test_an_undone_order_is_refused() -> None:
    columns = COLUMNS | {Field.ORDER: 4}
    assert one("Inès", "Roux", "i@x.org", "", "Annulée", columns=columns).reason is (
        Reason.ORDER_UNDONE
    )
    assert one("Inès", "Roux", "i@x.org", "", "Refunded", columns=columns).fate is Fate.REFUSED
    assert one("Inès", "Roux", "i@x.org", "", "Validé", columns=columns).fate is Fate.NEW


def test_an_address_in_brackets_or_behind_mailto_is_found() -> None:
    assert one("Inès", "Roux", "Inès Roux <Ines@Exemple.org>").person.email == "ines@exemple.org"
    assert one("Inès", "Roux", "mailto:ines@exemple.org").person.email == "ines@exemple.org"


@pytest.mark.parametrize(
    ("columns", "cells", "given", "family"),
    [
        ({Field.FULL_NAME: 0}, ("Hugo de La Rochefoucauld",), "Hugo", "de La Rochefoucauld"),
        ({Field.FULL_NAME: 0, Field.GIVEN_NAME: 1}, ("Roux Inès", "Inès"), "Inès", "Roux"),
        ({Field.GIVEN_NAME: 0}, ("Inès",), "Inès", ""),
        ({Field.FAMILY_NAME: 0, Field.GIVEN_NAME: 1}, ("Roux", "-"), "", "Roux"),
    ],
)
def test_a_name_may_stand_in_one_column_or_in_two(
    columns: dict[Field, int], cells: tuple[str, ...], given: str, family: str
) -> None:
    person = one(*cells, columns=columns).person
    assert (person.given_name, person.family_name) == (given, family)


def test_what_is_too_long_is_shortened_with_a_word() -> None:
    line = one("Inès", "Roux", "i@x.org", "x" * 500)
    assert Note.SHORTENED in line.notes
    assert len(line.person.organisation) == ROOM["organisation"]


def test_a_formula_in_another_cell_stays_text_with_a_word() -> None:
    line = one("Inès", "Roux", "i@x.org", "=HYPERLINK(1)")
    assert line.fate is Fate.NEW
    assert line.notes == (Note.FORMULA,)
    assert line.person.organisation == "=HYPERLINK(1)"


def test_unreadable_letters_are_said() -> None:
    assert one("In\ufffds", "Roux", "i@x.org").notes == (Note.LETTERS,)


def test_a_salutation_where_the_title_should_be_is_left_out() -> None:
    assert (
        one("Inès", "Roux", "Mme", columns={**COLUMNS, Field.TITLE: 2, Field.EMAIL: 7}).person.title
        == ""
    )


def test_the_payers_address_is_not_given_to_somebody_else() -> None:
    rows = [
        Row(2, ("Inès", "Roux", "roux@x.org", "Roux", "Inès")),
        Row(3, ("Paul", "Petit", "roux@x.org", "Roux", "Inès")),
    ]
    columns = {Field.GIVEN_NAME: 0, Field.FAMILY_NAME: 1, Field.EMAIL: 2}
    ines, paul = judge(rows, columns, width=5, payer=(3, 4)).lines
    assert (ines.person.email, ines.notes) == ("roux@x.org", ())
    assert (paul.person.email, paul.fate, paul.notes) == (None, Fate.NEW, (Note.PAYER,))


@pytest.mark.parametrize(
    "address",
    [
        "a@b.org",
        "amina.diallo+cafe@exemple.co.uk",
        "o'connor@exemple.org",
        "x@münchen.de",
        "x@a-b.fr",
    ],
)
def test_an_address_is_an_address(address: str) -> None:
    assert is_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "pas-une-adresse", "a@b", "@b.org", "a@", "a b@c.org", "a@b..org", ".a@b.org", "a.@b.org",
        "a@b.org, c@d.org", "amélie@exemple.org", "a@-b.org", "a@b.o", f"{'x' * 250}@b.org",
        "a@b.12",
    ],
)  # fmt: skip
def test_what_mail_would_not_reach_is_none(address: str) -> None:
    assert not is_address(address)


cells = st.lists(st.text(max_size=20), max_size=6).map(tuple)


@given(st.lists(cells, max_size=20), st.sets(st.text(max_size=5)))
def test_every_line_has_one_fate_and_no_wrong_line_touches_the_others(
    lines: list[tuple[str, ...]], known: set[str]
) -> None:
    rows = [Row(number, line) for number, line in enumerate(lines)]
    verdict = judge(rows, COLUMNS, width=4, known=known)
    assert [line.number for line in verdict.lines] == [row.number for row in rows]
    assert sum(verdict.count(fate) for fate in Fate) == len(rows)
    keys = [line.person.key for line in verdict.of(Fate.NEW)]
    assert len(keys) == len(set(keys))
    right = [row for row, line in zip(rows, verdict.lines, strict=True) if line.fate is Fate.NEW]
    again = judge(right, COLUMNS, width=4, known=known)
    assert again.lines == verdict.of(Fate.NEW)


@given(cells)
def test_what_is_taken_in_fits_and_its_name_is_no_formula(line: tuple[str, ...]) -> None:
    person = one(*line).person
    assert all(len(getattr(person, name)) <= room for name, room in ROOM.items())
    if one(*line).fate is Fate.NEW:
        assert not person.given_name.startswith(("=", "+", "-", "@"))
        assert not person.family_name.startswith(("=", "+", "-", "@"))
        assert person.full_name
