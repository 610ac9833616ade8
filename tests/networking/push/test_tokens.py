"""A token names channel and grant, lasts a quarter of an hour, and nobody else can make one."""

import json
import re
import time

import pytest
import time_machine
from django.core import signing
from django.template import Context, Template
from django.test import override_settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from networking.push import tokens
from networking.push.views import renewal


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_token_says_what_it_was_issued_for(channel: str, grant: str) -> None:
    granted = tokens.read(tokens.issue(channel, grant))

    assert (granted.channel, granted.grant) == (channel, grant)
    assert granted.ends - granted.issued == 15 * 60
    assert abs(granted.issued - time.time()) < 5


def test_a_token_expires_after_a_quarter_of_an_hour() -> None:
    with time_machine.travel("2026-12-01T07:00:00Z", tick=False) as clock:
        token = tokens.issue("event:1", "link:7")
        clock.shift(15 * 60)
        tokens.read(token)
        clock.shift(1)

        with pytest.raises(tokens.TokenExpired) as refused:
            tokens.read(token)

    assert refused.value.status == 401
    with translation.override("en"):
        assert "has expired" in str(refused.value.text)


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "nothing",
        "a:b:c",
        "::",
        signing.dumps(["event:1", "link:7"]),  # signed by us, for something else
        signing.TimestampSigner(salt=tokens.SALT).sign("not an object"),
        signing.TimestampSigner(salt=tokens.SALT).sign_object(["event:1"]),
    ],
    ids=["empty", "word", "parts", "colons", "for something else", "no object", "too little"],
)
def test_what_is_not_our_token_opens_nothing(forged: str) -> None:
    with pytest.raises(tokens.TokenForged) as refused:
        tokens.read(forged)

    assert refused.value.status == 403


def test_a_token_changed_in_one_place_opens_nothing() -> None:
    token = tokens.issue("event:1", "link:7")

    for place in range(0, len(token), 7):
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        with pytest.raises(tokens.TokenForged):
            tokens.read(changed)


def test_a_token_outlives_a_change_of_key_that_keeps_the_old_one() -> None:
    token = tokens.issue("event:1", "link:7")

    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=["only-for-tests"]):
        assert tokens.read(token).channel == "event:1"
    with override_settings(SECRET_KEY="another"), pytest.raises(tokens.TokenForged):
        tokens.read(token)


def test_a_room_renews_a_token_with_one_call_and_nobody_keeps_it() -> None:
    answer = renewal("event:1", "link:7")
    told = json.loads(answer.content)

    assert tokens.read(told["token"]).grant == "link:7"
    assert told["seconds"] == 900
    assert answer["Cache-Control"] == "no-store"


def test_a_template_writes_what_a_page_needs_to_follow_a_channel() -> None:
    page = Template('{% load live %}<main {% live "event:1" "link:7" renew 12 %}>')

    tag = re.fullmatch(
        r'<main data-live-token="([^"]+)" data-live-renew="([^"]+)" data-live-rev="(\d+)">',
        page.render(Context({"renew": '/renew?a=1&b="'})),
    )

    assert tag is not None
    assert tokens.read(tag[1]).channel == "event:1"
    assert tag.groups()[1:] == ("/renew?a=1&amp;b=&quot;", "12")
