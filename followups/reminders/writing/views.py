"""Writing to somebody met, one page per person."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followups.reminders.models import Way
from followups.reminders.writing import actions, ics, pages
from networking.accounts.access import whoever
from networking.web.access import signed_in


@signed_in
def write(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Write to somebody I met; once it is written, what I wrote and the way it went."""
    follow_up = pages.mine(whoever(request), pk)
    row, letter = pages.row_of(follow_up), pages.letter_of(follow_up)
    if letter is not None and pages.is_written(follow_up):
        if request.method == "POST":
            return redirect("reminders:write", pk=pk)
        context = pages.written(follow_up, row, letter)
        return render(request, "reminders/writing/written.html", context)
    form = pages.form_of(request, follow_up, row)
    if request.method == "POST" and form.is_valid():
        made = pages.saved(form, follow_up)
        if made is not None:
            answer = redirect("reminders:write", pk=pk)
            # The script opens the mail program at once; without it there is a button.
            answer["Location"] += "?open" if made.way == Way.OWN else ""
            return answer
    context = pages.writing(follow_up, row, form)
    status = 422 if form.errors else 200
    return render(request, "reminders/writing/write.html", context, status=status)


@require_POST
@signed_in
def take_back(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Take back what I wrote, as long as it hasn't left."""
    user = whoever(request)
    follow_up = pages.mine(user, pk)
    if actions.take_back(follow_up=follow_up, by=user):
        messages.success(request, _("Taken back. Your words are still here."))
    elif pages.is_written(follow_up):
        messages.error(request, _("It has left already, and can’t be called back."))
    return redirect("reminders:write", pk=pk)


@signed_in
def coffee(request: HttpRequest, *, pk: int, number: int) -> HttpResponse:
    """The calendar entry of one of the times I proposed."""
    follow_up = pages.mine(whoever(request), pk)
    letter = pages.letter_of(follow_up)
    if letter is None or not 0 < number <= len(letter.times):
        raise Http404
    content = ics.entry(letter, number - 1)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{ics.name_of(number - 1)}"'
    response["Cache-Control"] = "private, no-store"
    return response
