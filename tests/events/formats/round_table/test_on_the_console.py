"""What the facilitator does with the queue: the order, those who came unseen, the way back."""

import datetime as dt

import pytest
from django.urls import reverse

from events.agenda import actions
from events.agenda.log import Refused
from events.agenda.models import Segment
from events.agenda.templatetags.agenda_words import span
from events.door import actions as door
from events.door.models import CheckIn, CheckInSource, Seat
from events.door.seating import draw_tables
from events.formats.round_table import presence
from events.formats.round_table.format import RoundTableSettings
from events.formats.round_table.queue import Turn
from events.guests.models import Kind
from networking.time import now
from tests.events.agenda.conftest import Console
from tests.factories import (
    CheckInFactory,
    EventFactory,
    ProfileFactory,
    RegistrationFactory,
    SeriesFactory,
    UserFactory,
)

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def guests(breakfast):
    """Zoé, Amina and Claire came in this order; Boris has not come."""
    found = [
        RegistrationFactory.create(event=breakfast, given_name=name, family_name="Roux")
        for name in ("Zoé", "Amina", "Claire", "Boris")
    ]
    for guest in found[:3]:
        CheckInFactory.create(registration=guest)
    return found


@pytest.fixture
def frozen(breakfast, time_machine):
    """The event begins, and time stands still unless a test moves it."""
    time_machine.move_to(breakfast.starts_at, tick=False)


@pytest.fixture
def table(console, guests):
    console.tap("start")
    console.tap("next")
    return console


def settings(event, **options):
    segment = event.segments.get(format="round_table")
    segment.options = options
    segment.save()


def queue(console):
    return console.reading.state.current.state


def order(console):
    names = dict(console.event.registrations.values_list("public_id", "given_name"))
    return [names[seat.guest] for seat in queue(console).seats]


def show(client, event, view="console_part"):
    address = reverse(f"agenda:{view}", args=[event.association.slug, event.slug])
    return client.get(address, headers=ENGLISH).content.decode()


def in_page(page, *names):
    places = [page.index(f'<span class="list__name">{name} Roux') for name in names]
    return places == sorted(places)


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ({}, ["Zoé", "Amina", "Claire"]),
        ({"order": ""}, ["Zoé", "Amina", "Claire"]),
        ({"order": "name"}, ["Amina", "Claire", "Zoé"]),
        ({"order": "table"}, ["Claire", "Zoé", "Amina"]),
        ({"members_first": True}, ["Amina", "Zoé", "Claire"]),
    ],
)
def test_the_organiser_chooses_the_order(console, breakfast, guests, options, line):
    settings(breakfast, **options)
    for guest, at in ((guests[0], 2), (guests[2], 1)):
        Seat.objects.create(registration=guest, table=at)
    guests[1].kind = Kind.MEMBER
    guests[1].save()
    console.tap("start")
    console.tap("next")
    console.tap("round_table.open")
    assert order(console) == line


def test_who_stands_in_for_a_member_speaks_with_the_members(console, breakfast, guests):
    settings(breakfast, members_first=True)
    member = RegistrationFactory.create(event=breakfast, kind=Kind.MEMBER, status="replaced")
    guests[2].kind, guests[2].substitute_for = Kind.SUBSTITUTE, member
    guests[2].save()
    console.tap("start")
    console.tap("next")
    console.tap("round_table.open")
    assert order(console) == ["Claire", "Zoé", "Amina"]


def test_the_screen_says_when_the_visitors_begin(client, cast, console, breakfast, guests):
    client.force_login(cast.facilitator)
    settings(breakfast, members_first=True)
    guests[1].kind = Kind.MEMBER
    guests[1].save()
    console.tap("start")
    console.tap("next")
    console.tap("round_table.open")
    page = show(client, breakfast, "screen_part")
    assert "Members" in page
    assert "Then the visitors: Zoé Roux" in page
    assert "then the visitors, Zoé Roux first" in show(client, breakfast)
    console.tap("round_table.next")
    page = show(client, breakfast, "screen_part")
    assert "Visitors" in page
    assert "Next: Claire Roux" in page


def test_the_facilitator_changes_the_order_until_the_first_turn(client, cast, table, breakfast):
    client.force_login(cast.facilitator)
    assert in_page(show(client, breakfast), "Zoé", "Amina", "Claire")
    table.tap("round_table.order", order="name")
    assert in_page(show(client, breakfast), "Amina", "Claire", "Zoé")
    table.tap("round_table.open")
    assert order(table) == ["Amina", "Claire", "Zoé"]
    with pytest.raises(Refused, match="already_open"):
        table.tap("round_table.order", order="arrival")


