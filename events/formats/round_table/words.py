"""What the round table's own notions are called."""

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
