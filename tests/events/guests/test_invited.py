"""The link in an invitation: what it opens, for whom, and what a link that was passed on can't."""

import html
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from events.calendar.models import Status as EventStatus
from events.guests import actions
from events.guests.fates import Person
from events.guests.invitation_links import invitation_path
from events.guests.models import Registration, Status
from networking.mail.kinds import Content, kind_of
from networking.mail.models import OutgoingMail, Priority, Stop
from networking.mail.sending import content_of, message_of
from networking.time import now
from tests.factories import (
    EventFactory,
    ProfileFactory,
    QuestionFactory,
    RegistrationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
YES = {"given_name": "Inès", "family_name": "Roux", "shared": ["title"], "yes": "1"}


@pytest.fixture
def asked() -> Registration:
    """Somebody an organiser has invited, under the name he typed."""
    registration: Registration = RegistrationFactory.create(
        invited=True,
        consented_at=None,
        user__verified=False,
        event__title="Café & croissants",
        given_name="Inès",
        inviter=UserFactory.create(given_name="Claire", family_name="Fontanel"),
        invitation_word="Vous nous manquiez.",
    )
    return registration


def letter(registration: Registration, language: str = "en", **params: bool) -> OutgoingMail:
    return OutgoingMail.objects.create(
        kind="guests.invited",
        to=registration.user.email or "",
        key=f"test:{registration.pk}",
        params={"registration": registration.pk, **params},
        user=registration.user,
        association=registration.event.association,
        topic=registration.event.channel,
        language=language,
    )


def content(registration: Registration, language: str = "en", **params: bool) -> Content:
    return content_of(letter(registration, language, **params), kind_of("guests.invited"))


# --- The mail ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("again", [False, True])
def test_the_mail_says_who_invites_to_what_and_where_and_has_one_button(
    asked: Registration, language: str, again: bool
) -> None:
    said = content(asked, language, again=again)
    link = invitation_path(asked)
    for text in (said.text, said.html):
        assert "Claire Fontanel" in text
        assert asked.event.association.name in text
        assert "Vous nous manquiez." in text
        assert asked.event.venue in text
        assert asked.event.description in text
        assert text.count(link) == 1
        assert "{" not in said.text
    assert "Café & croissants" in said.subject
    assert "None" not in said.text


def test_without_an_organiser_it_is_the_association_that_invites(asked: Registration) -> None:
    Registration.objects.filter(pk=asked.pk).update(inviter=None, invitation_word="")
    said = content(asked)
    assert f"{asked.event.association.name} invites you" in said.text
    assert "<blockquote" not in said.html


def test_what_an_organiser_writes_is_text_and_nothing_else(asked: Registration) -> None:
    Registration.objects.filter(pk=asked.pk).update(invitation_word="<script>1</script>\nÀ mardi")
    said = content(asked)
    assert "<script>" not in said.html
    assert "&lt;script&gt;1&lt;/script&gt;<br>À mardi" in said.html


def test_invitations_leave_after_everything_somebody_waits_for(asked: Registration) -> None:
    person = Person(email="a@exemple.org")
    actions.invite_people(event=asked.event, people=[person], by=None)
    assert OutgoingMail.objects.get().priority == Priority.MAILING


def test_it_is_wanted_until_she_has_answered_or_it_is_of_no_use(asked: Registration) -> None:
    mail, kind = letter(asked), kind_of("guests.invited")
    assert kind.still_wanted(mail)
    asked.event.policy = "invitation"
    asked.event.save()
    assert kind.still_wanted(mail)
    asked.event.registration_closes_at = now()
    asked.event.save()
    assert not kind.still_wanted(mail)
    asked.event.registration_closes_at = None
    asked.event.status = EventStatus.CANCELLED
    asked.event.save()
    assert not kind.still_wanted(mail)
    asked.event.status = EventStatus.PUBLISHED
    asked.event.save()
    actions.turn_down(registration=asked, by=None)
    assert not kind.still_wanted(mail)


def test_for_a_draft_it_waits_until_there_is_something_to_open(asked: Registration) -> None:
    asked.event.status = EventStatus.DRAFT
    asked.event.save()
    kind = kind_of("guests.invited")
    mail = letter(asked)
    until = kind.hold(mail)
    assert until is not None
    assert until > now()


# --- The page ------------------------------------------------------------------------------------


def test_opening_the_link_shows_the_invitation_and_changes_nothing(
    client: Client, asked: Registration
) -> None:
    answer = client.get(invitation_path(asked))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Vous nous manquiez." in text
    assert 'value="Inès"' in text
    asked.refresh_from_db()
    assert asked.status == Status.INVITED
    assert "no-store" in answer["Cache-Control"]


def test_a_yes_takes_a_seat_without_signing_in(client: Client, asked: Registration) -> None:
    answer = client.post(invitation_path(asked), YES, follow=True)
    asked.refresh_from_db()
    assert (asked.status, asked.family_name, asked.shared) == (Status.CONFIRMED, "Roux", ["title"])
    assert asked.consented_at is not None
    assert answer.status_code == 200
    assert settings.SESSION_COOKIE_NAME not in client.cookies
    assert not asked.user.emailaddress_set.get().verified
    assert asked.user.last_login is None
    assert OutgoingMail.objects.filter(kind="guests.confirmed", to=asked.user.email).count() == 1


def test_a_yes_said_twice_is_one_yes(client: Client, asked: Registration) -> None:
    for _ in range(2):
        assert client.post(invitation_path(asked), YES).status_code in {200, 302}
    assert OutgoingMail.objects.filter(kind="guests.confirmed").count() == 1


def test_a_yes_without_a_name_is_asked_for_one_and_keeps_the_rest(
    client: Client, asked: Registration
) -> None:
    answer = client.post(invitation_path(asked), {**YES, "given_name": "", "title": "Libraire"})
    assert answer.status_code == 422
    assert 'value="Libraire"' in answer.content.decode()
    asked.refresh_from_db()
    assert asked.status == Status.INVITED


def test_a_no_is_heard_and_may_be_taken_back(client: Client, asked: Registration) -> None:
    path = invitation_path(asked)
    answer = client.post(path, {"no": "1"}, follow=True)
    assert answer.status_code == 200
    assert "?again=1" in answer.content.decode()
    asked.refresh_from_db()
    assert asked.status == Status.DECLINED
    assert not OutgoingMail.objects.exists()
    assert 'name="yes"' in client.get(path, {"again": "1"}).content.decode()
    client.post(path, YES)
    asked.refresh_from_db()
    assert asked.status == Status.CONFIRMED


def test_a_full_breakfast_offers_the_waiting_list(client: Client, asked: Registration) -> None:
    RegistrationFactory.create(event=asked.event)
    asked.event.capacity = 1
    asked.event.save()
    assert "notice--warning" in client.get(invitation_path(asked)).content.decode()
    client.post(invitation_path(asked), YES)
    asked.refresh_from_db()
    assert asked.status == Status.WAITING


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"status": EventStatus.CANCELLED}, 410),
        ({"status": EventStatus.OVER}, 410),
        ({"registration_closes_at": "past"}, 403),
    ],
)
def test_what_has_closed_says_so(
    client: Client, asked: Registration, change: dict[str, object], status: int
) -> None:
    for name, value in change.items():
        setattr(asked.event, name, now() if value == "past" else value)
    asked.event.save()
    for answer in (
        client.get(invitation_path(asked)),
        client.post(invitation_path(asked), YES),
        client.post(invitation_path(asked), {"no": "1"}),
    ):
        assert answer.status_code == status
        assert "<h1>" in answer.content.decode()
    asked.refresh_from_db()
    assert asked.status == Status.INVITED


