"""Impromptu rounds in a running event, from the tap to the encounter."""

import json
import uuid
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.agenda.log import Refused
from events.calendar.models import Event
from events.encounters.models import Encounter, Source
from events.formats.impromptu.format import ImpromptuSettings
from events.rounds.pairing import Reason
from events.rounds.tables import Table
from networking.associations.models import Role
from networking.time import now
from tests.events.formats.in_rounds import Room
from tests.factories import EncounterFactory, EventFactory, MembershipFactory


def set_options(room: Room, **options: object) -> None:
    room.event.segments.filter(format="impromptu").update(options=options)


def seated(table: Table) -> set[str]:
    return set(table.guests)


@pytest.mark.parametrize("number", [20, 21])
def test_in_three_rounds_everybody_meets_somebody_new_each_time(room: Room, number: int) -> None:
    guests = {guest.public_id for guest in room.enter(number)}
    room.tap("start")
    rounds = [room.play() for _ in range(3)]
    room.tap("next")
    for round_ in rounds:
        assert Counter(one for table in round_.tables for one in table.guests) == Counter(guests)
        assert round_.left_over == ()
    pairs = [frozenset(pair) for round_ in rounds for pair in round_.pairs]
    assert len(set(pairs)) == len(pairs) == 3 * (10 if number == 20 else 9 + 3)
    turns = Counter(guest for round_ in rounds for guest in round_.odd)
    assert set(turns.values()) <= {1}
    assert room.met == room.users(*rounds)
    assert room.event.encounters.count() == len(pairs)
    assert set(room.event.encounters.values_list("source", flat=True)) == {Source.IMPROMPTU}


def test_people_met_at_the_last_event_are_kept_apart_if_possible(room: Room) -> None:
    guests = room.enter(6)
    before = EventFactory.create(
        association=room.event.association, starts_at=now().replace(month=11), over=True
    )
    for one, two in ((0, 1), (2, 3), (4, 5)):
        EncounterFactory.create(event=before, first=guests[one].user, second=guests[two].user)
    room.tap("start")
    # After two rounds among six, what is left may be two triangles: then it is no longer possible.
    for _ in range(2):
        known = {frozenset((guests[i].user_id, guests[i + 1].user_id)) for i in (0, 2, 4)}
        assert not known & room.users(room.play())


def test_a_pair_that_could_not_be_otherwise_says_how_long_ago_they_met(room: Room) -> None:
    one, two = room.enter(2)
    for month in (10, 11):
        event = EventFactory.create(
            association=room.event.association, starts_at=now().replace(month=month), over=True
        )
        if month == 10:
            EncounterFactory.create(event=event, first=one.user, second=two.user)
        else:
            EncounterFactory.create(event=event)
    room.tap("start")
    room.tap("draw")
    (table,) = room.last.tables
    assert (table.reason, table.events_ago) == (Reason.EARLIER, 2)


def test_what_happened_in_another_association_is_not_known_here(room: Room) -> None:
    one, two = room.enter(2)
    elsewhere = EventFactory.create(starts_at=now().replace(month=11), over=True)
    EncounterFactory.create(event=elsewhere, first=one.user, second=two.user)
    room.tap("start")
    room.tap("draw")
    assert room.last.tables[0].reason is Reason.NEW


def test_colleagues_are_kept_apart_however_their_house_is_spelt(room: Room) -> None:
    for _ in range(3):
        room.enter(organisation="Énergie Partagée")
        room.enter(organisation="energie partagee")
        room.enter(2, organisation="SCOP Le Fournil")
    room.tap("start")
    room.tap("draw")
    assert {table.reason for table in room.last.tables} == {Reason.NEW}


def test_observers_and_those_not_checked_in_are_not_paired(room: Room) -> None:
    room.enter(observer=True)
    (gone,) = room.enter()
    room.leave(gone)
    guests = room.enter(2)
    room.tap("start")
    room.tap("draw")
    assert room.last.guests == {guest.public_id for guest in guests}


def test_nobody_to_pair_is_said_so_and_nothing_is_written(room: Room) -> None:
    room.enter()
    room.tap("start")
    with pytest.raises(Refused, match="too_few"):
        room.tap("draw")
    assert room.reading.rev == 1


def test_a_tap_that_arrives_twice_draws_once(room: Room) -> None:
    room.enter(10)
    room.tap("start")
    tap = uuid.uuid4()
    room.tap("draw", id=tap)
    tables = room.last.tables
    assert room.tap("draw", id=tap).repeated
    assert room.last.tables == tables
    assert len(room.course.rounds) == 1


def test_drawing_again_gives_other_tables_for_the_same_round(room: Room) -> None:
    room.enter(20)
    room.tap("start")
    room.tap("draw")
    before = room.last
    room.tap("redraw")
    assert room.last.number == 1
    assert room.last.tables != before.tables


# Undo


def test_undoing_a_draw_takes_its_tables_back(room: Room) -> None:
    room.enter(4)
    room.tap("start")
    room.tap("draw")
    room.undo()
    assert room.course.rounds == ()
    room.tap("draw")
    assert room.last.number == 1


