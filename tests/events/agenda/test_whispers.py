"""What the facilitator says to the speaker alone: large on her view, and nowhere else."""

import datetime as dt
import json
import uuid

import pytest
from django.urls import reverse

from events.agenda import actions, links
from events.agenda.formats import View
from events.agenda.log import Refused
from events.agenda.models import Command
from networking.push.models import Channel
from networking.time import now

ENGLISH = {"accept-language": "en"}
WORDS = "Plus fort, on n’entend rien au fond"


@pytest.fixture
def live(client, cast, console):
    """A facilitator's browser, while the event runs."""
    client.force_login(cast.facilitator)
    console.tap("start")
    return client


def address(name, event, *args):
    return reverse(f"agenda:{name}", args=[event.association.slug, event.slug, *args])


def show(client, event, view):
    return client.get(address(view, event), headers=ENGLISH).content.decode()


def by_link(event, name="linked_part", *args):
    return address(name, event, links.make(event, View.SPEAKER), *args)


def test_the_speaker_reads_it_at_once_and_nobody_else_does(live, cast, console):
    console.tap("say", text=WORDS)
    assert WORDS in show(live, cast.event, "speaker_part")
    assert WORDS in show(live, cast.event, "console_part")
    for view in ("screen_part", "phone_part", "screen", "phone"):
        assert WORDS not in show(live, cast.event, view)
    live.force_login(cast.guest)
    assert WORDS not in show(live, cast.event, "phone_part")


def test_what_is_pushed_to_all_says_nothing_of_it_but_a_revision(live, cast, console):
    before = json.loads(Channel.objects.get(name=cast.event.channel).payload)
    console.tap("say", text=WORDS)
    payload = Channel.objects.get(name=cast.event.channel).payload
    after = json.loads(payload)
    assert WORDS not in payload
    assert "whisper" not in payload
    assert after["rev"] == before["rev"] + 1
    # Phones need not even ask.
    assert after["scene"] == before["scene"]


@pytest.mark.parametrize("text", ["", "   ", "x" * 81, 7, None])
def test_it_is_a_few_words(console, text):
    console.tap("start")
    with pytest.raises(Refused, match="no_such_words"):
        console.tap("say", text=text) if text is not None else console.tap("say")


def test_eighty_letters_are_a_few_words_and_lines_become_one(console):
    console.tap("start")
    console.tap("say", text="x" * 80)
    console.tap("say", text=" Plus\n fort ")
    assert console.reading.state.whisper.text == "Plus fort"


def test_before_the_start_and_after_the_end_nobody_is_spoken_to(console):
    with pytest.raises(Refused, match="not_started"):
        console.tap("say", text=WORDS)
    console.tap("start")
    console.tap("close")
    with pytest.raises(Refused, match="over"):
        console.tap("say", text=WORDS)


def test_after_two_minutes_it_is_gone(live, cast, console, time_machine):
    time_machine.move_to(cast.event.starts_at, tick=False)
    console.tap("say", text=WORDS)
    time_machine.shift(dt.timedelta(seconds=119))
    assert WORDS in show(live, cast.event, "speaker_part")
    time_machine.shift(dt.timedelta(seconds=1))
    assert WORDS not in show(live, cast.event, "speaker_part")
    assert "not seen yet" in show(live, cast.event, "console_part")
    time_machine.shift(dt.timedelta(minutes=8))
    assert WORDS not in show(live, cast.event, "console_part")


def test_a_new_word_takes_the_place_of_the_last(live, cast, console):
    console.tap("say", text=WORDS)
    console.tap("say", text="5 minutes")
    page = show(live, cast.event, "speaker_part")
    assert "5 minutes" in page
    assert WORDS not in page


def test_undo_takes_it_back(live, cast, console):
    before = console.reading.state
    console.undo(console.tap("say", text=WORDS).rev)
    assert console.reading.state == before
    assert WORDS not in show(live, cast.event, "speaker_part")


def test_a_tap_on_the_speakers_view_says_on_the_console_that_it_was_seen(client, cast, console):
    console.tap("start")
    rev = console.tap("say", text=WORDS).rev
    assert (
        by_link(cast.event, "linked_seen", rev) in client.get(by_link(cast.event)).content.decode()
    )
    for _ in range(2):
        assert client.post(by_link(cast.event, "linked_seen", rev)).status_code == 204
    assert WORDS not in client.get(by_link(cast.event)).content.decode()
    client.force_login(cast.facilitator)
    page = show(client, cast.event, "console_part")
    assert "not seen yet" not in page
    assert "</svg>seen</span>" in page
    assert Command.objects.filter(kind="seen", system=True).count() == 1


def test_a_speaker_with_an_account_taps_too(client, cast, console):
    console.tap("start")
    rev = console.tap("say", text=WORDS).rev
    client.force_login(cast.speaker)
    assert address("seen", cast.event, rev) in show(client, cast.event, "speaker_part")
    client.post(address("seen", cast.event, rev))
    assert console.reading.state.whisper.seen_at


def test_seeing_it_makes_no_tap_stale_and_keeps_nobody_from_undoing(console):
    console.tap("start")
    rev = console.tap("say", text=WORDS).rev
    actions.note_seen(event=console.event, rev=rev)
    console.tap("next", rev=rev)
    console.undo(console.rev)
    console.undo(rev)
    assert console.reading.state.whisper is None
    console.undo(1)
    assert not console.reading.state.live


@pytest.mark.parametrize("rev", [0, 1, 3, 10**12])
def test_what_was_never_said_cannot_be_seen(client, cast, console, rev):
    console.tap("start")
    console.tap("say", text=WORDS)
    assert client.post(by_link(cast.event, "linked_seen", rev)).status_code == 204
    assert not console.reading.state.whisper.seen_at
    assert Command.objects.count() == 2


def test_the_console_cannot_say_that_the_speaker_has_seen(console):
    console.tap("start")
    rev = console.tap("say", text=WORDS).rev
    with pytest.raises(Refused, match="nothing_said"):
        actions.command(
            event=console.event,
            kind="seen",
            payload={"rev": rev},
            id=uuid.uuid4(),
            expected_rev=None,
            by=None,
        )


def test_the_screens_link_sees_nothing(client, cast, console):
    console.tap("start")
    rev = console.tap("say", text=WORDS).rev
    screen = address("linked_seen", cast.event, links.make(cast.event, View.SCREEN), rev)
    assert client.post(screen).status_code == 204
    assert not console.reading.state.whisper.seen_at


def test_a_link_that_was_withdrawn_sees_nothing_any_more(client, cast, console):
    console.tap("start")
    rev = console.tap("say", text=WORDS).rev
    tap = by_link(cast.event, "linked_seen", rev)
    actions.revoke_links(event=cast.event, by=None)
    assert client.post(tap).status_code == 410
    assert not console.reading.state.whisper.seen_at


def test_phones_are_asked_as_before_by_whatever_else_happens(console):
    console.tap("start")
    before = console.reading.snapshot(now())["scene"]
    console.tap("extend", seconds=60)
    assert console.reading.snapshot(now())["scene"] != before
