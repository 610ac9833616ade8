"""In which order one speaks: by arrival, table, name or chance, in one round or in two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.formats.round_table.order import Guest, Order, Wish, lined_up

# In the order in which they came.
CLAIRE = Guest("claire", "claire", table=2, member=True)
AMINA = Guest("amina", "amina", table=3)
DAVID = Guest("david", "david", table=1, member=True)
BORIS = Guest("boris", "boris")
HERE = [CLAIRE, AMINA, DAVID, BORIS]


def test_as_they_came():
    assert lined_up(HERE, Wish()) == ["claire", "amina", "david", "boris"]


def test_by_name():
    assert lined_up(HERE, Wish(Order.NAME)) == ["amina", "boris", "claire", "david"]


def test_by_table_and_who_has_none_at_the_end():
    assert lined_up(HERE, Wish(Order.TABLE)) == ["david", "claire", "amina", "boris"]


def test_chance_repeats_itself_and_another_seed_is_another_chance():
    orders = {tuple(lined_up(HERE, Wish(Order.RANDOM, seed))) for seed in "abcdefgh"}
    assert len(orders) > 1
    assert lined_up(HERE, Wish(Order.RANDOM, "a")) == lined_up(HERE, Wish(Order.RANDOM, "a"))


def test_who_comes_while_chance_has_fallen_does_not_mix_up_the_others():
    drawn = lined_up(HERE, Wish(Order.RANDOM, "a"))
    more = lined_up([*HERE, Guest("eve")], Wish(Order.RANDOM, "a"))
    assert [guest for guest in more if guest != "eve"] == drawn


def test_the_members_speak_first_then_the_visitors_each_round_in_its_order():
    wish = Wish(Order.NAME, members_first=True)
    assert lined_up(HERE, wish) == ["claire", "david", "amina", "boris"]


def test_by_name_the_list_goes_on_after_whoever_began_last_time_here_or_not():
    assert lined_up(HERE, Wish(Order.NAME, last=BORIS)) == ["claire", "david", "amina", "boris"]
    gone = Guest("", "bruno")
    assert lined_up(HERE, Wish(Order.NAME, last=gone)) == ["claire", "david", "amina", "boris"]


def test_by_name_everybody_begins_once_before_somebody_begins_again():
    last, began = None, []
    for _ in range(8):
        first = lined_up(HERE, Wish(Order.NAME, last=last))[0]
        last = next(guest for guest in HERE if guest.id == first)
        began.append(first)
    assert began == ["amina", "boris", "claire", "david"] * 2


def test_by_table_the_next_table_begins():
    wish = Wish(Order.TABLE, last=Guest("", table=1))
    assert lined_up(HERE, wish) == ["claire", "amina", "david", "boris"]


@pytest.mark.parametrize("order", [Order.ARRIVAL, Order.RANDOM])
def test_who_began_last_time_lets_the_next_one_go_first(order):
    usual = lined_up(HERE, Wish(order))
    last = next(guest for guest in HERE if guest.id == usual[0])
    turned = lined_up(HERE, Wish(order, last=last))
    assert turned == [usual[1], usual[0], *usual[2:]]


def test_who_is_alone_begins_again():
    assert lined_up([AMINA], Wish(last=AMINA)) == ["amina"]
    assert lined_up([], Wish(last=AMINA)) == []


NAMES = st.text("abc", max_size=3)
GUESTS = st.lists(
    st.builds(Guest, st.uuids().map(str), NAMES, st.none() | st.integers(1, 4), st.booleans()),
    unique_by=lambda guest: guest.id,
    max_size=12,
)


@given(GUESTS, st.sampled_from(Order), st.text(max_size=3), st.booleans(), st.data())
def test_everybody_who_is_here_is_in_it_once_and_the_same_one_does_not_begin_again(
    guests, order, seed, members_first, data
):
    last = data.draw(st.none() | st.sampled_from(guests)) if guests else None
    line = lined_up(guests, Wish(order, seed, members_first=members_first, last=last))
    assert sorted(line) == sorted(guest.id for guest in guests)
    members = [guest for guest in guests if guest.member]
    if members_first:
        assert {guest.id for guest in members} == set(line[: len(members)])
    alone = members_first and len(members) == 1
    if last and len(guests) > 1 and not alone and (not members_first or len(members) != 0):
        assert line[0] != last.id