def test_undoing_what_followed_a_round_withdraws_its_encounters(room: Room) -> None:
    room.enter(4)
    room.tap("start")
    room.tap("draw")
    room.tap("round")
    room.wait(200)
    stop = room.tap("stop")
    assert len(room.met) == 2
    room.tap("undo", rev=stop.rev)
    assert room.met == set()
    room.wait(100)
    room.tap("draw")
    assert len(room.met) == 2


def test_a_pair_that_met_in_two_rounds_is_one_encounter_and_survives_undoing_one(
    room: Room,
) -> None:
    room.enter(2)
    room.tap("start")
    room.play()
    room.tap("draw")
    assert room.last.tables[0].reason is Reason.AGAIN
    room.tap("round")
    room.wait(200)
    stop = room.tap("stop")
    assert room.event.encounters.count() == 1
    room.tap("undo", rev=stop.rev)
    assert room.event.encounters.count() == 1


def test_leaving_the_segment_while_they_talk_counts_and_coming_back_waits(room: Room) -> None:
    room.enter(2)
    room.tap("start")
    room.tap("draw")
    room.tap("round")
    room.wait(100)
    room.tap("next")
    assert len(room.met) == 1
    room.tap("back")
    assert room.met == set()


def test_a_replayed_log_needs_no_dice_and_nothing_is_recorded_twice(room: Room) -> None:
    room.enter(8)
    room.tap("start")
    room.play()
    room.tap("draw")
    state = room.reading.state
    before = list(Encounter.objects.values_list("pk", flat=True))
    assert room.reading.state == state
    room.tap("pause")
    assert list(Encounter.objects.values_list("pk", flat=True)) == before


# Coming and going


def test_who_arrives_during_a_round_joins_at_the_next(room: Room) -> None:
    room.enter(20)
    room.tap("start")
    room.tap("draw")
    room.tap("round")
    (late,) = room.enter()
    with pytest.raises(Refused, match="next_round"):
        room.tap("join")
    room.wait(30 + 240)
    assert late.public_id not in room.last.guests
    room.tap("draw")
    assert late.public_id in room.last.guests
    assert late.user_id not in {user for pair in room.met for user in pair}


def test_who_arrives_once_the_pairs_are_drawn_disturbs_nobody_elses(room: Room) -> None:
    room.enter(20)
    room.tap("start")
    room.tap("draw")
    before = room.last.tables
    (late,) = room.enter()
    room.tap("join")
    after = room.last.tables
    changed = [table for table in after if table not in before]
    assert [late.public_id in table.guests for table in changed] == [True]
    assert len(changed[0].guests) == 3
    assert [table.number for table in after] == [table.number for table in before]


def test_two_who_arrive_in_the_last_round_make_a_pair(room: Room) -> None:
    set_options(room, rounds=1)
    room.enter(4)
    room.tap("start")
    room.tap("draw")
    room.tap("round")
    late = room.enter(2)
    room.tap("join")
    assert room.last.tables[-1] == Table(3, room.last.tables[-1].guests)
    assert seated(room.last.tables[-1]) == {guest.public_id for guest in late}
    with pytest.raises(Refused, match="nobody_waits"):
        room.tap("join")


def test_a_no_show_re_pairs_only_the_orphan(room: Room) -> None:
    room.enter(10)
    room.tap("start")
    room.tap("draw")
    before = room.last.tables
    missing, orphan = before[2].guests
    room.tap("absent", guest=missing)
    after = {table.number: table for table in room.last.tables}
    assert missing not in room.last.guests
    assert sorted(after) == [1, 2, 4, 5]
    changed = [table for table in after.values() if table not in before]
    assert [orphan in table.guests for table in changed] == [True]
    room.tap("round")
    room.wait(270)
    room.tap("draw")
    assert missing not in room.last.guests
    room.tap("here", guest=missing)
    room.tap("redraw")
    assert missing in room.last.guests


def test_two_no_shows_leave_two_orphans_who_find_each_other(room: Room) -> None:
    room.enter(10)
    room.tap("start")
    room.tap("draw")
    one, two = room.last.tables[0].guests, room.last.tables[1].guests
    room.tap("absent", guest=one[0])
    room.tap("absent", guest=two[0])
    assert room.last.left_over == ()
    assert sorted(len(table.guests) for table in room.last.tables) == [2, 2, 2, 2]


def test_whoever_leaves_between_rounds_keeps_the_people_met(room: Room) -> None:
    room.enter(4)
    room.tap("start")
    first = room.play()
    room.tap("absent", guest=first.tables[0].guests[0])
    assert room.met == room.users(first)
    room.tap("draw")
    assert first.tables[0].guests[0] not in room.last.guests


def test_whoever_was_checked_in_by_mistake_has_met_nobody(room: Room) -> None:
    guests = room.enter(2)
    room.tap("start")
    room.tap("draw")
    room.tap("round")
    room.leave(guests[0])
    room.wait(270)
    room.tap("next")
    assert room.met == set()


