import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from networking.paper import faces
from networking.paper.badges import BadgeFace, Sheets, badges
from networking.paper.designs import DESIGNS, Design
from networking.paper.fonts import MissingGlyphsError
from networking.paper.labels import LABELS, Label
from tests.networking.paper import pages
from tests.networking.paper.people import HARD, SHAPED, people

ASSOCIATION = "Le Cercle des Petits-Déjeuners"
# One of each arrangement is quick; all of them are part of the whole suite.
EACH = pytest.mark.parametrize(
    "label",
    [
        pytest.param(
            label, id=key, marks=() if key in {"l4785", "l4784", "54x90"} else pytest.mark.slow
        )
        for key, label in LABELS.items()
    ],
)


def hard_faces() -> list[BadgeFace]:
    return [
        BadgeFace(
            given_name=given_name,
            family_name=family_name,
            title=title,
            organisation=organisation,
            link=link(at),
            number=str(at),
        )
        for at, (given_name, family_name, title, organisation) in enumerate(HARD, start=1)
    ]


def link(at: int) -> str:
    return f"https://tablee.example.org/b/badge-{at:0>16}"


def sheets(label: Label | None = None, **options: object) -> Sheets:
    return Sheets(
        association=ASSOCIATION, label=label or LABELS["l4785"], code_label="Code QR", **options
    )  # type: ignore[arg-type]


@EACH
def test_pages_have_the_size_of_the_sheet_and_are_as_many_as_needed(label: Label) -> None:
    found = pages.sizes(badges(hard_faces(), sheets(label)))
    assert len(found) == -(-len(HARD) // label.per_sheet)
    assert all(size == pytest.approx(label.sheet, abs=0.1) for size in found)


@EACH
def test_every_code_is_found_once_on_its_own_label_and_opens_its_link(label: Label) -> None:
    cells = list(label.cells(len(HARD)))
    found: dict[str, int] = {}
    for number, pixels in enumerate(pages.drawn(badges(hard_faces(), sheets(label)))):
        for code in pages.codes(pixels):
            at = int(code.text.rpartition("-")[2])
            cell = cells[at - 1]
            assert code.text == link(at)
            assert number == cell.page
            assert 0 < code.x - cell.x < label.width
            assert 0 < code.y - cell.y < label.height
            found[code.text] = found.get(code.text, 0) + 1
    assert found == {link(at): len(label.panels) for at in range(1, len(HARD) + 1)}


@EACH
def test_nothing_is_printed_outside_its_label_whatever_the_names(label: Label) -> None:
    for pixels in pages.drawn(badges(hard_faces(), sheets(label))):
        assert (pixels < 128).any()
        assert pages.stray_ink(pixels, label) == 0


@EACH
def test_names_from_right_to_left_and_without_spaces_stay_on_their_label(label: Label) -> None:
    for name in SHAPED:
        given_name, family_name, title, organisation = name
        face = BadgeFace(
            given_name=given_name, family_name=family_name, title=title, organisation=organisation
        )
        (pixels,) = pages.drawn(badges([face], sheets(label)))
        (blank,) = pages.drawn(badges([BadgeFace(given_name="I")], sheets(label)))
        assert (pixels < 128).sum() > (blank < 128).sum()
        assert pages.stray_ink(pixels, label) == 0


@pytest.mark.slow
@pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS.keys())
@settings(max_examples=15)
@given(data=st.data())
def test_no_name_in_the_world_leaves_its_label(design: Design, data: st.DataObject) -> None:
    label = LABELS[data.draw(st.sampled_from(["l4784", "l4785", "5395", "54x90", "a6-butterfly"]))]
    printed = badges(data.draw(people(label.per_sheet)), sheets(label, design=design))
    (pixels,) = pages.drawn(printed, dpi=120)
    assert pages.stray_ink(pixels, label, dpi=120) == 0


def test_names_keep_their_accents_and_are_never_broken_inside_a_word() -> None:
    printed = pages.text(badges(hard_faces(), sheets()))
    for given_name, family_name, _title, _organisation in HARD:
        for word in f"{given_name} {family_name}".replace("-", "- ").split():
            assert word in printed


@EACH
def test_a_first_name_is_never_smaller_than_fourteen_points(label: Label) -> None:
    for given_name, *_rest in HARD:
        face = BadgeFace(given_name=given_name, family_name="Li", link=link(1))
        first_words = set(given_name.replace("-", "- ").split())
        set_at = [
            size
            for text, size in pages.type_sizes(badges([face], sheets(label)))
            if first_words & set(text.replace("-", "- ").split())
        ]
        assert set_at
        assert min(set_at) >= faces.SMALLEST_GIVEN - 0.01


def test_a_short_first_name_is_as_large_as_its_box_a_longer_one_as_large_as_the_width() -> None:
    def size(name: str) -> float:
        face = BadgeFace(given_name=name, family_name="Li", link=link(1))
        return max(size for _text, size in pages.type_sizes(badges([face], sheets())))

    assert size("Zoé") == size("Amina") > 36
    assert size("Maximiliana-Léopoldine") < size("Jean-Baptiste") <= size("Amina")


