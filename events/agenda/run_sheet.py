"""The run sheet: the whole morning on paper, for whoever leads it, should every screen fail."""

from typing import Any, Final

from django.utils.translation import gettext, override

from events.agenda.formats import FORMATS
from events.agenda.models import Segment
from events.agenda.reading import read
from events.agenda.stage import Line, lines
from events.agenda.templatetags.agenda_words import hour, length
from events.calendar import actions as calendar
from events.calendar.models import Event, Hand, Lent, Pass
from events.calendar.paper import occasion_of
from events.calendar.passes import link_of
from networking.accounts.models import User
from networking.associations.models import Role
from networking.paper import press, qr
from networking.paper.tables import heading
from networking.time import now

# More names than these are nobody in particular: then there is a line to write on.
MOST_NAMED: Final = 3
_ROLES: Final = {Hand.FACILITATOR: Role.FACILITATOR, Hand.HOST: Role.HOST}


def prepare(event: Event, by: User | None) -> None:
    """Make the pass that stands on it, if there is none."""
    calendar.make_pass(event=event, hand=Lent.FACILITATOR, by=by)


def printed(event: Event) -> bytes:
    """Return the PDF, in the association's language. Queries don't grow with agenda or guests.

    Raises MissingGlyphsError for letters that no font draws.
    """
    occasion = occasion_of(event)
    with override(occasion.language):
        parts = lines(read(event).state, now())
        leads = _leads(event)
        typed = dict(Segment.objects.filter(event=event).values_list("pk", "lead"))
        data = heading(occasion, gettext("Run sheet")) | {
            "code": _code(event),
            "code_label": gettext("QR code"),
            "code_words": gettext("Door and console, on any phone"),
            "headings": [
                *(gettext("Hour"), gettext("Part"), gettext("Led by")),
                *(gettext("Notes"), gettext("Remarks")),
            ],
            "rows": [_row(line, event, typed, leads) for line in parts],
            "end": gettext("End"),
            "ends": hour(parts[-1].ends_at, event) if parts else "",
            "empty": gettext("There is nothing on the agenda yet."),
            "spare": gettext("What to keep in mind for next time"),
        }
    title = f"{data['kind']} · {occasion.title}"
    return press.render("run_sheet", data, title=title, language=occasion.language)


def _row(line: Line, event: Event, typed: dict[int, str], leads: dict[str, str]) -> dict[str, Any]:
    plan = line.part.plan
    kind = FORMATS[plan.format]
    label = str(kind.label)
    about = [length(line.length)]
    # Its kind too, where the title doesn't say it.
    about += [label] if label != plan.title else []
    about += [_not_before(line, event)] if plan.not_before else []
    return {
        "hour": hour(line.starts_at, event),
        "title": plan.title,
        "about": " · ".join(about),
        "lines": kind.on_paper(plan),
        "lead": typed.get(plan.id, "") or leads[kind.led_by],
        "notes": [note.strip() for note in plan.notes.splitlines() if note.strip()],
    }


def _not_before(line: Line, event: Event) -> str:
    said = gettext("not before %(hour)s") % {"hour": hour(line.part.plan.not_before, event)}
    free = gettext("%(length)s free") % {"length": length(line.free)}
    return f"{said} ({free})" if line.free else said


def _leads(event: Event) -> dict[str, str]:
    """Who has which hand at this event: those it was lent to, else those of the association."""
    lent: dict[str, list[str]] = {hand: [] for hand in Hand}
    for each in event.roles.select_related("user"):
        lent[each.role].append(each.user.full_name)
    speakers = [speaker.full_name for speaker in event.speakers.agreed()]
    lent[Hand.SPEAKER] = speakers or lent[Hand.SPEAKER]
    members = list(event.association.memberships.filter(role__in=_ROLES.values()).by_name())
    for hand, role in _ROLES.items():
        lent[hand] = lent[hand] or [one.full_name for one in members if one.role == role]
    return {
        hand: ", ".join(names) if len(names) <= MOST_NAMED else "" for hand, names in lent.items()
    }


def _code(event: Event) -> str:
    """The pass to door and console as a QR code; nothing where it was taken back."""
    held = Pass.objects.valid().filter(event=event, hand=Lent.FACILITATOR).first()
    if held is None:
        return ""
    held.event = event
    return qr.svg(link_of(held))
