"""The life of an event in an organiser's hands: moved, cancelled, thrown away, archived."""

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks

from events.calendar import actions
from events.calendar.life import steps_of
from events.calendar.models import Event, Status
from networking.audit.models import Entry
from networking.mail.kinds import kind_of
from networking.mail.models import OutgoingMail
from networking.mail.sending import content_of
from tests.cast import Cast, assemble
from tests.events.calendar import speaking_english
from tests.factories import EventFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db


def url(name: str, event: Event, *args: str) -> str:
    return reverse(f"calendar:{name}", args=[event.association.slug, event.slug, *args])


def organiser(cast: Cast) -> Client:
    client = Client()
    client.force_login(speaking_english(cast.organiser))
    return client


def typed(event: Event, **other: str) -> dict[str, str]:
    """The form of an event as it stands, but for `other`."""
    event.refresh_from_db()
    return {
        "title": event.title,
        "day": event.local_start.date().isoformat(),
        "begins": f"{event.local_start:%H:%M}",
        "ends": f"{event.local_end:%H:%M}",
        "venue": event.venue,
        "address": event.address,
        "capacity": str(event.capacity),
        "policy": event.policy,
        "description": event.description,
        "seen": event.changed_at.isoformat(),
        **other,
    }


# --- Cancelling ----------------------------------------------------------------------------------


def test_before_it_is_cancelled_one_reads_how_many_will_be_told() -> None:
    cast = assemble()
    RegistrationFactory.create(event=cast.event, waiting=True)
    RegistrationFactory.create(event=cast.event, cancelled=True)
    RegistrationFactory.create(event=cast.event, user=UserFactory.create(email=None))
    text = organiser(cast).get(url("cancel", cast.event)).content.decode()
    assert "<strong>2 people</strong> registered" in text
    assert "<strong>1 person</strong> has no e-mail: please call." in text
    assert "Cancel it and tell 2 people" in text
    cast.event.refresh_from_db()
    assert cast.event.status == Status.PUBLISHED


def test_cancelling_tells_everybody_once_with_the_word_that_was_given(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    cast = assemble()
    client = organiser(cast)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("cancel", cast.event), {"note": "La salle est en travaux."})
    # A second click, another organiser: nobody is told twice, and the first word stays.
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("cancel", cast.event), {"note": "Autre chose."})
    cast.event.refresh_from_db()
    assert cast.event.status == Status.CANCELLED
    assert cast.event.cancel_note == "La salle est en travaux."
    mail = OutgoingMail.objects.get(kind="guests.called_off")
    content = content_of(mail, kind_of(mail.kind))
    assert "La salle est en travaux." in content.text
    assert "La salle est en travaux." in content.html
    assert Entry.objects.filter(verb="event.status").count() == 1


def test_the_mails_about_the_end_are_made_together_with_it_whatever_breaks_afterwards() -> None:
    cast = assemble()
    # What is done on commit isn't done here, as where the process is killed at that instant.
    actions.cancel(event=cast.event, by=cast.organiser)
    assert OutgoingMail.objects.filter(kind="guests.called_off").count() == 1


def test_as_many_mails_leave_as_the_page_said(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    cast = assemble()
    for trait in ("waiting", "offered", "pending", "cancelled", "invited"):
        RegistrationFactory.create(event=cast.event, **{trait: True})
    client = organiser(cast)
    said = client.get(url("cancel", cast.event)).context["audience"].if_called_off
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("cancel", cast.event), {"note": ""})
    assert OutgoingMail.objects.filter(kind="guests.called_off").count() == said == 3


@pytest.mark.parametrize("trait", ["live", "over"])
def test_what_has_begun_is_not_cancelled(trait: str) -> None:
    cast = assemble(EventFactory.create(**{trait: True}))
    client = organiser(cast)
    assert "It can’t be cancelled" in client.get(url("cancel", cast.event)).content.decode()
    client.post(url("cancel", cast.event), {"note": ""})
    cast.event.refresh_from_db()
    assert cast.event.status == trait


def test_a_live_event_is_closed_early_from_the_console_and_the_page_leads_there() -> None:
    cast = assemble(EventFactory.create(live=True))
    text = organiser(cast).get(url("cancel", cast.event)).content.decode()
    assert reverse("agenda:console", args=[cast.association.slug, cast.event.slug]) in text