def test_who_has_one_name_only_has_it_large() -> None:
    family_only = badges([BadgeFace(family_name="Zoé", link=link(1))], sheets())
    given_only = badges([BadgeFace(given_name="Zoé", link=link(1))], sheets())
    assert pages.type_sizes(family_only) == pages.type_sizes(given_only)


def test_a_badge_shows_what_it_was_given_and_its_role_in_words() -> None:
    face = BadgeFace(
        given_name="Claire",
        family_name="Lefèvre",
        title="Éclairagiste",
        organisation="Atelier Lumière",
        link=link(1),
        number="17",
        band="speaker",
        band_label="Intervenante",
    )
    printed = pages.text(badges([face], sheets()))
    for part in (
        ASSOCIATION,
        "17",
        "Claire",
        "Lefèvre",
        "Éclairagiste",
        "Atelier Lumière",
        "Intervenante",
    ):
        assert part in printed


def test_a_title_too_long_for_its_place_ends_with_an_ellipsis() -> None:
    face = BadgeFace(given_name="Zoé", title="adjointe chargée de mission " * 20, link=link(1))
    assert "…" in pages.text(badges([face], sheets(LABELS["l4784"])))


def test_printing_starts_at_the_label_one_says() -> None:
    label = LABELS["l4785"]
    first, second = pages.drawn(badges(hard_faces()[:3], sheets(label, start_at=9)))
    (ninth, tenth) = sorted(pages.codes(first), key=lambda code: code.text)
    assert (ninth.text, tenth.text) == (link(1), link(2))
    assert ninth.y > 233
    assert tenth.x > ninth.x
    assert first[: int(230 * pages.DPI / 25.4)].min() == 255
    assert [code.text for code in pages.codes(second)] == [link(3)]


def test_a_label_the_sheet_doesn_t_have_is_refused() -> None:
    with pytest.raises(ValueError, match="labels 1 to 10"):
        badges(hard_faces(), sheets(start_at=11))


def test_a_blank_badge_has_lines_to_write_on_and_its_code() -> None:
    (pixels,) = pages.drawn(badges([BadgeFace(link=link(7))], sheets()))
    assert [code.text for code in pages.codes(pixels)] == [link(7)]
    cell = pixels[int(13.5 * 7.09) : int(63.5 * 7.09), int(17.5 * 7.09) : int(97.5 * 7.09)]
    # A written-on line is inked across at least half of the label.
    assert ((cell < 200).sum(axis=1) > cell.shape[1] / 2).sum() >= 2


def test_no_badges_at_all_make_an_empty_sheet() -> None:
    (pixels,) = pages.drawn(badges([], sheets()))
    assert pixels.min() == 255


def test_a_badge_without_a_link_has_no_code() -> None:
    (pixels,) = pages.drawn(badges([BadgeFace(given_name="Zoé")], sheets()))
    assert pages.codes(pixels) == []


@pytest.mark.parametrize("key", ["l4785", "l4727", "l4784"])
def test_trim_marks_stand_in_the_margins_only(key: str) -> None:
    label = LABELS[key]
    (marked,) = pages.drawn(badges([], sheets(label, trim_marks=True)))
    ink = int((marked < 200).sum())
    assert ink > 0
    outside = pages.stray_ink(marked // 2, label, inset=-0.5)
    assert outside == int((marked // 2 < 128).sum()) or outside >= ink


def test_a_roll_has_no_margins_for_trim_marks() -> None:
    (pixels,) = pages.drawn(badges([], sheets(LABELS["54x90"], trim_marks=True)))
    assert pixels.min() == 255


@pytest.mark.parametrize("accent", ["#8a1c42", "#ffe94a", "#f5f5f5"])
def test_an_association_s_accent_is_made_dark_enough_to_be_read(accent: str) -> None:
    for pixels in pages.drawn(badges([BadgeFace()], sheets(accent=accent))):
        assert pixels.min() < 128


def test_fonts_are_carried_and_few_whatever_the_sizes() -> None:
    carried = pages.fonts(badges(hard_faces(), sheets()))
    assert all(carried.values())
    # Three of each weight, and as many again for emoji.
    assert len([name for name in carried if "Emoji" not in name]) <= 6
    assert len(carried) <= 9


def test_a_name_no_font_draws_is_said_not_printed_as_boxes() -> None:
    with pytest.raises(MissingGlyphsError, match="Tifinagh"):
        badges([BadgeFace(given_name="ⴰⵎⵉⵏⴰ")], sheets())


def test_a_label_too_small_for_a_badge_is_refused() -> None:
    with pytest.raises(ValueError, match="too small"):
        faces.plan(40, 20)


@pytest.mark.slow
def test_a_thousand_badges_stay_small_enough_to_send() -> None:
    crowd = [
        BadgeFace(given_name="Amina", family_name=f"Diallo {at}", organisation="EP", link=link(at))
        for at in range(1000)
    ]
    printed = badges(crowd, sheets())
    assert len(printed) < 3_000_000
    assert len(pages.opened(printed).pages) == 100
