"""Introducing two contacts: what is recorded, who is mailed, and above all who never is."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from events.guests.models import Registration
from followups.contacts.introductions import actions
from followups.contacts.introductions.pages import introductions_of, writing
from followups.contacts.introductions.reach import INTRODUCTION, reach_of
from followups.contacts.introductions.sides import common_ground
from followups.contacts.models import Contact, Entry, Introduced, Introduction, Openness, Tag
from networking.accounts.models import Block, User
from networking.mail import actions as outbox
from networking.mail.kinds import kind_of
from networking.mail.models import OutgoingMail
from networking.profiles.models import Kind as Wanting
from networking.profiles.models import Tag as ProfileTag
from networking.profiles.models import Wanted
from tests.factories import EventFactory, ProfileFactory, RegistrationFactory, UserFactory
from tests.followups.contacts.ties.conftest import contact_of, known

pytestmark = pytest.mark.django_db
INTRODUCE = reverse("contacts:introduce")


def address(first: Contact, second: Contact) -> str:
    return f"{INTRODUCE}?first={first.pk}&second={second.pk}"


def write(client: Client, first: Contact, second: Contact, **said: str) -> int:
    return client.post(address(first, second), {"text": "Voilà.", **said}).status_code


def sent(owner: User, first: Contact, second: Contact, text: str = "Voilà.") -> Introduction:
    return actions.introduce(
        owner=owner, first=first, second=second, text=text, how=Introduced.SENT, by=owner
    )


# --- Who is written to ---------------------------------------------------------------------------


def test_people_who_are_not_on_tablee_are_never_written_to(client: Client, owner: User) -> None:
    away = contact_of(owner, "Zoë", emails=[{"value": "zoe@exemple.org"}])
    here = known(owner)
    client.force_login(owner)
    assert write(client, here, away, how="sent") == 422
    assert write(client, away, here, how="own") == 302
    assert not OutgoingMail.objects.exists()
    made = Introduction.objects.get()
    assert (made.how, made.first, made.second) == (Introduced.OWN, away, here)


def test_both_get_a_mail_of_their_own_once_and_can_answer_all(owner: User) -> None:
    first, second = known(owner), known(owner)
    made = sent(owner, first, second)
    assert sent(owner, second, first) == made
    mails = OutgoingMail.objects.filter(kind=INTRODUCTION).order_by("pk")
    assert [mail.to for mail in mails] == [first.email, second.email]
    said = kind_of(INTRODUCTION).render(mails[0])
    assert said.reply_to == (owner.email, second.email)
    assert "Voilà." in said.text
    assert second.email in said.text
    assert first.email not in said.text
    assert all(kind_of(INTRODUCTION).still_wanted(mail) for mail in mails)


@pytest.mark.parametrize(
    "lacking", ["acceptance", "confirmation", "my address", "her address", "a stop", "a block"]
)
def test_if_one_is_not_to_be_written_to_neither_is(
    client: Client, owner: User, lacking: str
) -> None:
    first = known(owner)
    second = known(
        owner,
        accepts=lacking != "acceptance",
        verified=lacking != "confirmation",
        **({"emails": [{"value": "autre@exemple.org"}]} if lacking == "her address" else {}),
    )
    assert second.person is not None
    assert first.person is not None
    if lacking == "my address":
        owner.emailaddress_set.update(verified=False)  # type: ignore[attr-defined]
    elif lacking == "a stop":
        outbox.stop(address=second.email, kind=INTRODUCTION, by=None)
    elif lacking == "a block":
        Block.objects.create(by=second.person, person=owner)
    with pytest.raises(actions.NotReachable):
        sent(owner, first, second)
    client.force_login(owner)
    page = client.get(address(first, second)).content.decode()
    assert 'value="sent"' not in page
    assert not OutgoingMail.objects.exists()
    assert not Introduction.objects.exists()


def test_a_block_between_the_two_shows_to_nobody_and_nothing_leaves(
    client: Client, owner: User
) -> None:
    first, second = known(owner), known(owner)
    assert second.person is not None
    assert first.person is not None
    Block.objects.create(by=second.person, person=first.person)
    client.force_login(owner)
    assert 'value="sent"' in client.get(address(first, second)).content.decode()
    assert write(client, first, second, how="sent") == 302
    assert not any(kind_of(mail.kind).still_wanted(mail) for mail in OutgoingMail.objects.all())
    assert OutgoingMail.objects.count() == 2


def test_who_changes_her_mind_before_it_leaves_is_not_written_to(owner: User) -> None:
    first, second = known(owner), known(owner)
    sent(owner, first, second)
    assert second.person is not None
    actions.open_up(user=second.person, introductions=False, by=second.person)
    wanted = kind_of(INTRODUCTION).still_wanted
    assert not any(wanted(mail) for mail in OutgoingMail.objects.all())


def test_tablee_sends_so_many_a_day_and_no_more(owner: User) -> None:
    first, second = known(owner), known(owner)
    for number in range(10):
        sent(owner, first, second, text=f"Mot {number}")
    with pytest.raises(actions.EnoughToday):
        sent(owner, first, second, text="Encore")
    assert (Introduction.objects.count(), OutgoingMail.objects.count()) == (10, 20)


def test_the_same_question_costs_the_same_for_two_and_four(
    owner: User, django_assert_num_queries
) -> None:
    people = [known(owner) for _ in range(4)]
    for some in (people[:2], people):
        with django_assert_num_queries(4):
            assert reach_of(owner, some, kind=INTRODUCTION).all(*some)


# --- The record ----------------------------------------------------------------------------------


def test_an_introduction_stands_on_both_and_can_be_forgotten(client: Client, owner: User) -> None:
    first, second = known(owner), known(owner)
    made = sent(owner, first, second)
    assert [list(introductions_of(each)) for each in (first, second)] == [[made], [made]]
    client.force_login(owner)
    url = reverse("contacts:introduction_take_back", args=[made.pk])
    assert [client.post(url).status_code for _ in range(2)] == [302, 404]
    assert not Introduction.objects.exists()
    assert {mail.state for mail in OutgoingMail.objects.all()} == {"dropped"}


def test_another_s_introduction_does_not_exist(client: Client, owner: User) -> None:
    made = sent(owner, known(owner), known(owner))
    stranger = UserFactory.create()
    client.force_login(stranger)
    assert client.get(reverse("contacts:introduction", args=[made.pk])).status_code == 404
    theirs, mine = contact_of(owner), contact_of(stranger)
    assert client.get(address(mine, theirs)).status_code == 404
    assert client.get(f"{INTRODUCE}?first=x").status_code == 404


def test_ones_own_mail_program_opens_with_both_and_the_words(client: Client, owner: User) -> None:
    first = contact_of(owner, "Zoë", emails=[{"value": "zoe+tablée@exemple.org"}])
    second = contact_of(owner, "Björn", emails=[{"value": "bjorn@exemple.org"}])
    client.force_login(owner)
    text = "Bonjour à vous deux,\r\n\r\nÀ bientôt & merci?"
    answer = client.post(address(first, second), {"text": text, "how": "own"}, follow=True)
    link = urlsplit(answer.context["mailto"])
    assert link.path == "zoe%2Btabl%C3%A9e@exemple.org,bjorn@exemple.org"
    assert parse_qs(link.query)["body"] == [text]


def test_empty_words_are_told_and_nothing_is_recorded(client: Client, owner: User) -> None:
    first, second = contact_of(owner, "Zoë"), contact_of(owner, "Björn")
    client.force_login(owner)
    assert write(client, first, second, text="  ") == 422
    assert not Introduction.objects.exists()


# --- Why they fit --------------------------------------------------------------------------------


def guest(event: object, wanting: Wanting, word: str) -> Registration:
    profile = ProfileFactory.create()
    tag, _ = ProfileTag.objects.get_or_create(name=word, folded=word)
    Wanted.objects.create(profile=profile, kind=wanting, tag=tag, position=0)
    return RegistrationFactory.create(event=event, user=profile.user)


def test_offers_and_needs_are_known_only_from_an_event_one_was_at_oneself(owner: User) -> None:
    event = EventFactory.create(over=True)
    pair = [guest(event, Wanting.OFFER, "violon"), guest(event, Wanting.NEED, "violon")]
    first, second = (contact_of(owner, each.given_name, person=each.user) for each in pair)
    assert common_ground(owner, first, second) == ()
    RegistrationFactory.create(event=event, user=owner)
    (found,) = common_ground(owner, first, second)
    assert (found.ground.name, found.words) == ("FIRST_HELPS", ("violon",))


def test_what_one_said_where_the_other_was_not_is_a_reason_and_stands_in_no_mail(
    owner: User,
) -> None:
    events = [EventFactory.create(over=True) for _ in range(2)]
    pair = [
        guest(event, kind, "violon")
        for event, kind in zip(events, (Wanting.OFFER, Wanting.NEED), strict=True)
    ]
    for event in events:
        RegistrationFactory.create(event=event, user=owner)
    first, second = (
        contact_of(owner, each.given_name, person=each.user, title="Luthière") for each in pair
    )
    page = writing(owner, first, second, language="en")
    assert "violon" in "".join(page["reasons"])
    assert "violon" not in page["begun"]
    # Perhaps she gave it to the author alone.
    assert "Luthière" not in page["begun"]
    for each, event in zip(pair, reversed(events), strict=True):
        RegistrationFactory.create(event=event, user=each.user)
    assert "violon" in writing(owner, first, second, language="en")["begun"]
    away = contact_of(owner, "Zoë")
    assert "violon" not in writing(owner, first, away, language="en")["begun"]


def test_the_words_to_begin_with_hold_nothing_of_my_own_notes(client: Client, owner: User) -> None:
    tag = Tag.objects.create(owner=owner, name="Difficile")
    first, second = (contact_of(owner, name, note="Divorce pénible") for name in ("Zoë", "Björn"))
    for each in (first, second):
        each.tags.add(tag)
    client.force_login(owner)
    page = client.get(address(first, second))
    assert "Difficile" in page.content.decode()
    begun = page.context["form"]["text"].value()
    assert "Difficile" not in begun
    assert "pénible" not in begun


def test_the_words_to_begin_with_come_in_the_language_one_asks_for(
    client: Client, owner: User
) -> None:
    first, second = contact_of(owner, "Zoë"), contact_of(owner, "Björn")
    client.force_login(owner)
    english = client.get(address(first, second) + "&language=en").context["form"]["text"].value()
    assert english.startswith("Hello Zoë, hello Björn,")


@pytest.mark.parametrize("people", [1, 3])
def test_choosing_costs_the_same_for_one_and_three(
    client: Client, owner: User, people: int, django_assert_num_queries
) -> None:
    first = known(owner, met_where="Lille")
    for _ in range(people):
        known(owner, met_where="Lille")
    client.force_login(owner)
    with django_assert_num_queries(11):
        page = client.get(f"{INTRODUCE}?first={first.pk}").content.decode()
    assert page.count("list__why") == people


def test_somebody_to_introduce_is_found_by_a_word(client: Client, owner: User) -> None:
    contact_of(owner, "Zoë", note="La chorale"), contact_of(owner, "Björn")
    client.force_login(owner)
    page = client.get(INTRODUCE, {"q": "chorale"}).content.decode()
    assert "Zoë" in page
    assert "Björn" not in page


# --- Asking to be introduced, and whether one may be ---------------------------------------------


def test_asking_is_noted_once_and_mailed_once_to_who_accepts(client: Client, owner: User) -> None:
    here = known(owner)
    client.force_login(owner)
    url = reverse("contacts:ask", args=[here.pk]) + "?whom=la+mairie"
    begun = client.get(url).context["form"]["text"].value()
    assert "la mairie" in begun
    for _ in range(2):
        assert client.post(url, {"text": begun, "how": "sent"}).status_code == 302
    entry = Entry.objects.get(contact=here)
    assert entry.text == begun
    mail = OutgoingMail.objects.get()
    said = kind_of(mail.kind).render(mail)
    assert (mail.to, said.reply_to) == (here.email, (owner.email,))
    entry.delete()
    assert not kind_of(mail.kind).still_wanted(mail)


def test_asking_somebody_who_is_not_on_tablee_opens_ones_own_mail_program(
    client: Client, owner: User
) -> None:
    away = contact_of(owner, "Zoë", emails=[{"value": "zoe@exemple.org"}])
    client.force_login(owner)
    url = reverse("contacts:ask", args=[away.pk])
    assert client.post(url, {"text": "Une question.", "how": "sent"}).status_code == 422
    assert not Entry.objects.exists()
    answer = client.post(url, {"text": "Une question.", "how": "own"}, follow=True)
    assert answer.context["mailto"].startswith("mailto:zoe@exemple.org?")
    assert not OutgoingMail.objects.exists()


def test_asking_about_nobody_is_told(client: Client, owner: User) -> None:
    client.force_login(owner)
    url = reverse("contacts:ask", args=[contact_of(owner).pk])
    assert client.get(url).status_code == 200
    assert client.get(url, {"whom": " "}).status_code == 422


def test_nobody_may_be_introduced_until_she_says_so(client: Client, owner: User) -> None:
    client.force_login(owner)
    url = reverse("contacts:openness")
    assert client.get(url).context["open"] is False
    for answer, is_open in (("yes", True), ("yes", True), ("no", False)):
        client.post(url, {"introductions": answer})
        assert Openness.objects.get(user=owner).introductions is is_open
