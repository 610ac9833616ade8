"""An association's events, or a series', for calendar programs that ask again and again."""

from django.db.models import Max, Prefetch
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import override
from django.views.decorators.http import require_safe

from events.calendar import feeds
from events.calendar.models import EventQuerySet, Series, Speaker
from networking.associations.models import Association
from networking.mail.links import absolute
from networking.time import now
from networking.web.access import public


@require_safe
@public
def association(request: HttpRequest, association: str) -> HttpResponseBase:
    """All public events of an association: a year back, and all to come."""
    found = get_object_or_404(Association, slug=association)
    return _feed(request, found, found.name, found.events.all())


@require_safe
@public
def series(request: HttpRequest, association: str, series: str) -> HttpResponseBase:
    """The public events of one series."""
    found = get_object_or_404(
        Series.objects.select_related("association"), association__slug=association, slug=series
    )
    return _feed(request, found.association, found.title, found.events.all())


def _feed(
    request: HttpRequest, association: Association, name: str, events: EventQuerySet
) -> HttpResponseBase:
    shown = (
        events.public()
        .filter(ends_at__gte=now() - feeds.BACK)
        .select_related("association")
        .prefetch_related(Prefetch("speakers", Speaker.objects.agreed()))
        .order_by("starts_at", "pk")
    )
    with override(association.language):
        content = feeds.feed(
            name,
            [feeds.Line(event=event) for event in shown],
            source=absolute(request.path),
            colour=association.accent,
        )
    # Of drafts too: one that was taken back is gone from here, and that is a change.
    changed_at = events.aggregate(at=Max("changed_at"))["at"]
    return feeds.answer(request, content, changed_at=changed_at)
