"""A card shows what its guest agreed to, until thirty days after, and nothing else ever."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.directory.cards import card_of
from events.guests import consent
from tests.factories import EventFactory, ProfileFactory, RegistrationFactory

END = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)
FIELD = st.sampled_from(consent.FIELDS)


@given(st.dictionaries(FIELD, st.text()), st.sets(FIELD), st.integers(0, 60 * 24 * 60))
def test_nothing_is_visible_that_was_not_shared(
    values: dict[str, str], shared: set[str], minutes: int
) -> None:
    at = END + dt.timedelta(minutes=minutes)
    seen = consent.visible(values, shared=shared, ended_at=END, at=at)
    assert set(seen) <= shared
    assert all(seen.values())
    assert at < END + consent.KEPT or not seen


def test_unknown_fields_cannot_be_shared() -> None:
    assert consent.cleaned(["email", "password", "title"]) == ["title", "email"]


@pytest.mark.django_db
def test_by_default_a_card_shows_title_and_organisation() -> None:
    registration = RegistrationFactory.create(
        user=ProfileFactory.create().user, consented_at=None, shared=[]
    )
    assert set(card_of(registration).fields) == {"title", "organisation"}


@pytest.mark.django_db
def test_who_was_put_on_a_list_shows_what_was_typed_and_nothing_of_her_own() -> None:
    profile = ProfileFactory.create(title="Luthière", pronouns="elle", user__given_name="Zoé")
    registration = RegistrationFactory.create(
        user=profile.user, given_name="", family_name="Roux", title="", organisation="La Poste",
        shared=["title", "organisation", "mobile"], consented_at=None,
    )  # fmt: skip
    card = card_of(registration)
    assert (card.full_name, card.fields) == ("Roux", {"organisation": "La Poste"})
    assert (card.headline, card.pitch, card.offers, card.needs) == ("", "", (), ())
    assert card.pronouns == ""


@pytest.mark.django_db
def test_her_own_word_comes_before_what_the_association_typed() -> None:
    profile = ProfileFactory.create(title="Luthière")
    registration = RegistrationFactory.create(
        user=profile.user, title="Menuisière", shared=["title"]
    )
    assert card_of(registration).fields == {"title": "Luthière"}


@pytest.mark.django_db
def test_thirty_days_after_only_the_name_is_left() -> None:
    event = EventFactory.create(over=True)
    registration = RegistrationFactory.create(
        event=event, user=ProfileFactory.create().user, shared=["title", "email"]
    )
    card = card_of(registration, at=event.ends_at + consent.KEPT)
    assert (card.fields, card.headline, card.pitch) == ({}, "", "")
    assert card.full_name == registration.full_name


@pytest.mark.django_db
def test_pronouns_are_on_her_card_if_she_said_them() -> None:
    profile = ProfileFactory.create(pronouns="elle")
    assert card_of(RegistrationFactory.create(user=profile.user)).pronouns == "elle"
    silent = ProfileFactory.create()
    assert card_of(RegistrationFactory.create(user=silent.user)).pronouns == ""
