"""Thinking of one's two hundred contacts, a line at a time."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followups.contacts.thinking import actions
from followups.contacts.thinking.forms import LineForm
from followups.contacts.thinking.groups import group_of
from followups.contacts.thinking.progress import progress_of
from networking.accounts.access import whoever
from networking.web.access import signed_in


@signed_in
def think(request: HttpRequest) -> HttpResponse:
    """The groups, the questions, a line under each; `at` is where I left off."""
    return _page(request, at=request.GET.get("at", ""))


@require_POST
@signed_in
def think_of(request: HttpRequest, *, key: str) -> HttpResponse:
    """Somebody comes to mind: she is in my list, under this group."""
    user, group = whoever(request), group_of(key)
    if group is None:
        raise Http404
    form = LineForm(request.POST)
    if not form.is_valid():
        return _page(request, at=key, form=form, status=422)
    found, new = actions.think_of(owner=user, group=group, line=form.cleaned_data["line"], by=user)
    said = _("%(name)s is in your list.") if new else _("%(name)s was in your list already.")
    messages.success(request, said % {"name": found.full_name})
    return redirect(f"{reverse('contacts:think')}?at={group.key}#{group.key}")


def _page(
    request: HttpRequest, *, at: str, form: LineForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "progress": progress_of(whoever(request)),
        "at": at,
        "form": form or LineForm(),
        "typed": form["line"].value() if form else "",
        "place": "contacts",
    }
    return render(request, "contacts/think.html", context, status=status)
