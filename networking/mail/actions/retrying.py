"""Sending again what was given up, or what nobody knows of; because somebody says so."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from networking.accounts.models import User
from networking.associations.models import Association
from networking.audit.actions import record
from networking.mail.actions.queueing import poke_on_commit
from networking.mail.kinds import leaving_again
from networking.mail.models import (
    STUCK,
    OutgoingMail,
    OutgoingMailQuerySet,
    Reason,
    State,
    Stop,
)
from networking.time import now


@transaction.atomic
def retry(*, mail: OutgoingMail, by: User | None) -> bool:
    """Let a failed or uncertain mail leave again, now; False if it is in another state.

    Where its address was thought dead, somebody now says that it isn't: the stop is lifted, and
    comes back with the next bounce. Twice is once. Mails without their secret don't leave again.
    """
    found = OutgoingMail.objects.filter(pk=mail.pk, state__in=STUCK, kind__in=leaving_again())
    if not _again(found):
        return False
    Stop.objects.filter(address=mail.to, reason=Reason.BOUNCED).delete()
    record(by=by, verb="mail.retried", subject=mail, association=mail.association)
    return True


@transaction.atomic
def retry_all(
    *, mails: OutgoingMailQuerySet, association: Association | None, by: User | None
) -> int:
    """Let those of `mails` that failed leave again, now; return how many. Twice finds no more.

    Not those to addresses that nobody has or whose owner complained: they would only come back.
    """
    stopped = Stop.objects.troubled().filter(address=OuterRef("to"))
    failed = OutgoingMail.objects.filter(pk__in=mails.order_by().values("pk"))
    failed = failed.filter(state=State.FAILED, kind__in=leaving_again())
    count = _again(failed.exclude(Exists(stopped)))
    if count and by is not None:
        record(
            by=by,
            verb="mail.failed_retried",
            subject=association or by,
            association=association,
            count=count,
        )
    return count


def _again(mails: OutgoingMailQuerySet) -> int:
    fields = {"attempts": 0, "doubts": 0, "lease": "", "lease_until": None}
    again = mails.update(state=State.WAITING, due_at=now(), **fields)
    if again:
        poke_on_commit()
    return again
