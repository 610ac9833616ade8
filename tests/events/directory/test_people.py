"""Who is coming, as a guest sees it."""

import pytest
from django.test import Client
from django.urls import reverse

from events.guests.models import Registration
from networking.profiles.actions import save
from tests.cast import Cast, assemble
from tests.factories import CheckInFactory, EncounterFactory, ProfileFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def url(cast: Cast, *args: str) -> str:
    name = "directory:person" if args else "directory:people"
    return reverse(name, args=[cast.association.slug, cast.event.slug, *args])


def somebody(cast: Cast, **fields: object) -> Registration:
    return RegistrationFactory.create(event=cast.event, user=ProfileFactory.create().user, **fields)


def test_a_guest_sees_who_is_coming_and_not_their_address(client: Client) -> None:
    cast = assemble()
    other = somebody(cast, shared=["title"])
    client.force_login(cast.guest)
    page = client.get(url(cast)).content.decode()
    assert other.full_name in page
    assert other.user.email not in page
    assert other.user.email not in client.get(url(cast, other.public_id)).content.decode()


def test_an_address_that_was_shared_can_be_written_to(client: Client) -> None:
    cast = assemble()
    other = somebody(cast, shared=["email"])
    client.force_login(cast.guest)
    assert f"mailto:{other.user.email}" in client.get(url(cast, other.public_id)).content.decode()


