"""A guest's own follow-ups: whom she met, whom she has written to, when she may be reminded."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.calendar.models import Event
from followups.contacts.flame.forms import RhythmForm
from followups.contacts.models import Openness
from followups.reminders import actions
from followups.reminders.forms import HabitsForm
from followups.reminders.keeping import keep_flame
from followups.reminders.models import FollowUp, Habits, How
from followups.reminders.people import Met, met_by, stopped_topics
from followups.reminders.verbs import say
from networking.accounts.access import whoever
from networking.accounts.models import User
from networking.web.access import signed_in


@signed_in
def follow_ups(request: HttpRequest) -> HttpResponse:
    """Whom I met lately, event by event, and how far I have come in writing to them."""
    user = whoever(request)
    met = met_by(user)
    context = {
        "place": "meetings",
        "met": met,
        "stopped": _stopped(user, met),
        "words": Openness.objects.filter(user=user, words=True).exists(),
    }
    return render(request, "reminders/follow_ups.html", context)


@signed_in
@require_POST
def follow_up(request: HttpRequest, *, pk: int, verb: str) -> HttpResponse:
    """Say something of one follow-up of mine; answers with its event's part of the page."""
    user = whoever(request)
    mine = FollowUp.objects.of(user).select_related("event", "owner__reminder_habits")
    found = get_object_or_404(mine, pk=pk)
    if say(verb, found, how=How.PAGE, by=user) is None:
        raise Http404
    return _event(request, user, found)


@signed_in
@require_POST
def flame(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Choose how often I want to hear from somebody I met; answers as `follow_up` does."""
    user = whoever(request)
    found = get_object_or_404(FollowUp.objects.of(user).select_related("event", "owner"), pk=pk)
    form = RhythmForm(request.POST)
    if form.is_valid():
        keep_flame(follow_up=found, rhythm=form.chosen, by=user)
    else:
        messages.error(request, _("Choose one of the rhythms."))
    return _event(request, user, found)


@signed_in
@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Stop reminders, about one of my events or about any, or let them come again."""
    user = whoever(request)
    pk = request.POST.get("event", "")
    mine = Event.objects.filter(follow_ups__owner=user).distinct()
    event = get_object_or_404(mine, pk=pk) if pk.isdigit() else None
    if request.POST.get("do") == "resume":
        actions.resume(user=user, event=event, by=user)
        messages.success(request, _("Reminders will come again."))
    else:
        actions.stop(user=user, event=event, by=user)
        messages.success(request, _("No more reminders."))
    return redirect("reminders:follow_ups" if event else "reminders:habits")


@signed_in
def habits(request: HttpRequest) -> HttpResponse:
    """Choose when I may be reminded."""
    user = whoever(request)
    chosen = Habits.objects.filter(user=user).first()
    form = HabitsForm(request.POST or None, instance=chosen)
    if request.method == "POST" and form.is_valid():
        actions.keep_quiet(user=user, **form.chosen, by=user)
        messages.success(request, _("We shall keep to these hours."))
        return redirect("reminders:follow_ups")
    context = {"place": "meetings", "form": form, "all_stopped": "" in stopped_topics(user)}
    return render(request, "reminders/habits.html", context)


def _event(request: HttpRequest, user: User, follow_up: FollowUp) -> HttpResponse:
    """The part of the page that is about one event, or the whole of it without a script."""
    if request.headers.get("HX-Request") != "true":
        return redirect("reminders:follow_ups")
    met = met_by(user, follow_up.event)
    context = {"each": met[0], "stopped": _stopped(user, met)} if met else {}
    return render(request, "reminders/_event.html", context)


def _stopped(user: User, met: list[Met]) -> set[int]:
    """The events about which no reminder will come."""
    topics = stopped_topics(user)
    return {each.event.pk for each in met if not topics.isdisjoint({"", each.event.channel})}
