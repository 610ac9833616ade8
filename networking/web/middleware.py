"""What every answer carries: a policy that lets a page run only what is ours; and words."""

from collections.abc import Awaitable, Callable
from typing import Final

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.utils.deprecation import MiddlewareMixin

from networking.web.errors import method_not_allowed

# No inline script or style, nothing from another site, no page of ours in another's frame. Pictures
# may be drawn by the page itself (`data:`, `blob:`: a preview before it is sent); the camera that
# reads badges hands its stream over as a blob too.
POLICY: Final = "; ".join(  # noqa: FLY002  one line each, to be read
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADER: Final = "Content-Security-Policy"


class SaysWhatTakesAForm(MiddlewareMixin):
    """Puts words to Django's blank answer where somebody opens what only a form is sent to."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        blank = isinstance(response, HttpResponseNotAllowed) and not response.content
        if not blank or request.method not in {"GET", "HEAD"}:
            return response
        return method_not_allowed(request, response.headers["Allow"])


class ContentSecurityPolicy:
    """Sets the policy on every answer that hasn't set one of its own."""

    sync_capable = True
    async_capable = True

    def __init__(
        self, get_response: Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]]
    ) -> None:
        self.get_response = get_response
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        if self.is_async:
            return self._later(request)
        return _with_policy(self.get_response(request))  # type: ignore[arg-type]

    async def _later(self, request: HttpRequest) -> HttpResponseBase:
        return _with_policy(await self.get_response(request))  # type: ignore[misc]


def _with_policy(response: HttpResponseBase) -> HttpResponseBase:
    response.headers.setdefault(HEADER, POLICY)
    response.headers.setdefault("Permissions-Policy", "camera=(self), screen-wake-lock=(self)")
    return response
