"""Tables drawn for the badges, and labels that an association measured itself."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import organises
from events.door import printing
from events.door.label_form import OwnLabelForm
from events.door.models import OwnLabel
from events.door.print_forms import PrintForm, TablesForm
from events.door.seating import draw_tables
from events.door.views.paper import page
from networking.accounts.access import whoever


@require_POST
@event_view(organises)
def tables(request: HttpRequest, event: Event) -> HttpResponse:
    """Seat whoever has no table yet; asked to draw anew, everybody."""
    form = TablesForm(request.POST)
    if not form.is_valid():
        context = page(request, event, PrintForm(event=event)) | {"tables_form": form}
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "door/paper.html", context, status=status)
    anew = "anew" in request.POST
    draw_tables(event=event, size=form.cleaned_data["size"], anew=anew, by=whoever(request))
    messages.success(request, _("Everybody who comes has a table."))
    return redirect("door:paper", event.association.slug, event.slug)


@event_view(organises)
def labels(request: HttpRequest, event: Event) -> HttpResponse:
    """The association's own sheets of labels, and one more."""
    data = request.POST if request.method == "POST" else None
    form = OwnLabelForm(data)
    if data is not None and form.is_valid():
        kept = printing.keep_label(
            association=event.association, measures=form.measures(), by=whoever(request)
        )
        messages.success(request, _("“%(name)s” is kept for next time.") % {"name": kept.name})
        return redirect("door:paper", event.association.slug, event.slug)
    context = {
        "event": event,
        "association": event.association,
        "form": form,
        "own": event.association.own_labels.all(),
        "here": "paper",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "door/labels.html", context, status=status)


@require_POST
@event_view(organises)
def forget_label(request: HttpRequest, event: Event, *, label: int) -> HttpResponse:
    """Forget a sheet of labels."""
    kept = get_object_or_404(OwnLabel, association=event.association, pk=label)
    printing.forget_label(label=kept, by=whoever(request))
    messages.success(request, _("“%(name)s” is forgotten.") % {"name": kept.name})
    return redirect("door:labels", event.association.slug, event.slug)
