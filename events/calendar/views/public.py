"""What anybody may see: an association, its season, its events, and their pictures to share."""

import zoneinfo

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from events.calendar import panels, season, sharing
from events.calendar.access import public_event_view
from events.calendar.audience import audience_of
from events.calendar.models import Event, Speaker, Status
from events.calendar.rules import organises
from networking.associations import rules as association_rules
from networking.associations.models import Association
from networking.mail.links import absolute
from networking.paper.sharing import Card, picture
from networking.time import now
from networking.web.access import public

# A picture is named after its words, so it never changes.
FOR_EVER = "public, max-age=31536000, immutable"
# Under the name of another one it may.
FOR_NOW = "public, max-age=300"
# Before this no season is shown, nor after: addresses are typed.
YEARS = range(2000, 2101)


def with_speakers(events: QuerySet[Event]) -> QuerySet[Event]:
    """Load events with their association and those who agreed to speak. Two queries."""
    agreed = Prefetch("speakers", Speaker.objects.agreed(), to_attr="agreed")
    return events.select_related("association").prefetch_related(agreed)


@public
def association(request: HttpRequest, association: str) -> HttpResponse:
    """An association's public page: who they are, and their next breakfasts."""
    found = get_object_or_404(Association, slug=association)
    events = found.events.public()
    coming = list(with_speakers(events.upcoming())[:6])
    context = {
        "association": found,
        "next": coming[0] if coming else None,
        "coming": coming[1:],
        "past": with_speakers(events.past())[:6],
        "organises": association_rules.organises(request.user, found),
        "shared": sharing.shared_association(found),
        "subscribe": _feed_of(found),
    }
    return render(request, "calendar/association.html", context)


@public_event_view
def event(request: HttpRequest, event: Event) -> HttpResponse:
    """The event as everybody sees it, and for those who come what matters now."""
    speakers = list(event.speakers.agreed())
    over = event.status in {Status.OVER, Status.ARCHIVED} or event.ends_at <= now()
    context = {
        "event": event,
        "association": event.association,
        "accent": event.cover_colour,
        "speakers": speakers,
        "first": list(panels.rendered("guest", request, event, panels.FIRST)),
        "later": list(panels.rendered("guest", request, event, panels.LATER)),
        "organises": organises(request.user, event),
        "over": over,
        "next": _next_after(event) if over or event.status == Status.CANCELLED else None,
        "map": sharing.map_of(event),
        "shared": sharing.shared_event(event, speakers, audience_of(event)),
        "subscribe": _feed_of(event.association),
        "place": "event",
    }
    return render(request, "calendar/event.html", context)


@public
def season_page(request: HttpRequest, association: str, year: int | None = None) -> HttpResponse:
    """A season month by month: what was, what comes, and who speaks."""
    found = get_object_or_404(Association, slug=association)
    zone = zoneinfo.ZoneInfo(found.time_zone)
    today = now().astimezone(zone).date()
    shown = season.year_of(today) if year is None else year
    if shown not in YEARS:
        raise Http404
    begins, ends = season.bounds(shown, zone)
    events = found.events.public().filter(starts_at__gte=begins, starts_at__lt=ends)
    months = season.by_month(shown, with_speakers(events.order_by("starts_at", "pk")))
    context = {
        "association": found,
        "months": months,
        "year": shown,
        "empty": not any(month.events for month in months),
        "this_month": today.replace(day=1),
        "at": now(),
        "subscribe": _feed_of(found),
        "organises": association_rules.organises(request.user, found),
    }
    return render(request, "calendar/season.html", context)


@public
def association_share(request: HttpRequest, association: str) -> HttpResponse:
    """The picture that goes along where the association's page is shared."""
    found = get_object_or_404(Association, slug=association)
    return _drawn(request, sharing.card_of_association(found))


@public_event_view
def share(request: HttpRequest, event: Event) -> HttpResponse:
    """The picture that goes along where the event's page is shared."""
    response = _drawn(request, sharing.card_of(event))
    if event.status == Status.DRAFT:
        response["Cache-Control"] = "private, no-store"
    return response


def _drawn(request: HttpRequest, card: Card) -> HttpResponse:
    response = HttpResponse(picture(card), content_type="image/png")
    response["Cache-Control"] = FOR_EVER if request.GET.get("v") == card.digest else FOR_NOW
    return response


def _feed_of(association: Association) -> dict[str, str]:
    """The address of the association's calendar: to copy, and for programs that ask for it."""
    https = absolute(reverse("calendar:feed", args=[association.slug]))
    return {"https": https, "webcal": f"webcal:{https.partition(':')[2]}"}


def _next_after(event: Event) -> Event | None:
    coming = event.association.events.public().upcoming().exclude(pk=event.pk)
    return coming.select_related("association").first()
