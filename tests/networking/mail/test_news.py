"""Sorting what a provider tells."""

import pytest

from networking.mail.news import News, news_of
from networking.mail.trouble import Trouble, trouble_of


@pytest.mark.parametrize(
    ("event", "reason", "said", "soft", "news"),
    [
        ("bounced", "bounced", "smtp;550 5.1.1 nobody", False, News.DEAD),
        ("bounced", "bounced", "", False, News.DEAD),
        ("rejected", "invalid", "", False, News.DEAD),
        # The mailbox is full, the provider is blocked: nothing is wrong with the address.
        ("bounced", "bounced", "552 5.2.2 over quota", False, News.REFUSED),
        ("bounced", "bounced", "550 5.7.1 blocked", False, News.REFUSED),
        ("bounced", "bounced", "", True, News.REFUSED),
        ("bounced", "other", "", False, News.REFUSED),
        ("rejected", "blocked", "", False, News.REFUSED),
        ("failed", "", "", False, News.REFUSED),
        ("complained", "spam", "", False, News.COMPLAINED),
        ("rejected", "spam", "", False, News.COMPLAINED),
        ("unsubscribed", "", "", False, News.UNSUBSCRIBED),
        ("deferred", "", "450 4.2.1 later", False, News.NOTHING),
        ("delivered", "", "", False, News.NOTHING),
        ("opened", "", "", False, News.NOTHING),
    ],
)
def test_an_event_is_sorted_by_what_it_says_of_the_address(
    event: str, reason: str, said: str, soft: bool, news: News
) -> None:
    assert news_of(event, reason, said, soft=soft) is news


@pytest.mark.parametrize(
    ("noted", "trouble"),
    [
        ("", Trouble.NONE),
        ("550 5.1.1 nobody by that name", Trouble.NO_SUCH_ADDRESS),
        ("smtp;550 5.1.1 nobody by that name", Trouble.NO_SUCH_ADDRESS),
        ("the address doesn't exist", Trouble.NO_SUCH_ADDRESS),
        ("550 5.1.3 Invalid 'To' address", Trouble.NO_SUCH_ADDRESS),
        ("552 5.2.2 over quota", Trouble.FULL),
        ("452 out of room", Trouble.FULL),
        ("552 5.3.4 too big", Trouble.TOO_LARGE),
        ("554 5.7.1 spam", Trouble.BLOCKED),
        ("535 5.7.8 wrong password", Trouble.OURS),
        ("450 4.2.0 later", Trouble.BUSY),
        ("554 no", Trouble.REFUSED),
        ("HTTP 401 bad key", Trouble.OURS),
        ("HTTP 429 too many", Trouble.BUSY),
        ("HTTP 413 too large", Trouble.TOO_LARGE),
        ("HTTP 422 wrong", Trouble.REFUSED),
        ("ConnectionRefusedError: [Errno 111] Connection refused", Trouble.UNREACHABLE),
        ("ConnectTimeout: no route", Trouble.UNREACHABLE),
        ("LookupError: a template that is not there", Trouble.MADE_WRONGLY),
        ("unknown kind", Trouble.MADE_WRONGLY),
        ("withdrawn", Trouble.WITHDRAWN),
        ("stopped", Trouble.STOPPED),
        ("called unwanted", Trouble.COMPLAINED),
        ("Suspected of being spam", Trouble.REFUSED),
    ],
)
def test_what_was_noted_becomes_one_sort_of_trouble(noted: str, trouble: Trouble) -> None:
    assert trouble_of(noted) is trouble


def test_after_a_broken_line_nobody_knows_whatever_was_noted() -> None:
    assert trouble_of("TimeoutError: ", uncertain=True) is Trouble.BROKEN_OFF


def test_every_trouble_has_its_words_and_they_differ() -> None:
    from networking.mail.words import TROUBLES

    assert set(TROUBLES) == set(Trouble)
    assert len({str(words) for words in TROUBLES.values()}) == len(Trouble)