def test_a_word_too_long_is_asked_again_and_nothing_is_cancelled() -> None:
    cast = assemble()
    answer = organiser(cast).post(url("cancel", cast.event), {"note": "x" * 501})
    assert answer.status_code == 422
    cast.event.refresh_from_db()
    assert cast.event.status == Status.PUBLISHED


def test_a_draft_is_thrown_away_and_nothing_remains() -> None:
    cast = assemble(EventFactory.create(draft=True))
    cast.registration.delete()
    organiser(cast).post(url("discard", cast.event))
    assert not Event.objects.filter(pk=cast.event.pk).exists()
    assert Entry.objects.filter(verb="event.discarded").exists()


def test_a_draft_on_whose_list_people_are_is_not_thrown_away() -> None:
    cast = assemble(EventFactory.create(draft=True))
    organiser(cast).post(url("discard", cast.event))
    assert Event.objects.filter(pk=cast.event.pk).exists()


@pytest.mark.parametrize("facts", [{}, {"draft": True, "occurrence": dt.date(2027, 1, 5)}])
def test_what_is_published_or_comes_from_a_series_is_not_thrown_away(facts: Any) -> None:
    event = EventFactory.create(**facts)
    with pytest.raises(actions.NoSuchTransition):
        actions.discard(event=event, by=None)


# --- Moving --------------------------------------------------------------------------------------


def test_before_it_is_moved_one_reads_how_many_will_be_told_and_nothing_is_saved() -> None:
    cast = assemble()
    RegistrationFactory.create_batch(2, event=cast.event)
    before = cast.event.starts_at
    answer = organiser(cast).post(url("edit", cast.event), typed(cast.event, begins="08:30"))
    assert "3 people registered will be told by one mail" in answer.content.decode()
    cast.event.refresh_from_db()
    assert cast.event.starts_at == before
    assert not OutgoingMail.objects.filter(kind="guests.moved").exists()


def test_what_was_agreed_to_is_saved_and_told() -> None:
    cast = assemble()
    client = organiser(cast)
    answer = client.post(url("edit", cast.event), typed(cast.event, begins="08:30"))
    # What the page carries along is what was typed.
    hidden = {
        name: value or ""
        for name, value in answer.context["form"].data.items()
        if name != "csrfmiddlewaretoken"
    }
    client.post(url("edit", cast.event), hidden | {"agreed": "yes"})
    cast.event.refresh_from_db()
    assert cast.event.local_start.time() == dt.time(8, 30)
    assert OutgoingMail.objects.filter(kind="guests.moved").count() == 1


def test_another_title_is_saved_without_asking() -> None:
    cast = assemble()
    answer = organiser(cast).post(url("edit", cast.event), typed(cast.event, title="Autre titre"))
    assert answer.status_code == 302


@pytest.mark.parametrize("facts", [{"draft": True}, {}])
def test_where_nobody_would_be_told_nothing_is_asked(facts: Any) -> None:
    cast = assemble(EventFactory.create(**facts))
    if not facts:
        cast.registration.delete()
    answer = organiser(cast).post(url("edit", cast.event), typed(cast.event, begins="08:30"))
    assert answer.status_code == 302


def test_two_organisers_at_once_do_not_overwrite_each_other_unknowingly() -> None:
    cast = assemble()
    mine = typed(cast.event, title="Le mien")
    actions.change(event=cast.event, title="Le sien", by=cast.owner)
    client = organiser(cast)
    answer = client.post(url("edit", cast.event), mine)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Somebody else changed this event meanwhile." in text
    assert "Le sien" in text
    assert "Le mien" in text
    cast.event.refresh_from_db()
    assert cast.event.title == "Le sien"
    # Who sends it once more means it.
    mine["seen"] = cast.event.changed_at.isoformat()
    assert client.post(url("edit", cast.event), mine).status_code == 302
    cast.event.refresh_from_db()
    assert cast.event.title == "Le mien"


def test_a_second_click_on_save_is_no_quarrel() -> None:
    cast = assemble()
    client = organiser(cast)
    mine = typed(cast.event, title="Le mien")
    assert [client.post(url("edit", cast.event), mine).status_code for _ in range(2)] == [302, 302]


# --- Steps ---------------------------------------------------------------------------------------


