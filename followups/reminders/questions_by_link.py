"""Answering, by a link of the evening's mail, somebody who would like to exchange cards."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from events.directory.cards import card_of
from events.guests.models import Registration
from followups.contacts.asking import questions_to
from followups.contacts.giving import actions
from followups.contacts.giving.reading import chosen, lines
from followups.contacts.models import Exchange, ExchangeState, GivenCard
from networking.audit.actions import through


def question(request: HttpRequest, exchange: Exchange, verb: str) -> HttpResponse:
    """Say yes, with the card one chooses, or not this time. The first answer stands.

    What one's own card says isn't shown here, for the page opens without signing in: only which
    fields there are.
    """
    guests = Registration.objects.select_related("event", "user__profile")
    there = {
        guest.user_id: guest
        for guest in guests.filter(
            event=exchange.event_id, user__in=(exchange.asker_id, exchange.asked_id)
        )
    }
    mine, asker = there.get(exchange.asked_id), there.get(exchange.asker_id)
    if request.method == "POST" and mine is not None and _is_open(exchange):
        accept = request.POST.get("answer", verb) == "accept"
        fields = chosen(mine, dict(request.POST.lists())) if accept else []
        with through(f"link:{exchange.pk}"):
            actions.answer(exchange=exchange, accept=accept, fields=fields, by=None)
        return redirect(request.path)
    context = {
        "event": exchange.event,
        "association": exchange.event.association,
        "exchange": exchange,
        "card": card_of(asker) if asker else None,
        "lines": lines(mine) if mine else [],
        "verb": verb,
        "stands": _stands(exchange),
    }
    return render(request, "reminders/by_link/question.html", context)


def _is_open(exchange: Exchange) -> bool:
    """Whether it still waits for an answer; not across a block, which is never named."""
    found = questions_to(exchange.asked, exchange.event)
    return exchange.pk in {each.exchange.pk for each in found}


def _stands(exchange: Exchange) -> str:
    """How it stands: "open", "made", "declined", or "closed": there is nothing left to say."""
    if exchange.state == ExchangeState.DECLINED:
        return "declined"
    if exchange.state == ExchangeState.MADE:
        held = GivenCard.objects.held().filter(
            event=exchange.event, giver=exchange.asked, receiver=exchange.asker
        )
        return "made" if held.exists() else "closed"
    return "open" if _is_open(exchange) else "closed"
