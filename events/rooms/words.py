"""What came of asking a video server, in words."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PROVED: "Final[_StrPromise]" = _("The server answered, and takes our signature. All is well.")
ANSWERED: "Final[_StrPromise]" = _(
    "The server answered. Whether rooms open as they should only shows inside: go into one before"
    " the event."
)
# By the reason of a `RoomsError`.
WHY: "Final[dict[str, _StrPromise]]" = {
    "unreachable": _("The server did not answer. Look at its address, and whether it is running."),
    "private": _("This address is not on the internet, so the site doesn’t go there."),
    "refused": _("The server answered, but does not take our signature. Look at the secret."),
    "missing": _("A server answered, but there is no such service at this address."),
    "strange": _("Something answered, but not as this service does. Look at the address."),
}