def test_an_event_that_is_over_is_archived_and_stays_readable() -> None:
    cast = assemble(EventFactory.create(over=True))
    client = organiser(cast)
    assert "Archive" in client.get(url("overview", cast.event)).content.decode()
    client.post(url("move", cast.event, "archive"))
    cast.event.refresh_from_db()
    assert cast.event.status == Status.ARCHIVED
    assert client.get(url("overview", cast.event)).status_code == 200
    assert Client().get(cast.event.get_absolute_url()).status_code == 200


def test_what_is_to_come_is_not_archived() -> None:
    cast = assemble()
    organiser(cast).post(url("move", cast.event, "archive"))
    cast.event.refresh_from_db()
    assert cast.event.status == Status.PUBLISHED


def test_an_event_stands_at_one_step_and_a_cancelled_one_at_none() -> None:
    steps = steps_of(EventFactory.build(status=Status.LIVE))
    assert [(step.status, step.past, step.now) for step in steps] == [
        ("draft", True, False),
        ("published", True, False),
        ("live", False, True),
        ("over", False, False),
        ("archived", False, False),
    ]
    assert steps_of(EventFactory.build(status=Status.CANCELLED)) == []


# --- How it looks --------------------------------------------------------------------------------


def test_an_event_takes_a_colour_of_its_own_and_gives_it_back() -> None:
    cast = assemble()
    client = organiser(cast)
    client.post(url("cover", cast.event), {"own_colour": "on", "colour": "#1C5C8A"})
    cast.event.refresh_from_db()
    assert cast.event.cover_colour == "#1c5c8a"
    client.post(url("cover", cast.event), {"colour": "#1c5c8a"})
    cast.event.refresh_from_db()
    assert cast.event.cover_colour == ""


@pytest.mark.parametrize("wrong", [{"colour": "mauve", "own_colour": "on"}])
def test_no_colour_is_asked_again(wrong: dict[str, str]) -> None:
    cast = assemble()
    assert organiser(cast).post(url("cover", cast.event), wrong).status_code == 422


def photograph(colour: str = "teal") -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.new("RGB", (3000, 2000), colour).save(written, "JPEG")
    return SimpleUploadedFile("vacances de Zoë.jpg", written.getvalue(), "image/jpeg")


def test_a_picture_is_drawn_anew_shown_to_everybody_and_taken_away_again() -> None:
    cast = assemble()
    client = organiser(cast)
    client.post(url("cover", cast.event), {"cover": photograph()})
    cast.event.refresh_from_db()
    assert "Zo" not in cast.event.cover.name
    assert max(cast.event.cover.width, cast.event.cover.height) <= 1600
    text = Client().get(cast.event.get_absolute_url()).content.decode()
    assert text.count(cast.event.cover.url) >= 2
    assert Client().get(cast.event.cover.url).status_code == 200
    client.post(url("cover", cast.event), {"cover-clear": "on"})
    cast.event.refresh_from_db()
    assert not cast.event.cover


def test_saving_the_colour_leaves_the_picture_as_it_is() -> None:
    cast = assemble()
    client = organiser(cast)
    client.post(url("cover", cast.event), {"cover": photograph()})
    cast.event.refresh_from_db()
    name = cast.event.cover.name
    client.post(url("cover", cast.event), {"own_colour": "on", "colour": "#1c5c8a"})
    cast.event.refresh_from_db()
    assert (cast.event.cover.name, cast.event.cover_colour) == (name, "#1c5c8a")


def test_what_is_no_picture_is_refused_with_a_sentence() -> None:
    cast = assemble()
    sent = SimpleUploadedFile("logo.svg", b"<svg xmlns='x'><script/></svg>", "image/svg+xml")
    answer = organiser(cast).post(url("cover", cast.event), {"cover": sent})
    assert answer.status_code == 422
    assert "Drawings (SVG) can’t be taken." in answer.content.decode()
    cast.event.refresh_from_db()
    assert not cast.event.cover


def test_the_picture_of_a_discarded_draft_goes_with_it_unless_another_event_shows_it(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    cast = assemble(EventFactory.create(draft=True))
    cast.registration.delete()
    client = organiser(cast)
    client.post(url("cover", cast.event), {"cover": photograph()})
    cast.event.refresh_from_db()
    picture = cast.event.cover.url
    twin = EventFactory.create(
        association=cast.association, cover=cast.event.cover.name, draft=True
    )
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(event=cast.event, by=None)
    assert Client().get(picture).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(event=twin, by=None)
    assert Client().get(picture).status_code == 404
