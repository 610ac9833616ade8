"""Each request speaks the person's own language and reads the hours of her zone."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation
from django.utils.deprecation import MiddlewareMixin


class Preferences(MiddlewareMixin):
    """After sign-in the user's language wins over the browser's; a choice just made over both."""

    def process_request(self, request: HttpRequest) -> None:
        user = request.user
        if not user.is_authenticated:
            return
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language
        timezone.activate(user.time_zone)

    def process_response(
        self,
        request: HttpRequest,  # noqa: ARG002
        response: HttpResponseBase,
    ) -> HttpResponseBase:
        timezone.deactivate()
        return response
