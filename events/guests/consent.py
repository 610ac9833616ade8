"""What the other participants may see of a guest: the one place where it is settled. Pure.

The name is always seen by those who were at the same event. Everything else is chosen, field by
field, for each event, and is seen until 30 days after it.
"""

import datetime as dt
from collections.abc import Collection, Mapping

# In the order in which a card shows them.
FIELDS = ("title", "organisation", "phone", "mobile", "fax", "email")
DEFAULT_SHARED = frozenset({"title", "organisation"})
KEPT = dt.timedelta(days=30)


def cleaned(chosen: Collection[str]) -> list[str]:
    """Return the known ones among the chosen fields, in the card's order; others are dropped."""
    return [field for field in FIELDS if field in chosen]


def visible(
    values: Mapping[str, str],
    *,
    shared: Collection[str],
    ended_at: dt.datetime,
    at: dt.datetime,
) -> dict[str, str]:
    """Return the fields of `values` that the other participants may see at the instant `at`.

    Only fields that were shared, only those that say something, and nothing from 30 days after
    the event's end (`ended_at`) on. The result keeps the card's order.
    """
    if at >= ended_at + KEPT:
        return {}
    return {field: values[field] for field in FIELDS if field in shared and values.get(field)}
