"""What a guest reads and taps: on people's pages, on her own, behind a badge, on the phone."""

import datetime as dt
import difflib
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.calendar.models import Status as EventStatus
from events.guests.models import Registration
from events.wishes import actions
from events.wishes.models import State, Wish, WishLimit
from networking.accounts.models import Block
from networking.profiles.actions import save
from networking.time import now
from tests.cast import Cast, assemble
from tests.events.wishes.test_wishing import accept, ask, decline, withdraw
from tests.factories import BadgeFactory, ProfileFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def cast(client: Client) -> Cast:
    cast = assemble()
    cast.guest.language = "en"
    cast.guest.save()
    client.force_login(cast.guest)
    return cast


@pytest.fixture
def other(cast: Cast) -> Registration:
    return somebody(cast, "Eulalie")


def somebody(cast: Cast, name: str) -> Registration:
    user = ProfileFactory.create(user__language="en").user
    return RegistrationFactory.create(event=cast.event, user=user, given_name=name)


def url(cast: Cast, name: str, *args: object) -> str:
    return reverse(name, args=[cast.association.slug, cast.event.slug, *args])


def person(client: Client, cast: Cast, other: Registration) -> str:
    return client.get(url(cast, "directory:person", other.public_id)).content.decode()


def mine(client: Client, cast: Cast) -> str:
    return client.get(url(cast, "wishes:mine")).content.decode()


def answer(client: Client, cast: Cast, other: Registration, do: str, **more: Any) -> Any:
    return client.post(url(cast, "wishes:answer", other.public_id), {"do": do}, **more)


# --- Asking ---------------------------------------------------------------------------------------


def test_a_wish_is_made_on_somebodys_page_and_its_state_stands_there(
    client: Client, cast: Cast, other: Registration
) -> None:
    page = person(client, cast, other)
    assert "I’d like to meet you" in page
    back = url(cast, "directory:person", other.public_id)
    client.post(url(cast, "wishes:wish", other.public_id), {"why": "Pour un film", "next": back})
    page = person(client, cast, other)
    assert "You asked to meet Eulalie" in page
    assert "Pour un film" in page
    answer(client, cast, other, "withdraw")
    assert "I’d like to meet you" in person(client, cast, other)


def test_a_first_word_of_why_comes_from_what_both_say_of_themselves(
    client: Client, cast: Cast, other: Registration
) -> None:
    save(user=cast.guest, fields={}, offers=[("Droit", "")], needs=[], by=cast.guest)
    save(user=other.user, fields={}, offers=[], needs=[("Droit", "")], by=other.user)
    assert "You’re looking for Droit: perhaps I can help." in person(client, cast, other)


@pytest.mark.parametrize(
    ("mine", "hers", "line"),
    [
        (("A", "B"), ("B", "A"), "You’re looking for A, I’m looking for B: shall we talk?"),
        (("", "B"), ("B", ""), "I’m looking for B, and you offer it."),
        (("", "B"), ("", "B"), "We’re both looking for B."),
        (("A", ""), ("B", ""), ""),
    ],
)
def test_the_first_word_is_said_from_the_askers_side(
    cast: Cast, other: Registration, mine: tuple[str, str], hers: tuple[str, str], line: str
) -> None:
    from django.utils import translation

    from events.wishes.why import why

    for user, (offer, need) in ((cast.guest, mine), (other.user, hers)):
        offers, needs = ([(tag, "")] if tag else [] for tag in (offer, need))
        save(user=user, fields={}, offers=offers, needs=needs, by=user)
    with translation.override("en"):
        assert why(cast.registration, other) == line


def test_a_line_that_is_too_long_comes_back_with_what_was_typed(
    client: Client, cast: Cast, other: Registration
) -> None:
    there = url(cast, "wishes:wish", other.public_id)
    reply = client.post(there, {"why": "x" * 201, "next": "/me/"})
    page = reply.content.decode()
    assert reply.status_code == 422
    assert "Two hundred letters at most, please." in page
    assert "x" * 201 in page
    assert 'name="next" value="/me/"' in page
    assert not Wish.objects.exists()


