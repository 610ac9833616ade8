"""Who may open a page: every view says so, or nobody may.

A view declares it with a decorator, ours (`public`, `signed_in`) or a room's own
(`association_view(rule)`, `event_view(rule)`), which leaves its answer on the view as `access`,
a few words for people and for the test that walks every URL. `ClosedByDefault` refuses the rest.
"""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.deprecation import MiddlewareMixin
from django_htmx.http import HttpResponseClientRedirect

View = TypeVar("View", bound=Callable[..., Any])


def declare(view: View, access: str) -> View:
    """Mark `view` as one that says who may use it. Marking again replaces the words."""
    view.access = access  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Anybody may open this page, signed in or not. For functions and classes."""
    if inspect.isclass(view):
        # A dispatch of its own, so that the mark doesn't land on the class it was inherited from.
        inherited = view.dispatch  # type: ignore[attr-defined]

        @wraps(inherited)
        def dispatch(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            return inherited(self, request, *args, **kwargs)

        view.dispatch = declare(dispatch, "public")  # type: ignore[attr-defined]
        return view
    return declare(view, "public")


def signed_in(view: View) -> View:
    """Who signed in may open this page; others are asked to, and come back to it afterwards."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        return view(request, *args, **kwargs)

    return declare(cast("View", asked), "signed in")


def ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """The answer to somebody unknown: the sign-in page, which leads back here.

    A fragment fetched by htmx moves the whole page instead of showing the form inside itself.
    """
    if request.headers.get("HX-Request") == "true":
        current = request.headers.get("HX-Current-URL", request.get_full_path())
        return HttpResponseClientRedirect(redirect_to_login(_path_of(current)).url)
    return redirect_to_login(request.get_full_path())


def declared_access(view: Callable[..., Any]) -> str | None:
    """What `view` says about who may use it, or None where it says nothing."""
    access = getattr(view, "access", None)
    return access if isinstance(access, str) and access else None


class ClosedByDefault(MiddlewareMixin):
    """Refuses any view that doesn't say who may use it: loudly in tests, with a 403 to people."""

    def process_view(
        self,
        _request: HttpRequest,
        view: Callable[..., Any],
        _args: list[Any],
        _kwargs: dict[str, Any],
    ) -> None:
        if declared_access(view) is not None:
            return
        name = f"{getattr(view, '__module__', '?')}.{getattr(view, '__qualname__', repr(view))}"
        if getattr(settings, "TESTING", False):
            raise ImproperlyConfigured(
                f"{name} does not say who may use it: put @public, @signed_in,"
                " @association_view(rule) or @event_view(rule) on it."
            )
        raise PermissionDenied(f"{name} does not say who may use it.")


class NoZeros(MiddlewareMixin):
    """Refuses addresses with a zero byte in them, of which PostgreSQL makes an error of ours.

    Forms see to their own fields.
    """

    def process_view(
        self,
        request: HttpRequest,
        _view: Callable[..., Any],
        _args: list[Any],
        _kwargs: dict[str, Any],
    ) -> None:
        if "\0" in request.path:
            raise Http404
        if any("\0" in said for pair in request.GET.lists() for said in (pair[0], *pair[1])):
            raise BadRequest("A zero byte in the address.")


def _path_of(url: str) -> str:
    """The path and query of `url`: a way back never leads to another site."""
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")
