"""What the page is made of on which one writes to somebody met."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.calendar.models import Event, Status
from followups.contacts.introductions.words import LONGEST, language_of
from followups.reminders import message
from followups.reminders.models import FollowUp, Letter, Way, habits_of
from followups.reminders.people import Met, Row, met_by, rows_of
from followups.reminders.writing import actions, said
from followups.reminders.writing.coffee import AFTER, AHEAD, LASTS, Span, proposals
from followups.reminders.writing.forms import TIMES, LetterForm
from followups.reminders.writing.reach import address_for, has_left
from networking.accounts.models import User
from networking.dates import said_hour
from networking.time import now


def mine(user: User, pk: int) -> FollowUp:
    """Return a follow-up of this person's with all that its page needs; 404 for any other."""
    every: QuerySet[FollowUp] = FollowUp.objects.of(user).select_related(
        "owner__reminder_habits",
        "person__reminder_habits",
        "event__association",
        "letter__mail",
    )
    return get_object_or_404(every, pk=pk)


def letter_of(follow_up: FollowUp) -> Letter | None:
    """Return what was written, or begun and taken back; None without either."""
    letter: Letter | None = getattr(follow_up, "letter", None)
    if letter is not None:
        letter.follow_up = follow_up
    return letter


def is_written(follow_up: FollowUp) -> bool:
    """Whether there is a letter to look at rather than one to write."""
    letter = letter_of(follow_up)
    return letter is not None and letter.is_written and follow_up.is_done


def form_of(request: HttpRequest, follow_up: FollowUp, row: Row) -> LetterForm:
    """Return the form: with what was sent, what was taken back, or the words to begin with."""
    by_tablee = bool(address_for(follow_up)) and not has_left(follow_up)
    if request.method == "POST":
        return LetterForm(request.POST, request.FILES, by_tablee=by_tablee)
    spoken = language_of(request.GET.get("language"), follow_up.owner)
    letter = letter_of(follow_up)
    begun = _kept(letter) if letter and "language" not in request.GET else {}
    initial = _begun(follow_up, row, spoken) | begun
    return LetterForm(initial=initial, by_tablee=by_tablee)


def saved(form: LetterForm, follow_up: FollowUp) -> Letter | None:
    """Write the letter as the form says; None, and the form says why, where it can't be done."""
    owner = follow_up.owner
    words = form.words(language_of(form.cleaned_data["language"], owner))
    try:
        return actions.write(follow_up=follow_up, words=words, way=form.way, by=owner)
    except actions.EnoughToday:
        said = _("Tablée has sent enough mails in your name today. Use your own mail program.")
    except actions.NotReachable:
        said = _("Tablée can’t send this mail any more. Use your own mail program.")
    form.add_error(None, said)
    return None


def writing(follow_up: FollowUp, row: Row, form: LetterForm) -> dict[str, Any]:
    """The page on which one writes."""
    return {
        "form": form,
        "by_tablee": "file" in form.fields,
        "language": form["language"].value(),
        "left_before": has_left(follow_up),
        **_about(follow_up, row),
    }


def written(follow_up: FollowUp, row: Row, letter: Letter) -> dict[str, Any]:
    """The page of what was written: the way into one's own mail program, and the next person."""
    whole = said.whole(letter)
    return {
        "letter": letter,
        "whole": whole,
        "long": len(whole) > LONGEST,
        "mailto": said.mailto(row.card.fields.get("email", ""), letter),
        "address": row.card.fields.get("email", ""),
        "by_own": letter.way == Way.OWN,
        "copied": letter.way == Way.COPIED,
        "leaves_at": said_hour(localtime(letter.mail.due_at))
        if letter.mail and letter.is_waiting
        else "",
        "times": list(enumerate(letter.starts)),
        **_about(follow_up, row),
    }


def row_of(follow_up: FollowUp) -> Row:
    """Return the person met: her card, and one's own words about her."""
    return rows_of(follow_up.owner, [follow_up], notes=True)[0]


def _about(follow_up: FollowUp, row: Row) -> dict[str, Any]:
    met = met_by(follow_up.owner, follow_up.event)
    each = met[0] if met else Met(follow_up.event, (row,))
    others = [other for other in each.to_do if other.follow_up != follow_up]
    return {
        "row": row,
        "event": follow_up.event,
        "each": each,
        "next": others[0] if others else None,
        "place": "meetings",
    }


def _begun(follow_up: FollowUp, row: Row, language: str) -> dict[str, Any]:
    with override(language):
        text = message.words(follow_up.owner, follow_up, row.card, row.note)
    found = proposals(now(), habits_of(follow_up.owner), _usual(follow_up), _busy(follow_up.owner))
    return {
        "text": text.replace("\r\n", "\n"),
        "language": language,
        "coffee": "",
        **dict(zip(TIMES, found, strict=False)),
    }


def _usual(follow_up: FollowUp) -> Any:
    """The other one's clock with the usual quiet hours: which she chose is nobody's business."""
    theirs = habits_of(follow_up.person)
    return type(theirs)(theirs.zone)


def _kept(letter: Letter) -> dict[str, Any]:
    """What was written before it was taken back; of its times those still to come."""
    kept = {
        "text": letter.text,
        "language": letter.language,
        "link": letter.link,
        "coffee": letter.coffee,
        "where": letter.where,
    }
    coming = [start for start in letter.starts if start > now()]
    if not letter.coffee:
        return kept
    return kept | dict.fromkeys(TIMES) | dict(zip(TIMES, coming, strict=False))


def _busy(user: User) -> list[Span]:
    """The events one goes to, or may still go to, around the times that are proposed."""
    events = Event.objects.filter(
        registrations__in=user.registrations.current(),
        ends_at__gt=now() - AFTER,
        starts_at__lt=now() + AHEAD + LASTS,
    ).exclude(status=Status.CANCELLED)
    return list(events.distinct().values_list("starts_at", "ends_at"))
