"""Contacts that may be one person: suggested, shown side by side, merged, and taken apart again."""

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followups.contacts.loading import mine
from followups.contacts.merging import actions
from followups.contacts.merging.likely import likely
from followups.contacts.merging.merging import merged
from followups.contacts.models import Contact, Merge
from followups.contacts.records import details_of
from networking.accounts.access import whoever
from networking.web.access import signed_in


@signed_in
def duplicates(request: HttpRequest) -> HttpResponse:
    """Those of my contacts that look like one person, with the reason; and my last merges."""
    user = whoever(request)
    later = Merge.objects.filter(contact=OuterRef("contact"), pk__gt=OuterRef("pk"))
    last = Merge.objects.filter(~Exists(later), contact__owner=user)
    merges = last.select_related("contact")[:10]
    context = {"pairs": likely(user), "merges": merges, "place": "contacts"}
    return render(request, "contacts/duplicates.html", context)


@signed_in
def merge(request: HttpRequest, *, pk: int, other: int) -> HttpResponse:
    """Show what two contacts would be as one; make them so, or note that they are two people."""
    kept, gone, user = mine(request, pk), mine(request, other), whoever(request)
    if kept == gone:
        return redirect(kept)
    if request.method != "POST":
        return _compared(request, kept, gone)
    if request.POST.get("do") == "apart":
        actions.tell_apart(one=kept, two=gone, by=user)
        return redirect("contacts:duplicates")
    try:
        actions.merge(kept=kept, gone=gone, by=user)
    except Contact.DoesNotExist:
        return redirect("contacts:duplicates")
    except actions.TwoPeople:
        messages.error(request, _("These are two people on Tablée: they can’t become one."))
        return redirect("contacts:duplicates")
    messages.success(request, _("One contact now. You can undo this below."))
    return redirect("contacts:duplicates")


def _compared(request: HttpRequest, kept: Contact, gone: Contact) -> HttpResponse:
    """Both side by side, and what they would be together."""
    one, two = details_of(kept), details_of(gone)
    context = {
        "kept": kept,
        "gone": gone,
        "each_of": [
            {"full_name": kept.full_name, "details": one},
            {"full_name": gone.full_name, "details": two},
        ],
        "both": merged(one, two),
        "place": "contacts",
    }
    return render(request, "contacts/merge.html", context)


@require_POST
@signed_in
def undo(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Make two of a merged contact again."""
    user = whoever(request)
    found = get_object_or_404(Merge.objects.filter(contact__owner=user), pk=pk)
    try:
        back = actions.undo(merge=found, by=user)
    except actions.NotLast:
        messages.error(request, _("Undo the later merge of this contact first."))
    except (Contact.DoesNotExist, Merge.DoesNotExist):
        pass
    else:
        said = _("%(name)s is a contact of its own again.") % {"name": back.full_name}
        messages.success(request, said)
    return redirect("contacts:duplicates")
