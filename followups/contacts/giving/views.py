"""Exchanging cards: the badge one shows, what one asks and answers, and the cards one gave."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from events.calendar.access import event_view
from events.calendar.models import Event
from events.door import actions as door
from events.door.photographs import codes_on
from events.guests.models import Registration
from events.guests.rules import registration_of
from followups.contacts.badge import is_good, load
from followups.contacts.giving import actions
from followups.contacts.giving.given import Given, given_by, given_one
from followups.contacts.giving.reading import chosen, lines
from followups.contacts.giving.rules import comes
from followups.contacts.giving.scans import take
from followups.contacts.giving.shown import asking_context, badge_context
from followups.contacts.models import Exchange, ExchangeState
from networking.accounts.access import whoever
from networking.accounts.models import User
from networking.accounts.views import safe_next
from networking.web.access import signed_in


@require_POST
@signed_in
def exchange(request: HttpRequest, *, code: str) -> HttpResponse:
    """Ask the guest who wears this badge to exchange cards, or hand her mine. Twice is once."""
    found, user = load(code), whoever(request)
    outcome = take(
        badge=found,
        good=is_good(found),
        mine=registration_of(user, found.event),
        said={**dict(request.GET.lists()), **dict(request.POST.lists())},
        by=user,
    )
    if request.accepts("text/html"):
        if outcome.status == HTTPStatus.NOT_FOUND:
            raise Http404
        return redirect("contacts:badge", code=code)
    said = {"said": outcome.said.value, "words": outcome.words}
    return JsonResponse(said, status=outcome.status)


@require_POST
@signed_in
def answer(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Accept or decline an exchange I was asked for."""
    user = whoever(request)
    asked = get_object_or_404(
        Exchange.objects.filter(asked=user).select_related("event", "asker", "asked"), pk=pk
    )
    accept = request.POST.get("answer") == "accept"
    mine = _mine(user, asked.event)
    fields = chosen(mine, dict(request.POST.lists())) if mine else []
    try:
        settled = actions.answer(exchange=asked, accept=accept, fields=fields, by=user)
    except actions.KeptApart:
        messages.warning(request, _("You asked to be kept apart from this person."))
    else:
        if settled.state == ExchangeState.MADE:
            messages.success(request, _("You each have the other’s card now."))
    return redirect(safe_next(request) if "next" in request.POST else "contacts:contacts")


@event_view(comes)
def my_badge(request: HttpRequest, event: Event) -> HttpResponse:
    """My own badge, large, for others to scan; and the way to scan theirs."""
    user = whoever(request)
    mine = _own(user, event)
    if request.method == "POST":
        door.make_badge(registration=mine, by=user)
        return redirect(request.path)
    return render(request, "contacts/my_badge.html", badge_context(user, mine))


@require_POST
@event_view(comes)
def renew_badge(request: HttpRequest, event: Event) -> HttpResponse:
    """Give me another code: the one before opens nothing any more. Twice with the same is once."""
    user = whoever(request)
    old = get_object_or_404(_own(user, event).badges, code=request.POST.get("code", ""))
    door.replace_badge(badge=old, by=user)
    messages.success(request, _("You have a new code. The one before opens nothing any more."))
    return redirect("contacts:my_badge", event.association.slug, event.slug)


@require_POST
@event_view(comes)
def photographed(request: HttpRequest, event: Event) -> HttpResponse:  # noqa: ARG001
    """Read the codes on a photograph, for phones that can't do it by themselves."""
    return codes_on(request)


@require_GET
@event_view(comes)
def asking(request: HttpRequest, event: Event) -> HttpResponse:
    """Who asks me for an exchange here, as a fragment of the page at `on`."""
    user = whoever(request)
    context = {**asking_context(user, _own(user, event)), "next": request.GET.get("on", "")}
    return render(request, "contacts/_asked_here.html", context)


@signed_in
def given(request: HttpRequest) -> HttpResponse:
    """The cards I gave: to whom, when, where, and what is on them."""
    context = {"given": given_by(whoever(request)), "place": "contacts"}
    return render(request, "contacts/given.html", context)


@signed_in
def given_card(request: HttpRequest, *, pk: int) -> HttpResponse:
    """One card I gave: choose anew what is on it."""
    user = whoever(request)
    found = _given(user, pk)
    mine = get_object_or_404(
        Registration.objects.select_related("event", "user__profile"),
        event=found.card.event_id,
        user=user,
    )
    if request.method == "POST":
        fields = chosen(mine, dict(request.POST.lists()))
        actions.change(card=found.card, fields=fields, by=user)
        messages.success(request, _("Noted. The card was changed."))
        return redirect("contacts:given")
    context = {"each": found, "lines": lines(mine, found.card.fields), "place": "contacts"}
    return render(request, "contacts/given_card.html", context)


@require_POST
@signed_in
def take_back(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Take a card back that I gave. Twice is once."""
    user = whoever(request)
    found = _given(user, pk)
    actions.take_back(card=found.card, by=user)
    words = _("%(name)s no longer has your card in the list.") % {"name": found.name}
    messages.success(request, words)
    return redirect("contacts:given")


def _given(user: User, pk: int) -> Given:
    found = given_one(user, pk)
    if found is None:
        raise Http404
    return found


def _mine(user: User, event: Event) -> Registration | None:
    """My registration there; the event is known already."""
    mine = user.registrations.filter(event=event).select_related("user__profile").first()
    if mine is not None:
        mine.event = event
    return mine


def _own(user: User, event: Event) -> Registration:
    mine = _mine(user, event)
    assert mine is not None, "the rule has found it"
    return mine
