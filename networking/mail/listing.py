"""What stands on a page of an association's outbox."""

from typing import Any, Final

from django.core.paginator import Paginator
from django.urls import reverse

from networking.associations.models import Association
from networking.mail import words
from networking.mail.kinds import seen_by_organisers, title_of
from networking.mail.outbox import TABS, Filters, Tally, of_association, rows, shown_of

PER_PAGE: Final = 50


def page_of(association: Association, filters: Filters, number: str) -> dict[str, Any]:
    """One page of the list, with the numbers around it: three queries, four while one searches.

    And one for each way in which kinds know whom their mails were for.
    """
    seen = seen_by_organisers()
    everything = Tally.of(of_association(association))
    tally = Tally.of(filters.among(shown_of(association))) if filters.text else everything
    kinds = [filters.kind] if filters.kind else seen
    paginator = Paginator(filters.here(shown_of(association)).defer("key"), PER_PAGE)
    # The tally has counted them already.
    vars(paginator)["count"] = tally.total(TABS[filters.tab], kinds)
    page = paginator.get_page(number)
    return {
        "association": association,
        "here": "mails",
        "page": page,
        "rows": rows(list(page)),
        "filters": filters,
        "tabs": _tabs(association, filters, tally, kinds),
        "kinds": [(name, title_of(name)) for name in everything.kinds if name in seen],
        "failed": tally.total(TABS["failed"], kinds),
        "unseen": _unseen(everything, seen),
        "list_url": way(association),
    }


def _tabs(
    association: Association, filters: Filters, tally: Tally, kinds: list[str]
) -> list[dict[str, Any]]:
    """The tabs on which there is something, and always the first and the present one."""
    return [
        {
            "word": words.TABS[key],
            "count": count,
            "here": key == filters.tab,
            "href": way(association, filters.at(key)),
        }
        for key, states in TABS.items()
        if (count := tally.total(states, kinds)) or key in {"", filters.tab}
    ]


def _unseen(everything: Tally, seen: list[str]) -> dict[str, int]:
    """Of the mails that are between guests and the site: how many, and no more than that."""
    others = [kind for kind in everything.kinds if kind not in seen]
    return {key: everything.total(TABS[key], others) for key in ("sent", "waiting", "failed")}


def way(association: Association, filters: Filters | None = None) -> str:
    path = reverse("mail:outbox", args=[association.slug])
    return f"{path}?{filters.query}" if filters and filters.query else path
