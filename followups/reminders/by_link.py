"""What the links in a reminder open, without signing in.

Opening one changes nothing, because programs that look at mails for safety's sake open links too:
the page says what will happen and has a button. The button may be pressed twice.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from events.calendar.models import Event
from followups.contacts.models import Exchange
from followups.reminders import actions, links, questions_by_link
from followups.reminders.message import words
from followups.reminders.models import EVERYTHING, KIND, FollowUp, How, Reminder, State
from followups.reminders.people import Met, Row, rows_of, stopped_topics, stops_everything
from followups.reminders.ticks import by_link as ticks
from followups.reminders.verbs import say
from networking.accounts.models import User
from networking.web.access import public
from networking.web.errors import gone


# What one can do here asks for the signed address and nothing else, so a token of the form's own
# would add nothing, and would fail in mail programs that keep no cookies.
@csrf_exempt
@never_cache
@public
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Open what a link is about: somebody met, all, who was there, a question, the end of it."""
    found = links.read(token)
    if found is None:
        text = _("This link is not complete. Open it again from the mail, or copy all of it.")
        return render(request, "web/404.html", {"text": text}, status=404)
    subject = _load(found)
    if subject is None or links.has_expired(subject.event):
        text = _("It opened what followed from a breakfast, for 30 days. Your contacts are kept.")
        return gone(request, text)
    owner = _owner(subject)
    # The page is for whom the mail was for, whoever's device it is.
    chose = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    language = translation.get_language() if chose else owner.language
    with translation.override(language), timezone.override(owner.time_zone):
        return _opened(request, subject, found.verb)


def _owner(subject: links.Subject) -> User:
    """Whom the mail with this link was for."""
    if isinstance(subject, Exchange):
        return subject.asked
    return subject.owner if isinstance(subject, FollowUp) else subject.user


def _opened(request: HttpRequest, subject: links.Subject, verb: str) -> HttpResponse:
    if isinstance(subject, Exchange):
        return questions_by_link.question(request, subject, verb)
    if isinstance(subject, FollowUp):
        return _one(request, subject, verb)
    if verb == "met":
        return ticks.present(request, subject)
    return _end(request, subject) if verb == "stop" else _all(request, subject)


def _load(found: links.Link) -> links.Subject | None:
    if found.model is Exchange:
        asked = Exchange.objects.select_related("event__association", "asker", "asked")
        return asked.filter(pk=found.pk).first()
    if found.model is FollowUp:
        one = FollowUp.objects.select_related("event__association", "owner", "person")
        return one.filter(pk=found.pk).first()
    several = Reminder.objects.select_related("event__association", "user")
    return several.filter(pk=found.pk).first()


def _one(request: HttpRequest, follow_up: FollowUp, verb: str) -> HttpResponse:
    """Say one thing of one person met, or take it back."""
    if request.method == "POST":
        say(request.POST.get("do", verb), follow_up, how=How.MAIL, by=None)
        return redirect(request.path)
    met = _met(follow_up.owner, follow_up.event)
    row = next(row for row in met.rows if row.follow_up == follow_up)
    reminder = Reminder.objects.filter(user=follow_up.owner, event=follow_up.event).first()
    context = {
        "event": follow_up.event,
        "row": row,
        "met": met,
        "verb": verb,
        "said": _said(row),
        "list_url": links.url_of(reminder, "list") if reminder else "",
    }
    if verb == "write" and follow_up.is_open:
        # Without her owner's note: this page shows what the mail shows, and no more.
        context["begun"] = words(follow_up.owner, follow_up, row.card, "")
        return render(request, "reminders/by_link/write.html", context)
    return render(request, "reminders/by_link/one.html", context)


def _all(request: HttpRequest, reminder: Reminder) -> HttpResponse:
    """Everybody one met at the event, each with her buttons."""
    if request.method == "POST":
        pk = request.POST.get("follow_up", "")
        if pk.isdigit() and (found := reminder.follow_ups().filter(pk=pk).first()):
            say(request.POST.get("do", ""), found, how=How.MAIL, by=None)
        return redirect(request.path)
    context = {
        "event": reminder.event,
        "met": _met(reminder.user, reminder.event),
        "ticks_url": links.url_of(reminder, "met"),
        "stop_url": links.url_of(reminder, "stop"),
    }
    return render(request, "reminders/by_link/all.html", context)


def _end(request: HttpRequest, reminder: Reminder) -> HttpResponse:
    """Stop reminders about this event or about any, or all mails; or let them come again."""
    user, event = reminder.user, reminder.event
    if request.method == "POST":
        about = request.POST.get("about", "")
        verb = actions.resume if request.POST.get("do") == "resume" else actions.stop
        kind = EVERYTHING if about == "everything" else KIND
        verb(
            user=user,
            event=event if about not in {"all", "everything"} else None,
            kind=kind,
            by=None,
        )
        return redirect(request.path)
    stopped = _stopped(user, event)
    context = {
        "event": event,
        "stopped": stopped,
        "list_url": links.url_of(reminder, "list"),
    }
    return render(request, "reminders/by_link/stop.html", context)


def _stopped(user: User, event: Event) -> str:
    """What was stopped of what concerns this event, the widest word for it; nothing if nothing."""
    topics = stopped_topics(user)
    if stops_everything(user):
        return "everything"
    return "all" if "" in topics else "event" if event.channel in topics else ""


def _met(user: User, event: Event) -> Met:
    found = FollowUp.objects.of(user).filter(event=event).select_related("event", "person")
    return Met(event, tuple(rows_of(user, found, notes=False)))


def _said(row: Row) -> str:
    """What was last said of somebody: the verb, or nothing."""
    if row.is_asleep:
        return "snooze"
    return {State.DONE: "done", State.DISMISSED: "dismiss"}.get(State(row.follow_up.state), "")