def test_who_has_no_wish_left_is_told_what_to_do_and_loses_no_word(
    client: Client, cast: Cast, other: Registration
) -> None:
    actions.allow(event=cast.event, most=1, by=cast.organiser)
    ask(cast.registration, somebody(cast, "Zoë"))
    reply = client.post(url(cast, "wishes:wish", other.public_id), {"why": "Pour un film"})
    page = reply.content.decode()
    assert reply.status_code == 422
    assert "You have 1 wish going out: withdraw it, or wait for an answer." in page
    assert "Pour un film" in page
    assert "You have 1 wish going out" in mine(client, cast)


def test_oneself_and_who_gave_up_her_seat_are_not_there_to_be_met(
    client: Client, cast: Cast, other: Registration
) -> None:
    gone = RegistrationFactory.create(event=cast.event, cancelled=True)
    for guest in (cast.registration, gone):
        assert client.get(url(cast, "wishes:wish", guest.public_id)).status_code == 404
        assert answer(client, cast, guest, "accept").status_code == 404


def test_after_the_event_nothing_is_asked_and_nothing_answered(
    client: Client, cast: Cast, other: Registration
) -> None:
    ask(other, cast.registration)
    cast.event.status = EventStatus.OVER
    cast.event.save()
    assert "I’d like to meet you" not in person(client, cast, other)
    reply = client.post(url(cast, "wishes:wish", other.public_id), {"why": ""})
    assert reply.status_code == 422
    assert "No wishes can be made here now." in reply.content.decode()
    said = answer(client, cast, other, "accept", headers=HTMX).content.decode()
    assert "It’s too late to change wishes here." in said
    assert 'value="accept"' not in said


def test_where_an_organiser_allows_none_there_is_no_form_and_no_panel(
    client: Client, cast: Cast, other: Registration
) -> None:
    actions.allow(event=cast.event, most=0, by=cast.organiser)
    assert "I’d like to meet you" not in person(client, cast, other)
    assert "My wishes" not in client.get(cast.event.get_absolute_url()).content.decode()


# --- Answering ------------------------------------------------------------------------------------


def test_a_yes_takes_one_tap_on_ones_own_page(
    client: Client, cast: Cast, other: Registration
) -> None:
    ask(other, cast.registration, "Pour un film")
    page = mine(client, cast)
    assert "They’d like to meet you" in page
    assert "Pour un film" in page
    reply = answer(client, cast, other, "accept", headers=HTMX)
    page = reply.content.decode()
    assert "<html" not in page
    assert "That’s settled: you’ll meet Eulalie." in page
    assert "I can’t after all" in page
    # Again it is the same.
    answer(client, cast, other, "accept")
    assert Wish.objects.get().state == State.ACCEPTED


def test_a_no_needs_no_reason_and_can_become_a_yes(
    client: Client, cast: Cast, other: Registration
) -> None:
    ask(other, cast.registration)
    reply = answer(client, cast, other, "decline", follow=True)
    page = reply.content.decode()
    assert "Eulalie will be told kindly." in page
    assert "1 wish you declined" in page
    assert "Yes after all" in person(client, cast, other)
    client.force_login(other.user)
    said = "thanks you, and can’t this time. Others will be glad to meet you."
    assert said in mine(client, cast)
    assert said in person(client, cast, cast.registration)
    reply = client.post(url(cast, "wishes:wish", cast.registration.public_id), {"why": ""})
    assert reply.status_code == 422
    assert said in reply.content.decode()


def test_a_shared_wish_is_celebrated_quietly(
    client: Client, cast: Cast, other: Registration
) -> None:
    ask(other, cast.registration)
    reply = client.post(
        url(cast, "wishes:wish", other.public_id), {"why": "Moi aussi"}, follow=True
    )
    assert "You both had the same wish: you’ll meet Eulalie." in reply.content.decode()
    assert "You both wished it" in mine(client, cast)
    assert "What a good beginning." in person(client, cast, other)


def test_what_is_not_there_any_more_is_said_and_does_nothing(
    client: Client, cast: Cast, other: Registration
) -> None:
    ask(other, cast.registration)
    withdraw(other, cast.registration)
    for do in ("accept", "decline", "anything"):
        said = answer(client, cast, other, do, headers=HTMX).content.decode()
        assert "This wish isn’t there any more." in said
    assert Wish.objects.get().state == State.WITHDRAWN


