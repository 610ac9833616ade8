"""Associations’ public pages, series, events."""

from tests.matrix.rows import (
    MEMBERS,
    ORGANISERS,
    Row,
    association_page,
    event_page,
    nothing,
    public,
)

TABLE: dict[str, Row] = {
    # Events
    "calendar:association": public(),
    "calendar:events": association_page(MEMBERS),
    "calendar:new": association_page(ORGANISERS),
    "calendar:event": public(),
    "calendar:overview": event_page(ORGANISERS),
    "calendar:edit": event_page(ORGANISERS),
    "calendar:move": event_page(
        ORGANISERS, 302, needs=lambda cast: {"step": "unpublish"}, post=nothing
    ),
}
