"""`{% load flame %}`: the small form by which one chooses a contact's rhythm."""

from typing import Any

from django import template

from followups.contacts.models import Contact, Rhythm

register = template.Library()


@register.inclusion_tag("contacts/_rhythm.html", takes_context=True)
def rhythm(context: template.Context, contact: Contact) -> dict[str, Any]:
    """How often one wants to hear from this contact, and by when."""
    return {
        "contact": contact,
        "rhythms": Rhythm.choices,
        "csrf_token": context.get("csrf_token"),
    }