def test_by_table_is_offered_where_there_are_tables(client, cast, table, breakfast):
    client.force_login(cast.facilitator)
    assert "By table" not in show(client, breakfast)
    draw_tables(event=breakfast, size=4, by=None)
    assert "By table" in show(client, breakfast)


def test_the_room_reads_no_more_than_she_agreed_to_show(client, cast, table, breakfast, guests):
    client.force_login(cast.facilitator)
    zoe, amina, _claire, _boris = guests
    for guest in (zoe, amina):
        guest.organisation = f"Atelier {guest.given_name}"
        ProfileFactory.create(user=guest.user, organisation="", headline=f"Je suis {guest}")
    zoe.shared, zoe.consented_at = [], None
    amina.shared, amina.consented_at = ["organisation"], now()
    zoe.save()
    amina.save()
    table.tap("round_table.open")
    page = show(client, breakfast, "screen_part")
    assert "Zoé Roux" in page
    assert "Atelier Zoé" not in page
    assert f"Je suis {zoe}" not in page
    table.tap("round_table.next")
    page = show(client, breakfast, "screen_part")
    assert "Atelier Amina" in page
    assert f"“Je suis {amina}”" in page


@pytest.mark.parametrize("wish", ["dance", None, ["name"], 7])
def test_an_order_there_is_not_is_refused(table, wish):
    with pytest.raises(Refused, match="unknown_command"):
        table.tap("round_table.order", order=wish)


def test_chance_that_is_shown_is_chance_that_is_called(client, cast, table, breakfast):
    client.force_login(cast.facilitator)
    table.tap("round_table.order", order="random")
    page = show(client, breakfast)
    table.tap("round_table.open")
    assert in_page(page, *order(table))


def test_what_was_moved_by_hand_stays_and_who_comes_then_is_at_the_end(
    client, cast, table, breakfast, guests
):
    client.force_login(cast.facilitator)
    zoe, _amina, claire, boris = (guest.public_id for guest in guests)
    table.tap("round_table.order", order="name")
    table.tap("round_table.move", guest=zoe, before=claire)
    CheckInFactory.create(registration=guests[3])
    assert "changed by hand" in show(client, breakfast)
    assert in_page(show(client, breakfast), "Amina", "Zoé", "Claire", "Boris")
    table.tap("round_table.move", guest=boris, before=zoe)
    table.tap("round_table.open")
    assert order(table) == ["Amina", "Boris", "Zoé", "Claire"]
    assert queue(table).order == "name"


def test_who_left_before_the_first_turn_is_not_called(table, guests):
    table.tap("round_table.move", guest=guests[0].public_id)
    door.undo_check_in(registration=guests[1], by=None)
    table.tap("round_table.open")
    assert order(table) == ["Claire", "Zoé"]


def test_who_waits_is_moved_while_others_speak(client, cast, table, breakfast, guests):
    client.force_login(cast.facilitator)
    table.tap("round_table.open")
    table.tap("round_table.move", guest=guests[2].public_id, before=guests[1].public_id)
    assert order(table) == ["Zoé", "Claire", "Amina"]
    page = show(client, breakfast)
    assert in_page(page, "Claire", "Amina")
    assert 'aria-label="Claire Roux earlier" disabled' in page
    assert 'aria-label="Amina Roux later" disabled' in page
    for guest in (guests[0].public_id, "nobody", 7):
        with pytest.raises(Refused, match="no_such_guest"):
            table.tap("round_table.move", guest=guest)


def test_phones_ask_again_when_somebody_is_moved(table, guests):
    table.tap("round_table.open")
    before = table.reading.snapshot(now())["scene"]
    table.tap("round_table.move", guest=guests[2].public_id, before=guests[1].public_id)
    assert table.reading.snapshot(now())["scene"] != before


def test_who_passed_is_called_again(client, cast, table, breakfast, guests):
    client.force_login(cast.facilitator)
    table.tap("round_table.open")
    table.tap("round_table.pass")
    assert "Speaks after all" in show(client, breakfast)
    table.tap("round_table.call", guest=guests[0].public_id)
    assert order(table) == ["Amina", "Claire", "Zoé"]
    assert queue(table).seat(guests[0].public_id).turn is Turn.WAITING


