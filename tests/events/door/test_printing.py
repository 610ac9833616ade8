"""What printing leaves behind: who has which badge in her hand, and how it was asked for."""

import datetime as dt

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.calendar.models import Event
from events.door.faces import Wishes, laid_out, printed
from events.door.models import Badge, OwnLabel, PrintSettings
from events.door.printing import forget_label, note_printed
from networking.accounts.models import User
from networking.audit.models import Entry
from networking.paper.designs import DESIGNS
from networking.time import now
from tests.factories import (
    BadgeFactory,
    CheckInFactory,
    EventFactory,
    OwnLabelFactory,
    ProfileFactory,
    RegistrationFactory,
)
from tests.networking.paper import pages

pytestmark = pytest.mark.django_db


def at(name: str, event: Event, *more: object) -> str:
    return reverse(f"door:{name}", args=[event.association.slug, event.slug, *more])


def names(answer: HttpResponse) -> str:
    assert answer.status_code == 200, answer.content[:200]
    return pages.text(answer.content)


@pytest.fixture
def three(event: Event) -> list[Badge]:
    return [
        BadgeFactory.create(registration__event=event, registration__given_name=name, number=at)
        for at, name in enumerate(("Amina", "Björn", "Chloé"), start=1)
    ]


def test_a_print_is_remembered_on_each_badge_and_a_preview_is_not(
    door: Client, event: Event, three: list[Badge]
) -> None:
    door.get(at("preview", event))
    door.get(at("paper", event))
    assert not Badge.objects.filter(printed_at__isnull=False).exists()
    door.post(at("badges", event), {"numbers": "2"})
    assert [badge.number for badge in Badge.objects.filter(printed_at__isnull=False)] == [2]
    assert Entry.objects.get(verb="badges.printed").details == {"count": 1}


def test_only_badges_that_are_new_or_have_changed_are_printed_again(
    door: Client, event: Event, three: list[Badge]
) -> None:
    asked = {"which": "new"}
    assert "Amina" in names(door.post(at("badges", event), asked))
    unchanged = door.post(at("badges", event), asked)
    assert unchanged.status_code == 422
    assert "No badge is new or has changed" in unchanged.text
    guest = three[1].registration
    assert guest is not None
    guest.organisation = "Ailleurs"
    guest.save()
    RegistrationFactory.create(event=event, given_name="Diane")
    words = names(door.post(at("badges", event), asked))
    assert [name in words for name in ("Amina", "Björn", "Chloé", "Diane")] == [0, 1, 0, 1]


def test_what_a_badge_doesn_t_show_changes_nothing(event: Event, three: list[Badge]) -> None:
    laid = laid_out(event, Wishes())
    note_printed(event=event, laid=laid, by=None)
    guest = three[0].registration
    assert guest is not None
    guest.diet = "sans gluten"
    guest.save()
    assert laid_out(event, Wishes(unprinted=True)) == []


def test_printing_again_notes_the_later_time(event: Event, three: list[Badge]) -> None:
    later = now() + dt.timedelta(hours=1)
    note_printed(event=event, laid=laid_out(event, Wishes()), by=None)
    with time_machine.travel(later, tick=False):
        note_printed(event=event, laid=laid_out(event, Wishes()), by=None)
    assert set(Badge.objects.values_list("printed_at", flat=True)) == {later}


def test_the_page_says_which_badges_are_new_printed_or_changed_since(
    door: Client, event: Event, three: list[Badge]
) -> None:
    door.post(at("badges", event), {"numbers": "1-2"})
    guest = three[1].registration
    assert guest is not None
    guest.given_name = "Bjørn"
    guest.save()
    rows = door.get(at("paper", event)).context["rows"]
    assert [(bool(row.badge.printed_at), row.changed) for row in rows] == [
        (True, False),
        (True, True),
        (False, False),
    ]


def test_guests_are_chosen_by_ticking_them_also_before_they_have_a_badge(
    door: Client, event: Event, three: list[Badge]
) -> None:
    newcomer = RegistrationFactory.create(event=event, given_name="Diane")
    assert f'value="{newcomer.pk}"' in door.get(at("paper", event)).text
    chosen = [newcomer.pk, three[0].registration_id]
    words = names(door.post(at("badges", event), {"which": "chosen", "guests": chosen}))
    assert [name in words for name in ("Amina", "Björn", "Chloé", "Diane")] == [1, 0, 0, 1]
    both = {"which": "chosen", "guests": [newcomer.pk], "numbers": "2"}
    words = names(door.post(at("badges", event), both))
    assert [name in words for name in ("Amina", "Björn", "Chloé", "Diane")] == [0, 1, 0, 1]


def test_a_guest_of_another_event_can_t_be_ticked(door: Client, event: Event) -> None:
    stranger = RegistrationFactory.create()
    answer = door.post(at("badges", event), {"which": "chosen", "guests": [stranger.pk]})
    assert answer.status_code == 422
    assert not Badge.objects.exists()


def test_what_was_chosen_stays_chosen_when_something_else_is_wrong(
    door: Client, event: Event, three: list[Badge]
) -> None:
    wrong = {
        "label": "l4784",
        "design": "large",
        "start_at": "99",
        "which": "chosen",
        "guests": [three[1].registration_id],
        "numbers": "3",
    }
    answer = door.post(at("badges", event), wrong)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert [form[name].value() for name in ("label", "design", "numbers")] == [
        "l4784",
        "large",
        "3",
    ]
    assert [row.ticked for row in answer.context["rows"]] == [False, True, False]


