"""A first word of why, from what the two say of themselves: to be kept, changed or left out."""

from django.utils.translation import gettext as _

from events.directory.index import entries_of, thesaurus_of
from events.directory.suggestions import Why, suggest
from events.guests.models import Registration
from events.wishes.models import LONGEST_WHY


def why(me: Registration, other: Registration) -> str:
    """Return a line from one guest to another about what their tags share; "" for nothing.

    In the active language, with the other's own words for her tags. Three queries.
    """
    both = me.event.registrations.filter(pk__in=(me.pk, other.pk))
    entries = {entry.pk: entry for entry in entries_of(me.event, both, few=True)}
    if len(entries) != 2:
        return ""
    thesaurus = thesaurus_of(me.event)
    mine, hers = entries[me.pk], entries[other.pk]
    found = suggest(mine.person(thesaurus), [hers.person(thesaurus)], most=1)
    if not found:
        return ""
    (reason,) = found
    words = {thesaurus.root(tag): tag for tag in (*mine.offers, *mine.needs)}
    words |= {thesaurus.root(tag): tag for tag in (*hers.offers, *hers.needs)}
    give, take = words.get(reason.give, ""), words.get(reason.take, "")
    return _line(reason.why, give, take)[:LONGEST_WHY]


def _line(reason: Why, give: str, take: str) -> str:
    if reason is Why.BOTH:
        return _("You’re looking for %(give)s, I’m looking for %(take)s: shall we talk?") % {
            "give": give,
            "take": take,
        }
    if reason is Why.I_CAN_HELP:
        return _("You’re looking for %(tag)s: perhaps I can help.") % {"tag": give}
    if reason is Why.CAN_HELP_ME:
        return _("I’m looking for %(tag)s, and you offer it.") % {"tag": take}
    if reason is Why.SAME_NEED:
        return _("We’re both looking for %(tag)s.") % {"tag": take}
    return ""