def test_the_console_says_what_was_saved_and_what_was_lost(
    client, cast, frozen, table, breakfast, time_machine
):
    client.force_login(cast.facilitator)
    table.tap("round_table.open")
    assert "on plan" in show(client, breakfast)
    time_machine.shift(dt.timedelta(seconds=45))
    table.tap("round_table.next")
    assert "20\u202fs saved" in show(client, breakfast)
    time_machine.shift(dt.timedelta(seconds=125))
    table.tap("round_table.next")
    assert "40\u202fs lost" in show(client, breakfast)


def test_the_console_says_when_all_will_have_spoken_and_if_that_is_too_late(
    client, cast, frozen, table, breakfast, time_machine
):
    client.force_login(cast.facilitator)
    table.tap("round_table.open")
    page = show(client, breakfast)
    assert "all have spoken at" in page
    assert "over</span>" not in page
    table.tap("extend", seconds=-1680)
    assert "2 minutes over" in show(client, breakfast)


def test_whoever_the_door_has_missed_is_checked_in_from_the_console_and_speaks_last(
    client, cast, table, breakfast, guests, django_capture_on_commit_callbacks
):
    client.force_login(cast.facilitator)
    table.tap("round_table.open")
    assert "Somebody arrives" in show(client, breakfast)
    with django_capture_on_commit_callbacks(execute=True):
        table.tap("round_table.welcome", guest=guests[3].public_id)
    assert order(table) == ["Zoé", "Amina", "Claire", "Boris"]
    arrival = CheckIn.objects.get(registration=guests[3])
    assert (arrival.source, arrival.by) == (CheckInSource.SEARCH, table.by)
    offered = 'data-tap="round_table.welcome" data-payload="{{&quot;guest&quot;:&quot;{}&quot;}}"'
    page = show(client, breakfast)
    assert offered.format(cast.registration.public_id) in page
    assert offered.format(guests[3].public_id) not in page


def test_before_the_first_turn_too(table, guests):
    table.tap("round_table.move", guest=guests[0].public_id)
    table.tap("round_table.welcome", guest=guests[3].public_id)
    table.tap("round_table.open")
    assert order(table) == ["Amina", "Claire", "Zoé", "Boris"]


def test_an_arrival_that_is_undone_was_somebody_else(
    table, guests, django_capture_on_commit_callbacks
):
    table.tap("round_table.open")
    before = table.reading.state
    with django_capture_on_commit_callbacks(execute=True):
        rev = table.tap("round_table.welcome", guest=guests[3].public_id).rev
    with django_capture_on_commit_callbacks(execute=True):
        table.undo(rev)
    assert table.reading.state == before
    assert not CheckIn.objects.filter(registration=guests[3]).exists()
    table.tap("round_table.next")
    assert order(table) == ["Zoé", "Amina", "Claire"]


def test_an_arrival_that_is_redone_has_her_turn_again_and_the_door_is_told_anew(table, guests):
    table.tap("round_table.open")
    rev = table.tap("round_table.welcome", guest=guests[3].public_id).rev
    undo = table.undo(rev).rev
    table.undo(undo)
    assert order(table) == ["Zoé", "Amina", "Claire", "Boris"]
    table.tap("round_table.welcome", guest=guests[3].public_id)
    assert order(table) == ["Zoé", "Amina", "Claire", "Boris"]
    assert CheckIn.objects.filter(registration=guests[3]).exists()


def test_a_check_in_made_at_the_door_stays_whatever_is_undone(table, guests):
    table.tap("round_table.open")
    rev = table.tap("round_table.next").rev
    table.undo(rev)
    assert CheckIn.objects.count() == 3


def test_only_who_is_expected_is_checked_in_from_the_console(table, guests, breakfast):
    table.tap("round_table.open")
    cancelled = RegistrationFactory.create(event=breakfast, status="cancelled")
    elsewhere = RegistrationFactory.create()
    for guest in (guests[0], cancelled, elsewhere):
        with pytest.raises(Refused, match="no_such_guest"):
            table.tap("round_table.welcome", guest=guest.public_id)
    assert CheckIn.objects.count() == 3


def test_a_mistaken_door_is_mended_from_the_console(
    table, guests, django_capture_on_commit_callbacks
):
    table.tap("round_table.open")
    with django_capture_on_commit_callbacks(execute=True):
        door.undo_check_in(registration=guests[1], by=None)
    assert queue(table).seat(guests[1].public_id).turn is Turn.ABSENT
    table.tap("round_table.welcome", guest=guests[1].public_id)
    assert order(table) == ["Zoé", "Claire", "Amina"]
    assert queue(table).seat(guests[1].public_id).turn is Turn.WAITING


