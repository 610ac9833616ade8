"""Founding an association, and dressing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from networking import pictures
from networking.accounts.access import whoever
from networking.associations import actions, rules
from networking.associations.access import association_view
from networking.associations.forms import AssociationForm, FoundingForm
from networking.associations.models import Association
from networking.associations.shades import shades_of
from networking.web.access import signed_in
from networking.web.colour import DEFAULT_ACCENT, slug_of


@signed_in
def found(request: HttpRequest) -> HttpResponse:
    """Found an association and become its owner."""
    form = FoundingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        association = actions.found(**form.cleaned_data, by=whoever(request))
        messages.success(request, _("Your association is here. Now its first breakfast."))
        return redirect("calendar:new", association=association.slug)
    context = {"form": form, "shades": shades_of(form["accent"].value())}
    return render(request, "associations/found.html", context, status=422 if form.errors else 200)


@signed_in
def accent(request: HttpRequest) -> HttpResponse:
    """What a colour becomes on light pages and on dark ones, shown while one chooses it."""
    wished = str(request.GET.get("accent", ""))
    context = {"shades": shades_of(wished), "preview": slug_of(wished) or DEFAULT_ACCENT[1:]}
    return render(request, "associations/_shades.html", context)


@association_view(rules.organises)
def settings(request: HttpRequest, association: Association) -> HttpResponse:
    """Name, logo and colour, who we are, language and zone."""
    form = AssociationForm(request.POST or None, request.FILES or None, instance=association)
    if request.method == "POST" and form.is_valid():
        said = {**form.cleaned_data, "logo": pictures.chosen(form.cleaned_data["logo"])}
        actions.dress(association=association, **said, by=whoever(request))
        messages.success(request, _("Saved."))
        return redirect("associations:settings", association=association.slug)
    shades = shades_of(form["accent"].value())
    if form.errors:
        # The form has written what was typed into the instance: the page shows what is true.
        association.refresh_from_db()
    context = {"form": form, "association": association, "shades": shades}
    status = 422 if form.errors else 200
    return render(request, "associations/settings.html", context, status=status)
