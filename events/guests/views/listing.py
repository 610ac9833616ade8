"""The organiser's guest list: found as one types, by state and by whatever was noted."""

from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import organises
from events.guests import actions, words
from events.guests.actions.seats import SETTLED
from events.guests.audience import FIRST_TAB, Audience
from events.guests.finding import Choices, audience_of, choices_for, counts, found
from events.guests.forms import AddForm
from events.guests.models import ENDED, Kind, Question, QuestionKind, Registration, Status
from events.guests.seating import seating_of
from events.guests.views.asked import posted
from events.guests.views.ways import back, filters_sent, page, way
from networking.accounts.access import whoever
from networking.mail.links import absolute
from networking.mail.outbox import trouble_of

PER_PAGE: Final = 50


@require_GET
@event_view(organises)
def guests(request: HttpRequest, event: Event) -> HttpResponse:
    """Who comes: searched and filtered by the address alone, so that it can be shared."""
    audience = audience_of(request.GET).found
    tabs = _tabs(event, audience)
    count = next(tab["count"] for tab in tabs if tab["here"])
    paginator = Paginator(_listed(event, audience), PER_PAGE)
    # The tabs have counted them already.
    vars(paginator)["count"] = count
    choices = choices_for(event)
    context = page(
        event,
        seating=seating_of(event),
        tabs=tabs,
        audience=audience,
        pairs=audience.pairs,
        page=paginator.get_page(request.GET.get("page")),
        choices=choices,
        kinds=Kind.choices,
        questions=_questions(choices),
        list_url=way(event, "guests"),
        share_url=absolute(event.get_absolute_url()),
    )
    if request.headers.get("HX-Request") != "true":
        return render(request, "guests/guests.html", context)
    answer = render(request, "guests/_rows.html", context)
    answer["HX-Replace-Url"] = way(event, "guests", audience=audience)
    return answer


@event_view(organises)
def add(request: HttpRequest, event: Event) -> HttpResponse:
    """Add one guest by hand."""
    form = AddForm(posted(request))
    if request.method == "POST" and form.is_valid():
        before = event.registrations.filter(status__in=SETTLED).count()
        registration = actions.add(event=event, **form.cleaned_data, by=whoever(request))
        after = event.registrations.filter(status__in=SETTLED).count()
        _say_added(request, registration, new=after > before)
        return back(event)
    context = page(event, form=form, seating=seating_of(event))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "guests/add.html", context, status=status)


@event_view(organises)
def cancel(request: HttpRequest, event: Event, *, registration: int) -> HttpResponse:
    """Cancel somebody's registration: asks first, says who gets the seat."""
    found = get_object_or_404(event.registrations.select_related("user"), pk=registration)
    if request.method == "POST":
        if actions.cancel(registration=found, by=whoever(request)):
            messages.success(request, _("Cancelled: %(name)s") % {"name": found.full_name})
        return back(event)
    context = page(
        event,
        registration=found,
        done=found.status in ENDED,
        next=event.registrations.waiting().first(),
    )
    return render(request, "guests/cancel_guest.html", context)


ANSWERS: Final = {
    "approve": actions.approve,
    "decline": actions.decline,
    "seat": actions.give_seat,
}


@require_POST
@event_view(organises)
def answer(request: HttpRequest, event: Event, *, registration: int, step: str) -> HttpResponse:
    """Approve a request to come, decline it, or seat somebody who waits; then back."""
    found = get_object_or_404(event.registrations.select_related("user"), pk=registration)
    found = ANSWERS[step](registration=found, by=whoever(request))
    said = {"name": found.full_name, "state": found.get_status_display()}
    messages.success(request, _("%(name)s: %(state)s") % said)
    if "to_guest" in request.POST:
        return redirect(way(event, "guest", registration))
    return back(event, filters_sent(request))


def _listed(event: Event, audience: Audience) -> QuerySet[Registration]:
    """Those found, with their tags and whether mails reach them."""
    guests = found(event, audience).annotate(mail_trouble=trouble_of("user__email"))
    return guests.prefetch_related("tags")


def _tabs(event: Event, audience: Audience) -> list[dict[str, Any]]:
    """The tabs on which the filters find somebody, and always the first and the current one."""
    return [
        {
            "key": key,
            "word": words.TABS[key],
            "count": count,
            "here": key == audience.tab,
            "href": way(event, "guests", audience=audience.at(key)),
        }
        for key, count in counts(event, audience).items()
        if count or key in {FIRST_TAB, audience.tab}
    ]


def _questions(choices: Choices) -> list[dict[str, Any]]:
    """The questions one can filter by, each with the answers that have a name of their own."""
    return [{"question": each, "answers": _answers(each)} for each in choices.questions]


def _answers(question: Question) -> list[tuple[str, str]]:
    if question.kind == QuestionKind.YES_NO:
        return [("yes", _("Yes")), ("no", _("No"))]
    if question.kind == QuestionKind.CHOICE:
        return [(str(at), str(option)) for at, option in enumerate(question.options)]
    return []


def _say_added(request: HttpRequest, registration: Registration, *, new: bool) -> None:
    said = {"name": registration.full_name}
    if not new:
        messages.info(request, _("%(name)s is on the list already.") % said)
    elif registration.status == Status.WAITING:
        messages.warning(request, _("It is full: %(name)s is on the waiting list.") % said)
    else:
        messages.success(request, _("%(name)s is registered.") % said)
