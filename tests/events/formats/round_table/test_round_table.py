"""The round table at a real breakfast: who is called, who comes late, what if it does not fit."""

import uuid

import pytest
from django.urls import reverse

from events.agenda.log import Refused
from events.agenda.models import Command
from events.door import actions as door
from events.door.models import CheckInSource
from events.formats.round_table.queue import Turn
from tests.factories import CheckInFactory, RegistrationFactory


@pytest.fixture
def guests(breakfast):
    """Three guests who came in this order, and a fourth who has not come."""
    here = RegistrationFactory.create_batch(3, event=breakfast)
    for guest in here:
        CheckInFactory.create(registration=guest)
    return [*here, RegistrationFactory.create(event=breakfast)]


@pytest.fixture
def table(console, guests):
    """A console at the round table, before the first turn."""
    console.tap("start")
    console.tap("next")
    return console


@pytest.fixture
def arrives(django_capture_on_commit_callbacks):
    def arrive(guest):
        with django_capture_on_commit_callbacks(execute=True):
            door.check_in(registration=guest, source=CheckInSource.SEARCH, by=None)

    return arrive


def queue(console):
    return console.reading.state.current.state


def order(console):
    return [seat.guest for seat in queue(console).seats]


def ids(guests):
    return [guest.public_id for guest in guests]


def test_those_present_speak_in_the_order_in_which_they_came(table, guests):
    table.tap("round_table.open")
    assert order(table) == ids(guests[:3])
    assert queue(table).turn.seconds == 60


def test_a_client_cannot_choose_who_speaks(table, guests):
    table.tap("round_table.open", guests=["somebody"])
    assert order(table) == ids(guests[:3])


def test_whoever_cancelled_is_not_called(table, guests):
    guests[0].status = "cancelled"
    guests[0].save()
    table.tap("round_table.open")
    assert order(table) == ids(guests[1:3])


@pytest.mark.parametrize("seconds", ["45", 5, 301, None, 4.5])
def test_a_senseless_turn_is_refused(table, seconds):
    with pytest.raises(Refused, match="no_such_turn"):
        table.tap("round_table.open", turn_seconds=seconds)


def test_a_shorter_turn_is_the_same_for_all(table):
    table.tap("round_table.open", turn_seconds=45)
    assert queue(table).turn.seconds == 45


def test_it_opens_once_and_is_spoken_to_only_once_open(table):
    with pytest.raises(Refused, match="not_open"):
        table.tap("round_table.next")
    table.tap("round_table.open")
    with pytest.raises(Refused, match="already_open"):
        table.tap("round_table.open")
    with pytest.raises(Refused, match="unknown_command"):
        table.tap("round_table.dance")


def test_the_facilitator_lets_pass_marks_absent_and_goes_back(table, guests):
    table.tap("round_table.open")
    table.tap("round_table.pass")
    table.tap("round_table.absent")
    assert [seat.turn for seat in queue(table).seats] == [Turn.PASSED, Turn.ABSENT, Turn.SPEAKING]
    table.tap("round_table.back")
    assert queue(table).speaking.guest == guests[0].public_id


def test_somebody_waiting_is_marked_absent_and_found_again(table, guests):
    table.tap("round_table.open")
    table.tap("round_table.absent", guest=guests[1].public_id)
    assert queue(table).following.guest == guests[2].public_id
    table.tap("round_table.arrive", guest=guests[1].public_id)
    assert order(table) == ids([guests[0], guests[2], guests[1]])


@pytest.mark.parametrize("who", ["nobody", 7, None])
def test_only_those_who_are_here_arrive(table, who):
    table.tap("round_table.open")
    with pytest.raises(Refused, match="no_such_guest"):
        table.tap("round_table.arrive", guest=who)


def test_who_has_a_place_does_not_arrive_again(table, guests):
    table.tap("round_table.open")
    with pytest.raises(Refused, match="no_such_guest"):
        table.tap("round_table.arrive", guest=guests[1].public_id)


def test_who_checks_in_late_takes_the_train_in_motion(table, guests, arrives):
    table.tap("round_table.open")
    rev = table.rev
    arrives(guests[3])
    assert order(table) == ids(guests)
    assert table.rev == rev + 1
    assert Command.objects.latest("rev").system


def test_a_late_arrival_makes_no_tap_stale(table, guests, arrives):
    table.tap("round_table.open")
    seen = table.rev
    arrives(guests[3])
    table.tap("round_table.next", rev=seen)
    assert queue(table).speaking.guest == guests[1].public_id


def test_who_comes_before_it_opens_is_simply_there(console, guests, arrives):
    console.tap("start")
    arrives(guests[3])
    console.tap("next")
    console.tap("round_table.open")
    assert order(console) == ids(guests)


def test_an_arrival_nobody_told_us_of_is_found_at_the_next_tap(table, guests):
    table.tap("round_table.open")
    CheckInFactory.create(registration=guests[3])
    table.tap("round_table.next")
    assert order(table) == ids(guests)


