"""The minute: said with the clock, at one's own pace, from a card in the hand."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from networking.accounts.access import whoever
from networking.paper.fonts import MissingGlyphsError
from networking.profiles import actions, card, pitch
from networking.profiles.forms import PaceForm
from networking.profiles.paragraphs import PARAGRAPHS, paragraph
from networking.web.access import signed_in


@require_GET
@signed_in
def practice(request: HttpRequest) -> HttpResponse:
    """Say it aloud, with the room's own clock and bell."""
    mine = actions.profile_of(whoever(request))
    context = {
        "profile": mine,
        "seconds": pitch.LONGEST,
        "spoken": pitch.spoken(mine.pitch, mine.pace),
    }
    return render(request, "profiles/practice.html", context)


@signed_in
def pace(request: HttpRequest) -> HttpResponse:
    """Read a paragraph aloud once: from then on, speaking times are one's own."""
    user = whoever(request)
    asked = request.POST.get("language") or request.GET.get("language") or get_language()
    language, text = paragraph(asked)
    form = PaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = pitch.pace(pitch.words(text), form.cleaned_data["seconds"])
        if found:
            actions.save(user=user, fields={"pace": found}, by=user)
            said = _("Your pace: %(pace)d words a minute. Speaking times are now your own.")
            messages.success(request, said % {"pace": found})
            return redirect("profiles:profile")
        form.add_error("seconds", _("Nobody speaks like that. Read it once more, at your ease?"))
    context = {
        "form": form,
        "language": language,
        "others": [code for code in PARAGRAPHS if code != language],
        "text": text,
        "profile": actions.profile_of(user),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "profiles/pace.html", context, status=status)


@require_GET
@signed_in
def printed(request: HttpRequest) -> HttpResponse:
    """The card to hold, as PDF: A6, or A7 for a breast pocket."""
    mine = actions.profile_of(whoever(request))
    size = "a7" if request.GET.get("size") == "a7" else "a6"
    try:
        pdf = card.render(mine, size=size, language=get_language() or "fr")
    except MissingGlyphsError as error:
        messages.error(request, str(error))
        return redirect("profiles:practice")
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="pitch-{size}.pdf"'},
    )
