"""A talk: one third for the speaker, two thirds for questions, and what if she is brief."""

import datetime as dt

import pytest

from events.agenda.clock import Moment, Planned
from events.agenda.formats import FORMATS
from events.agenda.log import Entry, Refused
from events.formats.talk.format import Talk, TalkSettings, asking, phases, talk_length

NINE = dt.datetime(2026, 12, 1, 8, 0, tzinfo=dt.UTC)
TALK = FORMATS["talk"]


def minutes(count):
    return dt.timedelta(minutes=count)


def moment(elapsed, *, length=60, options=None):
    segment = Planned(1, "talk", "Talk", minutes(length), options or {})
    return Moment(
        segment,
        NINE + minutes(elapsed),
        minutes(elapsed),
        minutes(length),
        running=True,
        current=True,
    )


def lengths(state, at):
    return [(phase.name, phase.anchor.length / minutes(1)) for phase in phases(state, at)]


def test_a_third_of_an_hour_is_twenty_minutes():
    assert lengths(Talk(), moment(0)) == [("talk", 20), ("questions", 40)]


def test_the_share_may_be_chosen():
    assert talk_length(moment(0, options={"talk_percent": 50})) == minutes(30)
    assert lengths(Talk(), moment(0, options={"talk_percent": 100})) == [("talk", 60)]


def test_questions_begin_by_themselves_when_the_talks_time_is_up():
    assert not asking(Talk(), moment(19))
    assert asking(Talk(), moment(20))


def test_questions_may_begin_early_and_take_what_is_left():
    entry = Entry(1, "talk.questions", NINE)
    state = TALK.apply(Talk(), entry, moment(12))
    assert asking(state, moment(12))
    assert lengths(state, moment(12)) == [("talk", 12), ("questions", 48)]
    with pytest.raises(Refused, match="already_questions"):
        TALK.apply(state, entry, moment(13))


def test_a_talk_that_took_all_the_time_leaves_none_for_questions():
    state = TALK.apply(Talk(), Entry(1, "talk.questions", NINE), moment(70))
    assert lengths(state, moment(70)) == [("talk", 70), ("questions", 0)]


def test_it_knows_no_other_command():
    with pytest.raises(Refused, match="unknown_command"):
        TALK.apply(Talk(), Entry(1, "talk.dance", NINE), moment(0))


def test_the_big_button_says_questions_and_then_next(console):
    for kind in ("start", "next", "next"):
        console.tap(kind)
    from events.agenda.stage import primary
    from networking.time import now

    assert primary(console.reading, now()).kind == "talk.questions"
    console.tap("talk.questions")
    assert primary(console.reading, now()).kind == "next"


@pytest.mark.parametrize(
    ("options", "talk"),
    [
        ({}, 20),
        ({"share": "1/4"}, 15),
        ({"share": "2/3"}, 40),
        ({"share": "1"}, 60),
        ({"share": "other", "talk_percent": 45}, 27),
    ],
)
def test_talk_and_questions_are_together_the_whole_time(options, talk):
    found = dict(lengths(Talk(), moment(0, options=options)))
    assert found["talk"] == talk
    assert sum(found.values()) == 60


def test_a_share_is_chosen_in_words_or_typed():
    def cleaned(**data):
        form = TalkSettings(data)
        if not form.is_valid():
            return form.errors
        return {name: form.cleaned_data[name] for name in ("share", "talk_percent")}

    assert cleaned(share="1/2") == {"share": "1/2", "talk_percent": None}
    assert cleaned(share="1/2", talk_percent=80) == {"share": "1/2", "talk_percent": None}
    assert cleaned(share="other", talk_percent=80) == {"share": "other", "talk_percent": 80}
    assert "talk_percent" in cleaned(share="other")
    assert "talk_percent" in cleaned(share="other", talk_percent=400)
    assert "share" in cleaned(share="7/5")


def test_a_percentage_typed_before_is_still_chosen():
    assert TalkSettings(initial={"talk_percent": 50})["share"].value() == "other"
    assert TalkSettings(initial={})["share"].value() == "1/3"


def test_questions_come_from_phones_moderated_and_without_votes_unless_said_otherwise():
    plain = TALK.hearing(moment(0).segment)
    assert (plain.moderated, plain.voting) == (True, False)
    chosen = TALK.hearing(moment(0, options={"moderated": False, "voting": True}).segment)
    assert (chosen.moderated, chosen.voting) == (False, True)
    assert TALK.hearing(moment(0, options={"questions": False}).segment) is None


def test_what_is_decided_of_a_question_leaves_the_phases_alone_and_the_reverse():
    begun = TALK.apply(Talk(), Entry(1, "talk.questions", NINE), moment(12))
    shown = TALK.apply(begun, Entry(2, "talk.show", NINE, {"remark": 3}), moment(13))
    assert phases(shown, moment(13)) == phases(begun, moment(13))
    assert TALK.public(shown, moment(13))["on"] == 3
    assert TALK.scene(shown, moment(13)) == TALK.scene(begun, moment(13))


def test_options_are_saved_as_they_are_ticked():
    form = TalkSettings({"share": "1/3", "voting": "on"})
    assert form.is_valid()
    assert [form.cleaned_data[name] for name in ("questions", "moderated", "voting")] == [
        False,
        False,
        True,
    ]
