"""The organisers' own questions: asked, put otherwise, in another order, no more."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import organises
from events.guests import actions
from events.guests.forms import QuestionForm
from events.guests.models import Question
from events.guests.questions import MOST
from events.guests.views.asked import posted
from networking.accounts.access import whoever


@event_view(organises)
def questions(request: HttpRequest, event: Event) -> HttpResponse:
    """What is asked at registration, and one question more."""
    form = QuestionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask(event=event, **form.cleaned_data, by=whoever(request))
        except actions.TooMany:
            form.add_error(None, _("That’s enough questions: registering must stay quick."))
        else:
            messages.success(request, _("It is asked from now on."))
            return _back(event)
    return _page(request, event, form, None)


@event_view(organises)
def question(request: HttpRequest, event: Event, *, question: int) -> HttpResponse:
    """Put a question in other words."""
    found = _of(event, question)
    form = QuestionForm(posted(request), question=found)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("label", "options", "required")}
        actions.rephrase(question=found, **said, by=whoever(request))
        messages.success(request, _("Saved."))
        return _back(event)
    return _page(request, event, form, found)


@require_POST
@event_view(organises)
def move(request: HttpRequest, event: Event, *, question: int) -> HttpResponse:
    """Ask a question earlier, or later."""
    up = "up" in request.POST
    actions.move_question(question=_of(event, question), up=up, by=whoever(request))
    return _back(event)


@event_view(organises)
def drop(request: HttpRequest, event: Event, *, question: int) -> HttpResponse:
    """Ask a question no more: says first how many answers are forgotten with it."""
    found = event.questions.filter(pk=question).first()
    if found is None:
        return _back(event)
    if request.method == "POST":
        actions.drop_question(question=found, by=whoever(request))
        messages.success(request, _("It is asked no more."))
        return _back(event)
    context = {
        "event": event,
        "association": event.association,
        "question": found,
        "answered": event.registrations.filter(answers__has_key=str(found.pk)).count(),
        "here": "questions",
    }
    return render(request, "guests/drop_question.html", context)


def _of(event: Event, pk: int) -> Question:
    found = get_object_or_404(event.questions.all(), pk=pk)
    found.event = event
    return found


def _back(event: Event) -> HttpResponse:
    return redirect("guests:questions", event.association.slug, event.slug)


def _page(
    request: HttpRequest, event: Event, form: QuestionForm, edited: Question | None
) -> HttpResponse:
    asked = list(event.questions.all())
    context = {
        "event": event,
        "association": event.association,
        "questions": asked,
        "edited": edited,
        "form": form,
        "enough": edited is None and len(asked) >= MOST,
        "here": "questions",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "guests/questions.html", context, status=status)