def test_a_withdrawn_invitation_opens_nothing(client: Client, asked: Registration) -> None:
    path = invitation_path(asked)
    actions.withdraw_invitation(registration=asked, by=None)
    assert client.get(path).status_code == 410
    assert client.post(path, YES).status_code == 410
    assert not Registration.objects.exists()


def test_whom_organisers_took_off_the_list_the_link_does_not_bring_back(
    client: Client, asked: Registration
) -> None:
    actions.cancel(registration=asked, by=UserFactory.create())
    assert client.post(invitation_path(asked), YES).status_code == 410


def test_nobody_can_make_up_a_link(client: Client, asked: Registration) -> None:
    path = invitation_path(asked)
    forged = re.sub(r".{4}/$", "AAAA/", path)
    assert client.get(forged).status_code == 404
    other = EventFactory.create(association=asked.event.association)
    elsewhere = path.replace(f"/{asked.event.slug}/", f"/{other.slug}/")
    assert client.get(elsewhere).status_code == 410
    registered = RegistrationFactory.create(event=asked.event)
    assert client.get(invitation_path(registered)).status_code == 410


def test_a_link_passed_on_shows_only_what_the_invitation_says(
    client: Client, asked: Registration
) -> None:
    ProfileFactory.create(user=asked.user, title="Juge", organisation="Tribunal", mobile="0612")
    text = client.get(invitation_path(asked)).content.decode()
    for hidden in ("Juge", "Tribunal", "0612", asked.user.email or "-"):
        assert hidden not in text
    assert f"{(asked.user.email or '')[0]}…@exemple.org" in text


