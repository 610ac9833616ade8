"""Passkeys: nothing of them while they are off; beside the code once they are on."""

import os
import subprocess
import sys
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from networking.accounts.models import User
from networking.accounts.passkeys.relying_party import relying_party
from networking.mail.models import OutgoingMail
from networking.web.access import declared_access
from tests.factories import UserFactory
from tests.networking.accounts.keys import Device

pytestmark = pytest.mark.django_db
SITE = "https://tablee.example"
MINE = "/me/passkeys/"
ADD = "/me/passkeys/add/"
SIGN_IN = "/sign-in/passkey/"


@pytest.fixture
def passkeys(settings: LazySettings) -> None:
    settings.PASSKEYS = True
    settings.MFA_SUPPORTED_TYPES = ["webauthn"]
    settings.SITE_URL = SITE
    settings.ROOT_URLCONF = "tests.networking.accounts.with_passkeys"


def signs_in_by_code(client: Client, user: User) -> None:
    client.post("/sign-in/", {"email": user.email})
    code = OutgoingMail.objects.filter(kind="accounts.code").latest("pk").params["code"]
    client.post("/sign-in/code/", {"code": code})
    assert client.session["_auth_user_id"] == str(user.pk)


def adds(client: Client, device: Device, name: str = "Téléphone") -> str:
    """Add a passkey made by `device`; return what the next page says."""
    credential = device.makes(client.get(ADD).json())
    answer = client.post(ADD, {"name": name, "credential": credential}, follow=True)
    return answer.content.decode()


def shows(client: Client, device: Device, **more: str) -> Any:
    credential = device.shows(client.get(SIGN_IN).json())
    return client.post(SIGN_IN, {"credential": credential, **more})


def known() -> tuple[User, Device]:
    """Somebody with a passkey, and the device that holds it."""
    user, device, client = UserFactory.create(), Device(SITE), Client()
    signs_in_by_code(client, user)
    adds(client, device)
    return user, device


# --- Off ------------------------------------------------------------------------------------------


def test_switched_off_nothing_of_passkeys_is_there(client: Client) -> None:
    for name in ("mfa_index", "mfa_add_webauthn", "mfa_login_webauthn", "mfa_authenticate"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    assert b"passkey" not in client.get("/sign-in/").content
    client.force_login(UserFactory.create())
    assert b"passkey" not in client.get("/").content
    assert client.get(MINE).status_code == 404


def test_switched_off_again_who_has_one_still_signs_in_by_code(client: Client) -> None:
    user = UserFactory.create()
    Authenticator.objects.create(user=user, type="webauthn", data={"name": "Téléphone"})
    signs_in_by_code(client, user)


# --- Switching on ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("site_url", "name"),
    [
        ("https://tablee.example", "tablee.example"),
        ("https://tablee.example:8443/", "tablee.example"),
        ("http://localhost:8000", "localhost"),
        ("http://tablee.localhost", "tablee.localhost"),
    ],
)
def test_passkeys_belong_to_the_name_of_the_site(site_url: str, name: str) -> None:
    assert relying_party(site_url) == name


