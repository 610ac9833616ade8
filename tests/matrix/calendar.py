"""Associations’ public pages, series, events."""

from collections.abc import Mapping
from typing import Any

from events.calendar.actions import make_pass
from events.calendar.passes import link_of
from tests.cast import Cast
from tests.factories import SeriesFactory, SpeakerFactory
from tests.matrix.rows import (
    MEMBERS,
    ORGANISERS,
    Row,
    association_page,
    event_page,
    forged,
    nothing,
    public,
)


def the_series(cast: Cast) -> Mapping[str, Any]:
    return {"series": SeriesFactory.create(association=cast.association).slug}


def a_day_of_it(cast: Cast) -> Mapping[str, Any]:
    return {**the_series(cast), "day": "2031-01-07"}


def a_speaker(cast: Cast) -> Mapping[str, Any]:
    return {"speaker": SpeakerFactory.create(event=cast.event).pk}


def the_hosts_pass(cast: Cast) -> Mapping[str, Any]:
    return {"token": link_of(make_pass(event=cast.event, hand="host", by=None)).split("/")[-2]}


TABLE: dict[str, Row] = {
    # Events
    "calendar:association": public(),
    "calendar:events": association_page(MEMBERS),
    "calendar:new": association_page(ORGANISERS),
    "calendar:association_share": public(),
    "calendar:season": public(),
    "calendar:season_of": public(needs=lambda _cast: {"year": 2026}),
    "calendar:feed": public(),
    "calendar:series_feed": public(needs=the_series),
    "calendar:event": public(),
    "calendar:share": public(),
    "calendar:pass": public(404, needs=forged, link=the_hosts_pass).but(by_link=200),
    "calendar:overview": event_page(ORGANISERS),
    "calendar:edit": event_page(ORGANISERS),
    "calendar:cover": event_page(ORGANISERS),
    "calendar:cancel": event_page(ORGANISERS),
    # It is published: the answer leads to the page that cancels it.
    "calendar:discard": event_page(ORGANISERS, 302, post=nothing),
    # Series
    "calendar:all_series": association_page(ORGANISERS),
    "calendar:new_series": association_page(ORGANISERS),
    "calendar:preview_series": association_page(ORGANISERS),
    "calendar:series": association_page(ORGANISERS, needs=the_series),
    "calendar:edit_series": association_page(ORGANISERS, needs=the_series),
    "calendar:end_series": association_page(ORGANISERS, needs=the_series),
    "calendar:resume_series": association_page(ORGANISERS, 302, needs=the_series, post=nothing),
    "calendar:leave_out": association_page(ORGANISERS, 302, needs=a_day_of_it, post=nothing),
    "calendar:put_back": association_page(ORGANISERS, 302, needs=a_day_of_it, post=nothing),
    # Speakers
    "calendar:speakers": event_page(ORGANISERS),
    "calendar:rota": association_page(ORGANISERS),
    "calendar:new_speaker": association_page(ORGANISERS),
    "calendar:speaker": association_page(ORGANISERS, needs=a_speaker),
    "calendar:place_speaker": association_page(ORGANISERS, 302, needs=a_speaker, post=nothing),
    "calendar:remove_speaker": association_page(ORGANISERS, 302, needs=a_speaker, post=nothing),
    "calendar:move": event_page(
        ORGANISERS, 302, needs=lambda cast: {"step": "unpublish"}, post=nothing
    ),
}
