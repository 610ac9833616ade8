"""An association's own pages."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from networking.accounts.access import whoever
from networking.associations import actions, rules
from networking.associations.access import association_view
from networking.associations.forms import AssociationForm, FoundingForm, MemberForm
from networking.associations.models import Association, Membership, Role
from networking.web.access import signed_in


@signed_in
def found(request: HttpRequest) -> HttpResponse:
    """Found an association and become its owner."""
    form = FoundingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        association = actions.found(**form.cleaned_data, by=whoever(request))
        messages.success(request, _("Your association is here. Now its first breakfast."))
        return redirect("calendar:new", association=association.slug)
    status = 422 if form.errors else 200
    return render(request, "associations/found.html", {"form": form}, status=status)


@association_view(rules.organises)
def settings(request: HttpRequest, association: Association) -> HttpResponse:
    """Name and colour."""
    form = AssociationForm(request.POST or None, instance=association)
    if request.method == "POST" and form.is_valid():
        actions.dress(association=association, **form.cleaned_data, by=whoever(request))
        messages.success(request, _("Saved."))
        return redirect("associations:settings", association=association.slug)
    if form.errors:
        # The form has written what was typed into the instance: the page shows what is true.
        association.refresh_from_db()
    context = {"form": form, "association": association}
    status = 422 if form.errors else 200
    return render(request, "associations/settings.html", context, status=status)


@association_view(rules.organises)
def members(request: HttpRequest, association: Association) -> HttpResponse:
    """Who belongs, in which role; and a form to add somebody."""
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _may_give(request, association, form):
        try:
            actions.add_member(association=association, **form.cleaned_data, by=whoever(request))
        except actions.LastOwner:
            form.add_error("role", _("An association keeps at least one owner."))
        else:
            messages.success(request, _("Added."))
            return redirect("associations:members", association=association.slug)
    context = {
        "form": form,
        "association": association,
        "memberships": _members(association),
    }
    status = 422 if form.errors else 200
    return render(request, "associations/members.html", context, status=status)


@require_POST
@association_view(rules.organises)
def remove_member(request: HttpRequest, association: Association, *, pk: int) -> HttpResponse:
    """End somebody's membership."""
    membership = get_object_or_404(association.memberships.select_related("user"), pk=pk)
    if membership.role == Role.OWNER and not rules.owns(request.user, association):
        messages.error(request, _("Only an owner changes who owns the association."))
        return redirect("associations:members", association=association.slug)
    try:
        actions.remove_member(membership=membership, by=whoever(request))
    except actions.LastOwner:
        messages.error(request, _("An association keeps at least one owner."))
    return redirect("associations:members", association=association.slug)


def _may_give(request: HttpRequest, association: Association, form: MemberForm) -> bool:
    """Whether the user may give this role to this person: owners alone make and unmake owners."""
    if rules.owns(request.user, association):
        return True
    touches_owner = association.memberships.filter(
        user__email=form.cleaned_data["email"].lower(), role=Role.OWNER
    ).exists()
    if form.cleaned_data["role"] == Role.OWNER or touches_owner:
        form.add_error("role", _("Only an owner changes who owns the association."))
        return False
    return True


def _members(association: Association) -> QuerySet[Membership]:
    return association.memberships.select_related("user")
