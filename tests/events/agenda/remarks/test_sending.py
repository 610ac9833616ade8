"""A guest sends a question: once, in her name or without, as long as there is something to ask."""

import uuid

import pytest

from events.agenda.log import Refused
from events.agenda.remarks import actions
from events.agenda.remarks.models import LONGEST, Remark
from networking.push.models import Channel
from networking.time import now


def test_the_same_question_sent_twice_is_one(talk) -> None:
    talk.begin()
    (guest,) = talk.come()
    name = uuid.uuid4()
    assert talk.send(guest, id=name) == talk.send(guest, "Something else", id=name)
    assert Remark.objects.get().text == "Combien ?"


def test_what_was_taken_back_does_not_come_back_by_being_sent_once_more(talk) -> None:
    talk.begin()
    (guest,) = talk.come()
    name = uuid.uuid4()
    question = talk.send(guest, id=name)
    actions.withdraw(remark=question, guest=guest, by=None)
    actions.withdraw(remark=question, guest=guest, by=None)
    talk.send(guest, id=name)
    left = Remark.objects.get()
    assert left.text == ""
    assert left.withdrawn_at


def test_nobody_sends_under_the_name_of_anothers_question(talk) -> None:
    talk.begin()
    one, other = talk.come(2)
    name = uuid.uuid4()
    talk.send(one, id=name)
    for author in (other, None):
        with pytest.raises(Refused):
            talk.send(author, id=name)


def test_nobody_takes_back_what_is_anothers(talk) -> None:
    talk.begin()
    one, other = talk.come(2)
    question = talk.send(one)
    with pytest.raises(Refused):
        actions.withdraw(remark=question, guest=other, by=None)
    assert Remark.objects.standing().exists()


@pytest.mark.parametrize("text", ["", " \n ", "x" * (LONGEST + 1)])
def test_it_is_a_few_words(talk, text: str) -> None:
    talk.begin()
    (guest,) = talk.come()
    with pytest.raises(Refused, match="no_words"):
        talk.send(guest, text)
    assert talk.send(guest, f" {'x' * (LONGEST - 3)}\r\n é").text.endswith("x é")


def test_only_who_is_here_sends(talk) -> None:
    talk.begin()
    talk.cast.registration.check_in.delete()
    talk.cast.registration.refresh_from_db()
    with pytest.raises(Refused, match="not_here"):
        talk.send(talk.cast.registration)


def test_one_person_has_five_open_at_a_time(talk) -> None:
    talk.begin()
    (guest,) = talk.come()
    sent = [talk.send(guest) for _ in range(5)]
    with pytest.raises(Refused, match="enough"):
        talk.send(guest)
    talk.console.tap("talk.done", remark=sent[0].number)
    talk.send(guest)
    actions.withdraw(remark=sent[1], guest=guest, by=None)
    talk.send(guest)
    with pytest.raises(Refused, match="enough"):
        talk.send(guest)


def test_to_send_and_take_back_for_ever_comes_to_an_end(talk) -> None:
    talk.begin()
    (guest,) = talk.come()
    for _ in range(actions.TRIES * 5):
        actions.withdraw(remark=talk.send(guest), guest=guest, by=None)
    with pytest.raises(Refused, match="enough"):
        talk.send(guest)


def test_there_is_something_to_send_only_during_a_part_that_listens(talk) -> None:
    (guest,) = talk.come()
    talk.begin(questions=False)
    with pytest.raises(Refused, match="not_now"):
        talk.send(guest)
    talk.console.tap("next")
    with pytest.raises(Refused, match="not_now"):
        talk.send(guest)


def test_what_the_network_kept_still_arrives_after_its_part_but_not_after_the_end(talk) -> None:
    talk.begin()
    (guest,) = talk.come()
    segment = talk.part.plan.id
    talk.console.tap("next")
    assert talk.send(guest, segment=segment).segment == segment
    talk.console.tap("close")
    with pytest.raises(Refused, match="not_now"):
        actions.send(
            event=talk.event, segment=segment, author=guest, text="?", named=True,
            id=uuid.uuid4(), by=None,
        )  # fmt: skip


def test_a_number_is_never_given_again(talk) -> None:
    talk.begin()
    one, other = talk.come(2)
    last = talk.send(one).number
    one.delete()
    assert not Remark.objects.exists()
    assert talk.send(other).number > last


def test_a_guest_who_is_deleted_takes_her_words_and_votes_along(talk) -> None:
    talk.begin(voting=True, moderated=False)
    one, other = talk.come(2)
    hers, left = talk.send(one), talk.send(other)
    talk.vote(left, one)
    one.user.delete()
    assert list(Remark.objects.all()) == [left]
    assert not left.votes.exists()
    assert not Remark.objects.filter(pk=hers.pk).exists()


def test_what_waits_is_told_to_the_console_and_not_to_the_room(talk) -> None:
    talk.begin()
    (guest,) = talk.come()
    before = talk.console.reading.snapshot(now())["remarks"]
    talk.send(guest)
    after = talk.console.reading.snapshot(now())["remarks"]
    assert after["all"] == before["all"] + 1
    assert after["seen"] == before["seen"]


def test_what_the_room_sees_at_once_is_told_to_all(talk) -> None:
    talk.begin(moderated=False)
    (guest,) = talk.come()
    question = talk.send(guest)
    assert talk.console.reading.heard["seen"] == 1
    actions.withdraw(remark=question, guest=guest, by=None)
    assert talk.console.reading.heard["seen"] == 2


def test_what_is_pushed_has_not_a_word_of_it_and_a_higher_revision(talk) -> None:
    talk.begin(moderated=False)
    (guest,) = talk.come()
    channel = Channel.objects.get(name=talk.event.channel)
    talk.send(guest, "Sesame")
    pushed = Channel.objects.get(name=talk.event.channel)
    assert pushed.rev == channel.rev + 1
    assert "Sesame" not in pushed.payload
    talk.console.tap("talk.show", remark=1)
    shown = Channel.objects.get(name=talk.event.channel)
    assert shown.rev == pushed.rev + 1
    assert "Sesame" not in shown.payload
    assert '"on":1' in shown.payload
