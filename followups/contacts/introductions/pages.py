"""What the pages of introductions are made of."""

from collections.abc import Mapping
from typing import Any, TypedDict

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from followups.contacts.introductions import actions, words
from followups.contacts.introductions.forms import MailForm, WhomForm
from followups.contacts.introductions.reach import ASK, INTRODUCTION, accepts, reach_of
from followups.contacts.introductions.sides import common_ground, fits, sayable
from followups.contacts.models import Contact, Entry, Introduced, Introduction
from networking.accounts.models import User
from networking.mail.models import State as MailState

# So many to choose from at once; more are found by a letter more.
SHOWN = 20


class Writing(TypedDict):
    """The page on which one writes to both."""

    first: Contact
    second: Contact
    pair: tuple[Contact, Contact]
    reasons: list[str]
    before: Introduction | None
    begun: str
    language: str
    by_tablee: bool
    without_address: list[Contact]
    place: str


def introductions_of(contact: Contact) -> QuerySet[Introduction]:
    """Return the introductions that stand on a contact's timeline, the latest first. One query."""
    both = Q(first=contact) | Q(second=contact)
    return Introduction.objects.filter(both).select_related("first", "second")


def chosen(request: HttpRequest, user: User, name: str) -> Contact | None:
    """Return the contact an address names, None if it names none; another's doesn't exist."""
    said = request.GET.get(name, "")
    if not said:
        return None
    is_key = said.isascii() and said.isdecimal() and len(said) < 18
    found = Contact.objects.of(user).filter(pk=said).first() if is_key else None
    if found is None:
        raise Http404
    return found


def choosing(user: User, first: Contact | None, query: str) -> dict[str, Any]:
    """Whom to introduce: the first of them, or who would fit the one chosen already."""
    mine = Contact.objects.of(user)
    mine = mine.exclude(pk=first.pk) if first else mine
    found = (mine.matching(query) if query else mine).order_by("sort_name", "pk")
    listed = list(found[: SHOWN + 1])
    made = Introduction.objects.filter(owner=user).select_related("first", "second")
    return {
        "first": first,
        "query": query,
        "fits": [
            (fit.contact, words.why(fit.reason, first, fit.contact)) for fit in fits(user, first)
        ]
        if first and not query
        else [],
        "contacts": listed[:SHOWN],
        "more": len(listed) > SHOWN,
        "made": [] if first or query else made[:10],
        "open": accepts(user),
        "place": "contacts",
    }


def writing(user: User, first: Contact, second: Contact, *, language: str | None) -> Writing:
    """Why they fit, and the words to begin with."""
    reasons = common_ground(user, first, second)
    spoken = words.language_of(language, user)
    told = sayable(user, first, second)
    before = introductions_of(first) & introductions_of(second)
    return {
        "first": first,
        "second": second,
        "pair": (first, second),
        "reasons": [words.why(reason, first, second) for reason in reasons],
        "before": before.first(),
        "begun": words.introduction(user, first, second, told, language=spoken),
        "language": spoken,
        "by_tablee": reach_of(user, (first, second), kind=INTRODUCTION).all(first, second),
        "without_address": [each for each in (first, second) if not each.email],
        "place": "contacts",
    }


def said(form: MailForm, user: User, first: Contact, second: Contact) -> Introduction | None:
    """Introduce them as the form says; None, and the form says why, where it can't be done."""
    try:
        return actions.introduce(
            owner=user,
            first=first,
            second=second,
            text=form.cleaned_data["text"],
            how=form.way,
            by=user,
        )
    except (actions.NotReachable, actions.EnoughToday) as error:
        _refuse(form, error)
        return None


def asked(form: MailForm, contact: Contact, user: User) -> Entry | None:
    """Ask as the form says; None, and the form says why, where it can't be done."""
    try:
        return actions.ask(contact=contact, text=form.cleaned_data["text"], how=form.way, by=user)
    except (actions.NotReachable, actions.EnoughToday) as error:
        _refuse(form, error)
        return None


def mailto_of(introduction: Introduction, user: User) -> str:
    """Return the way into one's own mail program; nothing where Tablée has sent it."""
    if introduction.how == Introduced.SENT:
        return ""
    two = (introduction.first, introduction.second)
    names = [words.short(contact) for contact in two]
    return words.mailto(
        [contact.email for contact in two],
        words.subject(*names, language=user.language),
        introduction.text,
    )


def asking(entry: Entry, contact: Contact, user: User) -> dict[str, Any]:
    """What was asked, and by which way: the outbox knows whether Tablée sent it."""
    sent = contact.person and contact.person.mails.filter(key=f"{ASK}:{entry.pk}").exclude(
        state=MailState.DROPPED
    )
    subject = words.asking(language=user.language)
    return {
        "contact": contact,
        "entry": entry,
        "mailto": ""
        if sent and sent.exists()
        else words.mailto([contact.email], subject, entry.text),
    }


def whom_of(form: WhomForm) -> str:
    """Return to whom one would like to be introduced; "…" where the words say it already."""
    return form.cleaned_data["whom"] if form.is_bound and form.is_valid() else "…"


def said_of_openness(answers: Mapping[str, bool]) -> str:
    """Return what one has just said of oneself, in a sentence."""
    if answers.get("words") is not None:
        if answers["words"]:
            return _("Those you met may write to you.")
        return _("Nobody writes to you through Tablée.")
    if answers.get("introductions"):
        return _("You may be introduced.")
    return _("Nobody introduces you through Tablée.")


def _refuse(form: MailForm, error: Exception) -> None:
    if isinstance(error, actions.EnoughToday):
        form.add_error(
            None,
            _("Tablée has sent enough mails in your name today. Use your own mail program."),
        )
    else:
        form.add_error(None, _("Tablée can’t send this mail any more. Use your own mail program."))
