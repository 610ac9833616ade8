"""Signing in by a code sent by mail."""

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from networking.accounts.models import User
from networking.mail.models import OutgoingMail
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SIGN_IN = "/sign-in/"
CODE = "/sign-in/code/"


def sent_code() -> str:
    mail = OutgoingMail.objects.filter(kind="accounts.code").latest("pk")
    return str(mail.params["code"])


def ask(client: Client, email: str, next_url: str = "/me/contacts/") -> str:
    """Ask for a code; return the address of the page that wants it."""
    answer = client.post(SIGN_IN, {"email": email, "next": next_url})
    assert answer.status_code == 302
    assert answer["Location"].startswith(CODE)
    return str(answer["Location"])


def test_the_right_code_signs_in_and_leads_where_one_wanted_to_go(client: Client) -> None:
    amina = UserFactory.create()
    answer = client.post(ask(client, amina.email), {"code": sent_code()}, follow=True)
    assert answer.redirect_chain[-1][0] == "/me/contacts/"


def test_a_newcomer_is_asked_for_her_name_and_then_led_on(client: Client) -> None:
    answer = client.post(ask(client, "neuve@exemple.org"), {"code": sent_code()}, follow=True)
    assert answer.redirect_chain[-1][0] == "/me/name/?next=%2Fme%2Fcontacts%2F"
    named = client.post("/me/name/", {"given_name": "Ngọc", "next": "/me/contacts/"})
    assert named["Location"] == "/me/contacts/"
    assert User.objects.get().full_name == "Ngọc"


def test_the_way_to_the_code_is_the_same_for_known_and_unknown_addresses(client: Client) -> None:
    known = ask(client, UserFactory.create().email)
    assert known == ask(Client(), "inconnue@exemple.org")


def test_the_code_confirms_an_address_that_was_only_typed(client: Client) -> None:
    enrolled = UserFactory.create(verified=False)
    ask(client, enrolled.email)
    client.post(CODE, {"code": sent_code()})
    assert EmailAddress.objects.get(user=enrolled).verified


def test_an_unknown_address_gets_a_code_too_and_becomes_a_person(client: Client) -> None:
    ask(client, "  Nouvelle@Exemple.org ")
    client.post(CODE, {"code": sent_code()})
    assert client.session["_auth_user_id"] == str(User.objects.get(email="nouvelle@exemple.org").pk)


def test_a_wrong_code_is_said_with_422_and_signs_nobody_in(client: Client) -> None:
    ask(client, UserFactory.create().email)
    answer = client.post(CODE, {"code": "000000x"})
    assert answer.status_code == 422
    assert "_auth_user_id" not in client.session


def test_after_three_wrong_codes_one_starts_again(client: Client) -> None:
    ask(client, UserFactory.create().email)
    for _ in range(2):
        client.post(CODE, {"code": "nope"})
    answer = client.post(CODE, {"code": "nope"})
    assert answer.status_code == 302
    assert client.post(CODE, {"code": sent_code()}).status_code == 302
    assert "_auth_user_id" not in client.session


def test_an_address_that_is_none_keeps_the_form_and_says_so(client: Client) -> None:
    answer = client.post(SIGN_IN, {"email": "pas-une-adresse"})
    assert answer.status_code == 422
    assert b"pas-une-adresse" in answer.content


def test_asking_for_code_after_code_is_stopped_with_429(client: Client) -> None:
    email = UserFactory.create().email
    answers = [client.post(SIGN_IN, {"email": email}).status_code for _ in range(6)]
    assert answers[0] == 302
    assert 429 in answers


def strangers(client: Client, number: int) -> list[int]:
    """Ask for codes for so many made-up addresses; return the answers."""
    addresses = [f"invente.{each}@exemple.org" for each in range(number)]
    return [client.post(SIGN_IN, {"email": each}).status_code for each in addresses]


def test_who_asks_too_often_writes_nothing_more(client: Client, settings: LazySettings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "2/m/ip"}
    assert strangers(client, 4) == [302, 302, 429, 429]
    assert User.objects.count() == OutgoingMail.objects.count() == 2


def test_a_whole_room_signs_in_from_behind_one_address(client: Client) -> None:
    assert set(strangers(client, 40)) == {302}


def test_nobody_is_led_to_another_site(client: Client) -> None:
    ask(client, UserFactory.create().email, next_url="https://ailleurs.example/")
    answer = client.post(f"{CODE}?next=https://ailleurs.example/", {"code": sent_code()})
    assert not answer["Location"].startswith("https://ailleurs")
    answer = client.get("/me/arrive/?next=https://ailleurs.example/")
    assert answer["Location"] == reverse("web:home")


@pytest.mark.parametrize("typed", ["nowhere", "a b", "web:home", ".."])
def test_a_next_page_that_is_none_leads_home(client: Client, typed: str) -> None:
    client.force_login(UserFactory.create())
    for address in (SIGN_IN, "/me/arrive/"):
        assert client.get(address, {"next": typed})["Location"] == reverse("web:home")


def test_signing_out_asks_first_and_takes_a_post(client: Client) -> None:
    client.force_login(UserFactory.create())
    assert client.get("/sign-out/").status_code == 200
    assert "_auth_user_id" in client.session
    client.post("/sign-out/")
    assert "_auth_user_id" not in client.session


def test_the_language_chosen_on_a_page_is_kept_for_mails(client: Client) -> None:
    amina = UserFactory.create(language="fr")
    client.force_login(amina)
    client.post(reverse("web:language"), {"language": "en"})
    amina.refresh_from_db()
    assert amina.language == "en"


def test_pages_speak_the_persons_language_whatever_the_browser_says(client: Client) -> None:
    client.force_login(UserFactory.create(language="en"))
    answer = client.get("/me/contacts/", headers={"accept-language": "fr"})
    assert b'<html lang="en"' in answer.content
