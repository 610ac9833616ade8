"""One's own profile."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from networking.accounts.access import whoever
from networking.accounts.models import User
from networking.profiles import actions, coach, pitch
from networking.profiles.forms import ProfileForm
from networking.profiles.models import Kind, Profile
from networking.web.access import signed_in


@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    """Write one's profile, with the pitch's speaking time as one types."""
    user = whoever(request)
    mine = actions.profile_of(user)
    form = ProfileForm(request.POST or None, instance=mine)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        offers, needs = fields.pop("offers"), fields.pop("needs")
        actions.save(user=user, fields=fields, offers=offers, needs=needs, by=user)
        messages.success(request, _("Saved."))
        return redirect("profiles:profile")
    context = {"form": form, **coaching(user, mine)}
    return render(request, "profiles/profile.html", context, status=422 if form.errors else 200)


@signed_in
def practice(request: HttpRequest) -> HttpResponse:
    """Say it aloud, with the room's own clock and bell."""
    mine = actions.profile_of(whoever(request))
    return render(request, "profiles/practice.html", {"profile": mine, "seconds": pitch.LONGEST})


def coaching(user: User, mine: Profile) -> dict[str, Any]:
    """What the coach sees: speaking time, hints in words, completeness from 0 to 1."""
    wanted = list(mine.wanted.select_related("tag"))
    offers = [each for each in wanted if each.kind == Kind.OFFER]
    needs = [each for each in wanted if each.kind == Kind.NEED]
    hints = pitch.hints(mine.pitch, pace=mine.pace, offers=offers, needs=needs)
    return {
        "spoken": pitch.spoken(mine.pitch, mine.pace),
        "longest": pitch.LONGEST,
        "hints": [coach.WORDS[hint] for hint in hints],
        "completeness": pitch.completeness(
            has_name=bool(user.given_name),
            pitch=mine.pitch,
            offers=len(offers),
            needs=len(needs),
            headline=mine.headline,
        ),
    }