@pytest.mark.parametrize("guest", [None, 7, "nobody", ["a"]])
def test_a_guest_who_is_not_here_cannot_be_absent_nor_come_back(room: Room, guest: object) -> None:
    room.enter(2)
    room.tap("start")
    for verb in ("absent", "here"):
        with pytest.raises(Refused, match="no_such_guest"):
            room.tap(verb, guest=guest)


@pytest.mark.parametrize("seconds", [0, 121, -121, "30", 1.5, None, True])
def test_a_round_is_not_stretched_by_nonsense(room: Room, seconds: object) -> None:
    room.enter(2)
    room.tap("start")
    room.tap("draw")
    room.tap("round")
    with pytest.raises(Refused, match="no_such_stretch"):
        room.tap("stretch", seconds=seconds)


def test_thirty_seconds_more_for_everybody(room: Room) -> None:
    room.enter(2)
    room.tap("start")
    room.tap("draw")
    room.tap("round")
    room.tap("stretch")
    room.wait(270)
    assert room.course.on(room.scene().moment.elapsed) is not None
    room.wait(30)
    assert room.course.on(room.scene().moment.elapsed) is None


def test_nobody_joins_a_round_that_is_not_there(room: Room) -> None:
    room.enter(2)
    room.tap("start")
    with pytest.raises(Refused, match="no_round"):
        room.tap("join")


# The joker


def test_a_joker_makes_an_odd_number_even_and_rests_otherwise(room: Room) -> None:
    set_options(room, odd="joker")
    room.enter(5)
    organiser = MembershipFactory.create(association=room.event.association, role=Role.ORGANISER)
    (joker,) = room.enter(user=organiser.user, observer=True)
    room.tap("start")
    room.play()
    assert room.last.joker == joker.public_id
    assert [len(table.guests) for table in room.last.tables] == [2, 2, 2]
    room.enter()
    room.tap("draw")
    assert room.last.joker is None
    assert joker.public_id not in room.last.guests


def test_a_missing_joker_means_a_trio(room: Room) -> None:
    set_options(room, odd="joker")
    room.enter(5)
    room.tap("start")
    room.tap("draw")
    assert sorted(len(table.guests) for table in room.last.tables) == [2, 3]


# What every device knows


def test_the_shared_snapshot_holds_no_names_and_stays_small(room: Room) -> None:
    guests = room.enter(30)
    room.tap("start")
    room.tap("draw")
    room.tap("round")
    snapshot = json.dumps(room.reading.snapshot(now()))
    assert len(snapshot) < 4096
    for guest in guests:
        assert guest.family_name not in snapshot
        assert guest.public_id not in snapshot


def test_the_snapshot_says_which_round_and_when_each_moment_ends(room: Room) -> None:
    room.enter(4)
    room.tap("start")
    assert room.reading.snapshot(now())["now"]["detail"]["stage"] == "briefing"
    room.tap("draw")
    room.tap("round")
    detail = room.reading.snapshot(now())["now"]["detail"]
    assert (detail["stage"], detail["round"], detail["rounds"], detail["tables"]) == ("on", 1, 3, 2)
    ends = [phase["ends_at"] - round(now().timestamp() * 1000) for phase in detail["phases"]]
    assert ends[:4] == [30_000, 120_000, 210_000, 270_000]


def test_the_big_button_leads_through_all_rounds_and_then_on(room: Room) -> None:
    set_options(room, rounds=2)
    room.enter(4)
    room.tap("start")
    kinds = []
    for _ in range(2):
        for _ in range(2):
            button = room.part_primary()
            assert button is not None
            kinds.append(button)
            room.tap(button.removeprefix("impromptu."))
        kinds.append(room.part_primary())
        room.wait(270)
    assert kinds == ["impromptu.draw", "impromptu.round", "impromptu.stop"] * 2
    assert room.part_primary() is None


def test_drawing_takes_a_constant_number_of_queries(room: Room) -> None:
    counts = []
    room.enter(4)
    room.tap("start")
    for number in (0, 20):
        room.enter(number)
        # As each request does.
        room.event = Event.objects.select_related("association").get(pk=room.event.pk)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            room.tap("draw")
        counts.append(len(queries))
        room.undo()
    assert counts[0] == counts[1]


def test_settings_are_checked() -> None:
    asked = {"rounds": 3, "minutes": 4, "question": "", "own_question": "", "odd": "trio"}
    assert ImpromptuSettings(asked).is_valid()
    assert ImpromptuSettings({**asked, "question": "learnt"}).is_valid()
    assert not ImpromptuSettings({**asked, "rounds": 0}).is_valid()
    assert not ImpromptuSettings({**asked, "question": "no such"}).is_valid()


def test_a_question_of_ones_own_is_asked_in_every_round(room: Room) -> None:
    set_options(room, own_question="Qu’avez-vous planté cette année ?")
    room.enter(4)
    room.tap("start")
    assert {room.play().question for _ in range(2)} == {"Qu’avez-vous planté cette année ?"}


def test_nobody_keeps_a_table_in_pairs(room: Room) -> None:
    (guest, _) = room.enter(2)
    room.tap("start")
    with pytest.raises(Refused, match="unknown_command"):
        room.tap("host", guest=guest.public_id)
