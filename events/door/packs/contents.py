"""What can be in a pack, who may have it, and how each part of it is made."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from events.calendar.models import Event
from events.calendar.rules import hosts
from events.door import actions, faces
from events.door.faces import Wishes
from events.door.models import PackKind, PrintJob
from events.door.print_forms import PrintForm, remembered
from networking.accounts.models import User
from networking.paper import prints
from networking.paper.prints import Group, Print

BADGES: Final = "badges"
BLANK: Final = "blank-badges"
# Blank badges for those who come unannounced; they are claimed by name later.
BLANKS: Final = 10


@dataclass(frozen=True)
class Offer:
    """Something that may be in a pack, as it stands on the page where one chooses."""

    name: str
    label: str | Promise
    note: str | Promise
    group: Group
    packed: bool


def offers(user: Any, event: Event) -> list[Offer]:
    """What `user` may put into a pack of this event, in the order in which it is bound."""
    found = [
        Offer(paper.name, paper.label, paper.note, paper.group, paper.packed)
        for paper in prints.available(user, event)
    ]
    own = Offer(BADGES, _("Badges"), _("For everybody with a seat."), "guests", packed=True)
    first = next((at for at, each in enumerate(found) if each.group == "guests"), len(found))
    return [*found[:first], own, *found[first:]]


def may_have(user: Any, job: PrintJob) -> bool:
    """Whether somebody may see and fetch a pack: all that is in it, she may print herself."""
    return all(_may_print(user, job.event, part.name) for part in job.parts.all())


def label_of(name: str) -> str:
    """What a part is called, in the active language."""
    paper = prints.find(name)
    return str(_("Badges") if name == BADGES else paper.label if paper else name)


def prepare(job: PrintJob, name: str) -> None:
    """Write what a part needs to be there. Twice is as once."""
    paper = prints.find(name)
    if name == BADGES:
        actions.make_badges(event=job.event, by=job.by)
    elif paper is not None:
        paper.prepare(job.event, job.by)


def made(job: PrintJob, name: str) -> bytes:
    """Return the PDF of a part; writes nothing.

    Raises MissingGlyphsError for letters that no font draws, LookupError for what there isn't any
    more.
    """
    if name == BADGES:
        return faces.printed(job.event, _wishes(job))
    if name == BLANK:
        return faces.blank(job.event, _wishes(job))
    paper = prints.find(name)
    if paper is None:
        raise LookupError(name)
    return paper.render(job.event)


def put_together(job: PrintJob, parts: Sequence[tuple[str, bytes]]) -> bytes:
    """Return all parts as one file, in the association's language."""
    event = job.event
    with override(event.association.language):
        named = [(label_of(name), pdf) for name, pdf in parts]
    if job.kind == PackKind.ZIP:
        return _zipped(named)
    # Heavy to load, and only who binds a pack needs it: no web server.
    from networking.paper.binding import Bound, bound  # noqa: PLC0415

    documents = [Bound(label, pdf) for label, pdf in named]
    return bound(documents, title=event.title, language=event.association.language)


def make_blank(event: Event, by: User | None) -> None:
    """See to it that there are blank badges."""
    actions.make_blank_badges(event=event, count=BLANKS, by=by)


def print_blank(event: Event) -> bytes:
    """Return the blank badges as PDF, on the usual labels."""
    return faces.blank(event, Wishes())


def _may_print(user: Any, event: Event, name: str) -> bool:
    paper: Print | None = prints.find(name)
    rule = hosts if name == BADGES else paper.rule if paper else None
    return rule is not None and rule(user, event)


def _wishes(job: PrintJob) -> Wishes:
    """How badges were asked for; as usual, where that is no longer understood."""
    form = PrintForm(remembered(job.event) | job.badges, event=job.event)
    return form.wishes() if form.is_valid() else Wishes()


def _zipped(named: Iterable[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for number, (label, pdf) in enumerate(named, start=1):
            archive.writestr(f"{number:02}-{slugify(label, allow_unicode=True)}.pdf", pdf)
    return out.getvalue()
