"""Who sees what of a question: console, screen, speaker, phones; and how few queries it takes."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.agenda import links
from events.agenda.formats import View
from events.agenda.remarks.models import Remark, Vote
from tests.factories import ProfileFactory

HTMX = {"HX-Request": "true", "accept-language": "en"}
ENGLISH = {"accept-language": "en"}


def address(talk, name, *args):
    return reverse(f"agenda:{name}", args=[talk.event.association.slug, talk.event.slug, *args])


def page(client, talk, name, user, *args) -> str:
    client.force_login(user)
    return client.get(address(talk, name, *args), headers=ENGLISH).content.decode()


def post(client, talk, name, user, *args, headers=HTMX, **sent):
    client.force_login(user)
    return client.post(address(talk, name, *args), sent, headers=headers)


def faces(client, talk) -> dict[str, str]:
    cast = talk.cast
    return {
        "console": page(client, talk, "console_part", cast.facilitator),
        "screen": page(client, talk, "screen_part", cast.facilitator),
        "speaker": page(client, talk, "speaker_part", cast.speaker),
        "phone": page(client, talk, "phone_part", talk.guests[-1].user),
        "mine": page(client, talk, "phone_part", talk.guests[0].user),
    }


def seen_on(client, talk, words="Sesame") -> set[str]:
    return {face for face, said in faces(client, talk).items() if words in said}


def test_a_question_goes_from_a_phone_to_the_console_to_the_screen_and_is_done(client, talk):
    talk.begin()
    sender, _other = talk.come(2)
    sent = {"id": uuid.uuid4(), "segment": talk.part.plan.id, "text": "Sesame", "named": "1"}
    answer = post(client, talk, "send_remark", sender.user, **sent)
    assert "Sesame" in answer.content.decode()
    assert seen_on(client, talk) == {"console", "mine"}
    talk.console.tap("talk.take", remark=1)
    assert seen_on(client, talk) == {"console", "speaker", "mine"}
    talk.console.tap("talk.show", remark=1)
    assert seen_on(client, talk) == {"console", "screen", "speaker", "phone", "mine"}
    assert sender.full_name in faces(client, talk)["screen"]
    talk.console.tap("talk.done", remark=1)
    assert seen_on(client, talk) == {"console", "mine"}


def test_a_link_shows_what_a_role_shows(client, talk):
    talk.begin()
    (guest,) = talk.come()
    talk.send(guest, "Sesame")
    talk.console.tap("talk.show", remark=1)
    for view in (View.SCREEN, View.SPEAKER):
        token = links.make(talk.event, view)
        assert "Sesame" in client.get(address(talk, "linked_part", token)).content.decode()


def test_without_a_name_nobody_is_told_who_it_is(client, talk):
    talk.begin(moderated=False)
    guest, _other = talk.come(2)
    ProfileFactory.create(user=guest.user)
    talk.send(guest, "Sesame", named=False)
    talk.console.tap("talk.show", remark=1)
    for face, said in faces(client, talk).items():
        assert "Sesame" in said
        assert face == "mine" or guest.family_name not in said.split('id="remarks"')[-1]
    kept = page(client, talk, "remarks", talk.cast.organiser)
    assert "Sesame" in kept
    assert guest.family_name not in kept
    client.force_login(talk.cast.organiser)
    table = client.get(address(talk, "remarks_csv"), headers=ENGLISH).content.decode("utf-8-sig")
    assert "Sesame" in table
    assert "anonymous" in table
    assert guest.family_name not in table


def test_words_are_shown_as_words(client, talk):
    talk.begin(moderated=False)
    guest, _other = talk.come(2)
    talk.send(guest, "<script>alert(1)</script>")
    talk.console.tap("talk.show", remark=1)
    for said in faces(client, talk).values():
        assert "<script>alert" not in said
        assert "&lt;script&gt;alert" in said


def test_what_was_set_aside_is_told_to_nobody_but_the_console(client, talk):
    talk.begin()
    guest, _other = talk.come(2)
    talk.send(guest, "Sesame")
    talk.console.tap("talk.aside", remark=1)
    assert seen_on(client, talk) == {"console", "mine"}
    said = page(client, talk, "phone_remarks", guest.user)
    assert "Sent" in said
    assert "aside" not in said


def test_votes_are_seen_and_given_on_phones_and_order_the_console(client, talk):
    talk.begin(voting=True)
    one, other, third = talk.come(3)
    for text in ("First", "Second"):
        talk.console.tap("talk.take", remark=talk.send(one, text).number)
    said = post(client, talk, "vote", other.user, 2, wanted="1").content.decode()
    assert 'aria-pressed="true"' in said
    assert said.index("Second") < said.index("First")
    post(client, talk, "vote", other.user, 2, wanted="1")
    assert Vote.objects.count() == 1
    console = page(client, talk, "console_remarks", talk.cast.facilitator)
    assert console.index("Second") < console.index("First")
    post(client, talk, "vote", other.user, 2)
    assert not Vote.objects.exists()
    refused = post(client, talk, "vote", one.user, 2, wanted="1")
    assert refused.status_code == 422
    assert refused.content.decode() == "It’s your own."
    assert "First" not in page(client, talk, "phone_remarks", third.user).split("hear?")[0]


def test_without_votes_phones_have_no_list(client, talk):
    talk.begin()
    one, other = talk.come(2)
    talk.console.tap("talk.take", remark=talk.send(one, "Sesame").number)
    assert "Sesame" not in page(client, talk, "phone_remarks", other.user)


def test_a_refusal_says_why_and_without_scripts_leaves_what_was_typed(client, talk):
    talk.begin()
    (guest,) = talk.come()
    long = {"id": uuid.uuid4(), "segment": talk.part.plan.id, "text": "y" * 281}
    answer = post(client, talk, "send_remark", guest.user, **long)
    assert answer.status_code == 422
    assert answer.content.decode() == "Write a few words: 280 letters at most."
    whole = post(client, talk, "send_remark", guest.user, headers=ENGLISH, **long)
    assert whole.status_code == 422
    assert "y" * 281 in whole.content.decode()
    assert "280 letters at most" in whole.content.decode()


def test_without_scripts_a_question_is_sent_voted_for_and_taken_back(client, talk):
    talk.begin(voting=True, moderated=False)
    one, other = talk.come(2)
    sent = {"id": uuid.uuid4(), "segment": talk.part.plan.id, "text": "Sesame"}
    back = address(talk, "phone")
    for name, user, args, data in (
        ("send_remark", one.user, (), sent),
        ("vote", other.user, (1,), {"wanted": "1"}),
        ("withdraw_remark", one.user, (1,), {}),
    ):
        answer = post(client, talk, name, user, *args, headers=ENGLISH, **data)
        assert answer.headers["Location"] == back
    assert Remark.objects.get().text == ""
    refused = post(client, talk, "withdraw_remark", other.user, 1)
    assert refused.status_code == 422


def test_who_lends_a_hand_reads_along_and_sends_nothing(client, talk):
    talk.begin(moderated=False)
    talk.send(talk.come()[0], "Sesame")
    talk.console.tap("talk.show", remark=1)
    host = talk.cast.host
    said = page(client, talk, "phone_part", host)
    assert "Sesame" in said
    assert "data-remark" not in said
    sent = {"id": uuid.uuid4(), "segment": talk.part.plan.id, "text": "Me too"}
    assert post(client, talk, "send_remark", host, **sent).status_code == 422
    assert post(client, talk, "vote", host, 1, wanted="1").status_code == 422


def test_who_is_not_checked_in_yet_is_told_when_she_can(client, talk):
    talk.begin()
    talk.cast.registration.check_in.delete()
    said = page(client, talk, "phone_part", talk.cast.guest)
    assert "As soon as you are checked in" in said
    assert "data-remark" not in said


def test_a_talk_without_questions_from_phones_says_nothing_of_them(client, talk):
    talk.begin(questions=False)
    talk.come(2)
    for said in faces(client, talk).values():
        assert 'id="remarks"' not in said
    client.force_login(talk.cast.facilitator)
    assert client.get(address(talk, "console_remarks")).status_code == 204


def test_another_events_question_is_not_there(client, talk):
    talk.begin()
    assert post(client, talk, "vote", talk.cast.guest, 7, wanted="1").status_code == 404


@pytest.mark.parametrize(
    ("name", "who", "queries"),
    [
        ("phone_remarks", "guest", 9),
        ("console_remarks", "facilitator", 9),
        ("screen_part", "facilitator", 9),
        ("speaker_part", "speaker", 9),
        ("remarks", "organiser", 7),
        ("remarks_xlsx", "organiser", 10),
    ],
)
def test_as_many_queries_for_one_question_as_for_a_hundred(client, talk, name, who, queries):
    talk.begin(voting=True, moderated=False)
    client.force_login(getattr(talk.cast, who))
    found = []
    for number in (1, 3, 100):
        while Remark.objects.count() < number:
            (guest,) = talk.come()
            ProfileFactory.create(user=guest.user)
            talk.send(guest)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(talk, name), headers=ENGLISH).status_code == 200
        found.append(len(asked))
    assert found == [queries] * 3


def test_the_speaker_s_link_shows_no_more_than_the_view(client, talk):
    talk.begin()
    talk.send(talk.come()[0], "Sesame")
    token = links.make(talk.event, View.SPEAKER)
    assert "Sesame" not in client.get(address(talk, "linked_part", token)).content.decode()
