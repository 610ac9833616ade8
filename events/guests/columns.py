"""The guest list as a table: what stands in its columns."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.calendar.models import Event
from events.guests.finding import NO, YES, said
from events.guests.models import Question, QuestionKind, Registration, RegistrationQuerySet


def name_of(event: Event, what: str = "") -> str:
    """Return what a file about an event's guests is called: what it is, which event, which day."""
    return f"{what or _('Guests')} {event.title} {event.local_start:%Y-%m-%d}"


def table_of(event: Event, guests: RegistrationQuerySet) -> tuple[list[str], list[list[Any]]]:
    """Return headings and rows, with the answers to the event's own questions at the end.

    Instants are in the event's zone, without it: spreadsheets know none. Three queries.
    """
    questions = list(event.questions.all())
    known = guests.select_related("user", "inviter", "substitute_for").prefetch_related("tags")
    headings = [
        *(_("Status"), _("Kind"), _("Family name"), _("First name")),
        *(pgettext("of a person", "Title"), _("Organisation"), _("E-mail")),
        *(_("Mobile"), _("Phone"), _("Fax"), _("First time"), _("Diet"), _("To pay")),
        *(_("Tags"), _("Invited by"), _("In the place of")),
        *(_("Came on the list"), _("Registered on")),
        *(question.label for question in questions),
    ]
    return headings, [_row(event, guest, questions) for guest in known]


def _row(event: Event, guest: Registration, questions: list[Question]) -> list[Any]:
    stood_in_for = guest.substitute_for
    return [
        *(guest.get_status_display(), guest.get_kind_display()),
        *(guest.family_name, guest.given_name, guest.title, guest.organisation),
        *(guest.user.email or "", guest.mobile, guest.phone, guest.fax),
        *(yes(guest.first_time), guest.diet, yes(guest.to_pay)),
        ", ".join(tag.name for tag in guest.tags.all()),
        guest.inviter.full_name if guest.inviter else "",
        stood_in_for.full_name if stood_in_for else "",
        *(local(guest.created_at, event), local(guest.confirmed_at, event)),
        *(answer(question, guest) for question in questions),
    ]


def answer(question: Question, guest: Registration) -> str:
    """Return what a guest answered, as it is read."""
    given = said(question, guest.answers)
    if question.kind == QuestionKind.YES_NO:
        return {YES: _("Yes"), NO: _("No")}.get(given, "")
    return given


def yes(ticked: bool) -> str:
    """A tick in a column: a word where there is one, so that the others stay white."""
    return _("yes") if ticked else ""


def local(at: dt.datetime | None, event: Event) -> dt.datetime | None:
    """An instant by the clock on the wall at the event."""
    return at and at.astimezone(event.zone).replace(tzinfo=None)
