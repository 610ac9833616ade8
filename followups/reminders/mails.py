"""The mails of this room: the people you met, a word on each? And the words themselves."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followups.contacts.asking import Question, questions_to
from followups.reminders import due
from followups.reminders.hours import hour
from followups.reminders.links import url_of
from followups.reminders.models import KIND, Reminder, habits_of
from followups.reminders.numbers import in_words
from followups.reminders.people import Row, rows_of
from followups.reminders.writing import mail as _letters  # noqa: F401  registers its own kind
from networking.mail.kinds import Content, Kind, compose, register
from networking.mail.models import OutgoingMail
from networking.time import now


def reminder(mail: OutgoingMail) -> Content:
    """Whom you met, or whom you have not written to yet, with one tap for each."""
    found = _reminder_of(mail)
    if found is None:
        raise Reminder.DoesNotExist
    pressing = found.follow_ups().pressing().select_related("event", "person")
    rows = rows_of(found.user, pressing, notes=False)
    deadline = hour(found.deadline)
    questions = _questions(found)
    asks_whom = not rows and found.asks_whom()
    return compose(
        mail,
        "reminders/mail/reminder",
        subject=_asking_whom(len(questions), asks_whom)
        if not rows
        else _subject(found.number, len(rows), deadline),
        context={
            "reminder": found,
            "event": found.event,
            "people": [_links(row) for row in rows],
            "how_many": in_words(len(rows)),
            "deadline": deadline,
            "asking": [_asked(each) for each in questions],
            "asks_whom": asks_whom,
            "list_url": url_of(found, "list"),
            "ticks_url": url_of(found, "met"),
            "stop_url": url_of(found, "stop"),
        },
    )


def _subject(number: int, count: int, deadline: str) -> str:
    told = {"count": count, "how_many": in_words(count), "deadline": deadline}
    if number == 1:
        said = ngettext(
            "The person you met: a word to write?",
            "The %(how_many)s people you met, a word on each?",
            count,
        )
    else:
        said = ngettext(
            "One more word to write, until %(deadline)s",
            "Still %(how_many)s words to write, until %(deadline)s",
            count,
        )
    return said % told


def _asking_whom(questions: int, asks_whom: bool) -> str:
    """The subject where nobody is left to write to: she may not have been there at all."""
    if asks_whom:
        return _("Thank you for being there. Whom did you meet?")
    return ngettext(
        "Somebody would like to exchange cards with you",
        "%(how_many)s people would like to exchange cards with you",
        questions,
    ) % {"how_many": in_words(questions)}


def _links(row: Row) -> dict[str, Any]:
    return {
        "row": row,
        "write_url": url_of(row.follow_up, "write"),
        "done_url": url_of(row.follow_up, "done"),
        "snooze_url": url_of(row.follow_up, "snooze"),
        "dismiss_url": url_of(row.follow_up, "dismiss"),
    }


def _questions(found: Reminder) -> list[Question]:
    """Those who asked to exchange cards and have no answer yet: told here, not in a mail more."""
    return questions_to(found.user, found.event) if found.number == 1 else []


def _asked(question: Question) -> dict[str, Any]:
    return {
        "card": question.card,
        "name": question.asker.full_name,
        "accept_url": url_of(question.exchange, "accept"),
        "decline_url": url_of(question.exchange, "decline"),
    }


def _reminder_of(mail: OutgoingMail) -> Reminder | None:
    found = Reminder.objects.select_related("user__reminder_habits", "event__association")
    return found.filter(pk=mail.params["reminder"]).first()


def _still_wanted(mail: OutgoingMail) -> bool:
    """Wanted as long as somebody is left to write to, and never after the deadline."""
    found = _reminder_of(mail)
    return found is not None and found.is_wanted()


def _until_morning(mail: OutgoingMail) -> dt.datetime | None:
    """A mail held up into quiet hours waits for their end, if that is before the deadline."""
    found = _reminder_of(mail)
    if found is None:
        return None
    moment = due.next_decent(now(), habits_of(found.user), before=found.deadline)
    # Without a decent moment left it waits for the deadline, after which it is no longer wanted.
    moment = moment or found.deadline
    return moment if moment > now() else None


register(
    Kind(
        KIND,
        render=reminder,
        still_wanted=_still_wanted,
        hold=_until_morning,
        stoppable=True,
        label=gettext_lazy("Reminders after an event"),
        title=gettext_lazy("Reminder after an event"),
    )
)