def test_a_diet_that_was_noted_is_not_shown_and_not_lost(
    client: Client, asked: Registration
) -> None:
    Registration.objects.filter(pk=asked.pk).update(diet="Sans arachides")
    assert "arachides" not in client.get(invitation_path(asked)).content.decode()
    client.post(invitation_path(asked), {**YES, "diet": ""})
    asked.refresh_from_db()
    assert (asked.status, asked.diet) == (Status.CONFIRMED, "Sans arachides")


def test_what_organisers_ask_is_asked_of_the_invited_too(
    client: Client, asked: Registration
) -> None:
    question = QuestionFactory.create(event=asked.event, required=True)
    assert question.label in html.unescape(client.get(invitation_path(asked)).content.decode())
    assert client.post(invitation_path(asked), YES).status_code == 422


def test_only_mails_about_the_event_go_to_who_has_confirmed_no_address(
    client: Client, asked: Registration
) -> None:
    person = Person("Inès", "Roux", "ines@exemple.org")
    event = asked.event
    (invited,) = actions.invite_people(event=event, people=[person], by=None).invited
    client.post(invitation_path(invited), YES)
    actions.tell_moved(event=event, by=None)
    actions.tell_called_off(event=event, by=None)
    mails = OutgoingMail.objects.filter(to=person.email)
    assert mails.count() > 1
    assert set(mails.values_list("topic", flat=True)) == {event.channel}
    assert not invited.user.emailaddress_set.get().verified


def test_a_link_passed_on_leads_to_registering_in_ones_own_name_where_that_is_open(
    client: Client, asked: Registration
) -> None:
    register = f"{asked.event.get_absolute_url()}register/"
    assert register in client.get(invitation_path(asked)).content.decode()
    asked.event.policy = "invitation"
    asked.event.save()
    assert register not in client.get(invitation_path(asked)).content.decode()


def test_after_a_yes_the_link_gives_nothing_up(client: Client, asked: Registration) -> None:
    client.post(invitation_path(asked), YES)
    client.post(invitation_path(asked), {"no": "1"})
    asked.refresh_from_db()
    assert asked.status == Status.CONFIRMED
    assert "/cancel/" not in client.get(invitation_path(asked)).content.decode()


# --- No more of them -----------------------------------------------------------------------------


def test_the_stop_link_stops_the_invitations_of_this_association_only(
    client: Client, asked: Registration
) -> None:
    message = message_of(letter(asked), kind_of("guests.invited"))
    address = re.fullmatch(r"<https?://[^/]+(/u/.+)>", message.extra_headers["List-Unsubscribe"])
    assert address
    text = client.get(address[1]).content.decode()
    assert asked.event.association.name in text
    client.post(address[1])
    assert Stop.objects.get().topic == f"association:{asked.event.association_id}"
    person = Person(email=asked.user.email)
    next_one = EventFactory.create(association=asked.event.association)
    assert actions.invite_people(event=next_one, people=[person], by=None).stopped == 1
    elsewhere = actions.invite_people(event=EventFactory.create(), people=[person], by=None)
    assert len(elsewhere.invited) == 1
    client.post(address[1], {"do": "resume"})
    assert not Stop.objects.exists()


@pytest.mark.parametrize(("said", "verb"), [(YES, "accept"), ({"no": "1"}, "turn_down")])
def test_an_answer_that_crosses_the_withdrawal_learns_of_it(
    asked: Registration,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    said: dict[str, str],
    verb: str,
) -> None:
    do = getattr(actions, verb)

    def in_between(**more: object) -> Registration:
        assert actions.withdraw_invitation(registration=asked, by=None)
        answered: Registration = do(**more)
        return answered

    monkeypatch.setattr(actions, verb, in_between)
    assert client.post(invitation_path(asked), said).status_code == 410


def test_who_said_not_this_time_finds_the_way_back_on_her_own_page(client: Client) -> None:
    registration = RegistrationFactory.create(invited=True)
    actions.turn_down(registration=registration, by=registration.user)
    event = registration.event
    client.force_login(registration.user)
    page = client.get(reverse("guests:mine", args=[event.association.slug, event.slug]))
    after_all = page.context["after_all"]
    assert f'href="{after_all}"' in page.content.decode()
    assert client.get(after_all).context["form"]
