"""Codes on photographs, for devices that can't read them by themselves."""

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from networking import pictures
from networking.paper import qr


def codes_on(request: HttpRequest) -> JsonResponse:
    """Answer with what the codes on the photograph that was sent (`photo`) say; nothing is kept."""
    sent = request.FILES.get("photo")
    if sent is None:
        return _refused(_("No picture has arrived."), HTTPStatus.BAD_REQUEST)
    try:
        codes = qr.read(pictures.read(sent))
    except pictures.Unreadable as error:
        return _refused(error.messages[0], HTTPStatus.UNPROCESSABLE_ENTITY)
    if not codes:
        words = _("No code was found on this picture. Hold the badge flat, and closer.")
        return _refused(words, HTTPStatus.UNPROCESSABLE_ENTITY)
    return JsonResponse({"codes": codes})


def _refused(words: str, status: HTTPStatus) -> JsonResponse:
    return JsonResponse({"error": words}, status=status)
