"""The organiser's way to invite: look first, send once, see who has answered what."""

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.guests.models import Kind, Registration, Status
from networking.mail.actions import stop
from networking.mail.models import OutgoingMail
from tests.cast import Cast, assemble
from tests.factories import EventFactory, MembershipFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = (
    "Inès Roux <ines@exemple.org>\nJean Dupont\nzoe@@exemple.org\nINES@exemple.org\n"
    "{guest}\n{unwilling}"
)


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def organiser(client: Client, cast: Cast) -> Client:
    client.force_login(cast.organiser)
    return client


def page(cast: Cast, name: str = "invite", **more: int) -> str:
    kwargs = {"association": cast.association.slug, "event": cast.event.slug, **more}
    return reverse(f"guests:{name}", kwargs=kwargs)


def test_a_pasted_list_is_judged_line_by_line_before_anything_is_sent(
    organiser: Client, cast: Cast
) -> None:
    stop(address="non@exemple.org", kind="*", by=None)
    pasted = LIST.format(guest=cast.guest.email, unwilling="non@exemple.org")
    answer = organiser.post(page(cast), {"pasted": pasted, "word": "À mardi"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert [row["line"].number for row in answer.context["lines"]] == [1, 2, 3, 4, 5, 6]
    assert [row["tone"] for row in answer.context["lines"]] == [
        "leaf", "coral", "coral", "amber", "plain", "amber",
    ]  # fmt: skip
    assert [person.email for person in answer.context["people"]] == ["ines@exemple.org"]
    assert 'name="send"' in text
    assert not OutgoingMail.objects.exists()
    assert Registration.objects.count() == 1


def test_the_mail_is_shown_as_it_will_be_read(organiser: Client, cast: Cast) -> None:
    answer = organiser.post(page(cast), {"pasted": "ines@exemple.org", "word": "À <mardi>"})
    assert answer.context["letter"].text.count("À <mardi>") == 1
    assert "frame-src 'self'" in answer["Content-Security-Policy"]
    frame = organiser.get(f"{page(cast, 'invite_mail')}?{answer.context['mail_query']}")
    assert "À &lt;mardi&gt;" in frame.content.decode()
    assert cast.organiser.full_name in frame.content.decode()
    assert "default-src 'none'" in frame["Content-Security-Policy"]
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    assert not OutgoingMail.objects.exists()


def test_sending_twice_invites_once(organiser: Client, cast: Cast) -> None:
    said = {"pasted": "Inès Roux <ines@exemple.org>", "word": "À mardi", "send": "1"}
    first = organiser.post(page(cast), said, follow=True)
    assert [each.level_tag for each in first.context["messages"]] == ["success"]
    organiser.post(page(cast), said)
    registration = cast.event.registrations.get(user__email="ines@exemple.org")
    assert registration.invitation_word == "À mardi"
    assert registration.inviter == cast.organiser
    assert OutgoingMail.objects.count() == 1


def test_all_members_are_those_who_are_not_on_the_list_and_have_an_address(
    organiser: Client, cast: Cast
) -> None:
    RegistrationFactory.create(event=cast.event, user=cast.member)
    MembershipFactory.create(association=cast.association, user=UserFactory.create(email=None))
    answer = organiser.post(page(cast), {"members": "on"})
    # Owner, organiser, facilitator and host.
    assert len(answer.context["people"]) == 4
    assert answer.context["plan"].members_without_address == 1
    organiser.post(page(cast), {"members": "on", "send": "1"})
    invited = cast.event.registrations.filter(status=Status.INVITED)
    assert invited.count() == 4
    assert set(invited.values_list("kind", flat=True)) == {Kind.MEMBER}


def test_a_member_on_the_pasted_list_as_well_is_invited_once(organiser: Client, cast: Cast) -> None:
    pasted = f"{cast.member.email}\n{cast.member.email}"
    answer = organiser.post(page(cast), {"members": "on", "pasted": pasted})
    emails = [person.email for person in answer.context["people"]]
    assert emails.count(cast.member.email) == 1


def test_a_file_to_invite_from_is_a_click_away(organiser: Client, cast: Cast) -> None:
    way = f"{page(cast, 'upload')}?purpose=invite"
    assert way in organiser.get(page(cast)).content.decode()
    assert organiser.get(way).context["form"]["purpose"].value() == "invite"
    assert organiser.get(page(cast, "upload")).context["form"]["purpose"].value() == "register"


@pytest.mark.parametrize("status", ["cancelled", "over"])
def test_nobody_is_invited_to_what_does_not_take_place(
    organiser: Client, cast: Cast, status: str
) -> None:
    cast.event.status = status
    cast.event.save()
    answer = organiser.post(page(cast), {"pasted": "ines@exemple.org", "send": "1"})
    assert answer.status_code == 200
    assert 'name="pasted"' not in answer.content.decode()
    assert not OutgoingMail.objects.exists()


def test_inviting_nobody_is_said_and_the_word_is_kept(organiser: Client, cast: Cast) -> None:
    answer = organiser.post(page(cast), {"pasted": "  ", "word": "À mardi"})
    assert answer.status_code == 422
    assert "À mardi" in answer.content.decode()


def test_a_list_of_nobody_who_can_be_invited_offers_nothing_to_send(
    organiser: Client, cast: Cast
) -> None:
    said = {"pasted": "Jean Dupont", "word": ""}
    assert 'name="send"' not in organiser.post(page(cast), said).content.decode()
    assert organiser.post(page(cast), {**said, "send": "1"}).status_code == 200
    assert Registration.objects.count() == 1


def test_going_back_keeps_what_was_typed(organiser: Client, cast: Cast) -> None:
    said = {"pasted": "Jean <jean@exemple.org>", "word": "À mardi", "change": "1"}
    text = organiser.post(page(cast), said).content.decode()
    assert "Jean &lt;jean@exemple.org&gt;" in text
    assert "À mardi" in text


def test_the_page_says_who_has_answered_what(organiser: Client, cast: Cast) -> None:
    for state in ({"invited": True}, {"cancelled": True}, {}):
        guest = RegistrationFactory.create(event=cast.event, **state)
        Registration.objects.filter(pk=guest.pk).update(invited_at=guest.created_at)
    tabs = organiser.get(page(cast)).context["tabs"]
    assert {tab["key"]: tab["count"] for tab in tabs} == {"": 3, "yes": 1, "no": 1, "waiting": 1}
    shown = organiser.get(page(cast), {"answer": "no"}).context["page"]
    assert [each.status for each in shown] == [Status.CANCELLED]


def test_an_invitation_is_withdrawn_once(organiser: Client, cast: Cast) -> None:
    invited = RegistrationFactory.create(event=cast.event, invited=True)
    way = page(cast, "withdraw_invitation", registration=invited.pk)
    for _ in range(2):
        assert organiser.post(way).status_code == 302
    assert not Registration.objects.filter(pk=invited.pk).exists()
    assert organiser.get(way).status_code == 405


def test_nobody_elses_invitation_is_withdrawn(organiser: Client, cast: Cast) -> None:
    invited = RegistrationFactory.create(event=EventFactory.create(), invited=True)
    organiser.post(page(cast, "withdraw_invitation", registration=invited.pk))
    assert Registration.objects.filter(pk=invited.pk).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_much_for_three_as_for_one(
    organiser: Client,
    cast: Cast,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    RegistrationFactory.create_batch(count, event=cast.event, invited=True, inviter=cast.organiser)
    organiser.get(page(cast))
    with django_assert_num_queries(10):
        organiser.get(page(cast))


def test_a_list_that_takes_days_to_send_says_so(
    organiser: Client, cast: Cast, settings: LazySettings
) -> None:
    settings.MAILS_A_DAY = 2
    organiser.cookies["django_language"] = "en"
    pasted = "\n".join(f"p{number}@exemple.org" for number in range(5))
    answer = organiser.post(page(cast), {"pasted": pasted, "send": "1"}, follow=True)
    assert "5 invitations are on their way." in answer.text
    assert "Of so many, 2 leave a day: the last ones leave in 2 days." in answer.text
