"""What is done to many guests at once: to those ticked, or to all that the filters find.

Each page says first whom it concerns. Their ids go along with the form, so that nothing is done to
somebody who came under the filters after the page was read.
"""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.calendar.access import event_view
from events.calendar.models import CLOSED, Event
from events.calendar.models import Status as EventStatus
from events.calendar.rules import organises
from events.guests import actions
from events.guests.actions.seats import SETTLED
from events.guests.audience import Audience, numbers_in
from events.guests.finding import audience_of, found
from events.guests.messaging import TagForm
from events.guests.models import ENDED, SEATED, Registration, Status
from events.guests.seating import seating_of
from events.guests.views.asked import posted
from events.guests.views.ways import back, page
from networking.accounts.access import whoever
from networking.time import now


@event_view(organises)
def tag(request: HttpRequest, event: Event) -> HttpResponse:
    """Put a tag on many, or take one from them."""
    audience = audience_of(request.GET)
    form = TagForm(posted(request))
    if request.method == "POST" and form.is_valid():
        name, them = form.cleaned_data["name"], _shown(request)
        if request.POST.get("do") == "remove":
            count = actions.untag(event=event, guests=them, name=name, by=whoever(request))
            said = ngettext("“%(tag)s” taken from %(count)s guest.", "“%(tag)s” taken from %(count)s guests.", count)  # noqa: E501  one sentence  # fmt: skip
        else:
            count = actions.tag(event=event, guests=them, name=name, by=whoever(request))
            said = ngettext("“%(tag)s” put on %(count)s guest.", "“%(tag)s” put on %(count)s guests.", count)  # noqa: E501  one sentence  # fmt: skip
        messages.success(request, said % {"tag": name, "count": count})
        return back(event, audience)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    names = event.association.guest_tags.values_list("name", flat=True)
    context = _page(request, event, audience) | {"form": form, "tag_names": names}
    return render(request, "guests/bulk_tag.html", context, status=status)


@event_view(organises)
def pay(request: HttpRequest, event: Event) -> HttpResponse:
    """Note of many that they have still to pay, or that they have paid."""
    audience = audience_of(request.GET)
    if request.method == "POST":
        to_pay = request.POST.get("do") == "to_pay"
        them = _shown(request)
        count = actions.mark_to_pay(event=event, guests=them, to_pay=to_pay, by=whoever(request))
        messages.success(request, _said_of_paying(count, to_pay=to_pay))
        return back(event, audience)
    return render(request, "guests/bulk_pay.html", _page(request, event, audience))


@event_view(organises)
def cancel(request: HttpRequest, event: Event) -> HttpResponse:
    """Cancel many: says how many, who is told and how many move up, before it happens."""
    audience = audience_of(request.GET)
    if request.method == "POST":
        count = actions.cancel_all(event=event, guests=_shown(request), by=whoever(request))
        said = ngettext("%(count)s registration cancelled.", "%(count)s registrations cancelled.", count)  # noqa: E501  one sentence  # fmt: skip
        messages.success(request, said % {"count": count})
        return back(event, audience)
    context = _page(request, event, audience)
    guests = [guest for guest in context["guests"] if guest.status not in ENDED]
    told = sum(guest.status in SETTLED and bool(guest.user.email) for guest in guests)
    context |= _listed(guests) | {"told": told, "moving_up": moving_up(event, guests)}
    return render(request, "guests/bulk_cancel.html", context)


def moving_up(event: Event, leaving: list[Registration]) -> int:
    """Return how many of the waiting list a seat will be offered once these have left."""
    over = {EventStatus.DRAFT, EventStatus.CANCELLED, *CLOSED}
    if event.status in over or now() >= event.starts_at:
        return 0
    seating = seating_of(event)
    freed = sum(guest.status in SEATED for guest in leaving)
    waiting = seating.waiting - sum(guest.status == Status.WAITING for guest in leaving)
    return max(0, min(waiting, event.capacity - seating.taken + freed))


def _shown(request: HttpRequest) -> list[int]:
    """The ids the page was about."""
    return numbers_in(request.POST.get("guests", "").split(","))


def _page(request: HttpRequest, event: Event, audience: Audience) -> dict[str, Any]:
    # What was shown stays so when the form is shown once more.
    again = event.registrations.filter(pk__in=_shown(request)).select_related("user").by_name()
    guests = list(again if request.method == "POST" else found(event, audience))
    return page(event, audience=audience, **_listed(guests))


def _listed(guests: list[Registration]) -> dict[str, Any]:
    return {
        "guests": guests,
        "count": len(guests),
        "pks": ",".join(str(guest.pk) for guest in guests),
    }


def _said_of_paying(count: int, *, to_pay: bool) -> str:
    if not count:
        return _("Nothing changed: it was noted so already.")
    if to_pay:
        return ngettext("Noted: %(count)s guest has still to pay.", "Noted: %(count)s guests have still to pay.", count) % {"count": count}  # noqa: E501  one sentence  # fmt: skip
    return ngettext("Noted: nothing to pay for %(count)s guest.", "Noted: nothing to pay for %(count)s guests.", count) % {"count": count}  # noqa: E501  one sentence  # fmt: skip
