"""What a guest does about another: a star, an introduction, and keeping apart."""

import pytest
from django.test import Client
from django.urls import reverse

from events.directory.actions import set_synonyms, settle_introduction
from events.directory.models import IntroductionRequest, Star
from events.guests.models import Registration
from events.rounds.people import blocks
from networking.accounts.models import Block
from networking.profiles.actions import save
from tests.cast import Cast, assemble
from tests.factories import ProfileFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(client: Client) -> Cast:
    cast = assemble()
    client.force_login(cast.guest)
    return cast


@pytest.fixture
def other(cast: Cast) -> Registration:
    return RegistrationFactory.create(
        event=cast.event,
        user=ProfileFactory.create(organisation="Chez Eulalie").user,
        given_name="Eulalie",
    )


def url(cast: Cast, name: str, *args: object) -> str:
    return reverse(f"directory:{name}", args=[cast.association.slug, cast.event.slug, *args])


def test_a_star_is_mine_alone_and_found_again(
    client: Client, cast: Cast, other: Registration
) -> None:
    for _twice in range(2):
        client.post(url(cast, "star", other.public_id), {"on": "1"})
    assert [star.user for star in Star.objects.all()] == [cast.guest]
    page = client.get(url(cast, "people"), {"starred": ""}).content.decode()
    assert "Eulalie" in page
    client.force_login(cast.organiser)
    assert "Eulalie" not in client.get(url(cast, "people"), {"starred": ""}).content.decode()


def test_a_star_can_be_taken_away(client: Client, cast: Cast, other: Registration) -> None:
    for on in ("1", "0", "0"):
        answer = client.post(
            url(cast, "star", other.public_id), {"on": on}, headers={"HX-Request": "true"}
        )
        assert answer.status_code == 200
    assert not Star.objects.exists()


def test_who_asks_to_be_introduced_is_heard_by_the_organisers(
    client: Client, cast: Cast, other: Registration
) -> None:
    client.post(url(cast, "introduction", other.public_id), {"note": "Pour un chantier commun"})
    client.force_login(cast.organiser)
    page = client.get(url(cast, "preparations")).content.decode()
    assert "Pour un chantier commun" in page
    asked = IntroductionRequest.objects.get()
    client.post(url(cast, "settle", asked.pk))
    asked.refresh_from_db()
    assert asked.settled_at is not None


def test_asking_twice_is_one_request_and_asking_again_opens_it_anew(
    client: Client, cast: Cast, other: Registration
) -> None:
    for note in ("", "Parce que"):
        client.post(url(cast, "introduction", other.public_id), {"note": note})
    asked = IntroductionRequest.objects.select_related("registration__event__association").get()
    assert asked.note == "Parce que"
    settle_introduction(request=asked, by=cast.organiser)
    client.post(url(cast, "introduction", other.public_id), {"note": ""})
    asked.refresh_from_db()
    assert asked.settled_at is None
    client.post(url(cast, "introduction", other.public_id), {"withdraw": ""})
    assert not IntroductionRequest.objects.exists()


def test_nobody_is_introduced_to_herself(client: Client, cast: Cast) -> None:
    client.post(url(cast, "introduction", cast.registration.public_id), {"note": ""})
    assert not IntroductionRequest.objects.exists()


def test_a_note_that_is_too_long_is_said_and_nothing_is_asked(
    client: Client, cast: Cast, other: Registration
) -> None:
    answer = client.post(
        url(cast, "introduction", other.public_id), {"note": "x" * 201}, follow=True
    )
    assert "toast--error" in answer.content.decode()
    assert not IntroductionRequest.objects.exists()


def test_who_would_rather_not_is_suggested_to_neither_nor_drawn_with_the_other(
    client: Client, cast: Cast, other: Registration
) -> None:
    save(user=cast.guest, fields={}, offers=[("Droit", "")], needs=[], by=cast.guest)
    save(user=other.user, fields={}, offers=[], needs=[("Droit", "")], by=other.user)
    assert [
        each.card.given_name for each in client.get(url(cast, "people")).context["to_meet"]
    ] == ["Eulalie"]
    client.post(url(cast, "apart", other.public_id), {"on": "1"})
    assert client.get(url(cast, "people")).context["to_meet"] == []
    assert blocks(cast.event, cast.event.registrations.all()) == [
        (cast.registration.public_id, other.public_id)
    ]
    client.force_login(other.user)
    assert client.get(url(cast, "people")).context["to_meet"] == []
    # The other one learns nothing, and can't take back what she didn't set.
    page = client.get(url(cast, "person", cast.registration.public_id)).content.decode()
    assert 'name="on" value="1"' in page.split("apart/")[1]
    client.post(url(cast, "apart", cast.registration.public_id), {"on": "0"})
    assert Block.objects.count() == 1
    client.force_login(cast.guest)
    client.post(url(cast, "apart", other.public_id), {"on": "0"})
    assert not Block.objects.exists()


def test_words_that_mean_the_same_here_bring_people_together(
    client: Client, cast: Cast, other: Registration
) -> None:
    save(user=cast.guest, fields={}, offers=[("Chiffres", "")], needs=[], by=cast.guest)
    save(user=other.user, fields={}, offers=[], needs=[("Comptabilité", "")], by=other.user)
    [before] = client.get(url(cast, "people")).context["to_meet"]
    set_synonyms(
        association=cast.association, groups=[["chiffres", "comptable"], ["seul"]], by=cast.owner
    )
    [after] = client.get(url(cast, "people")).context["to_meet"]
    assert "Comptabilité" not in before.reason
    assert "Comptabilité" in after.reason
    assert cast.association.synonyms.count() == 1
