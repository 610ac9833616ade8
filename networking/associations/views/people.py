"""The list of members, and what is done to one of them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from networking.accounts.access import whoever
from networking.associations import actions, rules
from networking.associations.access import association_view
from networking.associations.forms import HandOverForm, MemberForm, RoleForm
from networking.associations.models import Association, Membership, Role

PER_PAGE = 50
# A list one sees at a glance needs no search.
GLANCE = 12


def last_owner() -> str:
    return _("An association keeps at least one owner: name another one first.")


def owners_only() -> str:
    return _("Only an owner changes who owns the association.")


@association_view(rules.organises)
def members(request: HttpRequest, association: Association) -> HttpResponse:
    """Who belongs, in which role; who is invited onto the committee."""
    query = request.GET.get("q", "")
    everybody = association.memberships.all()
    paginator = Paginator(everybody.named_like(query).by_name(), PER_PAGE)
    total = everybody.count() if query else paginator.count
    context = {
        **_rows(request, association),
        "page": paginator.get_page(request.GET.get("page")),
        "query": query,
        "total": total,
        "searchable": total > GLANCE,
        "invitations": association.invitations.unanswered().select_related("by"),
    }
    # A page come back to by the browser's history is asked for whole.
    part = request.headers.get("HX-Target") == "rows"
    template = "associations/_rows.html" if part else "associations/members.html"
    return render(request, template, context)


@association_view(rules.organises)
def add_member(request: HttpRequest, association: Association) -> HttpResponse:
    """Add a plain member."""
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        member, new = actions.add_member(
            association=association, **form.cleaned_data, by=whoever(request)
        )
        said = _("%(name)s is a member now.") if new else _("%(name)s was a member already.")
        messages.success(request, said % {"name": member.full_name})
        return redirect("associations:members", association=association.slug)
    context = {"form": form, "association": association}
    status = 422 if form.errors else 200
    return render(request, "associations/add.html", context, status=status)


@require_POST
@association_view(rules.organises)
def change_role(request: HttpRequest, association: Association, *, pk: int) -> HttpResponse:
    """Give a member another role, in place; owners are made on a page of their own."""
    membership = _member(association, pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the roles."))
    else:
        role = form.cleaned_data["role"]
        try:
            membership = actions.give_role(
                association=association, user=membership.user, role=role, by=whoever(request)
            )
        except actions.OwnersOnly:
            messages.error(request, owners_only())
        except actions.LastOwner:
            messages.error(request, last_owner())
        else:
            _say_role(request, membership)
    if request.headers.get("HX-Request") and rules.organises(request.user, association):
        context = {**_rows(request, association), "membership": _member(association, pk)}
        return render(request, "associations/_row_changed.html", context)
    return _back(request, association)


@association_view(rules.organises)
def remove_member(request: HttpRequest, association: Association, *, pk: int) -> HttpResponse:
    """Ask, then end somebody's membership."""
    membership = _member(association, pk)
    if request.method != "POST":
        context = {"association": association, "membership": membership}
        return render(request, "associations/remove.html", context)
    try:
        actions.remove_member(membership=membership, by=whoever(request))
    except actions.OwnersOnly:
        messages.error(request, owners_only())
    except actions.LastOwner:
        messages.error(request, last_owner())
    else:
        name = {"name": membership.full_name}
        messages.success(request, _("%(name)s is no longer a member.") % name)
    return _back(request, association)


@association_view(rules.owns)
def hand_over(request: HttpRequest, association: Association, *, pk: int) -> HttpResponse:
    """Name another owner; stay one oneself, or not."""
    membership = _member(association, pk)
    form = HandOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stay = form.cleaned_data["stay"] == "yes"
        try:
            actions.hand_over(membership=membership, stay=stay, by=whoever(request))
        except actions.OwnersOnly as error:
            raise PermissionDenied from error
        except actions.NotReachable:
            form.add_error(
                None, _("This person has never signed in. Ask them to, then name them owner.")
            )
        else:
            said = _("%(name)s owns the association now.") % {"name": membership.full_name}
            messages.success(request, said)
            return redirect("associations:members", association=association.slug)
    reachable = rules.can_own(membership.user)
    context = {
        "association": association,
        "membership": membership,
        "form": form,
        "reachable": reachable,
    }
    status = 422 if form.errors else 200
    return render(request, "associations/hand_over.html", context, status=status)


def _member(association: Association, pk: int) -> Membership:
    return get_object_or_404(association.memberships.select_related("user"), pk=pk)


def _rows(request: HttpRequest, association: Association) -> dict[str, Any]:
    """What a row of the list needs to know."""
    return {
        "association": association,
        "owns": rules.owns(request.user, association),
        "roles": [role for role in Role if role != Role.OWNER],
    }


def _say_role(request: HttpRequest, membership: Membership) -> None:
    words = {"name": membership.full_name, "role": membership.get_role_display()}
    messages.success(request, _("%(name)s: %(role)s.") % words)


def _back(request: HttpRequest, association: Association) -> HttpResponse:
    """To the list; or, for somebody who has just taken the list from herself, to her own page."""
    if rules.organises(request.user, association):
        return redirect("associations:members", association=association.slug)
    return redirect("associations:mine")
