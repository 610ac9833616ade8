"""An association's own templates: an agenda that went well, kept under a name."""

from django.db import IntegrityError, transaction
from django.utils import translation

from events.agenda.log import Refused
from events.agenda.models import AgendaTemplate, Segment
from events.agenda.own_templates import written
from events.calendar.models import Event
from networking.accounts.models import User
from networking.audit.actions import record


@transaction.atomic
def save_template(*, event: Event, name: str, by: User | None) -> AgendaTemplate:
    """Keep the agenda of an event as a template of its association.

    Titles and names that told of one event alone are left out, as in a copy. Raises `Refused` for
    an empty agenda, and for a name that is taken: so twice is refused.
    """
    with translation.override(event.association.language):
        lines = [written(segment) for segment in Segment.objects.filter(event=event)]
    if not lines:
        raise Refused("empty_agenda")
    template = AgendaTemplate(association=event.association, name=name, lines=lines)
    _named(template)
    _noted(template, by, "agenda.template_saved")
    return template


@transaction.atomic
def rename_template(*, template: AgendaTemplate, name: str, by: User | None) -> None:
    """Give a template another name. Twice is once; raises `Refused` if the name is taken."""
    template.name = name
    _named(template)
    _noted(template, by, "agenda.template_renamed")


@transaction.atomic
def delete_template(*, template: AgendaTemplate, by: User | None) -> None:
    """Forget a template; agendas laid out from it stay. Twice is once."""
    _noted(template, by, "agenda.template_deleted")
    AgendaTemplate.objects.filter(pk=template.pk).delete()


def _named(template: AgendaTemplate) -> None:
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError:
        raise Refused("name_taken") from None


def _noted(template: AgendaTemplate, by: User | None, verb: str) -> None:
    record(by=by, verb=verb, subject=template, association=template.association)
