"""Series: the list, the season of one, its editor with a live preview, and its end."""

import datetime as dt
import zoneinfo
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.calendar import actions
from events.calendar.forms import PatternForm, SeriesForm
from events.calendar.models import MOVABLE, Series
from events.calendar.occurrences import today_of
from events.calendar.timetable import gone_by, previewed, to_come
from events.calendar.views.agreeing import settle
from events.calendar.words import said_series
from networking.accounts.access import whoever
from networking.associations.access import association_view
from networking.associations.models import Association
from networking.associations.rules import organises
from networking.time import now

View = Callable[..., HttpResponse]


def series_view(view: View) -> View:
    """Load the series named in the path, of the association that is loaded already; or 404."""

    @wraps(view)
    def loaded(
        request: HttpRequest, association: Association, *, series: str, **kwargs: str
    ) -> HttpResponse:
        every = Series.objects.select_related("association")
        return view(
            request, get_object_or_404(every, association=association, slug=series), **kwargs
        )

    return loaded


@association_view(organises)
def all_series(request: HttpRequest, association: Association) -> HttpResponse:
    """The recurring events of an association, those that go on first."""
    found = association.series.order_by("ended_at", "title")
    context = {
        "association": association,
        "rows": [{"series": series, "rule": said_series(series)} for series in found],
    }
    return render(request, "calendar/series/list.html", context)


@association_view(organises)
def new(request: HttpRequest, association: Association) -> HttpResponse:
    """A new series, which begins with the place of the last event."""
    today = now().astimezone(zoneinfo.ZoneInfo(association.time_zone)).date()
    last = association.events.order_by("-starts_at").first()
    copied = ("venue", "address", "online_url", "capacity", "policy") if last else ()
    form = SeriesForm(request.POST or None, initial={name: getattr(last, name) for name in copied})
    pattern = PatternForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid() & pattern.is_valid():
        made = actions.begin(
            association=association,
            first_day=pattern.first,
            rule=pattern.cleaned_data["rule"],
            exceptions=pattern.cleaned_data["exceptions"],
            by=whoever(request),
            **form.values,
        )
        messages.success(request, _("It begins. Its first events are made."))
        return redirect("calendar:series", association=association.slug, series=made.slug)
    context = {"association": association} | _edited(form, pattern)
    return render(request, "calendar/series/new.html", context, status=_status(form, pattern))


@association_view(organises)
def preview(request: HttpRequest, association: Association) -> HttpResponse:
    """The next dates of what is being typed, as a fragment."""
    slug = request.GET.get("series")
    series = get_object_or_404(association.series, slug=slug) if slug else None
    today = now().astimezone(zoneinfo.ZoneInfo(association.time_zone)).date()
    pattern = PatternForm(request.GET, series=series, today=today, since=_since(request.GET))
    return render(request, "calendar/series/_dates.html", _dates(pattern))


@association_view(organises)
@series_view
def one(request: HttpRequest, series: Series) -> HttpResponse:
    """The season of a series: its days to come and those gone by."""
    context = {
        "association": series.association,
        "series": series,
        "rule": said_series(series),
        "to_come": to_come(series),
        "gone_by": gone_by(series),
        "ends_at": _ends_at(series),
    }
    return render(request, "calendar/series/series.html", context)


@association_view(organises)
@series_view
def edit(request: HttpRequest, series: Series) -> HttpResponse:
    """Change all events to come, or those from a day on; what it does is shown first."""
    true = Series.objects.select_related("association").get(pk=series.pk)
    coming = series.events.filter(occurrence__isnull=False, starts_at__gt=now(), status__in=MOVABLE)
    form = SeriesForm(
        request.POST or None,
        instance=series,
        days=coming.order_by("occurrence").values_list("occurrence", flat=True),
        since=request.GET.get("since", ""),
    )
    pattern = PatternForm(
        request.POST or None, series=true, today=today_of(true), since=_since(request.POST)
    )
    if request.method == "POST" and form.is_valid() & pattern.is_valid():
        fields = form.values | {name: pattern.cleaned_data[name] for name in ("rule", "exceptions")}
        if "back" not in request.POST:
            return settle(request, true, fields, since=form.from_day)
    context = {"association": true.association, "series": true} | _edited(form, pattern)
    return render(request, "calendar/series/edit.html", context, status=_status(form, pattern))


@require_POST
@association_view(organises)
@series_view
def leave_out(request: HttpRequest, series: Series, *, day: str) -> HttpResponse:
    """Leave one day out. If people count on it, ask first."""
    exceptions = sorted({*series.exceptions, _day(day).isoformat()})
    return settle(request, series, {"exceptions": exceptions}, ask=False)


@require_POST
@association_view(organises)
@series_view
def put_back(request: HttpRequest, series: Series, *, day: str) -> HttpResponse:
    """Let a day take place that was left out."""
    back = _day(day).isoformat()
    exceptions = [each for each in series.exceptions if each != back]
    return settle(request, series, {"exceptions": exceptions}, ask=False)


@association_view(organises)
@series_view
def end(request: HttpRequest, series: Series) -> HttpResponse:
    """End a series, once one has read what that means."""
    if request.method == "POST":
        actions.end(series=series, by=whoever(request))
        messages.success(request, _("Ended: no more events are made. Those there are stay."))
        return redirect("calendar:series", series.association.slug, series.slug)
    context = {
        "association": series.association,
        "series": series,
        "count": series.events.filter(starts_at__gt=now(), status__in=MOVABLE).count(),
    }
    return render(request, "calendar/series/end.html", context)


@require_POST
@association_view(organises)
@series_view
def resume(request: HttpRequest, series: Series) -> HttpResponse:
    """Go on with a series that was ended."""
    actions.resume(series=series, by=whoever(request))
    messages.success(request, _("It goes on."))
    return redirect("calendar:series", series.association.slug, series.slug)


def _edited(form: SeriesForm, pattern: PatternForm) -> dict[str, object]:
    return {"form": form, "pattern": pattern} | _dates(pattern)


def _dates(pattern: PatternForm) -> dict[str, object]:
    """Return the next dates of what is being typed; none where it makes no sense yet."""
    shown = pattern
    if not pattern.is_bound:
        shown = PatternForm(pattern.initial, series=pattern.series, today=pattern.today)
    if not shown.is_valid():
        # What was left out is not forgotten for a month that is typed wrong.
        return {"pattern": pattern, "hidden": shown["skip"].data or []}
    rule, left_out = shown.cleaned_data["rule"], shown.cleaned_data["exceptions"]
    entries, hidden = previewed(rule, shown.first, shown.today, left_out)
    said = said_series(Series(rule=rule, first_day=shown.first))
    return {"pattern": pattern, "entries": entries, "hidden": hidden, "rule": said}


def _ends_at(series: Series) -> dt.time:
    begins = dt.datetime.combine(dt.date(2000, 1, 1), series.starts_at_time)
    return (begins + dt.timedelta(minutes=series.minutes)).time()


def _since(typed: QueryDict) -> dt.date | None:
    """Return the day from which a change holds, as far as it can be read yet."""
    try:
        return dt.date.fromisoformat(typed.get("since", ""))
    except ValueError:
        return None


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def _status(form: SeriesForm, pattern: PatternForm) -> int:
    return 422 if form.errors or pattern.errors else 200
