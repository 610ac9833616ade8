"""Invitations onto the committee: sent, accepted by the invited alone, withdrawn, sent again."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from networking.accounts.models import User
from networking.associations import actions
from networking.associations.actions.committee import MOST_OPEN, digest_of
from networking.associations.mails import invited, still_invited
from networking.associations.models import Invitation, Membership, Role
from networking.associations.views.committee import masked
from networking.audit.models import Entry
from networking.mail.models import OutgoingMail, State
from networking.time import now
from tests.cast import Cast, assemble
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
NGOC = "ngoc@exemple.org"


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def ngoc() -> User:
    return UserFactory.create(email=NGOC)


def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def invite(cast: Cast, role: str = "organiser", email: str = NGOC) -> Invitation:
    return actions.invite(
        association=cast.association, email=email, role=role, given_name="Ngọc", by=cast.owner
    )


def last_mail() -> OutgoingMail:
    return OutgoingMail.objects.filter(kind="associations.invited").latest("pk")


def link() -> str:
    """The address in the last mail."""
    return reverse("associations:join", args=[last_mail().params["token"]])


def post(client: Client, cast: Cast, **form: str) -> int:
    url = reverse("associations:invite", args=[cast.association.slug])
    return client.post(url, form).status_code


# --- Sending -------------------------------------------------------------------------------------


def test_the_mail_says_who_invites_and_into_which_role(cast: Cast) -> None:
    invite(cast)
    mail = last_mail()
    said = invited(mail)
    assert cast.owner.full_name in said.subject
    assert cast.association.name in said.subject
    assert str(Role.ORGANISER.label) in said.text
    for part in (said.text, said.html):
        assert link() in part
    assert said.reply_to == (cast.owner.email,)


def test_the_database_keeps_nothing_that_opens_the_link(cast: Cast) -> None:
    invitation = invite(cast)
    token = last_mail().params["token"]
    # 24 bytes: 192 bits.
    assert len(token) == 32
    assert invitation.digest == digest_of(token) != token


def test_a_second_invitation_to_one_address_returns_the_first_with_the_new_role(
    cast: Cast,
) -> None:
    first, second = invite(cast, "host"), invite(cast, "facilitator", " NGOC@exemple.org ")
    assert (first.pk, second.role) == (second.pk, "facilitator")
    assert first.digest == second.digest
    assert OutgoingMail.objects.filter(kind="associations.invited").count() == 1


def test_an_invitation_that_expired_is_sent_anew(cast: Cast) -> None:
    first = invite(cast)
    with time_machine.travel(now() + dt.timedelta(days=15)):
        second = invite(cast)
        assert second.is_open
    assert (first.pk, first.digest != second.digest) == (second.pk, True)


def test_an_organiser_invites_an_organiser_but_no_owner(client: Client, cast: Cast) -> None:
    client.force_login(cast.organiser)
    assert post(client, cast, email=NGOC, role="owner") == 422
    assert post(client, cast, email=NGOC, role="member") == 422
    assert post(client, cast, email=NGOC, role="organiser") == 302
    assert Invitation.objects.get().role == Role.ORGANISER


def test_who_is_no_owner_any_more_when_the_form_arrives_invites_no_owner(cast: Cast) -> None:
    with pytest.raises(actions.OwnersOnly):
        actions.invite(association=cast.association, email=NGOC, role="owner", by=cast.organiser)


def still_open(cast: Cast) -> set[str]:
    return set(cast.association.invitations.open().values_list("role", flat=True))


def test_a_former_owner_s_invitations_to_own_are_withdrawn(cast: Cast) -> None:
    invite(cast, "owner")
    invite(cast, "host", "other@exemple.org")
    heir = cast.host.memberships.get()
    actions.hand_over(membership=heir, stay=True, by=cast.owner)
    assert still_open(cast) == {"owner", "host"}
    actions.give_role(association=cast.association, user=cast.owner, role="organiser", by=cast.host)
    assert still_open(cast) == {"host"}


@pytest.mark.parametrize("role", ["facilitator", "member", None])
def test_who_organises_no_more_has_nobody_invited_in_her_name(cast: Cast, role: str | None) -> None:
    invite(cast, "facilitator", "ours@exemple.org")
    actions.invite(association=cast.association, email=NGOC, role="host", by=cast.organiser)
    if role:
        actions.give_role(
            association=cast.association, user=cast.organiser, role=role, by=cast.owner
        )
    else:
        actions.remove_member(membership=cast.organiser.memberships.get(), by=cast.owner)
    assert still_open(cast) == {"facilitator"}


def test_who_is_on_the_committee_is_not_invited_again(client: Client, cast: Cast) -> None:
    client.force_login(cast.owner)
    assert post(client, cast, email=(cast.host.email or "").upper(), role="organiser") == 422
    assert not Invitation.objects.exists()


def test_nobodys_committee_is_endless(client: Client, cast: Cast) -> None:
    for number in range(MOST_OPEN):
        invite(cast, email=f"{number}@exemple.org")
    client.force_login(cast.owner)
    assert post(client, cast, email=NGOC, role="host") == 422
    assert Invitation.objects.count() == MOST_OPEN


def test_a_wrong_address_keeps_the_rest_of_the_form(client: Client, cast: Cast) -> None:
    client.force_login(cast.owner)
    url = reverse("associations:invite", args=[cast.association.slug])
    answer = client.post(url, {"email": "ngoc", "given_name": "Ngọc", "role": "host"})
    assert answer.status_code == 422
    assert "Ngọc" in answer.content.decode()
    assert re.search(r'value="host"[^>]*checked', answer.content.decode())


# --- Accepting -----------------------------------------------------------------------------------


def test_the_page_says_association_and_role_to_whoever_holds_the_link(
    client: Client, cast: Cast
) -> None:
    invite(cast)
    shown = english(client).get(link()).content.decode()
    assert cast.association.name in shown
    assert "Organiser" in shown
    assert masked(NGOC) in shown
    assert masked(NGOC).startswith("n…")
    assert NGOC not in shown


def test_who_is_not_signed_in_gets_a_code_at_the_address_that_was_written_to(
    client: Client, cast: Cast
) -> None:
    invite(cast)
    answer = client.post(link(), {"do": "code"})
    assert answer["Location"].startswith(reverse("account_confirm_login_code"))
    code = OutgoingMail.objects.get(kind="accounts.code")
    assert code.to == NGOC
    client.post(answer["Location"], {"code": code.params["code"]})
    assert client.post(link())["Location"] == reverse(
        "calendar:events", args=[cast.association.slug]
    )
    membership = Membership.objects.get(user__email=NGOC)
    assert (membership.role, membership.given_name) == (Role.ORGANISER, "Ngọc")


def test_a_link_that_was_passed_on_does_not_tell_the_address_on_the_codes_page_either(
    client: Client, cast: Cast
) -> None:
    invite(cast)
    answer = english(client).post(link(), {"do": "code"}, follow=True)
    wrong = client.post(answer.redirect_chain[-1][0], {"code": "wrong"})
    for page in (answer.content.decode(), wrong.content.decode()):
        assert masked(NGOC) in page
        assert NGOC not in page


def test_accepting_twice_is_once(client: Client, cast: Cast, ngoc: User) -> None:
    invite(cast)
    client.force_login(ngoc)
    assert {client.post(link()).status_code for _ in range(2)} == {302}
    assert ngoc.memberships.get().role == Role.ORGANISER
    assert Entry.objects.get(verb="invitation.accepted").by == ngoc


def test_only_the_invited_address_may_accept(client: Client, cast: Cast) -> None:
    invite(cast)
    client.force_login(cast.stranger)
    shown = english(client).get(link())
    assert "Only that address can accept it" in shown.content.decode()
    assert client.post(link()).status_code == 403
    assert not cast.stranger.memberships.exists()
    assert Invitation.objects.get().is_open


def test_who_is_signed_in_with_another_address_can_change_to_the_invited_one(
    client: Client, cast: Cast
) -> None:
    invite(cast)
    client.force_login(cast.stranger)
    client.post(link(), {"do": "code"})
    assert "_auth_user_id" not in client.session
    assert OutgoingMail.objects.get(kind="accounts.code").to == NGOC


def test_asking_for_too_many_codes_says_so(client: Client, cast: Cast) -> None:
    invite(cast)
    answers = [client.post(link(), {"do": "code"}).status_code for _ in range(5)]
    assert answers[-1] == 429


def test_looking_at_an_invitation_accepts_nothing(client: Client, cast: Cast, ngoc: User) -> None:
    invite(cast)
    client.force_login(ngoc)
    client.get(link())
    assert not ngoc.memberships.exists()


def test_an_invitation_never_takes_a_greater_role_away(cast: Cast, ngoc: User) -> None:
    invitation = invite(cast, "host")
    MembershipFactory.create(association=cast.association, user=ngoc, role=Role.ORGANISER)
    actions.accept(invitation=invitation, by=ngoc)
    assert ngoc.memberships.get().role == Role.ORGANISER


def test_an_owner_is_invited_by_an_owner_and_accepts(cast: Cast, ngoc: User) -> None:
    actions.accept(invitation=invite(cast, "owner"), by=ngoc)
    assert ngoc.memberships.get().role == Role.OWNER


def test_a_plain_member_who_accepts_has_the_new_role(cast: Cast, ngoc: User) -> None:
    MembershipFactory.create(association=cast.association, user=ngoc)
    actions.accept(invitation=invite(cast, "host"), by=ngoc)
    assert ngoc.memberships.get().role == Role.HOST


# --- Too late ------------------------------------------------------------------------------------


def test_after_a_fortnight_a_friendly_page_says_that_it_is_too_late(
    client: Client, cast: Cast, ngoc: User
) -> None:
    invite(cast)
    address = link()
    with time_machine.travel(now() + dt.timedelta(days=14, minutes=1)):
        client.force_login(ngoc)
        answers = [english(client).get(address), client.post(address)]
    assert [answer.status_code for answer in answers] == [410, 410]
    assert "has expired" in answers[0].content.decode()
    assert not ngoc.memberships.exists()


def test_what_was_withdrawn_says_so_and_its_mail_does_not_leave(
    client: Client, cast: Cast, ngoc: User
) -> None:
    invitation = invite(cast)
    address = link()
    client.force_login(cast.organiser)
    url = reverse("associations:withdraw", args=[cast.association.slug, invitation.pk])
    for _ in range(2):
        client.post(url)
    client.force_login(ngoc)
    answer = english(client).post(address)
    assert answer.status_code == 410
    assert "has withdrawn" in answer.content.decode()
    assert last_mail().state == State.DROPPED
    assert Entry.objects.filter(verb="invitation.withdrawn").count() == 1


def test_what_was_accepted_is_not_withdrawn(cast: Cast, ngoc: User) -> None:
    invitation = invite(cast)
    actions.accept(invitation=invitation, by=ngoc)
    assert not actions.withdraw(invitation=invitation, by=cast.owner)
    assert ngoc.memberships.exists()


@pytest.mark.parametrize("what", ["send_again", "withdraw"])
def test_an_organiser_who_comes_too_late_is_told_so(
    client: Client, cast: Cast, ngoc: User, what: str
) -> None:
    invitation = invite(cast)
    actions.accept(invitation=invitation, by=ngoc)
    client.force_login(cast.organiser)
    url = reverse(f"associations:{what}", args=[cast.association.slug, invitation.pk])
    shown = english(client).post(url, follow=True).content.decode()
    assert "accepted" in shown or "answered" in shown
    assert ngoc.memberships.exists()


def test_an_invitation_withdrawn_while_one_reads_it_is_not_accepted(
    client: Client, cast: Cast, ngoc: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    invitation = invite(cast)
    real = actions.accept

    def withdrawn_first(**given: Any) -> Membership:
        actions.withdraw(invitation=invitation, by=cast.owner)
        return real(**given)

    monkeypatch.setattr(actions, "accept", withdrawn_first)
    client.force_login(ngoc)
    answer = english(client).post(link())
    assert answer.status_code == 410
    assert "has withdrawn" in answer.content.decode()
    assert not ngoc.memberships.exists()


def test_nobody_accepts_for_another_whoever_asks(cast: Cast) -> None:
    with pytest.raises(actions.SomebodyElse):
        actions.accept(invitation=invite(cast), by=cast.stranger)


def test_where_who_invited_is_gone_the_association_does(cast: Cast) -> None:
    invite(cast)
    Invitation.objects.update(by=None)
    said = invited(last_mail())
    assert said.subject.count(cast.association.name) == 2
    assert said.reply_to == ()


def test_a_link_that_was_accepted_is_worth_nothing_to_others(
    client: Client, cast: Cast, ngoc: User
) -> None:
    actions.accept(invitation=invite(cast), by=ngoc)
    assert client.get(link()).status_code == 410
    client.force_login(cast.stranger)
    assert client.post(link()).status_code == 410


def test_who_was_removed_after_accepting_does_not_come_back_by_the_link(
    client: Client, cast: Cast, ngoc: User
) -> None:
    actions.accept(invitation=invite(cast), by=ngoc)
    actions.remove_member(membership=ngoc.memberships.get(), by=cast.owner)
    client.force_login(ngoc)
    assert client.post(link()).status_code == 410
    assert not ngoc.memberships.exists()


def test_sent_again_the_old_link_is_dead_and_the_new_one_works(
    client: Client, cast: Cast, ngoc: User
) -> None:
    invitation = invite(cast)
    old, first = link(), last_mail()
    with time_machine.travel(now() + dt.timedelta(days=20)):
        client.force_login(cast.owner)
        url = reverse("associations:send_again", args=[cast.association.slug, invitation.pk])
        client.post(url)
        first.refresh_from_db()
        assert first.state == State.DROPPED
        client.force_login(ngoc)
        assert client.get(old).status_code == 404
        assert client.post(link()).status_code == 302
    assert ngoc.memberships.get().role == Role.ORGANISER


def test_two_taps_on_send_again_send_one_mail(cast: Cast) -> None:
    invitation = invite(cast)
    with time_machine.travel(now() + dt.timedelta(hours=1)):
        sent = [actions.send_again(invitation=invitation, by=cast.owner) for _ in range(2)]
    assert sent == [True, False]


def test_a_mail_whose_link_is_dead_is_not_wanted_any_more(cast: Cast) -> None:
    invitation = invite(cast)
    mail = last_mail()
    assert still_invited(mail)
    with time_machine.travel(now() + dt.timedelta(hours=1)):
        actions.send_again(invitation=invitation, by=cast.owner)
    assert not still_invited(mail)
    assert not still_invited(OutgoingMail(kind=mail.kind, params={"invitation": invitation.pk}))
    invitation.delete()
    assert not still_invited(mail)


@pytest.mark.parametrize("what", ["send_again", "withdraw"])
def test_another_associations_invitation_is_out_of_reach(
    client: Client, cast: Cast, what: str
) -> None:
    theirs = invite(assemble())
    client.force_login(cast.owner)
    url = reverse(f"associations:{what}", args=[cast.association.slug, theirs.pk])
    assert client.post(url).status_code == 404
    theirs.refresh_from_db()
    assert theirs.is_open
