"""Screen and speaker's view by link: no account, and gone as soon as the links are revoked."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.agenda import actions, links
from events.agenda.formats import View
from events.agenda.views.commands import went_on
from events.agenda.views.live import shown
from events.calendar import actions as calendar
from events.calendar.access import event_view, find
from events.calendar.models import Event, Lent, Pass
from events.calendar.passes import link_of
from events.calendar.rules import facilitates
from networking.accounts.access import whoever
from networking.push.views import renewal
from networking.web.access import public

Linked = Callable[..., HttpResponse]


def by_link(view: Linked) -> Callable[..., HttpResponse]:
    """Let in whoever holds a good link; others read what to do."""

    @public
    @wraps(view)
    def guarded(
        request: HttpRequest, association: str, event: str, token: str, **more: Any
    ) -> HttpResponse:
        found = find(association, event)
        try:
            opened = links.opened(found, token)
        except links.BadLink:
            return render(request, "agenda/no_link.html", {"revoked": False}, status=404)
        except links.RevokedLink:
            return render(request, "agenda/no_link.html", {"revoked": True}, status=410)
        return view(request, found, opened, token, **more)

    return guarded


@by_link
def page(request: HttpRequest, event: Event, view: View, token: str) -> HttpResponse:
    """Show the frame of the view the link opens."""
    own = _addresses(event, token)
    return shown(request, event, view, whole=True, grant=links.grant(event), **own)


@by_link
def part(request: HttpRequest, event: Event, view: View, token: str) -> HttpResponse:
    """Show what changes inside it."""
    return shown(request, event, view, whole=False, **_addresses(event, token))


@by_link
def renew(request: HttpRequest, event: Event, view: View, token: str) -> HttpResponse:  # noqa: ARG001
    """Give the page its next live token."""
    return renewal(event.channel, links.grant(event))


@require_POST
@by_link
def go_on(_request: HttpRequest, event: Event, _view: View, _token: str) -> HttpResponse:
    """Begin the next segment, where that is due by itself."""
    return went_on(event)


@require_POST
@by_link
def seen(_request: HttpRequest, event: Event, view: View, _token: str, rev: int) -> HttpResponse:
    """Take the speaker's tap on a word that was said to her; the screen knows of none."""
    if view is View.SPEAKER:
        actions.note_seen(event=event, rev=rev)
    return HttpResponse(status=204)


@event_view(facilitates)
def manage(request: HttpRequest, event: Event) -> HttpResponse:
    """The links there are, to hand out."""
    paths = {
        view.value: _url("agenda:linked", event, links.make(event, view)) for view in links.LINKED
    }
    made = {view: request.build_absolute_uri(path) for view, path in paths.items()}
    held = Pass.objects.valid().filter(event=event)
    passes = {each.hand: _link(each, event) for each in held}
    context = {
        "event": event,
        "association": event.association,
        "links": made,
        "passes": [{"hand": hand, "link": passes.get(hand.value)} for hand in Lent],
        "handed_out": bool(passes),
        "all_made": len(passes) == len(Lent),
    }
    return render(request, "agenda/links.html", context)


@require_POST
@event_view(facilitates)
def revoke(request: HttpRequest, event: Event) -> HttpResponse:
    """Make all links handed out so far worthless."""
    actions.revoke_links(event=event, by=whoever(request))
    messages.success(request, _("The old links no longer open anything. Here are new ones."))
    return redirect("agenda:links", association=event.association.slug, event=event.slug)


@require_POST
@event_view(facilitates)
def make_passes(request: HttpRequest, event: Event) -> HttpResponse:
    """Make the passes to the door and the console that there are not yet."""
    for hand in Lent:
        calendar.make_pass(event=event, hand=hand, by=whoever(request))
    return redirect("agenda:links", association=event.association.slug, event=event.slug)


@require_POST
@event_view(facilitates)
def revoke_passes(request: HttpRequest, event: Event) -> HttpResponse:
    """Take all passes back, also those printed on a run sheet."""
    calendar.revoke_passes(event=event, by=whoever(request))
    messages.success(request, _("The passes open nothing any more, on paper neither."))
    return redirect("agenda:links", association=event.association.slug, event=event.slug)


def _link(held: Pass, event: Event) -> str:
    held.event = event
    return link_of(held)


def _url(name: str, event: Event, token: str) -> str:
    return reverse(name, args=[event.association.slug, event.slug, token])


def _addresses(event: Event, token: str) -> dict[str, str]:
    return {
        "token": token,
        "part_url": _url("agenda:linked_part", event, token),
        "renew_url": _url("agenda:linked_token", event, token),
        "go_on_url": _url("agenda:linked_go_on", event, token),
    }
