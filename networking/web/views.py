"""The first page, the choice of a language, an association's accent, the style guide."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import check_for_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from networking import pictures
from networking.web import styleguide
from networking.web.access import public
from networking.web.colour import accent_of
from networking.web.home import parts
from networking.web.signals import language_chosen


@public
def home(request: HttpRequest) -> HttpResponseBase:
    """The first page: what this is; for somebody signed in, what each room has for her."""
    return render(request, "web/home.html", {"parts": parts(request)})


@public
@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Keep the language somebody chose: in a cookie here, with the person where rooms listen.

    Choosing the same again changes nothing; a language we don't speak is ignored.
    """
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES) and check_for_language(chosen):
        language_chosen.send(sender=None, user=request.user, language=chosen)
    return set_language(request)


@public
@cache_control(public=True, max_age=31_536_000, immutable=True)
def accent(_request: HttpRequest, colour: str) -> HttpResponse:
    """Two colours and their tints, as CSS: what makes a page an association's. Never changes."""
    found = accent_of(colour)
    return HttpResponse(
        ":root{"
        f"--accent-on-light:{found.on_light};--tint-on-light:{found.tint_on_light};"
        f"--accent-on-dark:{found.on_dark};--tint-on-dark:{found.tint_on_dark};"
        f"--fill-on-dark:{found.fill_on_dark};--on-fill-dark:{found.text_on_fill}"
        "}",
        content_type="text/css; charset=utf-8",
    )


@public
@cache_control(public=True, max_age=31_536_000, immutable=True)
def picture(_request: HttpRequest, folder: str, name: str) -> HttpResponse:
    """A logo or a cover. Another picture has another name, so this one never changes."""
    content_type = pictures.content_type(folder, name)
    path = f"{folder}/{name}"
    if content_type is None or not default_storage.exists(path):
        raise Http404
    with default_storage.open(path) as file:
        return HttpResponse(file.read(), content_type=content_type)


@public
@cache_control(no_cache=True)
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker: its address is its reach, so it can't stand among the static files."""
    script = finders.find("web/worker.js")
    return HttpResponse(Path(str(script)).read_bytes(), content_type="text/javascript")


@public
def guide(request: HttpRequest, page: str = "") -> HttpResponse:
    """Every component in all its states, and the shells with people in them: demo and tests."""
    if not (settings.DEMO or settings.TESTING) or page not in styleguide.PAGES:
        raise Http404
    return render(request, f"web/styleguide/{page or 'index'}.html", styleguide.context())