def test_arrivals_at_an_event_that_is_not_run_change_nothing(breakfast, arrives):
    arrives(RegistrationFactory.create(event=breakfast))
    assert not Command.objects.exists()


def test_who_was_taken_for_somebody_else_is_not_called(
    table, guests, django_capture_on_commit_callbacks
):
    table.tap("round_table.open")
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            door.undo_check_in(registration=guests[1], by=None)
    assert queue(table).seat(guests[1].public_id).turn is Turn.ABSENT


def test_who_speaks_goes_on_speaking_even_if_the_door_takes_her_back(
    table, guests, django_capture_on_commit_callbacks
):
    table.tap("round_table.open")
    with django_capture_on_commit_callbacks(execute=True):
        door.undo_check_in(registration=guests[0], by=None)
    assert queue(table).speaking.guest == guests[0].public_id


def test_undo_gives_the_word_back(table, guests):
    table.tap("round_table.open")
    before = table.reading.state
    rev = table.tap("round_table.next").rev
    table.undo(rev)
    assert table.reading.state == before


def show(client, event):
    address = reverse("agenda:console_part", args=[event.association.slug, event.slug])
    return client.get(address).content.decode()


def test_if_all_fit_nothing_is_offered(client, cast, table, breakfast):
    client.force_login(cast.facilitator)
    page = show(client, breakfast)
    assert "3 people are here. At 1 minute each that takes 3\u202fmin." in page
    assert "That does not fit." not in page


def test_if_they_do_not_fit_shorter_turns_or_borrowed_minutes_are_offered(
    client, cast, table, breakfast
):
    client.force_login(cast.facilitator)
    table.tap("extend", seconds=-1680)  # two minutes are left
    page = show(client, breakfast)
    assert "Begin with 30 seconds for all" in page
    assert "Take 2 minutes from “Intervention”" in page
    table.tap("extend", seconds=120, policy="absorb")
    assert "That does not fit." not in show(client, breakfast)


def test_if_nobody_could_say_a_word_no_shorter_turn_is_offered(client, cast, table, breakfast):
    client.force_login(cast.facilitator)
    table.tap("extend", seconds=-1780)
    page = show(client, breakfast)
    assert "for all" not in page
    assert "Take 3 minutes" in page


def test_the_console_lists_everybody_with_what_became_of_them(client, cast, table, breakfast):
    client.force_login(cast.facilitator)
    table.tap("round_table.open")
    table.tap("round_table.next")
    page = show(client, breakfast)
    for words in ("has spoken", "speaking", "1 still to speak"):
        assert words in page


def test_phones_need_not_ask_at_every_turn_but_when_somebody_comes(table, guests, arrives):
    from networking.time import now

    def scene():
        return table.reading.snapshot(now())["scene"]

    table.tap("round_table.open")
    before = scene()
    table.tap("round_table.next")
    assert scene() == before
    arrives(guests[3])
    assert scene() != before


def test_a_told_arrival_is_one_turn_however_often_it_is_told(table, guests, arrives):
    from events.door.models import CheckIn
    from events.formats.round_table.signals import seat_the_late

    table.tap("round_table.open")
    arrives(guests[3])
    check_in = CheckIn.objects.get(registration=guests[3])
    for _ in range(3):
        seat_the_late(check_in=check_in)
    assert order(table).count(guests[3].public_id) == 1
    assert Command.objects.filter(system=True).count() == 1


def test_commands_are_kept_for_ever_with_the_ids_they_came_with(table):
    id = uuid.uuid4()
    table.tap("round_table.open", id=id)
    assert Command.objects.get(pk=id).payload["turn_seconds"] == 60


def test_who_comes_after_the_end_is_not_forgotten(client, cast, table, breakfast, guests, arrives):
    client.force_login(cast.facilitator)
    table.tap("round_table.open")
    for _ in range(3):
        table.tap("round_table.next")
    table.tap("next")
    assert "not spoken yet" not in show(client, breakfast)
    arrives(guests[3])
    assert "1 person has not spoken yet." in show(client, breakfast)
    table.tap("go", segment=breakfast.segments.get(format="round_table").pk)
    table.tap("round_table.next")
    assert queue(table).speaking.guest == guests[3].public_id
    table.tap("next")
    assert "not spoken yet" not in show(client, breakfast)


def test_when_everybody_has_spoken_the_big_button_goes_on(client, cast, table, breakfast):
    client.force_login(cast.facilitator)
    table.tap("round_table.open")
    for _ in range(3):
        assert 'data-key=" " data-tap="round_table.next"' in show(client, breakfast)
        table.tap("round_table.next")
    assert 'data-key=" " data-tap="next"' in show(client, breakfast)


def test_what_the_door_told_does_not_keep_the_first_turn_from_being_undone(table, guests, arrives):
    rev = table.tap("round_table.open").rev
    arrives(guests[3])
    assert table.rev == rev + 1
    table.undo(rev)
    assert not queue(table).opened
    table.tap("round_table.open")
    assert order(table) == ids(guests)
