"""The tags pages are made of: `{% load tablee %}`. `/styleguide/` shows each in all its states."""

import datetime as dt
from functools import lru_cache
from typing import Any, Final

import heroicons
from django import template
from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    ClearableFileInput,
    FileInput,
    RadioSelect,
)
from django.template.defaultfilters import stringfilter
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from networking import dates
from networking.marks import rendered
from networking.time import now
from networking.web import assets, figures, nav
from networking.web.colour import DEFAULT_ACCENT, Accent, accent_of, slug_of

register = template.Library()

ROLES: dict[str, str | Promise] = {
    "owner": _("Owner"),
    "organiser": _("Organiser"),
    "facilitator": _("Facilitator"),
    "host": _("Host"),
    "speaker": _("Speaker"),
    "member": _("Member"),
    "guest": _("Guest"),
    "visitor": _("Visitor"),
    "substitute": _("Substitute"),
    "walk_in": _("Walk-in"),
    "first_time": _("First time"),
    "joker": _("Joker"),
}


@register.filter
def marked(text: str) -> SafeString:
    """A note's Markdown as HTML that can do no harm."""
    return rendered(str(text))


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, size: int = 24) -> SafeString:
    """An outline icon, hidden from screen readers: it always stands beside a word."""
    svg = heroicons._render_icon(
        "outline", str(name), size, {"class": "icon", "aria-hidden": "true", "stroke-width": "1.5"}
    )
    return mark_safe(svg)  # noqa: S308  the package's own drawing


@register.inclusion_tag("web/_ring.html")
def ring(
    value: float = 0,
    label: str = "",
    *,
    text: str = "",
    sub: str = "",
    size: str = "medium",
    tone: str = "accent",
    id: str = "",
) -> dict[str, Any]:
    """A ring, `value` of it filled (0 to 1). `label` is what it says to those who don't see it.

    `text` and `sub` stand in its middle; `size` is small, medium, large or huge; `tone` is
    accent, leaf, amber or coral. With an `id`, `ring.js` can find it and let it run.
    """
    share = figures.share(float(value or 0))
    return {
        "share": f"{share:g}",
        "empty": share == 0,
        "percent": round(share),
        "label": label,
        "text": text,
        "sub": sub,
        "size": size,
        "tone": tone,
        "id": id,
    }


@register.inclusion_tag("web/_logo.html")
def logo(word: bool = True) -> dict[str, Any]:
    """The sign: an open ring, its gap a cup's handle; the name beside it unless `word=False`."""
    return {"word": word}


@register.simple_tag
def avatar(person: Any, size: str = "medium", picture: str = "") -> SafeString:
    """A face in a circle, or a monogram on a tint made from the name.

    `person` has a `full_name` and `initials` (a user, a registration), or is a name. The picture
    is only shown where the page passes its address, or where the person carries it as a card does
    (`picture_url`): whether one may see it was settled there. The monogram stands below it, for
    who can't load it.
    """
    name = str(getattr(person, "full_name", "") or person or "")
    letters = getattr(person, "initials", None)
    if letters is None:
        words = name.split()
        letters = "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
    shown = picture or getattr(person, "picture_url", "")
    # A list has hundreds of them, and a template of its own would take most of its time.
    return format_html(
        '<span class="avatar avatar--tint-{} avatar--{}" aria-hidden="true">{}{}</span>',
        figures.tint(name),
        size,
        letters,
        format_html(_FACE, shown) if shown else "",
    )


_FACE: Final = '<img src="{}" alt="" loading="lazy" decoding="async">'


