"""Who would like to meet whom."""

from collections.abc import Mapping
from typing import Any

from tests.cast import Cast
from tests.factories import RegistrationFactory
from tests.matrix.rows import ORGANISERS, Row, event_page, nothing


def another_guest(cast: Cast) -> Mapping[str, Any]:
    return {"public_id": RegistrationFactory.create(event=cast.event).public_id}


TABLE: dict[str, Row] = {
    # Guests. Who lends a hand without being a guest has nobody to be met as.
    "wishes:mine": event_page({"guest"}),
    "wishes:waiting": event_page({"guest"}),
    "wishes:wish": event_page({"guest"}, needs=another_guest),
    "wishes:answer": event_page({"guest"}, 302, needs=another_guest, post=nothing),
    # Organisers
    "wishes:limit": event_page(ORGANISERS),
}
