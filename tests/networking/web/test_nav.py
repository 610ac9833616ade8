"""The ways through the site: who sees which, and where one is."""

import datetime as dt
from collections import defaultdict
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import NoReverseMatch

from networking.web import nav
from networking.web.nav import Item, links, register, stage_of

EVENT = SimpleNamespace(slug="december", association=SimpleNamespace(slug="cercle"))
CERCLE = SimpleNamespace(slug="cercle")
PARIS = dt.timezone(dt.timedelta(hours=1))


@pytest.fixture(autouse=True)
def _nothing_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nav, "_items", defaultdict(list))


def test_links_lead_to_the_places_object() -> None:
    register("event", Item(label="Overview", url="calendar:overview"))
    register("association", Item(label="Members", url="associations:members"))
    assert [link.href for link in links("event", user=None, obj=EVENT)] == [
        "/a/cercle/e/december/overview/"
    ]
    assert [link.href for link in links("association", user=None, obj=CERCLE)] == [
        "/a/cercle/members/"
    ]


def test_a_link_is_only_shown_to_whom_its_rule_allows() -> None:
    register("event", Item(label="Overview", url="calendar:overview", rule=lambda user, _: user))
    assert not list(links("event", user=False, obj=EVENT))
    assert list(links("event", user=True, obj=EVENT))


def test_items_stand_in_their_order_and_once() -> None:
    for _ in range(2):
        register("me", Item(label="Second", alone="web:home", order=20))
        register("me", Item(label="First", alone="web:guide", order=10))
    assert [link.label for link in links("me", user=None)] == ["First", "Second"]


def test_without_an_object_only_what_stands_alone_is_shown() -> None:
    register("guest", Item(label="Event", url="calendar:event", alone="web:home", rule=_never))
    register("guest", Item(label="People", url="calendar:overview"))
    assert [link.href for link in links("guest", user=None)] == ["/"]


def test_one_is_where_the_path_says_most_closely() -> None:
    register("me", Item(label="Home", alone="web:home"))
    register("me", Item(label="Guide", alone="web:guide"))
    here = {link.label: link.here for link in links("me", user=None, path="/styleguide/ring/")}
    assert here == {"Home": False, "Guide": True}


def test_a_page_may_say_where_it_is() -> None:
    register("me", Item(label="Home", alone="web:home", key="home"))
    register("me", Item(label="Guide", alone="web:guide", key="guide"))
    found = links("me", user=None, path="/styleguide/", here="home")
    assert [link.label for link in found if link.here] == ["Home"]


def test_a_misspelt_address_is_an_error_not_a_missing_link() -> None:
    register("me", Item(label="Nowhere", alone="web:nowhere"))
    with pytest.raises(NoReverseMatch):
        list(links("me", user=None))


@pytest.mark.parametrize(
    ("status", "at", "stage"),
    [
        ("draft", "2026-11-20 10:00", "before"),
        ("published", "2026-11-30 16:59", "before"),
        ("published", "2026-11-30 17:00", "eve"),
        ("published", "2026-12-01 07:14", "eve"),
        ("published", "2026-12-01 07:15", "during"),
        ("published", "2026-12-01 09:59", "during"),
        ("published", "2026-12-01 10:00", "after"),
        ("live", "2026-12-01 10:20", "during"),
        ("live", "2026-11-20 10:00", "during"),
        ("over", "2026-12-01 09:30", "after"),
        ("cancelled", "2026-11-20 10:00", "after"),
    ],
)
def test_an_event_is_at_one_of_four_stages(status: str, at: str, stage: str) -> None:
    start = dt.datetime(2026, 12, 1, 8, 0, tzinfo=PARIS)
    event = SimpleNamespace(
        status=status,
        starts_at=start,
        local_start=start,
        ends_at=start + dt.timedelta(hours=2),
    )
    instant = dt.datetime.strptime(at, "%Y-%m-%d %H:%M").replace(tzinfo=PARIS)
    assert stage_of(event, instant) == stage


def _never(_user: Any, _obj: Any) -> bool:
    return False
