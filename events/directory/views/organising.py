"""What organisers see of their guests' preparations."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import organises
from events.directory import actions
from events.directory.forms import SynonymsForm
from events.directory.models import IntroductionRequest
from events.directory.unready import unready
from networking.accounts.access import whoever
from networking.associations import rules as association_rules
from networking.associations.access import association_view
from networking.associations.models import Association


@event_view(organises)
def preparations(request: HttpRequest, event: Event) -> HttpResponse:
    """Who is not ready yet, and who would like to be introduced to whom."""
    waiting = unready(event)
    context = {
        "event": event,
        "association": event.association,
        "unready": waiting,
        "to_nudge": sum(each.can_be_nudged for each in waiting),
        "total": event.registrations.confirmed().count(),
        "requests": IntroductionRequest.objects.filter(registration__event=event)
        .select_related("registration", "wanted")
        .order_by("settled_at", "asked_at"),
    }
    return render(request, "directory/preparations.html", context)


@require_POST
@event_view(organises)
def nudge(request: HttpRequest, event: Event) -> HttpResponse:
    """Write to those who are not ready, once each."""
    guests = [each.registration for each in unready(event) if each.can_be_nudged]
    sent = actions.nudge(event=event, registrations=guests, by=whoever(request))
    said = ngettext("%(sent)s nudge is on its way.", "%(sent)s nudges are on their way.", sent)
    messages.success(request, said % {"sent": sent})
    return redirect("directory:preparations", event.association.slug, event.slug)


@require_POST
@event_view(organises)
def settle(request: HttpRequest, event: Event, *, introduction: int) -> HttpResponse:
    """The two were introduced."""
    found = IntroductionRequest.objects.select_related("registration__event__association")
    asked = get_object_or_404(found, registration__event=event, pk=introduction)
    actions.settle_introduction(request=asked, by=whoever(request))
    return redirect("directory:preparations", event.association.slug, event.slug)


@association_view(association_rules.organises)
def synonyms(request: HttpRequest, association: Association) -> HttpResponse:
    """The words that mean the same here."""
    kept = "\n".join(", ".join(group.words) for group in association.synonyms.all())
    form = SynonymsForm(request.POST or None, initial={"groups": kept})
    if request.method == "POST" and form.is_valid():
        actions.set_synonyms(association=association, **form.cleaned_data, by=whoever(request))
        messages.success(request, _("Saved."))
        return redirect("directory:synonyms", association.slug)
    context = {"association": association, "form": form}
    return render(request, "directory/synonyms.html", context, status=422 if form.errors else 200)
