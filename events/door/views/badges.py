"""Badges: looked at before, printed, and one printed again at the door."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import hosts
from events.door import actions, faces, printing
from events.door.preview import preview as drawn
from events.door.print_forms import PrintForm
from events.door.seating import draw_tables
from events.door.views.paper import as_pdf, page, unprintable
from networking.accounts.access import whoever, whoever_or_nobody
from networking.accounts.models import User
from networking.paper.fonts import MissingGlyphsError


@require_POST
@event_view(hosts)
def badges(request: HttpRequest, event: Event) -> HttpResponse:
    """Print badges as asked. Whoever has none yet gets one now: printing twice makes none twice."""
    form = PrintForm.asked(request.POST, event)
    if form.is_valid():
        try:
            pdf = _printed(event, form, whoever(request))
        except MissingGlyphsError as error:
            return unprintable(request, event, form, error)
        if pdf:
            return as_pdf(pdf, f"badges-{event.slug}")
        form.add_error("which", _("No badge is new or has changed since it was printed."))
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "door/paper.html", page(request, event, form), status=status)


@require_GET
@event_view(hosts)
def preview(request: HttpRequest, event: Event) -> HttpResponse:
    """What would be printed, as a fragment: the first sheet and the hardest name. Changes nothing.

    What can't be printed as asked is said in the place of the picture.
    """
    form = PrintForm.asked(request.GET, event)
    context = {"event": event, "form": form}
    if form.is_valid():
        try:
            context["preview"] = drawn(event, form.wishes())
        except MissingGlyphsError as error:
            context["missing"] = error
    return render(request, "door/_preview.html", context)


@require_POST
@event_view(hosts, by_pass=True)
def reprint(request: HttpRequest, event: Event, *, registration: int) -> HttpResponse:
    """Print one guest's badge again, as badges were printed last; she stays checked in."""
    guest = get_object_or_404(event.registrations.confirmed(), pk=registration)
    form = PrintForm.as_last_time(event, guest.pk)
    try:
        pdf = _printed(event, form, whoever_or_nobody(request))
    except MissingGlyphsError as error:
        return unprintable(request, event, form, error)
    return as_pdf(pdf, f"badge-{event.slug}")


@require_POST
@event_view(hosts)
def replace(request: HttpRequest, event: Event, *, number: int) -> HttpResponse:
    """Revoke a lost badge; its guest gets a new one."""
    lost = get_object_or_404(faces.with_guests(event), number=number)
    new = actions.replace_badge(badge=lost, by=whoever(request))
    said = {"old": lost.number, "new": new.number}
    messages.success(
        request, _("Badge %(old)s opens nothing any more. The new one is %(new)s.") % said
    )
    return redirect("door:paper", event.association.slug, event.slug)


def _printed(event: Event, form: PrintForm, by: User | None) -> bytes:
    """Make what is missing, print, and note what was; nothing where there is nothing to print."""
    wishes = form.wishes()
    actions.make_badges(event=event, by=by)
    if wishes.seated:
        draw_tables(event=event, by=by)
    laid = faces.laid_out(event, wishes)
    if wishes.unprinted and not laid:
        return b""
    pdf = faces.pdf(event, laid, wishes)
    printing.note_printed(event=event, laid=laid, by=by)
    printing.remember(association=event.association, wishes=form.to_remember(), by=by)
    return pdf
