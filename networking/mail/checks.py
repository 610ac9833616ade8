"""The last look at a mail before it leaves: still ours, wanted, not stopped, to an address?"""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q

from networking.mail.actions import lease_ends
from networking.mail.kinds import Kind
from networking.mail.models import OutgoingMail, Priority, Reason, State, Stop
from networking.mail.trouble import DEAD_ADDRESS, NO_ADDRESS, NO_LONGER_WANTED, STOPPED, UNWANTED
from networking.time import monotonic, now

# What the database said about a batch counts for so many seconds, then it is asked again: a fast
# server costs two queries a batch, a slow one two a mail.
FRESH = 1.0


class Look:
    """What the database says about a claimed batch, never older than a second."""

    def __init__(self, batch: Sequence[OutgoingMail]) -> None:
        """Look at nothing yet; the first question does."""
        self._batch = batch
        self._taken = -FRESH
        self._ours: set[int] = set()
        self._stops: list[Stop] = []

    def is_ours(self, mail: OutgoingMail) -> bool:
        """Whether the lease still holds, with time enough left to finish what is begun now."""
        self._refresh()
        return mail.pk in self._ours

    def reason_not_to_send(self, mail: OutgoingMail, kind: Kind) -> str:
        """Return why this mail should not leave after all, empty if it should."""
        self._refresh()
        try:
            validate_email(mail.to)
        except ValidationError:
            return NO_ADDRESS
        for stop in self._stops:
            if not stop.is_against(mail):
                continue
            if stop.reason == Reason.BOUNCED and kind.priority != Priority.NOW:
                return DEAD_ADDRESS
            if stop.reason == Reason.COMPLAINED and _is_unasked_for(mail, kind):
                return UNWANTED
            if stop.reason == Reason.ASKED and kind.stoppable:
                return STOPPED
        return "" if kind.still_wanted(mail) else NO_LONGER_WANTED

    def _refresh(self) -> None:
        if monotonic() - self._taken < FRESH:
            return
        half = now() + (lease_ends() - now()) / 2
        ours = OutgoingMail.objects.filter(
            pk__in=[mail.pk for mail in self._batch],
            lease=self._batch[0].lease,
            state=State.SENDING,
            lease_until__gt=half,
        )
        self._ours = set(ours.values_list("pk", flat=True))
        whom = Q(address__in={mail.to for mail in self._batch})
        whom |= Q(user__in={mail.user_id for mail in self._batch if mail.user_id})
        self._stops = list(Stop.objects.filter(whom))
        self._taken = monotonic()


def _is_unasked_for(mail: OutgoingMail, kind: Kind) -> bool:
    """Whether somebody who complained may be spared it: all but the answers to her own doing."""
    return kind.stoppable or Priority.MAILING in {mail.priority, kind.priority}