@pytest.mark.parametrize(
    "site_url",
    ["http://tablee.example", "https://192.0.2.7", "http://127.0.0.1:8000", "https://[::1]", ""],
)
def test_where_browsers_make_no_passkeys_there_is_no_name_for_them(site_url: str) -> None:
    with pytest.raises(ValueError, match="passkeys need"):
        relying_party(site_url)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("site_url", "starts"), [("https://tablee.example", True), ("http://tablee.example", False)]
)
def test_the_site_starts_with_passkeys_only_where_browsers_make_them(
    site_url: str, starts: bool
) -> None:
    code = (
        "import django; django.setup()\n"
        "from django.urls import get_resolver\n"
        "from networking.web import nav\n"
        "print(sorted(n for n in get_resolver().reverse_dict if str(n).startswith('mfa_')))\n"
        "print([link.href for link in nav.links('me', user=None)])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "networking.settings",
            "PASSKEYS": "1",
            "SITE_URL": site_url,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if not starts:
        assert "PASSKEYS is set, but passkeys need HTTPS" in done.stderr
        return
    addresses, ways = done.stdout.splitlines()
    names = ["mfa_add_webauthn", "mfa_index", "mfa_login_webauthn", "mfa_remove_webauthn"]
    assert addresses == str(names)
    assert "'/me/passkeys/'" in ways


@pytest.mark.usefixtures("passkeys")
def test_every_page_about_passkeys_says_who_may_use_it() -> None:
    patterns = get_resolver("networking.accounts.passkeys.urls").url_patterns
    assert {pattern.name: declared_access(pattern.callback) for pattern in patterns} == {
        "mfa_index": "signed in",
        "mfa_add_webauthn": "signed in lately",
        "mfa_remove_webauthn": "signed in lately",
        "mfa_login_webauthn": "public",
    }


# --- Signing in -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("passkeys")
def test_the_sign_in_page_offers_it_beside_the_code(client: Client) -> None:
    page = client.get("/sign-in/?next=/me/contacts/").content.decode()
    assert f'action="{SIGN_IN}"' in page
    assert "accounts/passkeys" in page
    assert page.count('name="next" value="/me/contacts/"') == 2


@pytest.mark.usefixtures("passkeys")
def test_a_passkey_signs_its_owner_in_and_leads_where_she_wanted_to_go(client: Client) -> None:
    user, device = known()
    answer = shows(client, device, next="/me/contacts/")
    assert answer["Location"] == "/me/contacts/"
    assert client.session["_auth_user_id"] == str(user.pk)
    assert Authenticator.objects.get().last_used_at


@pytest.mark.usefixtures("passkeys")
def test_a_code_asked_for_before_does_not_stand_in_the_way(client: Client) -> None:
    user, device = known()
    client.post("/sign-in/", {"email": user.email})
    shows(client, device)
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.usefixtures("passkeys")
def test_who_has_a_passkey_may_still_sign_in_by_code_alone(client: Client) -> None:
    signs_in_by_code(client, known()[0])


@pytest.mark.usefixtures("passkeys")
def test_nobody_is_led_to_another_site(client: Client) -> None:
    answer = shows(client, known()[1], next="https://ailleurs.example/")
    assert answer["Location"] == reverse("web:home")


@pytest.mark.usefixtures("passkeys")
@pytest.mark.parametrize(
    "credential",
    ["", "null", "7", "[1]", '{"id": 1}', '{"rawId": "x", "response": {}}', "not JSON", None],
)
def test_what_is_no_passkey_of_ours_leads_back_to_the_code(
    client: Client, credential: str | None
) -> None:
    known()
    if credential is None:
        stranger = Device(SITE)
        stranger.owner = "bm9ib2R5"
        answer = shows(client, stranger, next="/me/contacts/")
    else:
        client.get(SIGN_IN)
        answer = client.post(SIGN_IN, {"credential": credential, "next": "/me/contacts/"})
    assert answer["Location"] == "/sign-in/?next=%2Fme%2Fcontacts%2F"
    assert "_auth_user_id" not in client.session
    assert "toast--error" in client.get(answer["Location"]).content.decode()


@pytest.mark.usefixtures("passkeys")
def test_a_passkey_does_not_open_the_account_of_somebody_else(client: Client) -> None:
    (_, hers), (_, thiefs) = known(), known()
    thiefs.owner = hers.owner
    shows(client, thiefs)
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("passkeys")
def test_what_was_shown_once_is_worth_nothing_again(client: Client) -> None:
    _, device = known()
    credential = device.shows(client.get(SIGN_IN).json())
    client.post(SIGN_IN, {"credential": credential})
    client.post("/sign-out/")
    client.post(SIGN_IN, {"credential": credential})
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("passkeys")
@pytest.mark.parametrize(("origin", "verifies"), [("https://tablee.exemple", True), (SITE, False)])
def test_another_site_or_a_touch_without_a_finger_signs_nobody_in(
    client: Client, origin: str, verifies: bool
) -> None:
    own, device = known()[1], Device(origin, verifies)
    device.key, device.id, device.owner = own.key, own.id, own.owner
    shows(client, device)
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("passkeys")
def test_passkey_after_passkey_is_stopped_with_429(client: Client, settings: LazySettings) -> None:
    settings.MFA_RATE_LIMITS = {"webauthn_login": "2/m/ip"}
    cache.clear()
    answers = [client.post(SIGN_IN).status_code for _ in range(3)]
    assert answers == [302, 302, 429]


# --- One's own ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("passkeys")
def test_what_is_made_stays_on_the_device_asks_for_a_finger_and_belongs_to_the_site(
    client: Client,
) -> None:
    signs_in_by_code(client, UserFactory.create())
    asked = client.get(ADD).json()["publicKey"]
    assert asked["rp"] == {"id": "tablee.example", "name": "Tablée"}
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["authenticatorSelection"]["userVerification"] == "required"


@pytest.mark.usefixtures("passkeys")
def test_a_passkey_is_added_with_a_name_and_a_mail_says_so(client: Client) -> None:
    user = UserFactory.create()
    signs_in_by_code(client, user)
    page = adds(client, Device(SITE), "Téléphone de poche")
    assert "Téléphone de poche" in page
    assert "toast--success" in page
    assert OutgoingMail.objects.get(kind="accounts.notice").to == user.email


@pytest.mark.usefixtures("passkeys")
def test_a_passkey_without_a_name_is_numbered(client: Client) -> None:
    signs_in_by_code(client, UserFactory.create(language="en"))
    adds(client, Device(SITE))
    assert "Passkey 2" in adds(client, Device(SITE), "")


@pytest.mark.usefixtures("passkeys")
@pytest.mark.parametrize("credential", ["", "7", '{"id": "x"}', '{"id": 1, "rawId": 2}'])
def test_what_is_no_passkey_is_not_kept(client: Client, credential: str) -> None:
    signs_in_by_code(client, UserFactory.create())
    client.get(ADD)
    page = client.post(ADD, {"name": "Rien", "credential": credential}, follow=True)
    assert b"toast--error" in page.content
    assert not Authenticator.objects.exists()


@pytest.mark.usefixtures("passkeys")
def test_a_device_that_asks_for_no_finger_makes_no_passkey(client: Client) -> None:
    signs_in_by_code(client, UserFactory.create())
    adds(client, Device(SITE, verifies=False))
    assert not Authenticator.objects.exists()


@pytest.mark.usefixtures("passkeys")
@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_as_often_for_three_as_for_one(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    signs_in_by_code(client, UserFactory.create())
    for number in range(count):
        adds(client, Device(SITE), f"Clé {number}")
    with django_assert_num_queries(4):
        page = client.get(MINE).content.decode()
    assert page.count("list__row") == count


@pytest.mark.usefixtures("passkeys")
def test_a_passkey_removed_opens_nothing_any_more(client: Client) -> None:
    user, device = known()
    signs_in_by_code(client, user)
    client.post(f"{MINE}{Authenticator.objects.get().pk}/remove/")
    assert not Authenticator.objects.exists()
    client.post("/sign-out/")
    shows(client, device)
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("passkeys")
def test_somebody_elses_passkey_does_not_exist(client: Client) -> None:
    known()
    path = f"{MINE}{Authenticator.objects.get().pk}/remove/"
    signs_in_by_code(client, UserFactory.create())
    assert client.get(path).status_code == 405
    assert client.post(path).status_code == 404
    assert Authenticator.objects.exists()


@pytest.mark.usefixtures("passkeys")
def test_who_signed_in_long_ago_is_asked_to_do_so_again_and_comes_back(client: Client) -> None:
    with time_machine.travel("2026-11-20T08:00:00Z", tick=True):
        user, device = known()
        signs_in_by_code(client, user)
    with time_machine.travel("2026-11-20T08:20:00Z", tick=True):
        pk = Authenticator.objects.get().pk
        for answer in (client.get(ADD), client.post(ADD), client.post(f"{MINE}{pk}/remove/")):
            assert answer["Location"] == MINE
        assert b'data-passkey="create"' not in client.get(MINE).content
        again = client.post("/sign-out/", {"next": f"/sign-in/?next={MINE}"})
        assert again["Location"] == f"/sign-in/?next={MINE}"
        assert shows(client, device, next=MINE)["Location"] == MINE
        assert b'data-passkey="create"' in client.get(MINE).content


@pytest.mark.usefixtures("passkeys")
@pytest.mark.parametrize("path", [MINE, ADD])
def test_nobody_in_particular_is_asked_to_sign_in(client: Client, path: str) -> None:
    answer = client.get(path, follow=True)
    assert answer.redirect_chain[-1][0] == f"/sign-in/?next={MINE}"
