"""What will come out of the printer, shown while one chooses."""

import base64
import io
import re

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from events.calendar.models import Event
from events.door.models import Badge
from networking.associations.models import Role
from tests.factories import BadgeFactory, MembershipFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def address(event: Event) -> str:
    return reverse("door:preview", args=[event.association.slug, event.slug])


def shown(page: str) -> list[Image.Image]:
    return [
        Image.open(io.BytesIO(base64.b64decode(data)))
        for data in re.findall(r'src="data:image/png;base64,([^"]+)"', page)
    ]


def test_it_shows_the_first_sheet_and_the_hardest_name_and_makes_no_badge(
    door: Client, event: Event
) -> None:
    for name in ("Amina", "Marie-Alexandrine", "Li"):
        RegistrationFactory.create(event=event, given_name=name, family_name="Roux")
    page = door.get(address(event)).text
    sheet, badge = shown(page)
    assert sheet.width / sheet.height == pytest.approx(210 / 297, abs=0.01)
    assert badge.width / badge.height == pytest.approx(80 / 50, abs=0.01)
    assert "The longest name of your list: Marie-Alexandrine Roux" in page
    assert 'alt="The badge of Marie-Alexandrine Roux"' in page
    assert "3 badges" in page
    assert "on 1 sheet" in page
    assert not Badge.objects.exists()


def test_it_follows_what_is_chosen(door: Client, event: Event) -> None:
    BadgeFactory.create_batch(12, registration__event=event)
    (whole, _hardest) = shown(door.get(address(event)).text)
    (large, _) = shown(door.get(address(event), {"design": "large"}).text)
    assert (np.asarray(whole) != np.asarray(large)).any()
    letter = door.get(address(event), {"label": "5395", "start_at": "8"}).text
    sheet, _badge = shown(letter)
    assert sheet.width / sheet.height == pytest.approx(8.5 / 11, abs=0.01)
    assert "on 3 sheets" in letter


def test_two_sided_badges_show_both_sides(door: Client, event: Event) -> None:
    BadgeFactory.create(registration__event=event)
    page = door.get(address(event), {"design": "two-sided", "back": "dance-card"}).text
    assert len(shown(page)) == 3
    assert "Behind it" in page


def test_a_wish_that_can_t_be_met_is_said_in_its_place(door: Client, event: Event) -> None:
    RegistrationFactory.create(event=event)
    answer = door.get(address(event), {"start_at": "11"})
    assert answer.status_code == 200
    assert "A sheet of these has 10 labels." in answer.text
    assert not shown(answer.text)


def test_a_name_no_font_draws_is_said_in_its_place(door: Client, event: Event) -> None:
    RegistrationFactory.create(event=event, given_name="ⴰⵎⵉⵏⴰ")
    assert "No font is installed for: Tifinagh" in door.get(address(event)).text


def test_numbers_and_ticks_choose_among_badges_that_are_not_made_yet(
    door: Client, event: Event
) -> None:
    guests = [RegistrationFactory.create(event=event, family_name=name) for name in ("A", "B", "C")]
    asked = {"which": "chosen", "numbers": "1", "guests": [guests[2].pk]}
    assert "2 badges" in door.get(address(event), asked).text


def test_nothing_new_is_said(door: Client, event: Event) -> None:
    BadgeFactory.create(registration__event=event)
    door.post(address(event).replace("badges/preview/", "badges.pdf"))
    page = door.get(address(event), {"which": "new"}).text
    assert "No badge is new or has changed since it was printed." in page
    assert not shown(page)


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_for_one_and_for_three(
    door: Client, event: Event, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    BadgeFactory.create_batch(count, registration__event=event)
    RegistrationFactory.create_batch(count, event=event)
    with django_assert_num_queries(12):
        door.get(address(event))


def test_a_neighbour_s_labels_are_not_to_be_had(door: Client, event: Event) -> None:
    other = MembershipFactory.create(role=Role.OWNER).association
    RegistrationFactory.create(event=event)
    own = other.own_labels.create(
        name="À côté", sheet_width=210, sheet_height=297, columns=1, rows=1, width=90, height=54,
        left=0, top=0, x=90, y=54,
    )  # fmt: skip
    assert not shown(door.get(address(event), {"label": own.key}).text)