def test_whoever_cannot_after_all_says_so_in_one_tap(
    client: Client, cast: Cast, other: Registration
) -> None:
    ask(other, cast.registration)
    accept(cast.registration, other)
    answer(client, cast, other, "withdraw")
    client.force_login(other.user)
    assert "can’t after all, and is sorry." in mine(client, cast)


def test_an_answer_leads_back_to_one_of_our_pages_and_to_no_other(
    client: Client, cast: Cast, other: Registration
) -> None:
    there = url(cast, "wishes:answer", other.public_id)
    home = reverse("web:home")
    for asked, led in (("/me/apart/", "/me/apart/"), ("https://elsewhere.example/", home)):
        reply = client.post(there, {"do": "withdraw", "next": asked})
        assert reply["Location"] == led


# --- My wishes ------------------------------------------------------------------------------------


def test_an_empty_page_leads_to_the_people(client: Client, cast: Cast) -> None:
    page = mine(client, cast)
    assert "No wishes yet" in page
    assert url(cast, "directory:people") in page
    assert "You can ask 5 more people." in page


def test_the_page_shows_only_what_was_agreed_to_be_shown(client: Client, cast: Cast) -> None:
    hidden = RegistrationFactory.create(
        event=cast.event, organisation="Maison Secrète", shared=["title"]
    )
    ask(hidden, cast.registration)
    page = mine(client, cast)
    assert hidden.full_name in page
    assert "Maison Secrète" not in page
    assert hidden.user.email not in page


def test_nobody_else_sees_it(client: Client, cast: Cast, other: Registration) -> None:
    ask(cast.registration, other, "Pour un film")
    third = somebody(cast, "Zoë")
    client.force_login(third.user)
    for page in (mine(client, cast), person(client, cast, other), person(client, cast, third)):
        assert "Pour un film" not in page
    client.force_login(cast.organiser)
    assert "Pour un film" not in person(client, cast, other)


@pytest.mark.parametrize("people", [1, 4])
def test_the_pages_cost_the_same_for_one_and_for_four(
    client: Client, cast: Cast, people: int, django_assert_num_queries: Any
) -> None:
    for number in range(people):
        asking, meeting, asked, sorry = (somebody(cast, f"{name}{number}") for name in "ABCD")
        ask(asking, cast.registration)
        ask(meeting, cast.registration)
        accept(cast.registration, meeting)
        Wish.objects.create(registration=cast.registration, wanted=asked)
        Wish.objects.create(
            registration=cast.registration, wanted=sorry, state="declined", answered_at=now()
        )
    client.get(url(cast, "wishes:mine"))
    with django_assert_num_queries(14):
        client.get(url(cast, "wishes:mine"))
    with django_assert_num_queries(6):
        client.get(url(cast, "wishes:waiting"))
    with django_assert_num_queries(20):
        client.get(url(cast, "directory:people"))


def test_signs_stand_beside_names_for_the_one_they_concern(
    client: Client, cast: Cast, other: Registration
) -> None:
    third, fourth = somebody(cast, "Zoë"), somebody(cast, "Nikos")
    ask(cast.registration, other)
    ask(third, cast.registration)
    ask(cast.registration, fourth)
    accept(fourth, cast.registration)
    for query in ({}, {"as": "cards"}):
        page = client.get(url(cast, "directory:people"), query).content.decode()
        for sign in ("You asked to meet", "Would like to meet you", "You’re going to meet"):
            assert f'<span class="visually-hidden">{sign}</span>' in page
    client.force_login(cast.organiser)
    page = client.get(url(cast, "directory:people")).content.decode()
    assert "You asked to meet" not in page


def test_the_events_page_says_how_many_wait_for_an_answer(
    client: Client, cast: Cast, other: Registration
) -> None:
    address = cast.event.get_absolute_url()
    assert "Whom would you like to meet?" in client.get(address).content.decode()
    ask(cast.registration, somebody(cast, "Zoë"))
    assert "1 wish waits for an answer." in client.get(address).content.decode()
    ask(other, cast.registration)
    page = client.get(address).content.decode()
    assert "1 person would like to meet you." in page
    assert url(cast, "wishes:mine") in page
    client.force_login(cast.member)
    assert "Whom would you like to meet?" not in client.get(address).content.decode()


