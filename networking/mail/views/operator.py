"""The outbox of the whole site, for whoever runs it; for everybody else it doesn't exist."""

from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from networking.accounts.access import staff_only, whoever
from networking.mail import actions, operating
from networking.mail.models import Halt
from networking.mail.outbox import rows
from networking.mail.views.outbox import say_all_retried, say_retried

PER_PAGE: Final = 50


@require_GET
@staff_only
def operator(request: HttpRequest) -> HttpResponse:
    """Counts by kind and state, what is late, what is stuck, and the switch."""
    page = Paginator(operating.stuck().defer("key"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "switch": operating.the_switch(),
        "off": operating.switched_off(),
        "queues": operating.queues(),
        "columns": [state.label for state in operating.COLUMNS],
        "lines": operating.lines(),
        "page": page,
        "rows": rows(list(page)),
    }
    return render(request, "mail/operator.html", context)


@require_POST
@staff_only
def switch(request: HttpRequest) -> HttpResponse:
    """Throw the switch."""
    said = request.POST.get("halt", "")
    if said not in Halt.values:
        messages.error(request, _("Choose what is to stop."))
        return redirect("mail:operator")
    actions.switch(halt=Halt(said), by=whoever(request))
    return redirect("mail:operator")


@require_POST
@staff_only
def operator_retry(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Let one mail leave again, whosever it is."""
    mail = get_object_or_404(operating.stuck(), pk=pk)
    say_retried(request, mail, again=actions.retry(mail=mail, by=whoever(request)))
    return redirect("mail:operator")


@require_POST
@staff_only
def operator_again(request: HttpRequest) -> HttpResponse:
    """Let everything that failed leave again."""
    count = actions.retry_all(mails=operating.stuck(), association=None, by=whoever(request))
    say_all_retried(request, count)
    return redirect("mail:operator")
