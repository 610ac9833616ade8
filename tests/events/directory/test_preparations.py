"""Getting ready, and who is not yet."""

import pytest
from django.test import Client
from django.urls import reverse

from events.calendar.models import Status as EventStatus
from events.directory.actions import ask_introduction, nudge, settle_introduction
from events.directory.models import IntroductionRequest
from events.directory.unready import unready
from events.guests.actions import cancel
from networking.audit.models import Entry
from networking.mail.kinds import kind_of
from networking.mail.models import OutgoingMail
from networking.profiles.actions import save
from tests.cast import Cast, assemble
from tests.factories import ProfileFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return assemble()


def url(cast: Cast, name: str) -> str:
    return reverse(f"directory:{name}", args=[cast.association.slug, cast.event.slug])


def nudges() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(kind="directory.nudge"))


def test_a_pitch_for_this_event_comes_before_that_of_the_profile(
    client: Client, cast: Cast
) -> None:
    ProfileFactory.create(user=cast.guest, pitch="Celui de toujours.")
    client.force_login(cast.guest)
    client.post(url(cast, "prepare"), {"objective": "Trouver un local", "pitch": "Celui du jour."})
    cast.registration.refresh_from_db()
    assert cast.registration.objective == "Trouver un local"
    address = reverse(
        "directory:person",
        args=[cast.association.slug, cast.event.slug, cast.registration.public_id],
    )
    client.force_login(cast.organiser)
    page = client.get(address).content.decode()
    assert "Celui du jour." in page
    assert "Celui de toujours." not in page
    # What she is after is nobody else's business.
    assert "Trouver un local" not in page


def test_a_pitch_that_is_too_long_is_refused_and_kept_in_the_form(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.guest)
    answer = client.post(url(cast, "prepare"), {"objective": "Être connue", "pitch": "é" * 4001})
    assert answer.status_code == 422
    assert "Être connue" in answer.content.decode()


def test_organisers_see_who_has_no_pitch_or_neither_offer_nor_need(cast: Cast) -> None:
    ready = RegistrationFactory.create(event=cast.event)
    save(user=ready.user, fields={"pitch": "Bonjour"}, offers=[("Droit", "")], needs=[], by=None)
    half = RegistrationFactory.create(event=cast.event, pitch="Pour aujourd’hui seulement")
    found = {each.registration: (each.no_pitch, each.no_wanted) for each in unready(cast.event)}
    assert found == {cast.registration: (True, True), half: (False, True)}


def test_one_nudge_each_however_often_it_is_asked_for(client: Client, cast: Cast) -> None:
    RegistrationFactory.create(event=cast.event, user__email=None)
    client.force_login(cast.organiser)
    for _twice in range(2):
        client.post(url(cast, "nudge"))
    [mail] = nudges()
    assert mail.to == cast.guest.email
    assert kind_of(mail.kind).still_wanted(mail)


def test_a_nudge_is_not_wanted_any_more_by_who_cancelled_or_once_it_has_begun(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.organiser)
    client.post(url(cast, "nudge"))
    [mail] = nudges()
    cast.event.status = EventStatus.LIVE
    cast.event.save()
    assert not kind_of(mail.kind).still_wanted(mail)
    cast.event.status = EventStatus.PUBLISHED
    cast.event.save()
    cancel(registration=cast.registration, by=None)
    assert not kind_of(mail.kind).still_wanted(mail)


def test_a_nudge_is_short_and_leads_to_the_profile(client: Client, cast: Cast) -> None:
    client.force_login(cast.organiser)
    client.post(url(cast, "nudge"))
    [mail] = nudges()
    content = kind_of(mail.kind).render(mail)
    assert reverse("profiles:profile") in content.text
    assert reverse("profiles:profile") in content.html


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(
    client: Client, people: int, cast: Cast, django_assert_max_num_queries
) -> None:
    for _ in range(people):
        RegistrationFactory.create(event=cast.event)
    client.force_login(cast.organiser)
    with django_assert_max_num_queries(16):
        client.get(url(cast, "preparations"))


def test_two_organisers_who_nudge_at_once_write_once_and_only_one_is_told_so(cast: Cast) -> None:
    seen = [[each.registration for each in unready(cast.event)] for _organiser in range(2)]
    sent = [nudge(event=cast.event, registrations=each, by=cast.organiser) for each in seen]
    assert sent == [1, 0]
    assert len(nudges()) == 1


def test_who_settles_an_introduction_second_leaves_the_first_instant(cast: Cast) -> None:
    wanted = RegistrationFactory.create(event=cast.event)
    asked = ask_introduction(registration=cast.registration, wanted=wanted, note="", by=cast.guest)
    stale = IntroductionRequest.objects.get(pk=asked.pk)
    settle_introduction(request=asked, by=cast.organiser)
    first = IntroductionRequest.objects.get(pk=asked.pk).settled_at
    settle_introduction(request=stale, by=cast.organiser)
    assert first is not None
    assert IntroductionRequest.objects.get(pk=asked.pk).settled_at == first
    assert Entry.objects.filter(verb="introduction.settled").count() == 1