def test_search_ignores_accents_and_looks_at_organisations(client: Client) -> None:
    cast = assemble()
    found = RegistrationFactory.create(
        event=cast.event, given_name="Zoë", organisation="Énergie Partagée"
    )
    client.force_login(cast.guest)
    answer = client.get(url(cast), {"q": "energie zoe"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert found.full_name in page
    assert "<html" not in page


def test_a_search_does_not_find_by_an_organisation_that_was_not_shared(client: Client) -> None:
    cast = assemble()
    other = RegistrationFactory.create(
        event=cast.event, given_name="Zoë", organisation="Énergie Partagée", shared=["title"]
    )
    client.force_login(cast.guest)
    for query, found in (("energie", False), ("zoe", True)):
        answer = client.get(url(cast), {"q": query}, headers={"HX-Request": "true"})
        assert (other.full_name in answer.content.decode()) is found


def test_who_cancelled_is_nobody_here(client: Client) -> None:
    cast = assemble()
    gone = somebody(cast, cancelled=True)
    client.force_login(cast.guest)
    assert client.get(url(cast, gone.public_id)).status_code == 404


def test_a_suggestion_says_why_in_words(client: Client) -> None:
    cast = assemble()
    other = somebody(cast)
    save(user=cast.guest, fields={}, offers=[("Comptabilité", "")], needs=[], by=cast.guest)
    save(user=other.user, fields={}, offers=[], needs=[("comptabilite", "")], by=other.user)
    client.force_login(cast.guest)
    cast.guest.language = "en"
    cast.guest.save()
    assert "Is looking for what you offer: Comptabilité." in client.get(url(cast)).content.decode()


@pytest.mark.parametrize("people", [1, 3])
def test_the_directory_costs_the_same_for_one_and_three(
    client: Client, people: int, django_assert_num_queries
) -> None:
    cast = assemble()
    for number in range(people):
        user = ProfileFactory.create(organisation=f"Maison {number}").user
        RegistrationFactory.create(event=cast.event, user=user)
    client.force_login(cast.guest)
    with django_assert_num_queries(19):
        client.get(url(cast))


def test_search_finds_by_offer_need_and_language_and_only_what_is_shown(client: Client) -> None:
    cast = assemble()
    other = somebody(cast, given_name="Zoë")
    hidden = somebody(cast, given_name="Björn", organisation="", consented_at=None)
    for each in (other, hidden):
        save(
            user=each.user,
            fields={"languages": ["pt"]},
            offers=[("Vidéo", "des films courts")],
            needs=[("Ateliers", "")],
            by=each.user,
        )
    client.force_login(cast.guest)
    for query in ("video", "films", "atelier", "portugais"):
        headers = {"HX-Request": "true", "Accept-Language": "fr"}
        page = client.get(url(cast), {"q": query}, headers=headers).content.decode()
        assert other.full_name in page, query
        assert hidden.full_name not in page, query


def test_a_large_room_comes_sixty_at_a_time(client: Client) -> None:
    cast = assemble()
    RegistrationFactory.create_batch(64, event=cast.event)
    client.force_login(cast.guest)
    answer = client.get(url(cast))
    assert (len(answer.context["cards"]), answer.context["next"]) == (60, 60)
    answer = client.get(url(cast), {"from": "60"}, headers={"HX-Request": "true"})
    assert (len(answer.context["cards"]), answer.context["next"]) == (5, None)


@pytest.mark.parametrize("first", ["-1", "1e9", "²", "9" * 40, "x"])
def test_an_address_that_makes_no_sense_begins_at_the_beginning(client: Client, first: str) -> None:
    cast = assemble()
    client.force_login(cast.guest)
    assert client.get(url(cast), {"from": first}).context["cards"]


def test_a_private_target_counts_whom_i_met_here(client: Client) -> None:
    cast = assemble()
    others = RegistrationFactory.create_batch(12, event=cast.event)
    EncounterFactory.create(event=cast.event, first=cast.guest, second=others[0].user)
    EncounterFactory.create(event=cast.event, first=others[1].user, second=others[2].user)
    client.force_login(cast.guest)
    target = client.get(url(cast)).context["target"]
    assert (target.met, target.goal) == (1, 2)
    client.force_login(cast.organiser)
    assert client.get(url(cast)).context["target"] is None


def test_a_person_says_where_she_lives_what_she_speaks_and_where_to_read_more(
    client: Client,
) -> None:
    cast = assemble()
    fields = {"city": "Givors", "languages": ["pt"], "website": "https://atelier.exemple.org/"}
    shown, hidden = somebody(cast), somebody(cast, consented_at=None)
    for each in (shown, hidden):
        save(user=each.user, fields=fields, offers=[], needs=[], by=each.user)
    client.force_login(cast.guest)
    page = client.get(url(cast, shown.public_id), headers={"Accept-Language": "fr"}).text
    assert all(word in page for word in ("Givors", "Portugais", "atelier.exemple.org"))
    assert "Givors" not in client.get(url(cast, hidden.public_id)).text


def test_who_never_said_what_to_show_is_not_put_forward(client: Client) -> None:
    cast = assemble()
    said = somebody(cast, organisation="Chez Eulalie")
    silent = somebody(cast, organisation="Chez Anatole", consented_at=None)
    said.user.profile.delete()
    client.force_login(cast.guest)
    suggested = {each.card.public_id for each in client.get(url(cast)).context["to_meet"]}
    assert said.public_id in suggested
    assert silent.public_id not in suggested


def test_cards_show_offers_and_needs_at_a_glance_and_stay_cards_while_searching(
    client: Client,
) -> None:
    cast = assemble()
    other = somebody(cast)
    save(user=other.user, fields={}, offers=[("Vidéo", "")], needs=[("Bois", "")], by=other.user)
    client.force_login(cast.guest)
    page = client.get(url(cast), {"as": "cards", "q": "bois"}).text
    assert "card--link" in page
    assert "Vidéo" in page
    assert 'name="as" value="cards"' in page
    assert "card--link" not in client.get(url(cast), {"as": "tiles"}).text


def test_the_room_is_who_is_here_once_somebody_is(client: Client) -> None:
    cast = assemble()
    others = RegistrationFactory.create_batch(30, event=cast.event)
    client.force_login(cast.guest)
    assert client.get(url(cast)).context["target"].goal == 3
    for each in (cast.registration, *others[:10]):
        CheckInFactory.create(registration=each)
    assert client.get(url(cast)).context["target"].goal == 1
