"""What is said of bilateral exchanges: the ways, refusals, why a wish found no place, changes."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.formats.bilateral.exchanges import Change, LeftOut
from events.formats.bilateral.scheduling import Aim, Kind, Rule, Why
from events.formats.bilateral.settings import Way

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WAYS: "Final[Mapping[str, _StrPromise]]" = {
    Way.FREE.value: _("Free: everybody goes to see whom they like"),
    Way.PLANNED.value: _("Planned: wishes get a table and an hour"),
}
AIMS: "Final[Mapping[str, _StrPromise]]" = {
    Aim.MOST.value: _("As many wishes as possible"),
    Aim.NOBODY_LEFT_OUT.value: _("Nobody left out, as far as possible"),
}
REFUSALS: "Final[Mapping[str, _StrPromise]]" = {
    "not_planned": _("Plan the meetings first."),
    "no_wishes": _("There is no accepted wish yet between two people who are here."),
    "no_such_guest": _("This person is not taking part."),
    "no_such_meeting": _("There is no such meeting any more."),
    "not_both_here": _("Check in at the welcome desk first, both of you."),
    "has_begun": _("This hour has begun. Move a meeting that is still to come."),
    "all_begun": _("The last hour has begun: nothing can be planned any more."),
    f"breaks_{Rule.GONE}": _("There is no such meeting any more."),
    f"breaks_{Rule.NOWHERE}": _("There is no such table at this hour."),
    f"breaks_{Rule.TABLE_TAKEN}": _("This table is taken at this hour."),
    f"breaks_{Rule.NOT_THERE}": _("One of the two is not here any more."),
    f"breaks_{Rule.BUSY}": _("One of the two meets somebody else at this hour."),
    f"breaks_{Rule.CAP}": _("One of the two has as many meetings as one may have."),
    f"breaks_{Rule.MET}": _("These two meet already."),
}
# Why a wish found no place, to the facilitator. A no is nobody's business but theirs.
WHYS: "Final[Mapping[str, _StrPromise]]" = {
    Why.AWAY: _("One of the two is not here."),
    Why.NO_COMMON_SLOT: _("They are never here at the same hour."),
    Why.YOUR_CAP: _("Who wished has as many meetings as one may have."),
    Why.THEIR_CAP: _("Who was wished for has as many meetings as one may have."),
    Why.TABLES_FULL: _("All tables are taken whenever both are free."),
    Why.CROWDED: _("One of the two meets somebody else at every hour."),
}
_NO_HOUR: "Final[_StrPromise]" = _("%(name)s: no hour is left that suits you both.")
# The same to who wished: a no is told on her own page, not here.
TOLD: "Final[Mapping[str, _StrPromise]]" = {
    Why.AWAY: _("%(name)s: not here yet."),
    Why.NO_COMMON_SLOT: _NO_HOUR,
    Why.YOUR_CAP: _("%(name)s: you have as many meetings as one may have."),
    Why.THEIR_CAP: _NO_HOUR,
    Why.TABLES_FULL: _("%(name)s: all tables are taken when you are both free."),
    Why.CROWDED: _NO_HOUR,
}


def wishes_said(
    left_out: Iterable[LeftOut], names: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """Return who wished to meet whom and why that found no place, for the facilitator.

    Without what the other declined, or didn't answer: that is between the two.
    """
    return [
        (names.get(by, ""), names.get(to, ""), str(WHYS[Why(why)]))
        for by, to, why in left_out
        if why in WHYS
    ]


def left_out_said(why: str, name: str) -> str:
    """Return the same for who wished; nothing where there is nothing new to tell her."""
    told = TOLD.get(why)
    return str(told) % {"name": name} if told else ""


def change_said(change: Change, names: Mapping[str, str], hours: Mapping[int, str]) -> str:
    """Return what became of a meeting, in a sentence."""
    kind, one, two, before, after = change
    said = {"one": names.get(one, ""), "two": names.get(two, "")}
    match kind:
        case Kind.ADDED if after:
            place = {"hour": hours.get(after[0], ""), "table": after[1] + 1}
            return gettext("New: %(one)s and %(two)s, %(hour)s, table %(table)s") % {
                **said,
                **place,
            }
        case Kind.MOVED if before and after:
            place = {"hour": hours.get(after[0], ""), "table": after[1] + 1}
            was = {"was": hours.get(before[0], "")}
            words = gettext("Moved: %(one)s and %(two)s, from %(was)s to %(hour)s, table %(table)s")
            return words % {**said, **place, **was}
    return gettext("Cancelled: %(one)s and %(two)s") % said
