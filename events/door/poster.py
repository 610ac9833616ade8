"""The poster for the entrance: a code that guests open to say that they are here."""

from django.utils.text import capfirst
from django.utils.translation import gettext, override

from events.calendar.models import Event
from events.calendar.templatetags.calendar_words import day, hours
from events.door.self_check_in import link_of
from networking.paper import press, qr
from networking.web.colour import accent_of


def render(event: Event) -> bytes:
    """Return the poster as PDF, in the association's language. The entrance must be open."""
    association = event.association
    with override(association.language):
        data = {
            "association": association.name,
            "occasion": f"{event.title} · {capfirst(day(event))}, {hours(event)}",
            "accent": accent_of(association.accent).on_light,
            "words": gettext("I’m here"),
            "what": gettext("Point your phone’s camera at the code."),
            "otherwise": gettext("No phone at hand? We welcome you at the door as always."),
            "code": qr.svg(link_of(event)),
            "code_label": gettext("QR code"),
        }
        title = f"{gettext('I’m here')} · {event.title}"
    return press.render("poster", data, title=title, language=association.language)
