"""Loading an association is asking for it: `association_view` does both."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404

from networking.accounts.models import User
from networking.associations.models import Association
from networking.associations.rules import belongs
from networking.web.access import ask_to_sign_in, declare

Rule = Callable[[User | AnonymousUser, Association], bool]


def association_view(
    rule: Rule,
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponseBase]]:
    """Load the association named in the path and hand it to the view, if `rule` lets the user.

    Anonymous people are asked to sign in, strangers to the association get 404, members who may
    not get 403.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *, association: str, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return ask_to_sign_in(request)
            found = get_object_or_404(Association, slug=association)
            if not rule(request.user, found):
                if not belongs(request.user, found):
                    raise Http404
                raise PermissionDenied
            return view(request, found, **kwargs)

        return declare(guarded, f"association: {rule.__name__}")

    return decorate
