"""Pictures of people: giving one's own, and showing it to those who may see it."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from networking.accounts.access import whoever
from networking.pictures import chosen
from networking.profiles import actions
from networking.profiles.forms import FaceForm
from networking.profiles.models import Profile
from networking.profiles.sight import may_see
from networking.web.access import signed_in


@require_POST
@signed_in
def give(request: HttpRequest) -> HttpResponse:
    """Take a picture as it was cut in the browser; what can't be read is said, the rest stays."""
    user = whoever(request)
    form = FaceForm(request.POST, request.FILES)
    status = HTTPStatus.OK
    if form.is_valid():
        actions.show_face(user=user, picture=chosen(form.cleaned_data["picture"]), by=user)
    else:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {"face": form, "profile": actions.profile_of(user), "kept": form.is_valid()}
    return render(request, "profiles/_face.html", context, status=status)


@require_POST
@signed_in
def remove(request: HttpRequest) -> HttpResponse:
    """Take one's picture away."""
    user = whoever(request)
    mine = actions.show_face(user=user, picture=False, by=user)
    if not request.headers.get("HX-Request"):
        return redirect("profiles:profile")
    return render(request, "profiles/_face.html", {"face": FaceForm(), "profile": mine})


@require_GET
@cache_control(private=True, max_age=3600)
@signed_in
def face(request: HttpRequest, *, name: str) -> HttpResponse:
    """A picture, for who may see its owner now; for everybody else there is none."""
    found = get_object_or_404(Profile.objects.select_related("user"), picture=f"faces/{name}")
    if not may_see(whoever(request), found.user):
        raise Http404
    try:
        with found.picture.open() as file:
            return HttpResponse(file.read(), content_type="image/webp")
    except FileNotFoundError as error:
        raise Http404 from error
