"""What rooms answer with when an open page asks for its next token."""

from django.http import JsonResponse

from networking.push import tokens


def renewal(channel: str, grant: str) -> JsonResponse:
    """Return the next token for a page, never cached. The room has checked access before."""
    answer = JsonResponse({"token": tokens.issue(channel, grant), "seconds": tokens.LIFETIME})
    answer["Cache-Control"] = "no-store"
    return answer
