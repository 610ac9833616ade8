"""An association's outbox, for its organisers: what left, what did not, and why."""

from typing import Any, Final
from urllib.parse import parse_qsl

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from networking.accounts.access import whoever
from networking.associations.access import association_view
from networking.associations.models import Association
from networking.associations.rules import organises
from networking.mail import actions, words
from networking.mail.kinds import seen_by_organisers, title_of
from networking.mail.models import OutgoingMail
from networking.mail.outbox import TABS, Filters, Tally, of_association, rows, shown_of

PER_PAGE: Final = 50


@require_GET
@association_view(organises)
def outbox(request: HttpRequest, association: Association) -> HttpResponse:
    """The mails in this association's name, the last first; those between guests only counted."""
    filters = Filters.read(request.GET.dict(), seen_by_organisers())
    context = _page(association, filters, request.GET.get("page", ""))
    if request.headers.get("HX-Request") != "true":
        return render(request, "mail/outbox.html", context)
    answer = render(request, "mail/_rows.html", context)
    answer["HX-Replace-Url"] = _way(association, filters)
    return answer


@require_POST
@association_view(organises)
def retry(request: HttpRequest, association: Association, *, pk: int) -> HttpResponse:
    """Let one mail leave again."""
    mail = get_object_or_404(shown_of(association), pk=pk)
    say_retried(request, mail, again=actions.retry(mail=mail, by=whoever(request)))
    return _back(request, association)


@require_POST
@association_view(organises)
def again(request: HttpRequest, association: Association) -> HttpResponse:
    """Let all that failed leave again, as far as the list is narrowed."""
    mails = _sent_along(request).among(shown_of(association))
    count = actions.retry_all(mails=mails, association=association, by=whoever(request))
    say_all_retried(request, count)
    return _back(request, association)


def say_retried(request: HttpRequest, mail: OutgoingMail, *, again: bool) -> None:
    if again:
        messages.success(request, _("The mail to %(address)s leaves again.") % {"address": mail.to})
    else:
        messages.info(request, _("Nothing to send again: this mail has moved on."))


def say_all_retried(request: HttpRequest, count: int) -> None:
    if not count:
        messages.info(
            request, _("Nothing to send again: the addresses have to be put right first.")
        )
        return
    said = ngettext("%(count)d mail leaves again.", "%(count)d mails leave again.", count)
    messages.success(request, said % {"count": count})


def _page(association: Association, filters: Filters, number: str) -> dict[str, Any]:
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
        "list_url": _way(association),
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
            "href": _way(association, filters.at(key)),
        }
        for key, states in TABS.items()
        if (count := tally.total(states, kinds)) or key in {"", filters.tab}
    ]


def _unseen(everything: Tally, seen: list[str]) -> dict[str, int]:
    """Of the mails that are between guests and the site: how many, and no more than that."""
    others = [kind for kind in everything.kinds if kind not in seen]
    return {key: everything.total(TABS[key], others) for key in ("sent", "waiting", "failed")}


def _sent_along(request: HttpRequest) -> Filters:
    said = dict(parse_qsl(request.POST.get("filters", "")[:1000]))
    return Filters.read(said, seen_by_organisers())


def _way(association: Association, filters: Filters | None = None) -> str:
    path = reverse("mail:outbox", args=[association.slug])
    return f"{path}?{filters.query}" if filters and filters.query else path


def _back(request: HttpRequest, association: Association) -> HttpResponse:
    return HttpResponseRedirect(_way(association, _sent_along(request)))
