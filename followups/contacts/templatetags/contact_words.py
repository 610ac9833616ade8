"""What the contact pages say: `{% load contact_words %}`."""

import datetime as dt
import re

from django import template
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from followups.contacts.card import Address, Way
from followups.contacts.labels import word_of
from followups.contacts.listing.facets import Facet, Facets
from followups.contacts.listing.selection import Selection
from followups.contacts.merging.duplicates import Because
from followups.contacts.models import Contact, Picture
from followups.contacts.models import Promise as PromiseMade
from followups.contacts.models import picture_url as address_of_picture
from networking.countries import key_of
from networking.text import fold

register = template.Library()

REASONS: dict[Because, str | Promise] = {
    Because.EMAIL: _("the same e-mail address"),
    Because.PHONE: _("the same phone number"),
    Because.NAME_AND_ORGANISATION: _("the same name at the same organisation"),
    Because.NAME: _("the same name"),
}


@register.filter
def unmarked(text: str) -> str:
    """A note's words in one line, without what makes them bold, a list or a title."""
    return " ".join(
        re.sub(
            r"(?m)^\s*(?:[-+*>]|#+|\d+\.)\s+|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}", "", text
        ).split()
    )


@register.filter
def label(way: Way | Address) -> str | Promise:
    """What a number or an address is for: a known word in the reader's language, or as typed."""
    return word_of(way.label)


@register.filter
def label_word(key: str) -> str | Promise:
    """A label in the reader's language, or as it was typed."""
    return word_of(key)


@register.filter
def is_link(way: Way) -> bool:
    """Whether a link can be opened: files bring all sorts, and a script must never be one."""
    return way.value.lower().startswith(("http://", "https://"))


@register.filter
def birthday_said(kept: str) -> str:
    """“15 April 1980”, or “15 April” where the year isn't known; as it stands if it is no day."""
    try:
        if kept.startswith("--"):
            day = dt.date.fromisoformat(f"2000{kept[1:]}")
            return formats.date_format(day, "MONTH_DAY_FORMAT")
        return formats.date_format(dt.date.fromisoformat(kept))
    except ValueError:
        return kept


@register.filter
def late(promise: PromiseMade, day: dt.date) -> bool:
    """Whether a promise should have been kept before this day."""
    return promise.is_late(day)


@register.filter
def reason(because: Because) -> str | Promise:
    """Why two contacts may be one."""
    return REASONS[because]


@register.filter
def picture_url(contact: Contact) -> str:
    """Where a contact's face is, for her owner; nothing where there is none."""
    try:
        return address_of_picture(contact.pk, contact.picture.pk)
    except Picture.DoesNotExist:
        return ""


@register.filter
def choices_of(facets: Facets) -> list[tuple[str, str | Promise, list[Facet]]]:
    """The selects that narrow a list: those with anything to choose."""
    every: list[tuple[str, str | Promise, list[Facet]]] = [
        ("country", _("Country"), facets.countries),
        ("city", _("Town"), facets.cities),
        ("tag", _("Tag"), facets.tags),
        ("event", _("Met at"), facets.events),
    ]
    return [each for each in every if each[2]]


@register.filter
def part(asked: Selection, name: str) -> str:
    """What a selection asks for under this name, as `facets` has it."""
    said: str = getattr(asked, name)
    if name == "country":
        return key_of(said)
    return fold(said) if name in ("city", "tag") else said
