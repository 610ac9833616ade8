"""One's own breakfasts: where somebody who signed in arrives."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from events.calendar.models import CLOSED, Event, Status
from events.guests.models import Registration
from networking.accounts.access import whoever
from networking.accounts.models import User
from networking.associations.models import HOSTING, Association
from networking.time import now
from networking.web.access import signed_in


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """The breakfasts I'm registered for, those I lend a hand at, and my associations."""
    return render(request, "guests/mine.html", _page(request))


def _page(request: HttpRequest) -> dict[str, Any]:
    ways = {"place": "event", "calendar": reverse("mine:calendar")}
    return breakfasts_of(whoever(request)) | ways


def breakfasts_of(user: User) -> dict[str, Any]:
    """What `_mine.html` shows: to come and past, where she helps, and her associations."""
    registrations = (
        Registration.objects.current()
        .filter(user=user)
        # Nobody is told of a draft: who is on its list already learns it when it is published.
        .exclude(event__status=Status.DRAFT)
        .select_related("event__association")
        .order_by("event__starts_at")
    )
    over = Q(event__ends_at__lt=now()) | Q(event__status__in=CLOSED)
    helping = Event.objects.filter(
        association__memberships__user=user, association__memberships__role__in=HOSTING
    ) | Event.objects.filter(roles__user=user)
    return {
        "coming": registrations.exclude(over),
        "past": registrations.filter(over).order_by("-event__starts_at")[:12],
        "helping": helping.public().upcoming().select_related("association").distinct()[:12],
        "associations": Association.objects.of(user),
    }
