"""What all pages share: first page, language, theme, accent, policy."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from networking.web import home
from networking.web.middleware import POLICY, ContentSecurityPolicy
from networking.web.signals import language_chosen
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_the_first_page_says_what_this_is_and_lets_one_in(client: Client) -> None:
    page = client.get("/", headers={"Accept-Language": "en"}).content.decode()
    assert "The whole breakfast" in page
    assert f'href="{reverse("account_login")}' in page


def test_who_signed_in_finds_what_each_room_has_for_her(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, "_parts", [])
    home.register(20, lambda request: f"second {request.user.pk}")
    home.register(10, lambda _: "first")
    home.register(15, lambda _: "")
    amina = UserFactory(given_name="Amina", language="en")
    client.force_login(amina)
    page = client.get("/", headers={"Accept-Language": "en"}).content.decode()
    assert "Hello Amina" in page
    assert page.index("first") < page.index(f"second {amina.pk}")
    assert "Nothing planned yet" not in page


def test_a_part_is_added_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "_parts", [])

    def part(_request: object) -> str:
        return "once"

    home.register(10, part)
    home.register(10, part)
    assert len(home._parts) == 1


def test_the_policy_lets_a_page_run_only_what_is_ours(client: Client) -> None:
    answer = client.get("/")
    assert answer["Content-Security-Policy"] == POLICY
    assert "unsafe" not in POLICY
    page = answer.content.decode()
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert "<style" not in page


def test_the_policy_stands_on_answers_that_come_later(settings: LazySettings) -> None:
    async def answer(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Security-Policy": "default-src 'self'"})

    async def ask() -> Any:
        return await ContentSecurityPolicy(answer)(HttpRequest())

    with ThreadPoolExecutor(1) as pool:
        answered = pool.submit(asyncio.run, ask()).result()
    assert answered["Content-Security-Policy"] == "default-src 'self'"
    assert answered["Permissions-Policy"].startswith("camera=(self)")


def test_the_language_one_chooses_stays(client: Client) -> None:
    heard: list[str] = []

    def listen(*, language: str, **_: object) -> None:
        heard.append(language)

    language_chosen.connect(listen)
    try:
        client.post("/language/", {"language": "en", "next": "/"})
    finally:
        language_chosen.disconnect(listen)
    assert heard == ["en"]
    assert '<html lang="en"' in client.get("/").content.decode()


def test_a_language_we_do_not_speak_is_ignored(client: Client) -> None:
    answer = client.post("/language/", {"language": "tlh", "next": "/"})
    assert answer.status_code == 302
    assert '<html lang="fr"' in client.get("/").content.decode()


def test_choosing_a_language_leads_nowhere_else(client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "https://evil.example/"})
    assert answer["Location"] == "/"


@pytest.mark.parametrize(("cookie", "attribute"), [("dark", "dark"), ("light", "light")])
def test_the_first_frame_has_the_theme_one_chose(
    client: Client, cookie: str, attribute: str
) -> None:
    client.cookies["theme"] = cookie
    assert f'<html lang="fr" data-theme="{attribute}">' in client.get("/").content.decode()


def test_an_unknown_theme_is_the_devices(client: Client) -> None:
    client.cookies["theme"] = '"><script>'
    page = client.get("/").content.decode()
    assert '<html lang="fr">' in page


def test_an_accent_is_a_style_sheet_that_never_changes(client: Client) -> None:
    answer = client.get("/accent/0a7c66.css")
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer["Cache-Control"]
    assert "--accent-on-light:#" in answer.content.decode()


def test_what_is_no_colour_has_no_style_sheet(client: Client) -> None:
    assert client.get("/accent/red.css").status_code == 404


@pytest.mark.parametrize(
    "shell", ["", "guest/", "round/", "organiser/", "console/", "screen/", "question/", "letter/"]
)
def test_the_style_guide_shows_every_shell_in_both_languages(client: Client, shell: str) -> None:
    for language in ("fr", "en"):
        answer = client.get(f"/styleguide/{shell}", headers={"Accept-Language": language})
        assert answer.status_code == 200


def test_there_is_no_style_guide_on_a_real_site(client: Client, settings: LazySettings) -> None:
    settings.TESTING = False
    settings.DEMO = False
    assert client.get("/styleguide/").status_code == 404


def test_words_of_the_shells_are_french_by_default() -> None:
    assert gettext("Skip to the content") == "Aller au contenu"
