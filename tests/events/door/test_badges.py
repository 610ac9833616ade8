"""Badges: one each, with a code that opens something until it is revoked."""

import pytest
from pytest_django import DjangoAssertNumQueries

from events.calendar.models import Event, Hand
from events.door import actions
from events.door.faces import Wishes, printed
from events.door.models import Badge
from events.guests.models import Kind
from networking.accounts.models import User
from networking.associations.models import Role
from networking.audit.models import Entry
from networking.paper.fonts import MissingGlyphsError
from networking.paper.labels import LABELS
from tests.factories import (
    BadgeFactory,
    EventRoleFactory,
    MembershipFactory,
    ProfileFactory,
    RegistrationFactory,
)
from tests.networking.paper import pages

pytestmark = pytest.mark.django_db


def test_each_confirmed_guest_gets_one_badge_numbered_in_the_order_of_the_list(
    event: Event, host: User
) -> None:
    for name in ("Roux", "Étienne", "Diallo"):
        RegistrationFactory.create(event=event, family_name=name)
    RegistrationFactory.create(event=event, waiting=True)
    RegistrationFactory.create(event=event, cancelled=True)
    made = actions.make_badges(event=event, by=host)
    assert [
        (badge.number, badge.registration.family_name) for badge in made if badge.registration
    ] == [
        (1, "Diallo"),
        (2, "Étienne"),
        (3, "Roux"),
    ]
    assert Entry.objects.get(verb="badges.made").details == {"count": 3}


def test_making_badges_again_makes_them_only_for_newcomers_and_goes_on_counting(
    event: Event, host: User
) -> None:
    RegistrationFactory.create_batch(2, event=event)
    actions.make_badges(event=event, by=host)
    assert actions.make_badges(event=event, by=host) == []
    RegistrationFactory.create(event=event, family_name="Aa")
    assert [badge.number for badge in actions.make_badges(event=event, by=host)] == [3]


def test_a_code_has_128_random_bits_and_is_nobody_else_s() -> None:
    codes = {badge.code for badge in BadgeFactory.create_batch(20)}
    assert len(codes) == 20
    assert all(len(code) == 22 for code in codes)


def test_a_lost_badge_is_replaced_and_opens_nothing_any_more(event: Event, host: User) -> None:
    lost = BadgeFactory.create(registration__event=event, number=7)
    new = actions.replace_badge(badge=lost, by=host)
    lost.refresh_from_db()
    assert lost.revoked_at is not None
    assert (new.number, new.registration) == (8, lost.registration)
    assert new.code != lost.code
    assert actions.replace_badge(badge=lost, by=host) == new
    assert list(Badge.objects.valid()) == [new]
    assert Entry.objects.filter(verb="badge.revoked").count() == 1


def test_the_code_on_a_printed_badge_is_its_link(event: Event) -> None:
    badge = BadgeFactory.create(registration__event=event)
    (pixels,) = pages.drawn(printed(event, Wishes()))
    (code,) = pages.codes(pixels)
    assert code.text.startswith("http")
    assert code.text.endswith(f"/b/{badge.code}/") or code.text.endswith(f"/b/{badge.code}")


def test_a_badge_shows_the_name_and_only_what_its_guest_agreed_to_show(event: Event) -> None:
    shown = BadgeFactory.create(
        registration__event=event,
        registration__given_name="Ngọc",
        registration__title="Graphiste",
        registration__organisation="Atelier Lumière",
    )
    hidden = BadgeFactory.create(
        registration__event=event,
        registration__given_name="Zoë",
        registration__title="Avocate",
        registration__organisation="Cabinet Roux",
        registration__shared=["title"],
    )
    words = pages.text(printed(event, Wishes()))
    for part in ("Ngọc", "Graphiste", "Atelier Lumière", "Zoë", "Avocate"):
        assert part in words
    assert "Cabinet Roux" not in words
    assert str(shown.number) in words
    assert str(hidden.number) in words


def test_a_badge_says_who_speaks_organises_visits_and_if_wished_comes_for_the_first_time(
    event: Event,
) -> None:
    def badge(**said: object) -> Badge:
        return BadgeFactory.create(
            registration__event=event, **{f"registration__{key}": said[key] for key in said}
        )

    speaker = badge(first_time=True)
    assert speaker.registration is not None
    EventRoleFactory.create(event=event, user=speaker.registration.user, role=Hand.SPEAKER)
    owner = MembershipFactory.create(association=event.association, role=Role.OWNER)
    badge(user=owner.user, kind=Kind.MEMBER)
    badge(kind=Kind.VISITOR)
    badge(first_time=True)
    event.association.language = "en"
    words = pages.text(printed(event, Wishes()))
    assert [words.count(role) for role in ("Speaker", "Organiser", "Visitor")] == [1, 1, 1]
    assert "First time" not in words
    assert pages.text(printed(event, Wishes(mark_first_time=True))).count("First time") == 1


def test_only_the_chosen_badges_are_printed(event: Event) -> None:
    for number in range(1, 8):
        BadgeFactory.create(
            registration__event=event,
            registration__given_name=f"Zoé{number}",
            number=number,
        )
    words = pages.text(printed(event, Wishes(numbers=((2, 2), (4, 5)))))
    assert [at for at in range(1, 8) if f"Zoé{at}" in words] == [2, 4, 5]


def test_revoked_badges_and_those_of_people_who_cancelled_are_not_printed(event: Event) -> None:
    BadgeFactory.create(registration__event=event, registration__cancelled=True)
    revoked = BadgeFactory.create(registration__event=event)
    new = actions.replace_badge(badge=revoked, by=None)
    (pixels,) = pages.drawn(printed(event, Wishes()))
    assert [code.text.strip("/").endswith(new.code) for code in pages.codes(pixels)] == [True]


def test_badges_are_printed_on_the_labels_one_has(event: Event) -> None:
    BadgeFactory.create_batch(2, registration__event=event)
    found = pages.sizes(printed(event, Wishes(label=LABELS["54x90"])))
    assert found == [pytest.approx((54, 90), abs=0.1)] * 2


def test_a_name_no_font_draws_is_said(event: Event) -> None:
    BadgeFactory.create(registration__event=event, registration__given_name="ⴰⵎⵉⵏⴰ")
    with pytest.raises(MissingGlyphsError, match="Tifinagh"):
        printed(event, Wishes())


@pytest.mark.parametrize("count", [1, 3])
def test_printing_takes_the_same_queries_for_one_and_for_three(
    event: Event, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for badge in BadgeFactory.create_batch(count, registration__event=event):
        ProfileFactory.create(user=badge.registration.user)
    with django_assert_num_queries(4):
        printed(event, Wishes())
