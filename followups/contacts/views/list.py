"""The list of one's contacts, and what one does with several at once."""

from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_htmx.http import push_url

from followups.contacts.asking import questions_to
from followups.contacts.flame.due import due_of
from followups.contacts.listing import actions
from followups.contacts.listing.facets import facets_of
from followups.contacts.listing.forms import TagForm, ViewForm
from followups.contacts.listing.rows import readable, rows_of
from followups.contacts.listing.selection import Selection
from followups.contacts.met import met_lately
from followups.contacts.models import Contact, SavedView
from networking.accounts.access import whoever
from networking.accounts.models import User
from networking.web.access import signed_in

# What fits a few screens of a phone; the rest is a tap away.
ON_A_PAGE: Final = 50
# Buttons that only lead to where something is done with those chosen.
LEADS: Final = {"export": "contacts:export", "print": "contacts:notebook"}


@signed_in
def contacts(request: HttpRequest) -> HttpResponse:
    """My contacts: those asked for; at first also whom I met lately and who asks for my card."""
    user, asked = whoever(request), Selection.of(request.GET)
    page = _page(request, user, asked)
    context: dict[str, Any] = {
        "asked": asked,
        "page": page,
        "rows": rows_of(list(page)),
        "place": "contacts",
    }
    if request.headers.get("HX-Request"):
        return _addressed(request, asked, render(request, "contacts/_list.html", context))
    narrowing = asked.is_narrowed or "narrow" in request.GET
    context |= {
        "met": met_lately(user) if asked.is_all else [],
        "due": due_of(user) if asked.is_all else None,
        "asking": questions_to(user),
        "facets": facets_of(user) if narrowing else None,
        "views": user.contact_views.all(),
        "none_at_all": asked.is_all and not page.paginator.count,
    }
    return render(request, "contacts/contacts.html", context)


def _addressed(request: HttpRequest, asked: Selection, answer: HttpResponse) -> HttpResponse:
    """Have the browser show the list's address without what says nothing in it."""
    if "page" in request.GET:
        return answer
    return push_url(answer, f"{request.path}?{asked.query}".removesuffix("?"))


@signed_in
def narrow(request: HttpRequest) -> HttpResponse:
    """By what my list can be narrowed: asked for when somebody wants to know, for it is counted."""
    context = {"asked": Selection.of(request.GET), "facets": facets_of(whoever(request))}
    return render(request, "contacts/_facets.html", context)


def _page(request: HttpRequest, user: User, asked: Selection) -> Page[Contact]:
    found = readable(asked.mine(user))
    return Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))


@require_POST
@signed_in
def several(request: HttpRequest) -> HttpResponse:
    """Do one thing to the contacts chosen, or to all that the list shows."""
    user, asked = whoever(request), Selection.of(request.POST)
    back = redirect(f"{reverse('contacts:contacts')}?{request.POST.get('from', '')[:500]}")
    found = asked.mine(user)
    if not asked.only and "all" not in request.POST:
        messages.error(request, _("Choose somebody first."))
        return back
    if (way := LEADS.get(request.POST.get("do", ""))) is not None:
        return redirect(f"{reverse(way)}?{asked.query}")
    if request.POST.get("do") == "forget":
        count = actions.forget_many(contacts=found, by=user)
        messages.success(request, _removed(count))
        return back
    form = TagForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["name"][0]))
        return back
    messages.success(request, _tagged(request, user, form.cleaned_data["name"], asked))
    return back


def _tagged(request: HttpRequest, user: User, name: str, asked: Selection) -> str:
    found = asked.mine(user)
    if request.POST.get("do") == "untag":
        count = actions.untag(owner=user, contacts=found, name=name, by=user)
        nobody = _("None of them had “%(tag)s”.")
        said = ngettext(
            "“%(tag)s” taken off %(count)s contact.",
            "“%(tag)s” taken off %(count)s contacts.",
            count,
        )
    else:
        count = actions.tag(owner=user, contacts=found, name=name, by=user)
        nobody = _("“%(tag)s” was there already.")
        said = ngettext(
            "“%(tag)s” put on %(count)s contact.", "“%(tag)s” put on %(count)s contacts.", count
        )
    return (said if count else nobody) % {"tag": name, "count": count}


def _removed(count: int) -> str:
    said = ngettext(
        "%(count)s contact removed from your list.",
        "%(count)s contacts removed from your list.",
        count,
    )
    return said % {"count": count}


@require_POST
@signed_in
def keep_view(request: HttpRequest) -> HttpResponse:
    """Keep what the list shows under a name."""
    user, query = whoever(request), Selection.of(request.POST).query
    form = ViewForm(request.POST)
    if form.is_valid():
        actions.keep_view(owner=user, name=form.cleaned_data["name"], query=query, by=user)
        messages.success(request, _("Kept above your list."))
    else:
        messages.error(request, str(form.errors["name"][0]))
    return redirect(f"{reverse('contacts:contacts')}?{query}")


@require_POST
@signed_in
def drop_view(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Keep a view no longer."""
    user = whoever(request)
    view = get_object_or_404(SavedView.objects.filter(owner=user), pk=pk)
    actions.drop_view(view=view, by=user)
    return redirect("contacts:contacts")
