"""Speed tables: drawn ahead, begun, people coming and going, what becomes of it."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

import pytest

from events.agenda import dance_cards, reading
from events.agenda.formats import FORMATS, Scene
from events.agenda.log import Refused
from events.agenda.models import Segment
from events.encounters.models import Encounter, Source
from events.formats.speed_tables.settings import Hosts, Settings
from events.guests.models import Kind, Registration
from events.rooms.signals import room_failed
from events.rounds import paper
from events.rounds.course import Course
from events.rounds.round import Round
from events.rounds.steps import Cue
from followups.reminders import actions as reminders
from followups.reminders.models import FollowUp
from networking.accounts.models import Block
from networking.time import now
from tests.events.formats.in_rounds import Room
from tests.networking.paper import pages

MOVE, TURN, TOGETHER = 30, 60, 120


def play(room: Room) -> Round:
    """Draw a round, start it, and let it go by."""
    room.tap("draw")
    room.tap("round")
    room.wait(MOVE + room.last.largest * TURN + TOGETHER)
    return room.last


def ids(guests: Iterable[Registration]) -> set[str]:
    return {guest.public_id for guest in guests}


def squeezed(text: str) -> str:
    """Words as they are, however they were broken into lines."""
    return "".join(text.split())


def pairs(rounds: Iterable[Round]) -> Counter[frozenset[str]]:
    return Counter(frozenset(pair) for round_ in rounds for pair in round_.pairs)


def test_settings_keep_their_defaults_where_nothing_is_said() -> None:
    assert Settings.of({}) == Settings(6, 3, 60, 3, Hosts.NOBODY)
    assert Settings.of({"together": 0, "hosts": "drawn", "size": 4}) == Settings(
        4, 3, 60, 0, Hosts.DRAWN
    )
    assert not Settings.of({"hosts": "nonsense"}).keeps


def test_each_at_a_table_has_a_turn_and_then_all_talk_until_the_bell() -> None:
    steps = Settings.of({"turn": 60, "together": 2}).tour(5)
    assert [step.cue for step in steps] == [
        Cue.MOVE, Cue.ONE, Cue.TWO, Cue.THREE, Cue.FOUR, Cue.FIVE, Cue.TOGETHER,
    ]  # fmt: skip
    assert [step.bell.value for step in steps] == ["tick"] * 6 + ["bowl"]
    assert sum(step.length.total_seconds() for step in steps) == 30 + 5 * 60 + 120
    alone = Settings.of({"turn": 30, "together": 0}).tour(4)
    assert alone[-1].cue is Cue.FOUR
    assert alone[-1].bell.value == "bowl"


def test_a_round_that_everybody_has_left_still_takes_a_turn() -> None:
    left = Settings.of({"turn": 30, "together": 0}).tour(0)
    assert [step.cue for step in left] == [Cue.MOVE, Cue.ONE]


def test_three_rounds_bring_nobody_together_twice(tables: Room) -> None:
    guests = tables.enter(16)
    tables.tap("start")
    for _ in range(3):
        round_ = play(tables)
        assert round_.guests == ids(guests)
        assert {len(table.guests) for table in round_.tables} == {4}
    assert max(pairs(tables.course.rounds).values()) == 1
    assert tables.part_primary() is None
    # One more, on top of those that were planned.
    play(tables)
    assert max(pairs(tables.course.rounds).values()) == 1


def test_what_was_drawn_ahead_comes_true_while_everybody_is_there(tables: Room) -> None:
    tables.enter(14)
    tables.tap("start")
    tables.tap("draw")
    foreseen = tables.course.ahead
    assert len(foreseen) == 2
    tables.tap("round")
    tables.wait(1000)
    assert [set(table.guests) for table in play(tables).tables] == [set(g) for g in foreseen[0]]
    assert tables.course.ahead == foreseen[1:]


def test_who_leaves_changes_her_table_alone_and_the_rounds_to_come(tables: Room) -> None:
    guests = tables.enter(16)
    tables.tap("start")
    tables.tap("draw")
    tables.tap("round")
    before = {table.number: table.guests for table in tables.last.tables}
    gone = guests[0].public_id
    tables.tap("absent", guest=gone)
    after = {table.number: table.guests for table in tables.last.tables}
    assert after == {
        number: tuple(one for one in group if one != gone) for number, group in before.items()
    }
    for groups in tables.course.ahead:
        assert {one for group in groups for one in group} == ids(guests) - {gone}
    tables.wait(1000)
    round_ = play(tables)
    assert round_.guests == ids(guests) - {gone}
    assert max(pairs(tables.course.rounds).values()) == 1


def test_who_comes_while_tables_are_drawn_gets_a_seat_and_in_mid_round_waits(tables: Room) -> None:
    tables.enter(15)
    tables.tap("start")
    tables.tap("draw")
    (late,) = tables.enter(1)
    tables.tap("join")
    assert late.public_id in tables.last.guests
    assert {len(table.guests) for table in tables.last.tables} == {4}
    tables.tap("round")
    (later,) = tables.enter(1)
    with pytest.raises(Refused, match="next_round"):
        tables.tap("join")
    tables.wait(1000)
    assert later.public_id in play(tables).guests


def test_who_is_blocked_never_shares_a_table_and_no_reason_says_so(tables: Room) -> None:
    guests = tables.enter(16)
    Block.objects.create(by=guests[0].user, person=guests[1].user)
    tables.tap("start")
    apart = frozenset(ids(guests[:2]))
    for _ in range(3):
        round_ = play(tables)
        assert apart not in pairs([round_])
        assert {table.reason.value for table in round_.tables} == {"new"}


def test_visitors_are_spread_over_the_tables(tables: Room) -> None:
    visitors = tables.enter(4, kind=Kind.VISITOR)
    tables.enter(12)
    tables.tap("start")
    tables.tap("draw")
    for table in tables.last.tables:
        assert len({*table.guests} & ids(visitors)) == 1


# --- Hosts ---


def test_who_is_chosen_keeps_a_table_in_every_round_and_the_others_go_round(hosted: Room) -> None:
    guests = hosted.enter(16)
    hosted.tap("start")
    hosted.tap("host", guest=guests[3].public_id)
    hosted.tap("host", guest=guests[5].public_id)
    hosted.tap("host", guest=guests[5].public_id)
    rounds = [play(hosted) for _ in range(3)]
    assert all(round_.hosts == rounds[0].hosts for round_ in rounds)
    assert rounds[0].hosts[0] == guests[3].public_id
    for round_ in rounds:
        assert [table.guests[0] for table in round_.tables] == list(round_.hosts)
    assert max(pairs(rounds).values()) == 1


def test_a_host_who_leaves_is_replaced_at_her_table(hosted: Room) -> None:
    hosted.enter(16)
    hosted.tap("start")
    hosted.tap("draw")
    host = hosted.last.hosts[2]
    hosted.tap("absent", guest=host)
    table = hosted.last.tables[2]
    assert hosted.last.hosts[2] in table.guests
    assert host not in hosted.last.hosts
    hosted.tap("round")
    hosted.wait(1000)
    assert play(hosted).hosts == hosted.course.rounds[0].hosts


def test_nobody_is_asked_to_keep_a_table_who_is_not_here(hosted: Room) -> None:
    hosted.enter(8)
    hosted.tap("start")
    with pytest.raises(Refused, match="no_such_guest"):
        hosted.tap("host", guest="somebody")


def test_tables_know_no_online_rooms(tables: Room) -> None:
    tables.enter(8)
    tables.tap("start")
    tables.tap("draw")
    before = tables.last
    with pytest.raises(Refused, match="unknown_command"):
        tables.tap("unroomed", room=1)
    scene = tables.scene()
    with pytest.raises(Refused, match="no_other_room"):
        FORMATS["speed_tables"].accept(scene=scene, verb="unroomed", payload={"table": 1, "to": 2})
    room_failed.send(sender=None, event=tables.event, number=1)
    assert tables.last == before


# --- What follows ---


def test_sharing_a_table_of_more_than_three_is_an_encounter_without_a_follow_up(
    tables: Room,
) -> None:
    tables.enter(8)
    tables.tap("start")
    round_ = play(tables)
    tables.tap("next")
    assert tables.met == tables.users(round_)
    assert set(Encounter.objects.values_list("source", flat=True)) == {Source.TABLE}
    tables.wait(3 * 3600)
    assert reminders.derive(event=tables.event) == 0
    assert not FollowUp.objects.exists()


def test_three_at_a_table_have_talked_with_each_other(tables: Room) -> None:
    tables.enter(7)
    tables.tap("start")
    round_ = play(tables)
    tables.tap("next")
    known = dict(Registration.objects.values_list("public_id", "user"))
    (small,) = (table for table in round_.tables if len(table.guests) == 3)
    talked = Encounter.objects.filter(source=Source.IMPROMPTU)
    assert {frozenset(pair) for pair in talked.values_list("first", "second")} == {
        frozenset((known[one], known[two])) for one, two in combinations(small.guests, 2)
    }


def test_only_who_was_there_has_met_anybody(tables: Room) -> None:
    guests = tables.enter(8)
    tables.tap("start")
    tables.tap("draw")
    tables.tap("round")
    tables.leave(guests[0])
    tables.wait(1000)
    tables.tap("next")
    assert not any(guests[0].user_id in pair for pair in tables.met)
    assert tables.met


def test_who_shared_a_table_is_kept_apart_in_pairs_of_the_same_event(tables: Room) -> None:
    Segment.objects.filter(event=tables.event, format="debrief").update(format="impromptu")
    tables.enter(8)
    tables.tap("start")
    round_ = play(tables)
    tables.tap("next")
    tables.key = "impromptu"
    tables.tap("draw")
    state: Course = tables.reading.state.parts[1].state
    assert state.last is not None
    assert not set(pairs([round_])) & set(pairs([state.last]))


# --- On paper, and without network ---


def test_dance_cards_say_what_the_phones_will_say_in_every_round(tables: Room) -> None:
    guests = tables.enter(16)
    tables.event.association.language = "en"
    tables.event.association.save()
    tables.tap("start")
    tables.tap("draw")
    printed = squeezed(" ".join(pages.texts(dance_cards.printed(tables.event))))
    names = {guest.public_id: guest.full_name for guest in guests}
    for number in range(1, 4):
        if number > 1:
            tables.tap("draw")
        for guest in guests:
            phone = FORMATS["speed_tables"].context(
                "phone", Scene(tables.event, tables.reading.state, tables.part, now(), guest)
            )
            there = [partner.card.full_name for partner in phone["partners"]]
            said = f"Round {number}, table {phone['table'].number}: {', '.join(there)}"
            assert squeezed(said) in printed
            assert {*there, guest.full_name} == {names[one] for one in phone["table"].guests}
        tables.tap("round")
        tables.wait(1000)


def test_there_is_a_sign_for_each_table_and_a_card_for_each_question(tables: Room) -> None:
    tables.enter(14)
    assert paper.has_rounds(tables.event)
    assert len(pages.texts(paper.table_signs(tables.event))) == 4
    assert len(pages.texts(paper.question_cards(tables.event))) == 2
    Segment.objects.filter(event=tables.event, format="speed_tables").delete()
    assert not paper.has_rounds(tables.event)


def test_as_many_rounds_are_on_the_device_as_there_are(tables: Room) -> None:
    tables.enter(16)
    scene = Scene(tables.event, tables.reading.state, tables.part, now())
    kept = FORMATS["speed_tables"].kept(scene)
    assert len(kept["draws"]) == 3
    assert kept["done"] == 0
    times = Counter(
        frozenset(pair)
        for drawn in kept["draws"]
        for table in drawn["tables"]
        for pair in combinations(table["guests"], 2)
    )
    assert max(times.values()) == 1
    taken = FORMATS["speed_tables"].accept(scene=scene, verb="draw", payload=kept["draws"][0])
    assert taken["tables"] == kept["draws"][0]["tables"]


def test_the_run_sheet_says_how_it_goes(hosted: Room) -> None:
    said = FORMATS["speed_tables"].on_paper(reading.read(hosted.event).state.parts[0].plan)
    assert len(said) == 3 + 3
