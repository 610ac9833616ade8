"""The demo's own pages: ways in without a code, and everybody's mailbox."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from demo import mailbox
from demo.people import newcomer
from demo.roles import WAYS, arrival
from networking.accounts.actions import prefer_language
from networking.accounts.models import User
from networking.web.access import declare
from networking.web.middleware import POLICY


def in_the_demo(view):  # type: ignore[no-untyped-def]
    """These pages exist in the demo alone, whatever the addresses say."""

    def guarded(request: HttpRequest, **kwargs: str) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, **kwargs)

    return declare(guarded, "demo only")


@require_POST
@in_the_demo
def enter(request: HttpRequest, *, role: str) -> HttpResponse:
    """Become one of the demo's people and arrive where she has something to do.

    She speaks the language of whoever becomes her, in pages and in the mails she gets.
    """
    way = WAYS.get(role)
    if way is None:
        raise Http404
    user = newcomer() if role == "new-guest" else User.objects.get(email=way.email)
    prefer_language(user=user, language=get_language() or user.language, by=user)
    login(request, user, backend="networking.accounts.backends.ByCode")
    return redirect(arrival(way))


@in_the_demo
def mails(request: HttpRequest) -> HttpResponse:
    """Every mail, the newest first."""
    to = request.GET.get("to", "").strip()
    context = {"letters": list(mailbox.letters(to))[:100], "to": to}
    return render(request, "demo/mails.html", context)


@in_the_demo
def mail(request: HttpRequest, *, key: str) -> HttpResponse:
    """One mail as it would be read, in a frame of its own."""
    answer = render(request, "demo/mail.html", {"letter": _letter(key)})
    answer["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return answer


@xframe_options_sameorigin
@in_the_demo
def mail_html(request: HttpRequest, *, key: str) -> HttpResponse:  # noqa: ARG001
    """The mail's own HTML, for the frame in which it is shown: no script runs there."""
    answer = HttpResponse(_letter(key).html)
    answer["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self';"
        " frame-ancestors 'self'"
    )
    return answer


def _letter(key: str) -> mailbox.Letter:
    letter = mailbox.find(key)
    if letter is None:
        raise Http404
    return letter