def test_the_next_print_begins_as_the_last_one_was_also_at_the_next_event(
    door: Client, event: Event, three: list[Badge]
) -> None:
    door.post(
        at("badges", event),
        {"label": "54x90", "design": "large", "trim_marks": "on", "numbers": "2"},
    )
    later = EventFactory.create(association=event.association, live=True)
    RegistrationFactory.create(event=later)
    form = door.get(at("paper", later)).context["form"]
    assert (form["label"].value(), form["design"].value()) == ("54x90", "large")
    assert form["trim_marks"].value()
    # How, not which.
    assert (form["which"].value(), form["numbers"].value()) == ("all", None)
    elsewhere = EventFactory.create()
    assert not PrintSettings.objects.filter(association=elsewhere.association).exists()


def test_one_badge_is_printed_again_at_the_door_as_all_were_before_and_she_stays_checked_in(
    door: Client, event: Event, three: list[Badge]
) -> None:
    guest = three[2].registration
    here = CheckInFactory.create(registration=guest)
    door.post(at("badges", event), {"label": "54x90", "numbers": "1"})
    answer = door.post(at("reprint", event, guest.pk))
    assert "Chloé" in names(answer)
    assert pages.sizes(answer.content) == [pytest.approx((54, 90), abs=0.1)]
    here.refresh_from_db()
    assert Badge.objects.get(number=3).printed_at is not None
    assert Badge.objects.count() == 3


def test_whoever_has_no_badge_yet_gets_it_at_the_door(door: Client, event: Event) -> None:
    guest = RegistrationFactory.create(event=event, given_name="Diane")
    assert "Diane" in names(door.post(at("reprint", event, guest.pk)))
    assert door.post(at("reprint", event, 10**9)).status_code == 404


def test_the_door_offers_it_beside_those_who_are_here(door: Client, event: Event) -> None:
    here = CheckInFactory.create(registration__event=event).registration
    missing = RegistrationFactory.create(event=event)

    def shown(show: str) -> str:
        """The rows; what isn't for the one who stands in a row isn't there."""
        page = door.get(at("door", event), {"show": show}).text
        return page[page.index('id="people"') : page.index("<template")]

    assert at("reprint", event, here.pk) in shown("here")
    assert at("check_in", event, here.pk) not in shown("here")
    assert '<div class="door__since">' in shown("here")
    assert at("reprint", event, missing.pk) not in shown("expected")
    assert at("check_in", event, missing.pk) in shown("expected")
    assert '<div class="door__since">' not in shown("expected")


def test_settings_that_are_no_longer_to_be_had_do_no_harm(door: Client, event: Event) -> None:
    guest = RegistrationFactory.create(event=event, given_name="Diane")
    own = OwnLabelFactory.create(association=event.association)
    door.post(at("badges", event), {"label": own.key})
    forget_label(label=own, by=None)
    assert door.get(at("paper", event)).status_code == 200
    assert "Diane" in names(door.post(at("reprint", event, guest.pk)))


def test_a_headline_counts_only_where_it_is_printed(event: Event) -> None:
    guest = RegistrationFactory.create(
        event=event, user=ProfileFactory.create(headline="Des toits qui paient").user
    )
    BadgeFactory.create(registration=guest)
    assert "toits" not in pages.text(printed(event, Wishes()))
    assert "toits" in pages.text(printed(event, Wishes(design=DESIGNS["headline"])))


def test_pronouns_stand_on_the_badge_of_whoever_said_them_herself(event: Event) -> None:
    said = RegistrationFactory.create(event=event, user=ProfileFactory.create(pronouns="elle").user)
    typed = RegistrationFactory.create(
        event=event, user=ProfileFactory.create(pronouns="iel").user, consented_at=None
    )
    for guest in (said, typed):
        BadgeFactory.create(registration=guest)
    words = pages.text(printed(event, Wishes())).split()
    assert "elle" in words
    assert "iel" not in words


@pytest.mark.parametrize("design", ["classic", "large", "headline", "two-sided"])
@pytest.mark.parametrize("count", [1, 3])
def test_every_design_prints_one_and_three_with_the_same_queries(
    event: Event,
    host: User,
    count: int,
    design: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for badge in BadgeFactory.create_batch(count, registration__event=event):
        ProfileFactory.create(user=badge.registration.user, pronouns="elle")
    two_sided = {"back": "agenda"} if design == "two-sided" else {}
    wishes = Wishes(**two_sided) if two_sided else Wishes(design=DESIGNS[design])
    # Behind: is it running, and its agenda.
    with django_assert_num_queries(6 if two_sided else 4):
        assert printed(event, wishes)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_one_and_for_three(
    door: Client, event: Event, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    BadgeFactory.create_batch(count, registration__event=event)
    RegistrationFactory.create_batch(count, event=event)
    door.get(at("paper", event))
    with django_assert_num_queries(26):
        door.get(at("paper", event))


def test_an_own_label_is_offered_first_and_printed_on(door: Client, event: Event) -> None:
    RegistrationFactory.create(event=event)
    own = OwnLabelFactory.create(association=event.association, name="Cartes du papetier")
    OwnLabelFactory.create(name="Celles des voisins")
    page = door.get(at("paper", event)).text
    assert "Cartes du papetier" in page
    assert "Celles des voisins" not in page
    answer = door.post(at("badges", event), {"label": own.key, "start_at": "8"})
    (pixels,) = pages.drawn(answer.content)
    assert pages.stray_ink(pixels, own.label()) == 0
    assert answer.status_code == 200
    assert door.post(at("badges", event), {"label": own.key, "start_at": "9"}).status_code == 422
    assert OwnLabel.objects.count() == 2
