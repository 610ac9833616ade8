"""What the round table's own notions are called, and what is said of it without network."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from events.formats.round_table.order import Order

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ORDERS: "dict[str, _StrPromise]" = {
    Order.ARRIVAL.value: _("As they came"),
    Order.TABLE.value: _("By table"),
    Order.NAME.value: _("By name"),
    Order.RANDOM.value: _("At random"),
}

REFUSALS: "dict[str, _StrPromise]" = {
    "already_open": _("The round table has begun already."),
    "not_open": _("The round table has not begun yet."),
    "nobody_here": _("Nobody is checked in yet."),
    "no_such_turn": _("A turn takes between 15 seconds and 5 minutes."),
    "no_such_guest": _("This person is not waiting for a turn."),
    "round_is_over": _("Everybody has spoken."),
    "first_turn": _("Nobody has spoken before."),
}

AWAY: "dict[str, _StrPromise]" = {
    "present": _("Here: %(present)s"),
    "first": _("First turn"),
    "next": _("Next turn"),
    "number": _("%(number)s of %(total)s"),
    "then": _("then %(name)s"),
    "left": _("Still to speak: %(count)s"),
    "late": _("%(name)s came late and has not spoken yet."),
    "finished": _("Everybody has spoken."),
    "passes": _("Passes"),
    "absent": _("Absent"),
    "back": _("Previous person"),
    "following": _("Next: %(name)s"),
    "quoted": _("“%(words)s”"),
    "thanks": _("Thank you all."),
    "one_minute": _("One minute each: who you are, what you can do, what you would like to do."),
}
