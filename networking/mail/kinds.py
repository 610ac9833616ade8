"""The kinds of mail there are. Each room registers its own in a `mails.py`, found by itself.

    register(Kind("guests.confirmation", render=confirmation, still_wanted=still_coming))

`render` runs when the mail leaves, outside any transaction, with the recipient's language active.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template
from django.utils.functional import Promise

from networking.mail.links import stop_url
from networking.mail.models import OutgoingMail, Priority


@dataclass(frozen=True)
class Attachment:
    """A file that goes along: ``Attachment("event.ics", ics, "text/calendar; method=REQUEST")``."""

    name: str
    content: bytes | str
    type: str


@dataclass(frozen=True)
class Content:
    """What a mail says. Without `html` it is plain text."""

    subject: str
    text: str
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    reply_to: tuple[str, ...] = ()


def always(mail: OutgoingMail) -> bool:  # noqa: ARG001
    """Say that the mail is wanted, whatever happened since."""
    return True


def at_once(mail: OutgoingMail) -> dt.datetime | None:  # noqa: ARG001
    """Say that the mail may leave at any hour."""
    return None


class Whom(NamedTuple):
    """Whom a mail is for: her name as the association has it, and the page where it sees to her."""

    name: str
    url: str


def nowhere(mails: Sequence[OutgoingMail]) -> Mapping[int, Whom]:  # noqa: ARG001
    """Say that there is no page about the recipients of such mails."""
    return {}


@dataclass(frozen=True)
class Kind:
    """One kind of mail: how it is made, and whether it is still wanted when its turn comes.

    `hold` returns until when a mail has to wait after all, None for not at all: at night, say.
    `title` is what the outbox calls it, and `label` how the page on which one stops it does; a kind
    that is `each_association_s` is stopped for the association it came from, and others may still
    write. Of what is `paced` an association sends so many a day as a mailing (see `pace.py`). What
    `secret` names in the params is scrubbed once the mail is settled, except in the demo; a kind
    that can't be made without it does not leave `again` once it was given up.

    Who got what is seen by an association's organisers only where the kind is `organisers_see`:
    mails in their own name. `pages` leads from such mails to where they see to each recipient.
    """

    name: str
    render: Callable[[OutgoingMail], Content]
    still_wanted: Callable[[OutgoingMail], bool] = always
    hold: Callable[[OutgoingMail], dt.datetime | None] = at_once
    priority: Priority = Priority.ORDINARY
    stoppable: bool = False
    label: str | Promise = ""
    each_association_s: bool = False
    paced: bool = False
    secret: frozenset[str] = frozenset({"code"})
    title: str | Promise = ""
    again: bool = True
    organisers_see: bool = False
    pages: Callable[[Sequence[OutgoingMail]], Mapping[int, Whom]] = nowhere


class UnknownKind(LookupError):
    """No room knows this kind of mail."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known and return it. Registered again, the last one stands."""
    _kinds[kind.name] = kind
    return kind


def kind_of(name: str) -> Kind:
    """Return the kind of this name; raise `UnknownKind` if no room has registered it."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(name) from None


def priority_of(name: str) -> Priority:
    """Return the priority of a kind; an unknown one is ordinary."""
    return _kinds[name].priority if name in _kinds else Priority.ORDINARY


def paced() -> list[str]:
    """Return the names of the kinds of which an association sends so many a day."""
    return [kind.name for kind in _kinds.values() if kind.paced]


def every_kind() -> list[Kind]:
    """Return all kinds there are, by name."""
    return sorted(_kinds.values(), key=lambda kind: kind.name)


def title_of(name: str) -> str:
    """Return what people call a kind; an unknown one, which no room has now, by its name."""
    return str(_kinds[name].title or name) if name in _kinds else name


def seen_by_organisers() -> list[str]:
    """Return the names of the kinds of which an association's organisers see who got them."""
    return [kind.name for kind in every_kind() if kind.organisers_see]


def leaving_again() -> list[str]:
    """Return the names of the kinds that can leave again once they were given up."""
    return [kind.name for kind in every_kind() if kind.again]


def compose(
    mail: OutgoingMail,
    template: str,
    *,
    subject: str,
    context: Mapping[str, Any] | None = None,
    attachments: tuple[Attachment, ...] = (),
    headers: Mapping[str, str] | None = None,
    reply_to: tuple[str, ...] = (),
) -> Content:
    """Render ``<template>.txt`` and ``<template>.html`` into a mail's content.

    Both get `context` and what every mail has: `mail`, `site_url`, `subject`, `association`,
    `recipient` (a user or None) and `unsubscribe_url` (empty where the kind can't be stopped).
    The text is not escaped. Raises what the templates raise.
    """
    known = {
        "mail": mail,
        "subject": subject,
        "site_url": settings.SITE_URL,
        "association": mail.association,
        "recipient": mail.user,
        "unsubscribe_url": stop_url(mail) if kind_of(mail.kind).stoppable else "",
        "LANGUAGE_CODE": mail.language,
        **(context or {}),
    }
    return Content(
        subject=subject,
        text=_closed_up(_rendered(f"{template}.txt", known, autoescape=False)),
        html=_rendered(f"{template}.html", known, autoescape=True),
        attachments=attachments,
        headers=headers or {},
        reply_to=reply_to,
    )


def _closed_up(text: str) -> str:
    """The text without the holes that a block left empty makes: one empty line, never more."""
    return re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", text).strip() + "\n"


def _rendered(name: str, known: Mapping[str, Any], *, autoescape: bool) -> str:
    template: Template = get_template(name).template  # type: ignore[attr-defined]
    return template.render(Context(dict(known), autoescape=autoescape))