def test_the_phone_says_it_while_the_event_is_on(
    client: Client, cast: Cast, other: Registration
) -> None:
    cast.event.status, cast.event.starts_at = EventStatus.LIVE, now() - dt.timedelta(minutes=5)
    cast.event.save()
    ask(other, cast.registration)
    for name in ("agenda:phone", "wishes:waiting"):
        page = client.get(url(cast, name)).content.decode()
        assert "1 person would like to meet you." in page
        assert url(cast, "wishes:waiting") in page


def test_a_badge_offers_the_same(client: Client, cast: Cast, other: Registration) -> None:
    badge = reverse("contacts:badge", args=[BadgeFactory.create(registration=other).code])
    page = client.get(badge).content.decode()
    assert "I’d like to meet you" in page
    assert f'name="next" value="{badge}"' in page
    reply = client.post(
        url(cast, "wishes:wish", other.public_id), {"why": "", "next": badge}, follow=True
    )
    assert reply.redirect_chain == [(badge, 302)]
    assert "You asked to meet Eulalie" in reply.content.decode()


# --- Kept apart -----------------------------------------------------------------------------------


def test_whoever_is_kept_apart_reads_what_she_reads_of_anybody(
    client: Client, cast: Cast, other: Registration
) -> None:
    """Each page, before and after asking, is the same letter for letter for who is blocked."""

    def pages() -> list[str]:
        addresses = (
            url(cast, "directory:person", other.public_id),
            url(cast, "wishes:wish", other.public_id),
            url(cast, "wishes:mine"),
            url(cast, "wishes:waiting"),
            # A search, because the directory suggests nobody to whom she isn't suggested.
            url(cast, "directory:people") + "?q=e",
        )
        found = [client.get(address).content.decode() for address in addresses]
        # The token of forms is another each time.
        return [
            "\n".join(line for line in page.splitlines() if "csrf" not in line.lower())
            for page in found
        ]

    def story() -> list[list[str]]:
        before = pages()
        made = client.post(
            url(cast, "wishes:wish", other.public_id), {"why": "Un film"}, follow=True
        )
        asked = pages()
        answer(client, cast, other, "withdraw", headers=HTMX)
        return [before, [str(made.status_code), str(made.redirect_chain)], asked, pages()]

    free = story()
    Wish.objects.all().delete()
    Block.objects.create(by=other.user, person=cast.guest)
    for one, same in zip(free, story(), strict=True):
        for page, twin in zip(one, same, strict=True):
            assert not list(difflib.unified_diff(page.splitlines(), twin.splitlines(), n=0))


def test_who_asked_to_be_kept_apart_finds_no_form_and_is_told_why(
    client: Client, cast: Cast, other: Registration
) -> None:
    Block.objects.create(by=cast.guest, person=other.user)
    assert "I’d like to meet you" not in person(client, cast, other)
    reply = client.post(url(cast, "wishes:wish", other.public_id), {"why": ""})
    assert reply.status_code == 422
    assert "You asked to be kept apart from this person." in reply.content.decode()


# --- The organiser --------------------------------------------------------------------------------


def test_an_organiser_sets_how_many_and_reads_how_many_there_are(
    client: Client, cast: Cast, other: Registration
) -> None:
    ask(cast.registration, other)
    ask(somebody(cast, "Zoë"), other)
    decline(other, cast.registration)
    accept(other, Wish.objects.get(state=State.OPEN).registration)
    cast.organiser.language = "en"
    cast.organiser.save()
    client.force_login(cast.organiser)
    there = url(cast, "wishes:limit")
    page = client.get(there).content.decode()
    assert "2 wishes so far, 1 accepted." in page
    assert 'value="5"' in page
    for wrong in ("31", "-1", "", "many"):
        assert client.post(there, {"most": wrong}).status_code == 422
    assert not WishLimit.objects.exists()
    for most in ("3", "3", "0"):
        client.post(there, {"most": most})
        assert WishLimit.objects.get().most == int(most)
