"""The operator's switch: no mail leaves, or none but sign-in codes; every mail waits in its row."""

from django.db import transaction

from networking.accounts.models import User
from networking.audit.actions import record
from networking.mail.actions.queueing import poke_on_commit
from networking.mail.models import Halt, Switch
from networking.time import now


@transaction.atomic
def switch(*, halt: Halt, by: User | None) -> Switch:
    """Stop sending, or all but sign-in codes, or send again; to the same state changes nothing.

    Senders see it between two mails, a quarter of a second later at most.
    """
    Switch.objects.get_or_create(pk=Switch.ONE)
    found = Switch.objects.select_for_update().get(pk=Switch.ONE)
    if found.halt == halt:
        return found
    found.halt, found.by, found.at = halt, by, now()
    found.save()
    record(
        by=by, verb="mail.switched", subject=found, association=None, halt=halt.value or "nothing"
    )
    if halt != Halt.EVERYTHING:
        poke_on_commit()
    return found
