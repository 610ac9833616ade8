"""An association's outbox, for its organisers: what left, what did not, and why."""

from urllib.parse import parse_qsl

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from networking.accounts.access import whoever
from networking.associations.access import association_view
from networking.associations.models import Association
from networking.associations.rules import organises
from networking.mail import actions
from networking.mail.kinds import seen_by_organisers
from networking.mail.listing import page_of, way
from networking.mail.models import OutgoingMail
from networking.mail.outbox import Filters, shown_of


@require_GET
@association_view(organises)
def outbox(request: HttpRequest, association: Association) -> HttpResponse:
    """The mails in this association's name, the last first; those between guests only counted."""
    filters = Filters.read(request.GET.dict(), seen_by_organisers())
    context = page_of(association, filters, request.GET.get("page", ""))
    if request.headers.get("HX-Request") != "true":
        return render(request, "mail/outbox.html", context)
    answer = render(request, "mail/_rows.html", context)
    answer["HX-Replace-Url"] = way(association, filters)
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


def _sent_along(request: HttpRequest) -> Filters:
    said = dict(parse_qsl(request.POST.get("filters", "")[:1000]))
    return Filters.read(said, seen_by_organisers())


def _back(request: HttpRequest, association: Association) -> HttpResponse:
    return HttpResponseRedirect(way(association, _sent_along(request)))
