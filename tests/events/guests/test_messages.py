"""One message to some of the guests."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.calendar.models import Event
from events.guests import actions
from events.guests.audience import Audience
from events.guests.mails.messages import paragraphs
from events.guests.models import Message, Registration, Status
from events.guests.readers import KIND, Unreached, readers_of
from networking.accounts.models import User
from networking.associations.models import Role
from networking.audit.models import Entry
from networking.mail.actions import stop
from networking.mail.kinds import Content, kind_of
from networking.mail.models import OutgoingMail, Priority, Reason, State
from networking.mail.sending import content_of, message_of
from tests.factories import EventFactory, MembershipFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db
TEST = f"{KIND}_test"


@pytest.fixture
def event() -> Event:
    return EventFactory.create()


@pytest.fixture
def organiser(event: Event) -> User:
    return MembershipFactory.create(association=event.association, role=Role.ORGANISER).user


@pytest.fixture(autouse=True)
def _signed_in(organiser: User, client: Client) -> None:
    client.force_login(organiser)
    client.cookies["django_language"] = "en"


def at(name: str, event: Event, *more: object) -> str:
    return reverse(f"guests:{name}", args=[event.association.slug, event.slug, *more])


def guest(event: Event, given_name: str = "Zoë", **said: object) -> Registration:
    return RegistrationFactory.create(event=event, given_name=given_name, **said)


def written(event: Event, organiser: User, **said: object) -> Message:
    given = {"subject": "À mardi, {prénom}", "body": "Bonjour {prénom},\n\nà mardi."}
    return actions.draft(
        event=event, audience=said.pop("audience", Audience()), by=organiser, **{**given, **said}
    )


def sent(message: Message, organiser: User) -> list[OutgoingMail]:
    readers = readers_of(message.event, Audience.kept(message.audience))
    actions.send(message=message, seen=readers.digest, by=organiser)
    return list(OutgoingMail.objects.filter(kind=KIND).order_by("pk"))


def content(mail: OutgoingMail) -> Content:
    return content_of(mail, kind_of(mail.kind))


# --- Who gets it ---------------------------------------------------------------------------------


def test_it_goes_to_those_the_filters_find_and_a_mail_reaches(event: Event) -> None:
    reached = guest(event)
    nobody = guest(event, user=UserFactory.create(email=None))
    stopped, bounced = guest(event), guest(event)
    stop(address=stopped.user.email or "", kind=KIND, by=None)
    stop(address=bounced.user.email or "", kind="*", reason=Reason.BOUNCED, by=None)
    unproven = guest(event, pending=True)
    guest(event, waiting=True)
    readers = readers_of(event, Audience())
    assert readers.reached == [reached]
    assert readers.unreached == {
        Unreached.NO_ADDRESS: [nobody],
        Unreached.STOPPED: [stopped],
        Unreached.BOUNCED: [bounced],
    }
    assert readers.missed == 3
    pending = readers_of(event, Audience(tab="unsettled"))
    assert pending.unreached == {Unreached.UNPROVEN: [unproven]}


def test_who_stopped_all_or_stopped_another_kind_is_told_apart(event: Event) -> None:
    everything, other = guest(event), guest(event)
    stop(address="another@exemple.org", user=everything.user, kind="*", by=None)
    stop(address=other.user.email or "", kind="reminders.first", by=None)
    assert readers_of(event, Audience()).reached == [other]


@pytest.mark.parametrize("rows", [1, 3])
def test_finding_the_readers_takes_two_queries(
    event: Event, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        guest(event)
    with django_assert_num_queries(2):
        readers_of(event, Audience())


# --- Writing it ----------------------------------------------------------------------------------


def test_a_message_is_written_looked_at_and_sent(
    client: Client, event: Event, organiser: User
) -> None:
    zoe = guest(event, family_name="Diallo")
    guest(event, family_name="Nomail", user=UserFactory.create(email=None))
    page = client.get(at("compose", event)).content.decode()
    assert "Write to 1 guest" in page
    assert "No e-mail" in page
    answer = client.post(
        at("compose", event), {"subject": "Hi {first_name}", "body": "See\n\nyou."}
    )
    message = Message.objects.get()
    assert answer["Location"] == at("message", event, message.pk)
    page = client.get(at("message", event, message.pk)).content.decode()
    assert "Hi Zoë" in page
    assert "Send to 1 guest" in page
    assert not OutgoingMail.objects.exists()
    seen = client.get(at("message", event, message.pk)).context["readers"].digest
    for _ in range(2):
        answer = client.post(at("send_message", event, message.pk), {"seen": seen}, follow=True)
        assert "The message leaves for 1 guest." in answer.content.decode()
    (mail,) = OutgoingMail.objects.all()
    assert (mail.to, mail.priority, mail.topic) == (zoe.user.email, Priority.MAILING, event.channel)
    assert Entry.objects.get(verb="guests.written_to").details == {"count": 1}


def test_words_in_braces_that_stand_for_nothing_are_refused_with_the_rest_kept(
    client: Client, event: Event
) -> None:
    answer = client.post(at("compose", event), {"subject": "Hi {surname}", "body": "Kept."})
    assert answer.status_code == 422
    assert "Nothing stands for {surname}" in answer.content.decode()
    assert "Kept." in answer.content.decode()
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "said", [{}, {"subject": "x" * 151, "body": "y"}, {"subject": "x", "body": "y" * 5001}]
)
def test_what_is_missing_or_too_long_is_said(
    client: Client, event: Event, said: dict[str, str]
) -> None:
    assert client.post(at("compose", event), said).status_code == 422


def test_a_draft_is_changed_and_thrown_away(client: Client, event: Event, organiser: User) -> None:
    message = written(event, organiser)
    assert (
        "Bonjour {prénom}" in client.get(at("rewrite_message", event, message.pk)).content.decode()
    )
    client.post(at("rewrite_message", event, message.pk), {"subject": "New", "body": "Text"})
    message.refresh_from_db()
    assert message.subject == "New"
    for _ in range(2):
        client.post(at("discard_message", event, message.pk))
    assert not Message.objects.exists()


def test_what_was_sent_can_be_neither_changed_nor_thrown_away(
    client: Client, event: Event, organiser: User
) -> None:
    guest(event)
    message = written(event, organiser)
    sent(message, organiser)
    assert client.get(at("rewrite_message", event, message.pk)).status_code == 404
    assert client.post(at("test_message", event, message.pk)).status_code == 404
    assert not actions.discard(message=message, by=organiser)
    with pytest.raises(actions.Sent):
        actions.redraft(message=message, subject="x", body="y", audience=Audience(), by=organiser)


def test_a_draft_that_left_while_it_was_being_changed_stays_as_it_left(
    client: Client, event: Event, organiser: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest(event)
    message = written(event, organiser)

    def in_between(**said: Any) -> Message:
        sent(message, organiser)
        return redraft(**said)

    redraft = actions.redraft
    monkeypatch.setattr(actions, "redraft", in_between)
    path = at("rewrite_message", event, message.pk)
    answer = client.post(path, {"subject": "New", "body": "Text"}, follow=True)
    assert "has left already" in answer.content.decode()
    message.refresh_from_db()
    assert message.subject == "À mardi, {prénom}"


@pytest.mark.parametrize(
    ("name", "verb"), [("send_message", "send"), ("rewrite_message", "redraft")]
)
def test_a_draft_that_was_thrown_away_at_this_instant_is_gone_and_no_fault(
    client: Client,
    event: Event,
    organiser: User,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    verb: str,
) -> None:
    message = written(event, organiser)
    do = getattr(actions, verb)

    def in_between(**said: Any) -> Any:
        actions.discard(message=message, by=organiser)
        return do(**said)

    monkeypatch.setattr(actions, verb, in_between)
    answer = client.post(
        at(name, event, message.pk), {"subject": "New", "body": "Text"}, follow=True
    )
    assert answer.redirect_chain[-1][0] == at("messages", event)
    assert "The draft is gone" in answer.content.decode()


def test_a_message_of_another_event_is_not_found(
    client: Client, event: Event, organiser: User
) -> None:
    other = written(EventFactory.create(), organiser)
    for name in ("message", "message_as_read", "rewrite_message"):
        assert client.get(at(name, event, other.pk)).status_code == 404
    for name in ("send_message", "test_message"):
        assert client.post(at(name, event, other.pk)).status_code == 404
    client.post(at("discard_message", event, other.pk))
    assert Message.objects.filter(pk=other.pk).exists()


# --- How it reads --------------------------------------------------------------------------------


def test_each_reads_it_in_her_name_and_answers_the_writer(event: Event, organiser: User) -> None:
    guest(event, "Zoë")
    guest(event, "Amina")
    mails = sent(written(event, organiser), organiser)
    assert sorted(content(mail).subject for mail in mails) == ["À mardi, Amina", "À mardi, Zoë"]
    wire = message_of(mails[0], kind_of(KIND))
    assert wire.reply_to == [organiser.email]
    assert "List-Unsubscribe" in wire.extra_headers


def test_what_people_type_stays_text(event: Event, organiser: User) -> None:
    guest(event, "<b>{event}</b>")
    message = written(event, organiser, body="<script>1</script> {prénom}\nhttps://exemple.org/a")
    (mail,) = sent(message, organiser)
    said = content(mail)
    assert "<script>" not in said.html
    assert "&lt;b&gt;{event}&lt;/b&gt;" in said.html
    assert 'class="m-accent"' in said.html
    assert 'href="https://exemple.org/a"' in said.html
    assert "<script>1</script> <b>{event}</b>" in said.text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_empty_lines_part_paragraphs_however_many_they_are(end: str) -> None:
    text = end.join(["", "One", "two ", "", "  ", "", "Three", ""])
    assert list(paragraphs(text)) == ["One\ntwo", "Three"]
    assert list(paragraphs("")) == []


def test_who_has_no_first_name_is_called_by_her_whole_name(event: Event, organiser: User) -> None:
    guest(event, "", family_name="Madonna")
    (mail,) = sent(written(event, organiser), organiser)
    assert content(mail).subject == "À mardi, Madonna"


def test_the_preview_reads_as_the_mail_will_for_any_of_its_readers(
    client: Client, event: Event, organiser: User
) -> None:
    guest(event, "Zoë", family_name="A")
    amina = guest(event, "Amina", family_name="B")
    message = written(event, organiser)
    frame = client.get(at("message_as_read", event, message.pk))
    assert "Bonjour Zoë," in frame.content.decode()
    assert "script-src" not in frame["Content-Security-Policy"]
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    other = client.get(at("message_as_read", event, message.pk), {"as": amina.pk})
    assert "Bonjour Amina," in other.content.decode()
    strange = client.get(at("message_as_read", event, message.pk), {"as": "1e9"})
    assert strange.status_code == 200


def test_a_message_without_readers_is_shown_as_its_writer_would_read_it(
    client: Client, event: Event, organiser: User
) -> None:
    message = written(event, organiser)
    page = client.get(at("message", event, message.pk)).content.decode()
    assert organiser.given_name in page
    assert "Send to" not in page


# --- Trying and sending --------------------------------------------------------------------------


def test_a_test_goes_to_oneself_alone_and_once_for_each_version(
    client: Client, event: Event, organiser: User
) -> None:
    guest(event, "Zoë")
    message = written(event, organiser)
    for _ in range(2):
        client.post(at("test_message", event, message.pk))
    (mail,) = OutgoingMail.objects.all()
    assert (mail.kind, mail.to) == (TEST, organiser.email)
    assert "Zoë" in content(mail).subject
    assert content(mail).subject != "À mardi, Zoë"
    client.post(at("rewrite_message", event, message.pk), {"subject": "New", "body": "Text"})
    client.post(at("test_message", event, message.pk))
    assert OutgoingMail.objects.filter(to=organiser.email).count() == 2


def test_without_an_address_there_is_no_test(client: Client, event: Event) -> None:
    nameless = MembershipFactory.create(
        association=event.association, role=Role.OWNER, user=UserFactory.create(email=None)
    ).user
    client.force_login(nameless)
    message = written(event, nameless)
    page = client.post(at("test_message", event, message.pk), follow=True).content.decode()
    assert "no e-mail address" in page
    assert not OutgoingMail.objects.exists()


def test_nothing_is_sent_where_the_list_has_changed_since_it_was_shown(
    client: Client, event: Event, organiser: User
) -> None:
    guest(event)
    message = written(event, organiser)
    seen = client.get(at("message", event, message.pk)).context["readers"].digest
    guest(event)
    answer = client.post(at("send_message", event, message.pk), {"seen": seen})
    assert answer.status_code == 409
    assert "The list has changed" in answer.content.decode()
    assert not OutgoingMail.objects.exists()


def test_a_message_to_nobody_is_not_sent(event: Event, organiser: User) -> None:
    message = written(event, organiser)
    with pytest.raises(actions.Changed):
        actions.send(message=message, seen=readers_of(event, Audience()).digest, by=organiser)


def test_who_cancels_before_it_leaves_does_not_get_it(event: Event, organiser: User) -> None:
    zoe = guest(event)
    (mail,) = sent(written(event, organiser), organiser)
    assert kind_of(KIND).still_wanted(mail)
    Registration.objects.filter(pk=zoe.pk).update(status=Status.CANCELLED)
    assert not kind_of(KIND).still_wanted(mail)
    zoe.delete()
    assert not kind_of(KIND).still_wanted(mail)


def test_a_word_to_those_who_cancelled_reaches_them(event: Event, organiser: User) -> None:
    guest(event, cancelled=True)
    (mail,) = sent(written(event, organiser, audience=Audience(tab="ended")), organiser)
    assert kind_of(KIND).still_wanted(mail)


# --- What became of it ---------------------------------------------------------------------------


def test_the_list_of_messages_says_what_became_of_their_mails(
    client: Client, event: Event, organiser: User
) -> None:
    assert "Nothing written yet" in client.get(at("messages", event)).content.decode()
    for _ in range(4):
        guest(event)
    message = written(event, organiser)
    states = (State.SENT, State.FAILED, State.WAITING, State.DROPPED)
    for mail, state in zip(sent(message, organiser), states, strict=True):
        OutgoingMail.objects.filter(pk=mail.pk).update(state=state)
    written(event, organiser, subject="Not yet")
    for page in (client.get(at("messages", event)), client.get(at("message", event, message.pk))):
        said = page.content.decode()
        for figure in ("1 sent", "1 failed", "1 on its way", "1 withdrawn"):
            assert figure in said
    assert "Draft" in client.get(at("messages", event)).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_messages_asks_the_database_as_often_for_one_as_for_three(
    client: Client,
    event: Event,
    organiser: User,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    guest(event)
    for _ in range(rows):
        sent(written(event, organiser), organiser)
    with django_assert_num_queries(6):
        client.get(at("messages", event))


def test_the_writer_may_be_gone(client: Client, event: Event, organiser: User) -> None:
    guest(event)
    message = written(event, organiser)
    (mail,) = sent(message, organiser)
    Message.objects.filter(pk=message.pk).update(by=None)
    assert content(mail).reply_to == ()
    assert client.get(at("message", event, message.pk)).status_code == 200
