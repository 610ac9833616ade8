"""One's own profile: saved part by part as one types, or whole where there is no script."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from networking.accounts.access import whoever
from networking.accounts.models import User
from networking.pictures import chosen
from networking.profiles import actions, coach, pitch
from networking.profiles.forms import MOST_LINES, SECTIONS, FaceForm, Section
from networking.profiles.models import Kind, Profile, Wanted
from networking.profiles.readiness import readiness
from networking.profiles.tags import suggested
from networking.text import fold
from networking.web.access import signed_in

# Words shown below the rows, and proposed while one types.
MOST_SHOWN = 6
MOST_PROPOSED = 8
# From so many letters on one is looking for a word, and not around.
ENOUGH_TYPED = 3


@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    """The whole page; sent without a script, all of it is saved, or nothing and everything kept."""
    user = whoever(request)
    mine = actions.profile_of(user)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    parts = {name: form(data, instance=mine) for name, form in SECTIONS.items()}
    face = FaceForm(data, files)
    # Every part is asked, so that each says what is wrong with it.
    sound = [form.is_valid() for form in (*parts.values(), face)]
    if data is not None and all(sound):
        keep(user, *parts.values())
        actions.show_face(user=user, picture=chosen(face.cleaned_data["picture"]), by=user)
        messages.success(request, _("Saved."))
        return redirect("profiles:profile")
    context = {"parts": parts, "face": face, "most": MOST_LINES, "outlines": coach.OUTLINES}
    context |= coaching(user) | _shown(user)
    status = HTTPStatus.OK if data is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "profiles/profile.html", context, status=status)


@require_POST
@signed_in
def section(request: HttpRequest, *, name: str) -> HttpResponse:
    """Save one part of the page, and answer with its sign, the ring and the coach."""
    if name not in SECTIONS:
        raise Http404
    user = whoever(request)
    form = SECTIONS[name](request.POST, instance=actions.profile_of(user))
    if not form.is_valid():
        context = {"form": form, "part": name}
        return render(
            request, "profiles/_unsaved.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    keep(user, form)
    return render(request, "profiles/_saved.html", coaching(user))


@require_GET
@signed_in
def words(request: HttpRequest) -> HttpResponse:
    """Tags that begin as what is typed, from what people of one's associations use.

    What only one of them says is proposed to who begins to say it herself, not to who leafs.
    """
    typed = str(next(iter(request.GET.values()), ""))
    user = whoever(request)
    used = Wanted.objects.beside(user)
    if max(map(len, fold(typed).split()), default=0) < ENOUGH_TYPED:
        used = [tag for tag in used if tag.people > 1]
    names = suggested(typed, used, without=_own(user), most=MOST_PROPOSED)
    return render(request, "profiles/_words.html", {"words": names})


def keep(user: User, *forms: Section) -> None:
    """Write what sound forms say."""
    said: dict[str, Any] = {}
    for form in forms:
        said |= form.cleaned_data
    named = {part: said.pop(part) for part in ("given_name", "family_name") if part in said}
    actions.save(
        user=user,
        name=(named["given_name"], named["family_name"]) if named else None,
        offers=said.pop("offers", None),
        needs=said.pop("needs", None),
        fields=said,
        by=user,
    )


def coaching(user: User) -> dict[str, Any]:
    """What the coach sees: speaking time, hints in words, how ready the profile is."""
    mine = Profile.objects.select_related("user").prefetch_related("wanted__tag").get(user=user)
    offers, needs = mine.offers, mine.needs
    found = pitch.hints(mine.pitch, pace=mine.pace, offers=offers, needs=needs)
    ready = readiness(mine.parts)
    return {
        "profile": mine,
        "spoken": pitch.spoken(mine.pitch, mine.pace),
        "longest": pitch.LONGEST,
        "hints": [coach.said(hint, mine.pitch) for hint in found],
        "ready": ready,
        "next": coach.NEXT[ready.next] if ready.next else coach.ALL_THERE,
    }


def _shown(user: User) -> dict[str, list[str]]:
    """What is shown unasked: beside offers what others look for, and the reverse.

    Only what several people say, so that nobody's own word is told about.
    """
    own = _own(user)

    def said(kind: Kind) -> list[str]:
        used = [tag for tag in Wanted.objects.beside(user, kind) if tag.people > 1]
        return suggested("", used, without=own, most=MOST_SHOWN)

    return {"needed": said(Kind.NEED), "offered": said(Kind.OFFER)}


def _own(user: User) -> list[str]:
    return list(Wanted.objects.filter(profile__user=user).values_list("tag__name", flat=True))