@register.simple_tag
def field(bound: BoundField, label: str = "", help: str = "", suffix: str = "") -> SafeString:
    """A whole field: label above, help, control, errors with their icon. Never just the control."""
    widget = bound.field.widget
    many = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    return render_to_string(
        "web/_field.html",
        {
            "field": bound,
            "label": label or bound.label,
            "help": help or bound.help_text,
            "suffix": suffix,
            "many": many,
            "tick": isinstance(widget, CheckboxInput),
            "picture": isinstance(widget, ClearableFileInput),
            "file": isinstance(widget, FileInput),
            # Where every field is, saying so beside each says nothing.
            "optional": not bound.field.required
            and not getattr(bound.form, "all_optional", False)
            and not many
            and not isinstance(widget, CheckboxInput),
        },
    )


@register.simple_block_tag
def empty_state(content: str, title: str, text: str = "", icon: str = "") -> SafeString:
    """What a list says while it is empty; inside the block, the one thing to do about it."""
    return render_to_string(
        "web/_empty_state.html",
        {"title": title, "text": text, "icon": icon, "content": content if content.strip() else ""},
    )


@register.inclusion_tag("web/_badge_role.html")
def badge_role(role: str) -> dict[str, Any]:
    """The role somebody has, as a small word. An unknown or empty role shows nothing."""
    return {"role": role, "word": ROLES.get(str(role), "")}


@register.inclusion_tag("web/_stepper.html", takes_context=True)
def stepper(context: template.Context, event: Any, across: bool = False) -> dict[str, Any]:
    """The four stages of an event's life, the stage it is at, and the ways through each.

    `across` lays it on its side, without the ways, for the head of a page.
    """
    found = [] if across else nav_links(context, "event", event, here=str(context.get("here", "")))
    stages = list(nav.STAGES)
    at = stages.index(nav.stage_of(event, now()))
    return {
        "across": across,
        "stages": [
            {
                "word": nav.STAGES[stage],
                "past": place < at,
                "now": place == at,
                "links": [link for link in found if link.stage == stage],
            }
            for place, stage in enumerate(stages)
        ],
    }


@register.simple_tag(takes_context=True)
def nav_links(
    context: template.Context, place: nav.Place, obj: Any = None, here: str = ""
) -> list[nav.Link]:
    """The links of a place: `{% nav_links "association" association as links %}`."""
    request = context.get("request")
    return list(
        nav.links(
            place,
            user=getattr(request, "user", None),
            obj=obj or None,
            path=getattr(request, "path", ""),
            here=here,
        )
    )


@register.inclusion_tag("web/_assets.html", takes_context=True)
def page_assets(context: template.Context) -> dict[str, Any]:
    """The style sheets of a page: ours, and the few lines that hold the association's accent."""
    accent = context.get("accent")
    if not accent:
        association = context.get("association") or getattr(
            context.get("event"), "association", None
        )
        accent = getattr(association, "accent", "")
    return {
        "sheets": assets.sheets(),
        "fonts": assets.fonts(),
        "accent": slug_of(str(accent or "")),
    }


@register.filter
def clock(seconds: float | None) -> str:
    """Seconds as a clock says them: ``2:34``."""
    return "" if seconds is None else figures.clock(float(seconds))


@register.filter
def plain_date(day: dt.date | None) -> str:
    """A day without its name, as its own zone has it: “1er décembre 2026”, “1 December 2026”."""
    return "" if day is None else dates.said_date(day)


@register.filter(expects_localtime=True)
def instant(moment: dt.datetime | None) -> str:
    """A day and an hour on the reader's own clock: “1er décembre 2026, 18 h”."""
    return "" if moment is None else f"{dates.said_date(moment)}, {dates.said_hour(moment)}"


@register.filter
@stringfilter
def french_spacing(text: str) -> str:
    """What people typed, spaced as French wants it while the page is in French."""
    return figures.french_spacing(text) if (get_language() or "").startswith("fr") else text


@register.simple_tag
def mail_colours(accent: str = "") -> Accent:
    """The accent of a mail, readable on white and on a dark screen; cassis where none is given."""
    return accent_of(f"#{slug_of(str(accent))}" if slug_of(str(accent)) else DEFAULT_ACCENT)