def test_after_the_late_one_has_spoken_the_big_button_leads_on(
    client, cast, frozen, table, breakfast, guests, time_machine
):
    client.force_login(cast.facilitator)
    table.tap("round_table.open")
    for _ in range(3):
        table.tap("round_table.next")
    table.tap("next")
    table.tap(
        "round_table.welcome", segment=segment_of(breakfast, "round_table"), guest=ids(guests)
    )
    table.tap("go", segment=segment_of(breakfast, "round_table"))
    table.tap("round_table.next")
    table.tap("round_table.next")
    talk = segment_of(breakfast, "talk")
    assert f'data-tap="go" data-payload="{{&quot;segment&quot;:{talk}}}"' in big(client, breakfast)
    assert "On to “Intervention”" in big(client, breakfast)
    # Where the talk has had its time, the bilateral exchanges are next.
    table.tap("go", segment=talk)
    time_machine.shift(dt.timedelta(minutes=61))
    table.tap("go", segment=segment_of(breakfast, "round_table"))
    assert f":{segment_of(breakfast, 'bilateral')}}}" in big(client, breakfast)


def segment_of(event, format_):
    return event.segments.get(format=format_).pk


def ids(guests):
    return guests[3].public_id


def big(client, event):
    page = show(client, event)
    return page[page.index('id="tap-primary"') :][:600]


# --- Somebody else begins each time ---


@pytest.fixture
def last_month(breakfast, guests):
    """The series' breakfast before this one, at which Amina began."""
    series = SeriesFactory.create(association=breakfast.association)
    breakfast.series = series
    breakfast.save()
    event = EventFactory.create(
        association=breakfast.association,
        series=series,
        starts_at=breakfast.starts_at - dt.timedelta(days=28),
        ends_at=breakfast.ends_at - dt.timedelta(days=28),
    )
    Segment.objects.filter(event=event).delete()
    actions.add_segment(event=event, format="round_table", by=None)
    for guest in (guests[1], guests[0]):
        before = RegistrationFactory.create(
            event=event, user=guest.user, given_name=guest.given_name, family_name="Roux"
        )
        CheckInFactory.create(registration=before)
    console = Console(event, UserFactory.create())
    for kind in ("start", "round_table.open", "round_table.next", "close"):
        console.tap(kind)
    return event


@pytest.mark.parametrize(
    ("wish", "line"),
    [
        ("arrival", ["Zoé", "Amina", "Claire"]),
        ("name", ["Claire", "Zoé", "Amina"]),
    ],
)
def test_the_list_goes_on_after_whoever_began_last_time(console, breakfast, last_month, wish, line):
    settings(breakfast, order=wish, rotates=True)
    console.tap("start")
    console.tap("next")
    console.tap("round_table.open")
    assert order(console) == line


def test_who_began_last_time_and_came_first_today_speaks_second(console, breakfast, last_month):
    CheckIn.objects.filter(registration__given_name="Zoé", registration__event=breakfast).delete()
    settings(breakfast, rotates=True)
    console.tap("start")
    console.tap("next")
    console.tap("round_table.open")
    assert order(console) == ["Claire", "Amina"]


def test_without_a_series_or_an_earlier_round_table_nobody_began(breakfast, last_month):
    assert presence.began_last(breakfast).name == "roux  amina"
    assert presence.began_last(last_month) is None
    breakfast.series = None
    assert presence.began_last(breakfast) is None


def test_a_round_table_that_was_undone_was_none(breakfast, last_month):
    console = Console(last_month, UserFactory.create())
    for entry in reversed(console.reading.log):
        console.undo(entry.rev)
    assert presence.began_last(breakfast) is None


def test_the_settings_may_be_left_as_they_are():
    form = RoundTableSettings({"turn_seconds": 60})
    assert form.is_valid()
    assert form.cleaned_data["order"] == "arrival"
    assert not RoundTableSettings({"turn_seconds": 60, "order": "dance"}).is_valid()


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0 s"), (45, "45 s"), (120, "2 min"), (325, "5 min 25 s")]
)
def test_a_length_is_said_as_a_stopwatch_says_it(seconds, said):
    assert span(dt.timedelta(seconds=seconds)).replace("\u202f", " ") == said
