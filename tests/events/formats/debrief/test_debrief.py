"""A debrief: notes from phones and from the room, on a wall that fills."""

import uuid

import pytest
from django.urls import reverse

from events.agenda.formats import FORMATS
from events.agenda.log import Refused
from events.agenda.models import Segment
from events.agenda.remarks import actions
from events.agenda.remarks.models import Remark
from events.formats.debrief.format import MOST, DebriefSettings
from tests.factories import CheckInFactory, RegistrationFactory

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def guest(cast):
    found = RegistrationFactory.create(event=cast.event)
    CheckInFactory.create(registration=found)
    return found


@pytest.fixture
def begin(cast, console):
    """Starts an event that is one debrief; returns its segment."""

    def started(**options):
        Segment.objects.filter(event=cast.event).delete()
        segment = Segment.objects.create(
            event=cast.event, format="debrief", title="Debrief", minutes=10, options=options
        )
        console.tap("start")
        return segment.pk

    return started


def part(client, cast, view, user):
    client.force_login(user)
    return client.get(
        f"{cast.event.get_absolute_url()}{view}/part/", headers=ENGLISH
    ).content.decode()


def send(cast, segment, author, text="Sesame"):
    return actions.send(
        event=cast.event, segment=segment, author=author, text=text, named=True,
        id=uuid.uuid4(), by=None,
    )  # fmt: skip


def test_a_note_waits_then_stands_on_the_wall_then_is_taken_off(
    client, cast, console, begin, guest
):
    send(cast, begin(), guest)
    assert "Sesame" in part(client, cast, "console", cast.facilitator)
    assert "Sesame" not in part(client, cast, "screen", cast.facilitator)
    console.tap("debrief.take", remark=1)
    wall = part(client, cast, "screen", cast.facilitator)
    assert "Sesame" in wall
    assert guest.full_name in wall
    console.undo(console.rev)
    assert "Sesame" not in part(client, cast, "screen", cast.facilitator)
    console.tap("debrief.take", remark=1)
    console.tap("debrief.aside", remark=1)
    assert "Sesame" not in part(client, cast, "screen", cast.facilitator)
    with pytest.raises(Refused, match="unknown_command"):
        console.tap("debrief.show", remark=1)


def test_the_newest_note_comes_first(client, cast, begin, guest):
    segment = begin(moderated=False)
    for text in ("Older", "Newer"):
        send(cast, segment, guest, text)
    wall = part(client, cast, "screen", cast.facilitator)
    assert wall.index("Newer") < wall.index("Older")


def test_what_the_facilitator_notes_is_on_the_wall_at_once_and_kept(client, cast, begin):
    segment = begin()
    client.force_login(cast.facilitator)
    slugs = [cast.association.slug, cast.event.slug]
    sent = {"id": uuid.uuid4(), "segment": segment, "text": "Sesame", "named": "1"}
    url = reverse("agenda:note_remark", args=slugs)
    assert "Sesame" in client.post(url, sent, headers=ENGLISH).content.decode()
    client.post(url, sent, headers=ENGLISH)
    note = Remark.objects.get()
    assert (note.author, note.by, note.named) == (None, cast.facilitator, False)
    wall = part(client, cast, "screen", cast.facilitator)
    assert "Sesame" in wall
    assert cast.facilitator.family_name not in wall
    client.force_login(cast.organiser)
    kept = client.get(reverse("agenda:remarks", args=slugs), headers=ENGLISH).content.decode()
    assert "noted in the room" in kept
    refused = client.post(url, {**sent, "id": uuid.uuid4(), "text": ""}, headers=ENGLISH)
    assert refused.status_code == 422


def test_notes_from_phones_are_an_option_and_the_facilitators_are_not(client, cast, begin, guest):
    segment = begin(notes=False)
    with pytest.raises(Refused, match="enough"):
        send(cast, segment, guest)
    assert "data-remark" not in part(client, cast, "now", guest.user)
    send(cast, segment, None)
    assert "Sesame" in part(client, cast, "screen", cast.facilitator)


def test_one_person_has_more_to_say_in_a_debrief(cast, begin, guest):
    segment = begin()
    for _ in range(MOST):
        send(cast, segment, guest)
    with pytest.raises(Refused, match="enough"):
        send(cast, segment, guest)


def test_a_debrief_takes_no_votes(cast, begin, guest):
    segment = begin(moderated=False)
    note = send(cast, segment, None)
    with pytest.raises(Refused, match="not_now"):
        actions.vote(remark=note, guest=guest, wanted=True, by=None)


def test_both_options_are_on_until_somebody_says_otherwise():
    form = DebriefSettings()
    assert all(form[name].initial for name in ("notes", "moderated"))


def test_its_question_stands_on_the_run_sheet():
    assert FORMATS["debrief"].on_paper(None)
