"""Choosing two contacts, writing to both, and what was written before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followups.contacts.introductions import actions, pages, words
from followups.contacts.introductions.forms import MailForm, WhomForm
from followups.contacts.introductions.reach import ASK, reach_of
from followups.contacts.models import Contact, Entry, Introduction, Openness
from networking.accounts.access import whoever
from networking.web.access import signed_in


@signed_in
def introduce(request: HttpRequest) -> HttpResponse:
    """Choose one, choose the other, see why they fit, write to both."""
    user = whoever(request)
    first, second = (pages.chosen(request, user, name) for name in ("first", "second"))
    if first is None or second is None or first == second:
        context = pages.choosing(user, first or second, request.GET.get("q", "").strip())
        return render(request, "contacts/introduce.html", context)
    page = pages.writing(user, first, second, language=request.GET.get("language"))
    form = MailForm(request.POST or None, initial={"text": page["begun"]})
    if request.method == "POST" and form.is_valid():
        made = pages.said(form, user, first, second)
        if made is not None:
            return redirect("contacts:introduction", pk=made.pk)
    context = page | {"form": form}
    return render(
        request, "contacts/introduce_both.html", context, status=422 if form.errors else 200
    )


@signed_in
def introduction(request: HttpRequest, *, pk: int) -> HttpResponse:
    """One introduction of mine: what I wrote, and the way into my mail program."""
    user = whoever(request)
    mine = Introduction.objects.filter(owner=user).select_related("first", "second")
    found = get_object_or_404(mine, pk=pk)
    context = {"introduction": found, "mailto": pages.mailto_of(found, user), "place": "contacts"}
    return render(request, "contacts/introduction.html", context)


@require_POST
@signed_in
def take_back(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Forget an introduction of mine."""
    user = whoever(request)
    mine = Introduction.objects.filter(owner=user).select_related("first", "second")
    found = get_object_or_404(mine, pk=pk)
    if actions.take_back(introduction=found, by=user):
        messages.success(request, _("Forgotten: nothing says any more that you introduced them."))
    else:
        messages.success(request, _("Forgotten. The mail itself had left already."))
    return redirect("contacts:introduce")


@signed_in
def ask(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Ask a contact to introduce me to somebody: first to whom, then the words."""
    user = whoever(request)
    contact = get_object_or_404(Contact.objects.of(user), pk=pk)
    whom = WhomForm(request.GET if "whom" in request.GET else None)
    context = {"contact": contact, "whom": whom, "place": "contacts"}
    if request.method != "POST" and not whom.is_valid():
        status = 422 if whom.is_bound else 200
        return render(request, "contacts/ask.html", context, status=status)
    language = words.language_of(request.GET.get("language"), user)
    begun = words.request(user, contact, pages.whom_of(whom), language=language)
    form = MailForm(request.POST or None, initial={"text": begun})
    if request.method == "POST" and form.is_valid():
        entry = pages.asked(form, contact, user)
        if entry is not None:
            return redirect("contacts:asked", pk=contact.pk, entry=entry.pk)
    sent = reach_of(user, (contact,), kind=ASK).all(contact)
    context |= {"form": form, "by_tablee": sent, "language": language}
    return render(request, "contacts/ask.html", context, status=422 if form.errors else 200)


@signed_in
def asked(request: HttpRequest, *, pk: int, entry: int) -> HttpResponse:
    """What I asked, and the way into my mail program where Tablée didn't send it."""
    user = whoever(request)
    contact = get_object_or_404(Contact.objects.of(user), pk=pk)
    found = get_object_or_404(Entry.objects.filter(contact=contact), pk=entry)
    context = pages.asking(found, contact, user) | {"place": "contacts"}
    return render(request, "contacts/asked.html", context)


@signed_in
def openness(request: HttpRequest) -> HttpResponse:
    """Say what Tablée may bring me from others: introductions, words of those I met."""
    user = whoever(request)
    if request.method == "POST":
        answers = {
            name: request.POST[name] == "yes"
            for name in ("introductions", "words")
            if name in request.POST
        }
        actions.open_up(user=user, **answers, by=user)
        messages.success(request, pages.said_of_openness(answers))
        return redirect("contacts:openness")
    found = Openness.objects.filter(user=user).first() or Openness(user=user)
    context = {"open": found.introductions, "words": found.words, "place": "contacts"}
    return render(request, "contacts/openness.html", context)
