"""An association's own templates: written down as JSON, and looked at again when they are read.

Between the two there may be years: a format may be gone, its settings may have other bounds, and a
restored backup may hold anything at all.
"""

from typing import Any

from django.core.exceptions import ValidationError

from events.agenda.formats import FORMATS
from events.agenda.log import Refused
from events.agenda.models import AgendaTemplate, Segment
from events.agenda.templates import TEMPLATES, Line, Template
from networking.associations.models import Association

OWN = "own-"


def written(segment: Segment) -> dict[str, Any]:
    """Return a segment as a template keeps it; what told of one event alone is left out."""
    told = FORMATS[segment.format].next_title
    return {
        "format": segment.format,
        "title": str(told) or segment.title,
        "minutes": segment.minutes,
        "not_before": segment.not_before and segment.not_before.isoformat("minutes"),
        "by_itself": segment.by_itself,
        "lead": "" if told else segment.lead,
        "notes": segment.notes,
        "options": segment.options,
    }


def lines(kept: object) -> tuple[Line, ...]:
    """Return what was written down as lines of a template.

    Settings that make no sense any more are those of the format again. Raises `Refused` where what
    was kept is no agenda at all.
    """
    if not isinstance(kept, list):
        raise Refused("unreadable_template")
    return tuple(_line(each) for each in kept)


def own_of(association: Association) -> list[tuple[str, str]]:
    """Return an association's own templates for a select. One query."""
    found = AgendaTemplate.objects.filter(association=association)
    return [(f"{OWN}{template.pk}", template.name) for template in found]


def find(association: Association, key: str) -> Template:
    """Return a template, built in or the association's own; raises `Refused` if there is none."""
    if key in TEMPLATES:
        return TEMPLATES[key]
    prefix, _, number = key.rpartition(OWN)
    if prefix or not number.isdecimal():
        raise Refused("no_such_template")
    template = AgendaTemplate.objects.filter(association=association, pk=int(number)).first()
    if template is None:
        raise Refused("no_such_template")
    return Template(key=key, label=template.name, lines=lines(template.lines))


def _line(kept: Any) -> Line:
    if not isinstance(kept, dict):
        raise Refused("unreadable_template")
    words = {name: kept.get(name, "") for name in ("format", "title", "lead", "notes")}
    segment = Segment(
        **words,
        minutes=kept.get("minutes", ""),
        not_before=kept.get("not_before"),
        by_itself=kept.get("by_itself", False),
    )
    try:
        segment.clean_fields(exclude=["event"])
    except (ValidationError, TypeError, OverflowError):
        raise Refused("unreadable_template") from None
    return Line(
        format=segment.format,
        title=segment.title,
        minutes=segment.minutes,
        not_before=segment.not_before,
        by_itself=segment.by_itself,
        lead=segment.lead,
        notes=segment.notes,
        options=_options(segment.format, kept.get("options")),
    )


def _options(format: str, kept: object) -> dict[str, Any]:
    settings = FORMATS[format].settings_form
    if settings is None or not isinstance(kept, dict):
        return {}
    # As if the organiser had been shown them and saved.
    shown = settings(initial=kept)
    form = settings({bound.name: bound.value() for bound in shown}, initial=kept)
    if not form.is_valid():
        return {}
    return {name: value for name, value in form.cleaned_data.items() if name in kept}
