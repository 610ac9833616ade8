"""An association's own questions, as its organisers keep them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.rounds import actions
from events.rounds.forms import OwnQuestionForm
from events.rounds.models import OwnQuestion
from networking.accounts.access import whoever
from networking.associations import rules
from networking.associations.access import association_view
from networking.associations.models import Association


@association_view(rules.organises)
def own_questions(request: HttpRequest, association: Association) -> HttpResponse:
    """Those there are, and a form to add one."""
    form = OwnQuestionForm(request.POST or None, instance=OwnQuestion(association=association))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_question(association=association, **form.cleaned_data, by=whoever(request))
        except actions.TakenError:
            form.say_taken(archived=False)
        else:
            messages.success(request, _("Added. You’ll find it where a part in rounds is set up."))
            return _back(association)
    own = list(OwnQuestion.objects.filter(association=association))
    context = {
        "association": association,
        "form": form,
        "questions": [question for question in own if not question.archived],
        "archived": [question for question in own if question.archived],
    }
    return render(request, "rounds/questions.html", context, status=422 if form.errors else 200)


@association_view(rules.organises)
def own_question(request: HttpRequest, association: Association, question: int) -> HttpResponse:
    """Say one of them otherwise."""
    found = get_object_or_404(OwnQuestion, association=association, pk=question)
    form = OwnQuestionForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_question(question=found, **form.cleaned_data, by=whoever(request))
        except actions.TakenError:
            form.say_taken(archived=False)
        else:
            messages.success(request, _("Saved."))
            return _back(association)
    context = {"association": association, "form": form, "question": found}
    return render(request, "rounds/question.html", context, status=422 if form.errors else 200)


@require_POST
@association_view(rules.organises)
def archive(request: HttpRequest, association: Association, question: int) -> HttpResponse:
    """No longer offer one of them."""
    return _archived(request, association, question, archived=True)


@require_POST
@association_view(rules.organises)
def bring_back(request: HttpRequest, association: Association, question: int) -> HttpResponse:
    """Offer one of them again."""
    return _archived(request, association, question, archived=False)


def _archived(
    request: HttpRequest, association: Association, question: int, *, archived: bool
) -> HttpResponse:
    found = get_object_or_404(OwnQuestion, association=association, pk=question)
    actions.archive_question(question=found, archived=archived, by=whoever(request))
    return _back(association)


def _back(association: Association) -> HttpResponse:
    return redirect("rounds:questions", association=association.slug)
