"""An error says what happened and what to do, in the reader's language."""

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from networking.web import errors
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def by_hand(request: HttpRequest) -> HttpResponse:
    return errors.method_not_allowed(request, "POST")


PAGES = [
    (errors.bad_request, 400, "n’a pas été compris", "could not be understood"),
    (errors.permission_denied, 403, "ne vous est pas ouverte", "not open to you"),
    (errors.not_found, 404, "Il n’y a rien à cette adresse", "nothing at this address"),
    (by_hand, 405, "Seul un bouton", "Only a button"),
    (errors.gone, 410, "ne fonctionne plus", "no longer works"),
    (errors.too_many_requests, 429, "plus doucement", "A little slower"),
    (errors.csrf_failure, 403, "a trop attendu", "too old"),
    (errors.server_error, 500, "panne de notre côté", "broke on our side"),
]


@pytest.mark.parametrize(("view", "status", "french", "english"), PAGES)
def test_every_error_is_told_in_both_languages(
    anonymous: HttpRequest, view: object, status: int, french: str, english: str
) -> None:
    assert callable(view)
    for language, words in (("fr", french), ("en", english)):
        with override(language):
            answer: HttpResponse = view(anonymous)
        assert answer.status_code == status
        assert words in answer.content.decode()
        assert f'<html lang="{language}"' in answer.content.decode()


def test_an_unknown_address_is_told_so_and_offers_to_sign_in(client: Client) -> None:
    answer = client.get("/no/such/page/", headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert "Sign in" in answer.content.decode()


def test_an_address_that_takes_a_form_says_so_to_whoever_opens_it(client: Client) -> None:
    address = "/language/"
    answer = client.get(address, headers={"Accept-Language": "fr"})
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Seul un bouton mène ici" in answer.content.decode()
    fragment = client.get(address, headers={"Accept-Language": "en", "HX-Request": "true"})
    assert fragment.content == b"That goes by a button only. Load the page again."
    # Programs that send what isn't taken read the head of the answer.
    assert client.put(address).content == b""


def test_whoever_is_signed_in_is_not_asked_to_sign_in_again(client: Client) -> None:
    client.force_login(UserFactory(language="en"))
    answer = client.get("/no/such/page/", headers={"Accept-Language": "en"})
    assert "Go to the first page" in answer.content.decode()
    assert 'href="/sign-in/' not in answer.content.decode()


def test_a_form_without_its_token_says_what_to_do(rf: RequestFactory) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/language/", {"language": "en"}, headers={"Accept-Language": "fr"})
    assert answer.status_code == 403
    assert "rien n’a été enregistré" in answer.content.decode()


def test_a_link_may_say_why_it_no_longer_works(anonymous: HttpRequest) -> None:
    answer = errors.gone(anonymous, text="Ce badge a été remplacé.")
    assert answer.status_code == 410
    assert "Ce badge a été remplacé." in answer.content.decode()


def test_a_fragment_gets_plain_words(anonymous: HttpRequest) -> None:
    anonymous.META["HTTP_HX_REQUEST"] = "true"
    with override("fr"):
        answer = errors.permission_denied(anonymous)
    assert answer["Content-Type"].startswith("text/plain")
    assert answer.content.decode().startswith("Vous ne pouvez pas faire cela")


def test_our_own_fault_asks_nothing_of_the_database(
    anonymous: HttpRequest, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert errors.server_error(anonymous).status_code == 500
    assert connection.connection is not None


def test_a_fault_in_the_error_page_itself_still_says_something(
    anonymous: HttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_name: str) -> None:
        raise RuntimeError

    monkeypatch.setattr(errors, "get_template", broken)
    answer = errors.server_error(anonymous)
    assert answer.status_code == 500
    assert "Une panne de notre côté" in answer.content.decode()


@pytest.fixture
def anonymous(client: Client) -> HttpRequest:
    """A request as it is when a page is being made: with a session and nobody in it."""
    request: HttpRequest = client.get("/").wsgi_request
    return request
