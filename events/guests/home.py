"""On the first page: one's own breakfasts."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from events.guests.mine import breakfasts_of
from networking.accounts.models import User
from networking.web.home import register


def my_breakfasts(request: HttpRequest) -> str:
    """Render the breakfasts of whoever asks; nothing for somebody unknown."""
    if not isinstance(request.user, User):
        return ""
    return render_to_string("guests/_mine.html", breakfasts_of(request.user), request)


register(10, my_breakfasts)
