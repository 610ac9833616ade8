"""The answers when something is wrong: each says what happened and what to do now."""

import logging
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

# The last resort, in both languages.
BARE = (
    "<!doctype html><meta charset=utf-8><title>Tablée</title>"
    "<p lang=fr>Une panne de notre côté. Rechargez la page dans un instant.</p>"
    "<p lang=en>Something broke on our side. Load the page again in a moment.</p>"
)

logger = logging.getLogger("tablee.web")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """400: what was sent can't be understood."""
    return _page(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403: this page is somebody else's affair."""
    return _page(request, HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404: nothing here, or nothing for you."""
    return _page(request, HTTPStatus.NOT_FOUND)


def method_not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """405: an address that only takes what a form sends, typed or loaded again."""
    answer = _page(request, HTTPStatus.METHOD_NOT_ALLOWED)
    answer.headers["Allow"] = allowed
    return answer


def gone(request: HttpRequest, text: str = "") -> HttpResponse:
    """410: a link that once worked. `text` says why it doesn't any more, if one can say."""
    return _page(request, HTTPStatus.GONE, text)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """429: too much in too short a time."""
    return _page(request, HTTPStatus.TOO_MANY_REQUESTS)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that is too old, or that another site sent."""
    logger.warning("form refused: %s", reason)
    return render(request, "web/csrf.html", status=HTTPStatus.FORBIDDEN)


def server_error(_request: HttpRequest) -> HttpResponse:
    """500: our fault. Touches neither database nor session: they may be what is broken."""
    try:
        page = get_template("web/500.html").render({"language": get_language() or "fr"})
    except Exception:  # noqa: BLE001  whatever broke may break this page too; these words can't
        page = BARE
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _page(request: HttpRequest, status: HTTPStatus, text: str = "") -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        # A fragment is too small a place for a page; the script shows the words as a toast.
        return HttpResponse(
            text or _(WORDS[status]), status=status, content_type="text/plain; charset=utf-8"
        )
    return render(request, f"web/{status.value}.html", {"text": text}, status=status)


WORDS = {
    HTTPStatus.BAD_REQUEST: gettext_noop("That could not be understood. Please try again."),
    HTTPStatus.FORBIDDEN: gettext_noop("You may not do this. Ask an organiser."),
    HTTPStatus.NOT_FOUND: gettext_noop("This is no longer here. Load the page again."),
    HTTPStatus.METHOD_NOT_ALLOWED: gettext_noop("That goes by a button only. Load the page again."),
    HTTPStatus.GONE: gettext_noop("This link no longer works."),
    HTTPStatus.TOO_MANY_REQUESTS: gettext_noop(
        "That was a little fast. Wait a minute and try again."
    ),
}
