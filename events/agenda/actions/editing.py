"""Changing an agenda before the event. Once it has begun, only its console changes anything."""

from typing import Any

from django.db import transaction
from django.utils import translation

from events.agenda import reading
from events.agenda.clock import Status
from events.agenda.formats import FORMATS
from events.agenda.log import Refused
from events.agenda.models import Segment
from events.agenda.templates import Template
from events.calendar.models import Event
from networking.accounts.models import User
from networking.audit.actions import record

EDITABLE = frozenset(
    {"title", "minutes", "format", "lead", "not_before", "by_itself", "notes", "options"}
)


@transaction.atomic
def lay_out(*, event: Event, template: Template, by: User | None) -> list[Segment]:
    """Replace the agenda of an event by a template, in the association's language.

    Twice gives the same agenda twice over, with new segments. Raises `Refused` once it has begun.
    """
    _locked(event)
    Segment.objects.filter(event=event).delete()
    with translation.override(event.association.language):
        made = Segment.objects.bulk_create(
            Segment(
                event=event,
                position=position,
                format=line.format,
                title=str(line.title),
                minutes=line.minutes,
                not_before=line.not_before,
                by_itself=line.by_itself,
                lead=line.lead,
                notes=line.notes,
                options=line.options,
            )
            for position, line in enumerate(template.lines)
        )
    _noted(event, by, "agenda.laid_out", template=template.key)
    return made


@transaction.atomic
def copy_agenda(*, event: Event, source: Event, by: User | None) -> list[Segment]:
    """Replace the agenda of an event by that of another one. Raises `Refused` once it has begun.

    A talk keeps neither its title nor who led it: they named who spoke that time, and what about.
    """
    _locked(event)
    Segment.objects.filter(event=event).delete()
    with translation.override(event.association.language):
        made = Segment.objects.bulk_create(
            Segment(
                event=event,
                position=segment.position,
                format=segment.format,
                title=_title_next_time(segment),
                minutes=segment.minutes,
                not_before=segment.not_before,
                by_itself=segment.by_itself,
                lead="" if _is_told_anew(segment) else segment.lead,
                notes=segment.notes,
                options=segment.options,
            )
            for segment in Segment.objects.filter(event=source)
        )
    _noted(event, by, "agenda.copied", source=source.pk)
    return made


@transaction.atomic
def add_segment(*, event: Event, format: str, by: User | None, after: int | None = None) -> Segment:
    """Add a segment after another one, with its format's own name and length.

    Without another one, or if that is gone meanwhile, it comes last. Twice adds two.
    """
    kind = FORMATS[format]
    with translation.override(event.association.language):
        segment = Segment(event=event, format=format, title=str(kind.label), minutes=kind.minutes)
    _insert(segment, _locked(event), after)
    _noted(event, by, "agenda.segment_added", segment=segment.pk)
    return segment


@transaction.atomic
def change_segment(*, segment: Segment, by: User | None, **changes: Any) -> Segment:
    """Change title, minutes, format, notes or options of a segment. Twice is the same as once."""
    _locked(segment.event)
    if unknown := changes.keys() - EDITABLE:
        raise TypeError(f"a segment has no {', '.join(sorted(unknown))}")
    for name, value in changes.items():
        setattr(segment, name, value)
    segment.save(update_fields=[*changes])
    _noted(segment.event, by, "agenda.segment_changed", segment=segment.pk)
    return segment


@transaction.atomic
def move_segment(*, segment: Segment, to: int, by: User | None) -> None:
    """Put a segment at a position, counted from 0; beyond the ends means at the end."""
    others = [other for other in _locked(segment.event) if other.pk != segment.pk]
    others.insert(max(to, 0), segment)
    _number(others)
    _noted(segment.event, by, "agenda.segment_moved", segment=segment.pk)


@transaction.atomic
def place_segment(*, segment: Segment, after: int | None, by: User | None) -> None:
    """Put a segment behind another one, or first. Twice is the same as once.

    Places are named by what stands before them, so that what somebody else adds or moves meanwhile
    shifts nothing. Raises `Refused` if either is gone, or once the event has begun.
    """
    others = _locked(segment.event)
    here = [other.pk for other in others]
    if segment.pk not in here or (after is not None and after not in here):
        raise Refused("agenda_changed")
    if after == segment.pk:
        return
    others = [other for other in others if other.pk != segment.pk]
    place = 0 if after is None else 1 + [other.pk for other in others].index(after)
    _number([*others[:place], segment, *others[place:]])
    _noted(segment.event, by, "agenda.segment_moved", segment=segment.pk)


@transaction.atomic
def duplicate_segment(*, segment: Segment, by: User | None) -> Segment:
    """Put a copy of a segment behind it. Twice makes two copies."""
    copy = Segment(
        event=segment.event,
        **{name: getattr(segment, name) for name in EDITABLE},
    )
    _insert(copy, _locked(segment.event), segment.pk)
    _noted(segment.event, by, "agenda.segment_added", segment=copy.pk)
    return copy


@transaction.atomic
def remove_segment(*, segment: Segment, by: User | None) -> None:
    """Take a segment out. One already taken out stays out."""
    others = [other for other in _locked(segment.event) if other.pk != segment.pk]
    event, pk = segment.event, segment.pk
    Segment.objects.filter(pk=pk).delete()
    _number(others)
    _noted(event, by, "agenda.segment_removed", segment=pk)


def _title_next_time(segment: Segment) -> str:
    return str(FORMATS[segment.format].next_title) if _is_told_anew(segment) else segment.title


def _is_told_anew(segment: Segment) -> bool:
    """Whether what was typed of it told of one event alone."""
    return bool(FORMATS[segment.format].next_title)


def _locked(event: Event) -> list[Segment]:
    """Return the segments in order, for one editor at a time; refuse once the event has begun."""
    Event.objects.select_for_update().get(pk=event.pk)
    if reading.read(event).state.status is not Status.WAITING:
        raise Refused("already_started")
    return list(Segment.objects.filter(event=event))


def _insert(new: Segment, others: list[Segment], after: int | None) -> None:
    """Save a new segment behind another one, or last."""
    before = [other.pk for other in others]
    place = before.index(after) + 1 if after in before else len(others)
    new.position = place
    new.save()
    _number([*others[:place], new, *others[place:]])


def _number(segments: list[Segment]) -> None:
    for position, segment in enumerate(segments):
        segment.position = position
    Segment.objects.bulk_update(segments, ["position"])


def _noted(event: Event, by: User | None, verb: str, **details: Any) -> None:
    record(by=by, verb=verb, subject=event, association=event.association, **details)
