"""Asking, answering, taking back; what is refused; who is kept apart."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from events.calendar.models import Status as EventStatus
from events.guests.models import Registration
from events.wishes import actions, reading
from events.wishes.models import State, Wish
from events.wishes.reading import Between, between
from events.wishes.rules import going_out
from events.wishes.wanted import Wanted, accepted_names, wishes_of
from networking.accounts.actions import block, unblock
from networking.accounts.models import Block
from networking.audit.models import Entry
from tests.events.wishes.conftest import Pair
from tests.factories import EventFactory, RegistrationFactory, WishFactory


def ask(asker: Registration, wanted: Registration, why: str = "") -> Wish:
    return actions.wish(registration=asker, wanted=wanted, why=why, by=asker.user)


def accept(guest: Registration, asker: Registration) -> bool:
    return actions.accept(registration=guest, asker=asker, by=guest.user)


def decline(guest: Registration, asker: Registration) -> bool:
    return actions.decline(registration=guest, asker=asker, by=guest.user)


def withdraw(guest: Registration, wanted: Registration) -> None:
    actions.withdraw(registration=guest, wanted=wanted, by=guest.user)


def states() -> list[str]:
    return list(Wish.objects.values_list("state", flat=True))


def seen(guest: Registration, other: Registration) -> Between:
    return between(guest, other)


# --- Asking ---------------------------------------------------------------------------------------


def test_a_wish_reaches_the_other_with_its_why(pair: Pair) -> None:
    ask(pair.amina, pair.bjorn, "  Pour   un film ")
    assert seen(pair.bjorn, pair.amina).asks_me
    assert seen(pair.amina, pair.bjorn).is_asked
    assert Wish.objects.get().why == "Pour un film"
    assert Entry.objects.get().verb == "wish.asked"


def test_asked_twice_it_is_one_wish_with_the_last_words(pair: Pair) -> None:
    ask(pair.amina, pair.bjorn, "Un film")
    ask(pair.amina, pair.bjorn, "Un livre")
    assert Wish.objects.get().why == "Un livre"
    assert Entry.objects.count() == 1


def test_the_database_itself_holds_one_standing_wish_and_none_for_oneself(pair: Pair) -> None:
    WishFactory.create(registration=pair.amina, wanted=pair.bjorn, state=State.WITHDRAWN,
                       ended_at=pair.event.starts_at)  # fmt: skip
    WishFactory.create(registration=pair.amina, wanted=pair.bjorn)
    for wanted in (pair.bjorn, pair.amina):
        with pytest.raises(IntegrityError), transaction.atomic():
            WishFactory.create(registration=pair.amina, wanted=wanted)


def test_nobody_wishes_to_meet_herself_nor_somebody_of_another_event(pair: Pair) -> None:
    elsewhere = RegistrationFactory.create(event=EventFactory.create())
    for wanted in (pair.amina, elsewhere):
        with pytest.raises(actions.Closed):
            ask(pair.amina, wanted)
    assert not Wish.objects.exists()


@pytest.mark.parametrize("status", ["draft", "over", "archived", "cancelled"])
def test_wishes_are_made_at_announced_events_alone(pair: Pair, status: str) -> None:
    pair.event.status = status
    pair.event.save()
    with pytest.raises(actions.Closed):
        ask(pair.amina, pair.bjorn)


def test_whoever_gave_up_her_seat_neither_asks_nor_is_asked_nor_shown(pair: Pair) -> None:
    ask(pair.amina, pair.bjorn)
    pair.amina.status, pair.amina.confirmed_at = "cancelled", None
    pair.amina.save()
    with pytest.raises(actions.Closed):
        ask(pair.bjorn, pair.amina)
    with pytest.raises(actions.Closed):
        accept(pair.bjorn, pair.amina)
    assert reading.mine(pair.bjorn).rows == []
    assert wishes_of(pair.event) == []


def test_it_can_be_answered_until_the_end_and_no_longer(pair: Pair) -> None:
    ask(pair.amina, pair.bjorn)
    with (
        time_machine.travel(pair.event.ends_at, tick=False),
        pytest.raises(actions.Closed),
    ):
        accept(pair.bjorn, pair.amina)
    with time_machine.travel(pair.event.ends_at - dt.timedelta(seconds=1), tick=False):
        assert accept(pair.bjorn, pair.amina)


def test_a_breakfast_that_runs_late_still_takes_wishes(pair: Pair) -> None:
    pair.event.status = EventStatus.LIVE
    pair.event.save()
    with time_machine.travel(pair.event.ends_at + dt.timedelta(minutes=10), tick=False):
        ask(pair.amina, pair.bjorn)
    with (
        time_machine.travel(pair.event.ends_at + dt.timedelta(hours=1), tick=False),
        pytest.raises(actions.Closed),
    ):
        accept(pair.bjorn, pair.amina)


# --- Answers --------------------------------------------------------------------------------------


def test_a_yes_is_one_yes_however_often_it_is_said(pair: Pair) -> None:
    ask(pair.amina, pair.bjorn)
    assert accept(pair.bjorn, pair.amina)
    answered_at = Wish.objects.get().answered_at
    assert accept(pair.bjorn, pair.amina)
    assert Wish.objects.get().answered_at == answered_at
    assert seen(pair.amina, pair.bjorn).meets
    assert seen(pair.bjorn, pair.amina).meets
    assert not seen(pair.bjorn, pair.amina).is_mutual
    verbs = Entry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["wish.asked", "wish.accepted"]


def test_a_no_is_kind_and_final_for_the_asker_and_may_become_a_yes(pair: Pair) -> None:
    ask(pair.amina, pair.bjorn)
    assert decline(pair.bjorn, pair.amina)
    assert decline(pair.bjorn, pair.amina)
    assert seen(pair.amina, pair.bjorn).was_declined
    assert not seen(pair.amina, pair.bjorn).fell_through
    with pytest.raises(actions.Answered):
        ask(pair.amina, pair.bjorn)
    assert accept(pair.bjorn, pair.amina)
    assert seen(pair.amina, pair.bjorn).meets


def test_who_said_no_may_ask_herself(pair: Pair) -> None:
    ask(pair.amina, pair.bjorn)
    decline(pair.bjorn, pair.amina)
    ask(pair.bjorn, pair.amina)
    assert seen(pair.amina, pair.bjorn).asks_me
    accept(pair.amina, pair.bjorn)
    assert seen(pair.bjorn, pair.amina).meets


def test_an_accepted_wish_is_not_declined_but_taken_back(pair: Pair) -> None:
    ask(pair.amina, pair.bjorn)
    accept(pair.bjorn, pair.amina)
    assert not decline(pair.bjorn, pair.amina)
    assert states() == [State.ACCEPTED]


def test_what_was_withdrawn_is_gone_and_can_be_asked_again(pair: Pair) -> None:
    ask(pair.amina, pair.bjorn)
    withdraw(pair.amina, pair.bjorn)
    withdraw(pair.amina, pair.bjorn)
    assert not accept(pair.bjorn, pair.amina)
    assert not decline(pair.bjorn, pair.amina)
    assert reading.mine(pair.bjorn).rows == reading.mine(pair.amina).rows == []
    ask(pair.amina, pair.bjorn)
    assert seen(pair.bjorn, pair.amina).asks_me


def test_withdrawing_leaves_what_the_other_one_asked(pair: Pair) -> None:
    ask(pair.amina, pair.bjorn)
    withdraw(pair.bjorn, pair.amina)
    assert states() == [State.OPEN]


@pytest.mark.parametrize("who", ["amina", "bjorn"])
def test_either_side_may_find_that_she_cannot_after_all(pair: Pair, who: str) -> None:
    ask(pair.amina, pair.bjorn)
    accept(pair.bjorn, pair.amina)
    me, other = (pair.amina, pair.bjorn) if who == "amina" else (pair.bjorn, pair.amina)
    withdraw(me, other)
    assert seen(other, me).fell_through
    assert not seen(me, other).meets
    assert wishes_of(pair.event) == [] or wishes_of(pair.event)[0].state == State.DECLINED


# --- Mutual ---------------------------------------------------------------------------------------


def test_two_who_ask_each_other_have_both_said_yes(pair: Pair) -> None:
    ask(pair.amina, pair.bjorn)
    made = ask(pair.bjorn, pair.amina)
    assert made.state == State.ACCEPTED
    assert states() == [State.ACCEPTED] * 2
    assert seen(pair.amina, pair.bjorn).is_mutual
    assert [wish.mutual for wish in wishes_of(pair.event)] == [True, True]


def test_taking_back_a_mutual_wish_ends_both(pair: Pair) -> None:
    ask(pair.amina, pair.bjorn)
    ask(pair.bjorn, pair.amina)
    withdraw(pair.amina, pair.bjorn)
    assert sorted(states()) == [State.DECLINED, State.WITHDRAWN]
    assert seen(pair.bjorn, pair.amina).fell_through
    assert not seen(pair.bjorn, pair.amina).meets


def test_two_open_wishes_meet_when_one_is_accepted(pair: Pair) -> None:
    """They may stand side by side where a block was between the two and is no more."""
    for asker, wanted in ((pair.amina, pair.bjorn), (pair.bjorn, pair.amina)):
        WishFactory.create(registration=asker, wanted=wanted)
    accept(pair.bjorn, pair.amina)
    assert states() == [State.ACCEPTED] * 2


# --- The measure ----------------------------------------------------------------------------------


def test_five_may_be_asked_and_then_somebody_has_to_answer(pair: Pair) -> None:
    others = RegistrationFactory.create_batch(6, event=pair.event)
    for other in others[:5]:
        ask(pair.amina, other)
    with pytest.raises(actions.TooMany) as refused:
        ask(pair.amina, others[5])
    assert refused.value.most == 5
    decline(others[0], pair.amina)
    ask(pair.amina, others[5])
    assert going_out(pair.amina) == 5


def test_an_unanswered_wish_blocks_nothing_after_a_day_and_can_still_be_accepted(
    pair: Pair,
) -> None:
    actions.allow(event=pair.event, most=1, by=pair.amina.user)
    ask(pair.amina, pair.bjorn)
    with pytest.raises(actions.TooMany):
        ask(pair.amina, pair.claire)
    asked_at = Wish.objects.get().asked_at
    with time_machine.travel(asked_at + dt.timedelta(hours=24), tick=False):
        ask(pair.amina, pair.claire)
        assert accept(pair.bjorn, pair.amina)
        assert going_out(pair.amina) == 2


def test_an_accepted_wish_counts_for_as_long_as_it_stands(pair: Pair) -> None:
    actions.allow(event=pair.event, most=1, by=pair.amina.user)
    ask(pair.amina, pair.bjorn)
    accept(pair.bjorn, pair.amina)
    with time_machine.travel(pair.event.starts_at, tick=False):
        with pytest.raises(actions.TooMany):
            ask(pair.amina, pair.claire)
        withdraw(pair.bjorn, pair.amina)
        ask(pair.amina, pair.claire)


def test_who_has_no_wish_left_can_still_say_yes_by_asking(pair: Pair) -> None:
    actions.allow(event=pair.event, most=1, by=pair.amina.user)
    ask(pair.amina, pair.claire)
    ask(pair.bjorn, pair.amina)
    assert ask(pair.amina, pair.bjorn).registration == pair.bjorn
    assert seen(pair.bjorn, pair.amina).meets
    assert going_out(pair.amina) == 1


def test_where_none_are_allowed_none_are_made(pair: Pair) -> None:
    actions.allow(event=pair.event, most=0, by=pair.amina.user)
    with pytest.raises(actions.Closed):
        ask(pair.amina, pair.bjorn)


# --- Kept apart -----------------------------------------------------------------------------------


def test_who_asked_to_be_kept_apart_has_to_take_that_back_first(pair: Pair) -> None:
    block(person=pair.bjorn.user, by=pair.amina.user)
    with pytest.raises(actions.KeptApart):
        ask(pair.amina, pair.bjorn)


def test_a_wish_across_a_block_looks_unanswered_and_reaches_nobody(pair: Pair) -> None:
    block(person=pair.amina.user, by=pair.bjorn.user)
    made = ask(pair.amina, pair.bjorn, "Pour un film")
    assert made.state == State.OPEN
    assert seen(pair.amina, pair.bjorn) == Between(mine=made)
    assert seen(pair.bjorn, pair.amina) == Between()
    assert reading.mine(pair.bjorn).rows == []
    assert not accept(pair.bjorn, pair.amina)
    assert not decline(pair.bjorn, pair.amina)
    assert wishes_of(pair.event) == []
    assert accepted_names(pair.event) == {}
    # Once the block is taken back it is there, as if it had only just been read.
    unblock(person=pair.amina.user, by=pair.bjorn.user)
    assert seen(pair.bjorn, pair.amina).asks_me


@pytest.mark.django_db(transaction=True)
def test_asking_to_be_kept_apart_takes_back_what_she_wished_and_accepted() -> None:
    event = EventFactory.create()
    amina, bjorn, claire = RegistrationFactory.create_batch(3, event=event)
    ask(amina, bjorn)
    ask(claire, amina)
    accept(amina, claire)
    block(person=bjorn.user, by=amina.user)
    block(person=claire.user, by=amina.user)
    # To Björn the wish is gone, as any that was withdrawn; Claire reads what anybody would.
    assert seen(bjorn, amina) == Between()
    assert seen(claire, amina).fell_through
    assert reading.mine(amina).rows == []


@pytest.mark.django_db(transaction=True)
def test_what_was_asked_of_her_stays_as_it_looked() -> None:
    event = EventFactory.create()
    amina, bjorn = RegistrationFactory.create_batch(2, event=event)
    ask(amina, bjorn)
    before = seen(amina, bjorn)
    block(person=amina.user, by=bjorn.user)
    assert seen(amina, bjorn) == before
    assert states() == [State.OPEN]


@pytest.mark.django_db(transaction=True)
def test_a_no_to_somebody_who_keeps_apart_now_offers_no_yes_that_leads_nowhere() -> None:
    event = EventFactory.create()
    amina, bjorn = RegistrationFactory.create_batch(2, event=event)
    ask(amina, bjorn)
    decline(bjorn, amina)
    block(person=bjorn.user, by=amina.user)
    assert seen(bjorn, amina) == Between()


def test_a_lost_signal_shows_and_plans_nothing_either(pair: Pair) -> None:
    ask(pair.amina, pair.bjorn)
    ask(pair.bjorn, pair.amina)
    Block.objects.create(by=pair.amina.user, person=pair.bjorn.user)
    assert seen(pair.amina, pair.bjorn) == Between()
    assert wishes_of(pair.event) == []
    assert accepted_names(pair.event) == {}


# --- For the rooms above --------------------------------------------------------------------------


def test_the_planner_reads_who_wants_whom_and_where_it_stands(
    pair: Pair, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ask(pair.amina, pair.bjorn)
    ask(pair.claire, pair.bjorn)
    ask(pair.bjorn, pair.claire)
    ask(pair.claire, pair.amina)
    decline(pair.amina, pair.claire)
    with django_assert_num_queries(1):
        found = wishes_of(pair.event)
    ids = {guest.public_id: name for name, guest in vars(pair).items() if name != "event"}
    assert [(ids[each.by], ids[each.to], each.state, each.mutual) for each in found] == [
        ("amina", "bjorn", "open", False),
        ("claire", "bjorn", "accepted", True),
        ("bjorn", "claire", "accepted", True),
        ("claire", "amina", "declined", False),
    ]
    assert isinstance(found[0], Wanted)


def test_the_names_for_paper_stand_on_both_sides_once(pair: Pair) -> None:
    ask(pair.amina, pair.bjorn)
    ask(pair.bjorn, pair.amina)
    ask(pair.claire, pair.amina)
    accept(pair.amina, pair.claire)
    found = accepted_names(pair.event)
    assert set(found[pair.amina.pk]) == {pair.bjorn.full_name, pair.claire.full_name}
    assert len(found[pair.amina.pk]) == 2
    assert found[pair.bjorn.pk] == [pair.amina.full_name]
