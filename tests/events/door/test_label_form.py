"""Labels that an association measures itself: kept, or said clearly why they can’t be."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from events.calendar.models import Event
from events.door.label_form import OwnLabelForm
from events.door.models import OwnLabel
from networking.associations.models import Role
from networking.paper import faces
from networking.paper.designs import DESIGNS
from tests.factories import MembershipFactory, OwnLabelFactory

CARDS = {
    "name": "Cartes du papetier",
    "sheet": "a4",
    "columns": "2",
    "rows": "4",
    "width": "90",
    "height": "55",
    "left": "15",
    "top": "38,5",
}


def form(**said: str) -> OwnLabelForm:
    return OwnLabelForm(CARDS | said)


def test_what_is_left_empty_follows_from_the_rest() -> None:
    measured = form()
    assert measured.is_valid()
    label = OwnLabel(**measured.measures()).label()
    assert (label.sheet, label.x, label.y, label.top) == ((210, 297), 90, 55, 38.5)
    assert label.right == pytest.approx(label.left)
    assert label.bottom == pytest.approx(label.top)


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"columns": "3"}, "columns", "75.0 mm beyond the right edge"),
        ({"rows": "5"}, "rows", "16.5 mm beyond the lower edge"),
        ({"width": "40", "height": "30"}, "width", "60 × 28 mm at least"),
        ({"height": "20", "rows": "1"}, "width", "60 × 28 mm at least"),
        ({"x": "80"}, "x", "overlap"),
        ({"y": "50"}, "y", "overlap"),
        ({"width": "wide"}, "width", "such as 63.5"),
        ({"left": "-1"}, "left", "At least 0 mm"),
        ({"width": "1001"}, "width", "At most 1000 mm"),
        ({"columns": "0"}, "columns", "1"),
        ({"name": ""}, "name", "required"),
        ({"sheet": "own"}, "sheet_width", "size of its own"),
        ({"sheet": "own", "sheet_width": "62", "sheet_height": "wide"}, "sheet_height", "such as"),
        ({"sheet": "a3"}, "sheet", "valid choice"),
        ({"width": "nan"}, "width", "such as 63.5"),
        ({"width": "inf"}, "width", "such as 63.5"),
    ],
)
def test_what_can_t_be_printed_on_is_said_where_it_was_typed(
    said: dict[str, str], field: str, words: str
) -> None:
    with override("en"):
        measured = form(**said)
        assert not measured.is_valid()
        assert words in " ".join(measured.errors[field])


def test_a_roll_has_a_sheet_of_its_own() -> None:
    roll = form(
        sheet="own", sheet_width="62", sheet_height="100", columns="1", rows="1", width="62",
        height="100", left="0", top="0",
    )  # fmt: skip
    assert roll.is_valid()
    assert OwnLabel(**roll.measures()).label().per_sheet == 1


@given(
    st.fixed_dictionaries(
        {
            "columns": st.integers(1, 4),
            "rows": st.integers(1, 9),
            "width": st.floats(20, 220),
            "height": st.floats(20, 300),
            "left": st.floats(0, 60),
            "top": st.floats(0, 60),
            "x": st.floats(20, 220),
            "y": st.floats(20, 300),
        }
    )
)
def test_whatever_is_accepted_fits_its_sheet_without_overlap_and_has_room_for_a_badge(
    said: dict[str, float],
) -> None:
    measured = form(**{name: str(value) for name, value in said.items()})
    if not measured.is_valid():
        return
    label = OwnLabel(**measured.measures()).label()
    assert label.right >= -0.1
    assert label.bottom >= -0.1
    assert label.columns == 1 or label.x >= label.width
    assert label.rows == 1 or label.y >= label.height
    for design in DESIGNS.values():
        faces.plan(*label.panel, design)


# --- The page ------------------------------------------------------------------------------------


@pytest.fixture
def organiser(event: Event, client: Client) -> Client:
    user = MembershipFactory.create(association=event.association, role=Role.ORGANISER).user
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def at(name: str, event: Event, *more: object) -> str:
    return reverse(f"door:{name}", args=[event.association.slug, event.slug, *more])


@pytest.mark.django_db
def test_measured_once_it_is_kept_for_the_association(organiser: Client, event: Event) -> None:
    answer = organiser.post(at("labels", event), CARDS, follow=True)
    assert "“Cartes du papetier” is kept for next time." in answer.text
    kept = OwnLabel.objects.get()
    assert kept.association == event.association
    assert "Cartes du papetier" in organiser.get(at("labels", event)).text


@pytest.mark.django_db
def test_the_same_name_again_replaces_it(organiser: Client, event: Event) -> None:
    organiser.post(at("labels", event), CARDS)
    organiser.post(at("labels", event), CARDS | {"height": "54"})
    assert OwnLabel.objects.get().height == 54


@pytest.mark.django_db
def test_wrong_measures_are_said_and_the_others_kept(organiser: Client, event: Event) -> None:
    answer = organiser.post(at("labels", event), CARDS | {"columns": "3"})
    assert answer.status_code == 422
    assert "75.0 mm beyond the right edge" in answer.text
    assert 'value="38,5"' in answer.text
    assert not OwnLabel.objects.exists()


@pytest.mark.django_db
def test_a_label_is_forgotten_and_a_neighbour_s_can_t_be(organiser: Client, event: Event) -> None:
    kept = OwnLabelFactory.create(association=event.association)
    neighbour = OwnLabelFactory.create()
    answer = organiser.post(at("forget_label", event, kept.pk), follow=True)
    assert "is forgotten" in answer.text
    assert organiser.post(at("forget_label", event, neighbour.pk)).status_code == 404
    assert OwnLabel.objects.get() == neighbour
