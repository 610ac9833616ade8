"""The five views of a live event: a frame that loads once, and what changes inside."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from events.agenda import actions, away, hosting, phone_parts, room_links
from events.agenda.formats import View
from events.agenda.kept import pack
from events.agenda.reading import read
from events.agenda.rules import may_speak
from events.agenda.stage import console as console_stage
from events.agenda.stage import stage
from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.passes import lent_in
from events.calendar.rules import facilitates, hosts
from events.guests.rules import attends, registration_of
from networking.push.views import renewal
from networking.time import now

# A phone may be long in a pocket; its stream is opened by the guest's own right to be there.
GRANTS = {
    View.CONSOLE: "facilitator",
    View.SCREEN: "screen",
    View.PHONE: "guest",
    View.SPEAKER: "speaker",
    View.HOST: "host",
}
# The windows of a facilitator's device, which go on without network.
HELM = {View.CONSOLE, View.SCREEN}
# Those that lead into the event's online rooms.
ENTERED = {View.CONSOLE, View.PHONE}


def grant_of(request: HttpRequest, view: View) -> str:
    """Return the grant by which a page follows the event: its reader's own, or her pass's."""
    held = lent_in(request)
    return held.grant if held else f"{GRANTS[view]}:{request.user.pk}"


def shown(
    request: HttpRequest, event: Event, view: View, *, whole: bool, **more: Any
) -> HttpResponse:
    """Render a view of an event: the frame with what is in it, or only what is in it."""
    at, reading = now(), read(event)
    viewer = registration_of(request.user, event) if view is View.PHONE else None
    if view is View.CONSOLE:
        context = console_stage(reading, at)
    else:
        context = stage(view, reading, at, viewer)
    if view is View.PHONE:
        context["parts"] = phone_parts.rendered(request, reading, viewer, at)
    if view is View.HOST:
        context |= hosting.context(reading)
    if view in ENTERED:
        context |= room_links.ways(request, reading, viewer, at)
    template = f"agenda/{view}.html" if whole else f"agenda/_{view}.html"
    return render(request, template, {**context, **addresses(event, view), **more})


def addresses(event: Event, view: View) -> dict[str, str]:
    """Return where a view's page finds its fragment and its next token, and by which grant."""
    slugs = [event.association.slug, event.slug]
    return {
        "part_url": reverse(f"agenda:{view}_part", args=slugs),
        "renew_url": reverse(f"agenda:{view}_token", args=slugs),
        "go_on_url": reverse("agenda:go_on", args=slugs),
    }


def frame(view: View) -> Callable[[HttpRequest, Event], HttpResponse]:
    """Return the view function of a whole page."""

    def page(request: HttpRequest, event: Event) -> HttpResponse:
        own = {"away_words": away.words(), "away_twins": away.twins()} if view in HELM else {}
        return shown(request, event, view, whole=True, grant=grant_of(request, view), **own)

    return page


def part(view: View) -> Callable[[HttpRequest, Event], HttpResponse]:
    """Return the view function of what changes inside a page."""

    def fragment(request: HttpRequest, event: Event) -> HttpResponse:
        return shown(request, event, view, whole=False)

    return fragment


def token(view: View) -> Callable[[HttpRequest, Event], HttpResponse]:
    """Return the view function that gives a page its next token."""

    def renew(request: HttpRequest, event: Event) -> HttpResponse:
        return renewal(event.channel, grant_of(request, view))

    return renew


console = event_view(facilitates, by_pass=True)(frame(View.CONSOLE))
console_part = event_view(facilitates, by_pass=True)(part(View.CONSOLE))
console_token = event_view(facilitates, by_pass=True)(token(View.CONSOLE))
screen = event_view(facilitates, by_pass=True)(frame(View.SCREEN))
screen_part = event_view(facilitates, by_pass=True)(part(View.SCREEN))
screen_token = event_view(facilitates, by_pass=True)(token(View.SCREEN))
phone = event_view(attends)(frame(View.PHONE))
phone_part = event_view(attends)(part(View.PHONE))
phone_token = event_view(attends)(token(View.PHONE))
speaker = event_view(may_speak)(frame(View.SPEAKER))
speaker_part = event_view(may_speak)(part(View.SPEAKER))
speaker_token = event_view(may_speak)(token(View.SPEAKER))
host = event_view(hosts, by_pass=True)(frame(View.HOST))
host_part = event_view(hosts, by_pass=True)(part(View.HOST))
host_token = event_view(hosts, by_pass=True)(token(View.HOST))


@require_POST
@event_view(may_speak)
def seen(_request: HttpRequest, event: Event, rev: int) -> HttpResponse:
    """Take the speaker's tap on a word that was said to her."""
    actions.note_seen(event=event, rev=rev)
    return HttpResponse(status=204)


@event_view(attends)
def snapshot(_request: HttpRequest, event: Event) -> HttpResponse:
    """Where the event is, as JSON: what is pushed, for those who ask."""
    return JsonResponse(read(event).snapshot(now()))


@event_view(facilitates, by_pass=True)
def console_kept(_request: HttpRequest, event: Event) -> HttpResponse:
    """What a facilitator's device keeps, to go on without network."""
    answer = JsonResponse(pack(read(event), now()))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@event_view(facilitates)
def ready(request: HttpRequest, event: Event) -> HttpResponse:
    """Whether the device that is to lead the morning can: sound, battery, data on board."""
    context = {"event": event, "association": event.association, "away_twins": away.twins()}
    return render(request, "agenda/ready.html", context)
