"""Loading an event is asking for it: `event_view` does both."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import SlugField
from django.http import Http404, HttpRequest, HttpResponseBase

from events.calendar import passes
from events.calendar.models import Event, Hand, Status
from events.calendar.rules import has_hand, organises
from networking.accounts.models import User
from networking.associations.rules import belongs
from networking.prepared import Gap, Prepared
from networking.web.access import ask_to_sign_in, declare

Rule = Callable[[User | AnonymousUser, Event], bool]
View = Callable[..., HttpResponseBase]


def _has_a_part(user: User | AnonymousUser, event: Event) -> bool:
    return belongs(user, event.association) or has_hand(user, event, set(Hand))


# Who may know that an event exists, and so gets 403 rather than 404 where she may not go. Rooms
# above this one add their own reason (being on the guest list) when they get ready.
WHO_KNOWS: list[Rule] = [_has_a_part]


def find(association: str, event: str) -> Event:
    """Load an event by the two slugs in its path, with its association; 404 if there is none."""
    try:
        return _BY_SLUGS.get(association=association, event=event)
    except Event.DoesNotExist:
        raise Http404 from None


# Every page of an event asks this.
_BY_SLUGS: Final = Prepared(
    lambda: Event.objects.select_related("association").filter(
        association__slug=Gap("association", SlugField()), slug=Gap("event", SlugField())
    )
)


def event_view(
    rule: Rule, *, by_pass: bool = False
) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Load the event named in the path and hand it to the view, if `rule` lets the user.

    Anonymous people are asked to sign in. Who has nothing to do with the association or the event
    gets 404, and so does everybody but organisers for a draft; who may not gets 403. With
    `by_pass`, the rule may also be met by a pass that the browser holds (`passes.py`).
    """

    def decorate(view: View) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(
            request: HttpRequest, *, association: str, event: str, **kwargs: Any
        ) -> HttpResponseBase:
            if not request.user.is_authenticated and not (by_pass and passes.carries(request)):
                return ask_to_sign_in(request)
            found = _shown_to(request.user, association, event)
            if rule(request.user, found):
                return view(request, found, **kwargs)
            if by_pass:
                with passes.lent(request, found):
                    if rule(request.user, found):
                        return view(request, found, **kwargs)
            return _refused(request, found)

        return declare(guarded, f"event: {rule.__name__}{', or by a pass' if by_pass else ''}")

    return decorate


def public_event_view(view: View) -> Callable[..., HttpResponseBase]:
    """Load the event named in the path for anybody; a draft exists for its organisers only."""

    @wraps(view)
    def guarded(
        request: HttpRequest, *, association: str, event: str, **kwargs: Any
    ) -> HttpResponseBase:
        found = _shown_to(request.user, association, event)
        return view(request, found, **kwargs)

    return declare(guarded, "public, drafts for organisers")


def _shown_to(user: User | AnonymousUser, association: str, event: str) -> Event:
    """Load an event; a draft exists for its organisers only, whatever else somebody may."""
    found = find(association, event)
    if found.status == Status.DRAFT and not organises(user, found):
        raise Http404
    return found


def _refused(request: HttpRequest, event: Event) -> HttpResponseBase:
    if not request.user.is_authenticated:
        return ask_to_sign_in(request)
    if not _concerned(request.user, event):
        raise Http404
    raise PermissionDenied


def _concerned(user: User, event: Event) -> bool:
    """Whether `user` may know that this event exists."""
    return any(knows(user, event) for knows in WHO_KNOWS)
