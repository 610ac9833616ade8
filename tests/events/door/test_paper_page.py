"""The evening before: what can be printed, and how."""

import pytest
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from events.calendar.models import Event
from events.door.models import Badge
from events.door.print_forms import PrintForm
from networking.paper import prints
from networking.paper.prints import Print
from tests.factories import BadgeFactory, RegistrationFactory
from tests.networking.paper import pages

pytestmark = pytest.mark.django_db


def at(name: str, event: Event, *more: object) -> str:
    return reverse(f"door:{name}", args=[event.association.slug, event.slug, *more])


def pdf(answer: HttpResponse) -> bytes:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return answer.content


def test_the_page_offers_badges_and_both_lists(door: Client, event: Event) -> None:
    RegistrationFactory.create(event=event)
    page = door.get(at("paper", event)).text
    assert "1 guest has a seat" in page
    for address in (
        at("badges", event),
        at("print", event, "attendees"),
        at("print", event, "door-list"),
    ):
        assert address in page


def test_an_event_without_guests_says_so(door: Client, event: Event) -> None:
    assert "Nobody is registered yet" in door.get(at("paper", event)).text


def test_nothing_chosen_prints_all_badges_and_makes_those_that_are_missing(
    door: Client, event: Event
) -> None:
    RegistrationFactory.create_batch(3, event=event)
    answer = door.post(at("badges", event))
    (pixels,) = pages.drawn(pdf(answer))
    assert answer["Content-Disposition"] == f'inline; filename="badges-{event.slug}.pdf"'
    codes = {code.text.rstrip("/").rpartition("/")[2] for code in pages.codes(pixels)}
    assert codes == set(Badge.objects.values_list("code", flat=True))
    assert len(codes) == 3
    door.post(at("badges", event))
    assert Badge.objects.count() == 3


def test_badges_are_printed_as_asked(door: Client, event: Event) -> None:
    for number in (1, 2, 3):
        BadgeFactory.create(registration__event=event, number=number)
    asked = {"label": "62x100", "numbers": "1, 3", "first_time": "on", "trim_marks": "on"}
    assert len(pages.sizes(pdf(door.post(at("badges", event), asked)))) == 2


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"label": "papyrus"}, "label"),
        ({"start_at": "0"}, "start_at"),
        ({"start_at": "11"}, "start_at"),
        ({"start_at": "many"}, "start_at"),
        ({"numbers": "all of them"}, "numbers"),
        ({"numbers": "-3"}, "numbers"),
        ({"which": "chosen"}, "numbers"),
        ({"which": "some"}, "which"),
        ({"design": "baroque"}, "design"),
        ({"design": "two-sided", "back": "poem"}, "back"),
        ({"guests": "12345678"}, "guests"),
    ],
)
def test_a_wish_that_can_t_be_met_is_said_and_nothing_is_printed(
    door: Client, event: Event, asked: dict[str, str], field: str
) -> None:
    answer = door.post(at("badges", event), asked)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Badge.objects.exists()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", []),
        ("7", [(7, 7)]),
        ("3, 8–12", [(3, 3), (8, 12)]),
        (" 3;8 - 12  15 ", [(3, 3), (8, 12), (15, 15)]),
    ],
)
def test_numbers_are_read_as_people_write_them(
    event: Event, typed: str, read: list[tuple[int, int]]
) -> None:
    form = PrintForm.asked(QueryDict(urlencode({"numbers": typed})), event)
    assert form.is_valid()
    assert list(form.wishes().numbers) == read


def test_a_name_no_font_draws_is_explained(door: Client, event: Event) -> None:
    guest = RegistrationFactory.create(event=event, given_name="ⴰⵎⵉⵏⴰ", family_name="ⴷⵢⴰⵍⵓ")
    asked = (door.post(at("badges", event)), door.get(at("print", event, "door-list")))
    for answer in (*asked, door.post(at("reprint", event, guest.pk))):
        assert answer.status_code == 422
        assert "No font is installed for: Tifinagh" in answer.text


def test_the_list_to_hand_out_shows_what_each_agreed_to_show_and_the_door_list_does_not_ask(
    door: Client, event: Event
) -> None:
    guest = RegistrationFactory.create(
        event=event, organisation="Atelier Lumière", title="Graphiste", shared=["title", "email"]
    )
    handed_out = pages.text(pdf(door.get(at("print", event, "attendees"))))
    assert "Graphiste" in handed_out
    assert guest.user.email in handed_out
    assert "Atelier Lumière" not in handed_out
    at_the_door = pages.text(pdf(door.get(at("print", event, "door-list"))))
    assert "Atelier Lumière" in at_the_door
    assert guest.user.email not in at_the_door


def test_a_print_there_isn_t_or_that_one_may_not_have_is_not_found(
    door: Client, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert door.get(at("print", event, "poster")).status_code == 404
    secret = Print(
        name="secret", label="", rule=lambda _user, _event: False, render=lambda _event: b""
    )
    monkeypatch.setitem(prints._prints, "secret", secret)
    assert door.get(at("print", event, "secret")).status_code == 404


def test_a_lost_badge_is_replaced_from_the_page_and_its_link_is_gone(
    door: Client, event: Event
) -> None:
    lost = BadgeFactory.create(registration__event=event, number=1)
    answer = door.post(at("replace", event, 1), follow=True)
    assert "Badge 1 opens nothing any more. The new one is 2." in answer.text
    assert Client().get(lost.get_absolute_url()).status_code == 410
    assert door.post(at("replace", event, 1)).status_code == 404
