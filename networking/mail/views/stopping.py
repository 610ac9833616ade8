"""The page on which one stops mails; it opens from the mail, without signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from networking.mail import actions
from networking.mail.kinds import Kind, UnknownKind, kind_of
from networking.mail.links import hinted, mail_of
from networking.mail.models import OutgoingMail, topic_of
from networking.web.access import public


# Mail programs post here by themselves (RFC 8058), with no session and no token of ours but the
# one in the address: that one is what is checked.
@csrf_exempt
@never_cache
@public
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask on GET, so that a link scanner can't stop anything; stop, or take it back, on POST."""
    mail = mail_of(token)
    kind = _stoppable_kind(mail) if mail else None
    if mail is None or kind is None:
        text = _("This link is not complete. Open it again from the mail, or copy all of it.")
        return render(request, "web/404.html", {"text": text}, status=404)
    everything = request.POST.get("scope") == "all"
    done = ""
    if request.method == "POST":
        verb = actions.resume if request.POST.get("do") == "resume" else actions.stop
        name, topic = ("*", "") if everything else (kind.name, _topic(mail, kind))
        verb(address=mail.to, user=mail.user, kind=name, topic=topic, by=None)
        done = "resumed" if verb is actions.resume else "stopped"
    context = {
        "kind": kind,
        "done": done,
        "all": everything,
        "address": hinted(mail.to),
        "whose": mail.association if kind.each_association_s else None,
    }
    return render(request, "mail/stop.html", context)


def _topic(mail: OutgoingMail, kind: Kind) -> str:
    return topic_of(mail.association) if kind.each_association_s and mail.association else ""


def _stoppable_kind(mail: OutgoingMail) -> Kind | None:
    try:
        kind = kind_of(mail.kind)
    except UnknownKind:
        return None
    return kind if kind.stoppable else None
