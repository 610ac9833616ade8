"""Tables drawn for an event: kept, completed for newcomers, drawn anew only when asked."""

from collections import Counter
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.calendar.models import Event
from events.door import seating
from events.door.faces import Wishes, printed
from events.door.models import Seating
from events.door.seating import draw_tables, tables_of
from events.door.tables import draw
from events.guests.models import Registration
from networking.accounts.models import Block
from networking.associations.models import Role
from networking.audit.models import Entry
from tests.factories import (
    BadgeFactory,
    EncounterFactory,
    EventFactory,
    MembershipFactory,
    RegistrationFactory,
)
from tests.networking.paper import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def guests(event: Event) -> list[Registration]:
    return [
        RegistrationFactory.create(event=event, organisation=f"Maison {at}") for at in range(12)
    ]


def test_everybody_who_comes_is_seated_once_and_the_draw_is_kept(
    event: Event, guests: list[Registration]
) -> None:
    RegistrationFactory.create(event=event, waiting=True)
    draw_tables(event=event, size=4, by=None)
    seats = tables_of(event)
    assert set(seats) == {guest.pk for guest in guests}
    assert Counter(Counter(seats.values()).values()) == {4: 3}
    draw_tables(event=event, size=4, by=None)
    assert tables_of(event) == seats
    assert Entry.objects.filter(verb="tables.drawn").count() == 1


def test_newcomers_are_seated_and_nobody_else_moves(
    event: Event, guests: list[Registration]
) -> None:
    draw_tables(event=event, size=5, by=None)
    before = tables_of(event)
    newcomer = RegistrationFactory.create(event=event)
    draw_tables(event=event, by=None)
    after = tables_of(event)
    assert after.pop(newcomer.pk) in range(1, 4)
    assert after == before


def test_who_comes_no_more_gives_up_her_seat(event: Event, guests: list[Registration]) -> None:
    draw_tables(event=event, size=4, by=None)
    gone = guests[0]
    seat = tables_of(event)[gone.pk]
    gone.status = "cancelled"
    gone.save()
    newcomer = RegistrationFactory.create(event=event)
    draw_tables(event=event, by=None)
    assert tables_of(event)[newcomer.pk] == seat
    assert gone.pk not in tables_of(event)


def test_drawn_anew_or_at_other_tables_everybody_may_move(
    event: Event, guests: list[Registration]
) -> None:
    draw_tables(event=event, size=4, by=None)
    seeds = {Seating.objects.get().seed}
    draw_tables(event=event, size=4, anew=True, by=None)
    seeds.add(Seating.objects.get().seed)
    draw_tables(event=event, size=3, by=None)
    seeds.add(Seating.objects.get().seed)
    assert len(seeds) == 3
    assert Counter(Counter(tables_of(event).values()).values()) == {3: 4}
    assert Seating.objects.get().size == 3


def test_nothing_is_drawn_where_nobody_asked_for_tables(
    event: Event, guests: list[Registration]
) -> None:
    assert draw_tables(event=event, by=None) is None
    assert tables_of(event) == {}


def test_tables_drawn_before_anybody_comes_seat_them_later(event: Event) -> None:
    assert draw_tables(event=event, size=4, by=None) is not None
    guest = RegistrationFactory.create(event=event)
    draw_tables(event=event, by=None)
    assert tables_of(event) == {guest.pk: 1}


def test_whoever_registers_while_tables_are_drawn_is_seated_too(
    event: Event, guests: list[Registration], monkeypatch: pytest.MonkeyPatch
) -> None:
    late: list[Registration] = []

    def slow(*args: Any, **kwargs: Any) -> dict[str, int]:
        if not late:
            late.append(RegistrationFactory.create(event=event))
        return draw(*args, **kwargs)

    monkeypatch.setattr(seating, "draw", slow)
    draw_tables(event=event, size=4, by=None)
    assert set(tables_of(event)) == {guest.pk for guest in (*guests, *late)}


def test_people_who_met_colleagues_and_blocks_sit_apart(event: Event) -> None:
    earlier = EventFactory.create(association=event.association, over=True)
    elsewhere = EventFactory.create(over=True)
    amina, _colleague, chloe, diane = (
        RegistrationFactory.create(event=event, organisation=house)
        for house in ("Énergie", "ENERGIE", "Atelier", "Fournil")
    )
    # Amina’s colleague is Björn, she met Chloé, so she sits with Diane, whom she met elsewhere.
    EncounterFactory.create(event=earlier, first=amina.user, second=chloe.user)
    EncounterFactory.create(event=elsewhere, first=amina.user, second=diane.user)
    draw_tables(event=event, size=2, by=None)
    seats = tables_of(event)
    assert seats[amina.pk] == seats[diane.pk]
    Block.objects.create(by=diane.user, person=amina.user)
    draw_tables(event=event, size=2, anew=True, by=None)
    seats = tables_of(event)
    assert seats[amina.pk] != seats[diane.pk]


def test_the_table_stands_on_the_badge_if_wished(event: Event) -> None:
    guest = RegistrationFactory.create(event=event)
    BadgeFactory.create(registration=guest)
    draw_tables(event=event, size=4, by=None)
    assert "Table 1" in pages.text(printed(event, Wishes(seated=True)))
    assert "Table" not in pages.text(printed(event, Wishes()))


# --- The page ------------------------------------------------------------------------------------


@pytest.fixture
def organiser(event: Event, client: Client) -> Client:
    user = MembershipFactory.create(association=event.association, role=Role.ORGANISER).user
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def at(name: str, event: Event) -> str:
    return reverse(f"door:{name}", args=[event.association.slug, event.slug])


def test_an_organiser_draws_completes_and_draws_anew(
    organiser: Client, event: Event, guests: list[Registration]
) -> None:
    assert "Draw the tables" in organiser.get(at("paper", event)).text
    answer = organiser.post(at("tables", event), {"size": "4"}, follow=True)
    assert "Everybody who comes has a table." in answer.text
    assert "Draw all of them anew" in answer.text
    assert "Table 1" in answer.text
    seats = tables_of(event)
    organiser.post(at("tables", event), {"size": "4"})
    assert tables_of(event) == seats
    seed = Seating.objects.get().seed
    organiser.post(at("tables", event), {"size": "4", "anew": "yes"})
    assert Seating.objects.get().seed != seed


@pytest.mark.parametrize("size", ["1", "61", "", "many"])
def test_a_table_of_one_or_of_hundreds_is_refused(
    organiser: Client, event: Event, guests: list[Registration], size: str
) -> None:
    answer = organiser.post(at("tables", event), {"size": size})
    assert answer.status_code == 422
    assert answer.context["tables_form"].errors
    assert tables_of(event) == {}


def test_printing_with_tables_seats_whoever_came_since(
    organiser: Client, event: Event, guests: list[Registration]
) -> None:
    organiser.post(at("tables", event), {"size": "4"})
    newcomer = RegistrationFactory.create(event=event)
    answer = organiser.post(at("badges", event), {"seated": "on"})
    assert answer.status_code == 200
    assert newcomer.pk in tables_of(event)


def test_tables_can_be_printed_only_where_there_are_some(
    organiser: Client, event: Event, guests: list[Registration]
) -> None:
    assert "seated" not in organiser.get(at("paper", event)).context["form"].fields
    organiser.post(at("tables", event), {"size": "4"})
    assert "seated" in organiser.get(at("paper", event)).context["form"].fields
