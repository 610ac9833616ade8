"""The associations one belongs to: going from one to the other, and leaving one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from networking.accounts.access import whoever
from networking.associations import actions, rules
from networking.associations.access import association_view
from networking.associations.models import Association, Role
from networking.associations.views.people import last_owner
from networking.web.access import signed_in


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """Every association one belongs to, with one's role there."""
    return render(request, "associations/mine.html")


@association_view(rules.belongs)
def leave(request: HttpRequest, association: Association) -> HttpResponse:
    """Ask, then end one's own membership."""
    user = whoever(request)
    if request.method == "POST":
        try:
            actions.leave(association=association, by=user)
        except actions.LastOwner:
            messages.error(request, last_owner())
        else:
            name = {"association": association.name}
            messages.success(request, _("You have left %(association)s.") % name)
        return redirect("associations:mine")
    owners = association.memberships.filter(role=Role.OWNER).exclude(user=user)
    owns = rules.owns(user, association)
    context = {"association": association, "stuck": owns and not owners.exists()}
    return render(request, "associations/leave.html", context)
