"""The page on which one stops mails; it opens from the mail, without signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from networking.mail import actions
from networking.mail.kinds import UnknownKind, kind_of
from networking.mail.links import mail_of
from networking.web.access import public


# Mail programs post here by themselves (RFC 8058), with no session and no token of ours but the
# one in the address: that one is what is checked.
@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask on GET, so that a link scanner can't stop anything; stop, or take it back, on POST."""
    mail = mail_of(token)
    try:
        kind = kind_of(mail.kind) if mail else None
    except UnknownKind:
        kind = None
    if mail is None or kind is None or not kind.stoppable:
        return render(request, "mail/stop_unknown.html", status=404)
    scope = "*" if request.POST.get("scope") == "all" else kind.name
    done = ""
    if request.method == "POST":
        verb = actions.resume if request.POST.get("do") == "resume" else actions.stop
        verb(address=mail.to, user=mail.user, kind=scope, by=None)
        done = "resumed" if verb is actions.resume else "stopped"
    context = {"mail": mail, "kind": kind, "done": done, "all": scope == "*"}
    return render(request, "mail/stop.html", context)
