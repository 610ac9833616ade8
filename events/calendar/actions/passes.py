"""Making passes, and taking them back."""

from django.db import transaction

from events.calendar.models import Event, Pass
from networking.accounts.models import User
from networking.audit.actions import record
from networking.push.actions import revoke
from networking.time import now


@transaction.atomic
def make_pass(*, event: Event, hand: str, by: User | None) -> Pass:
    """Return the valid pass that lends this hand, made now if there is none. Twice is one."""
    Event.objects.select_for_update().get(pk=event.pk)
    found, made = Pass.objects.valid().get_or_create(
        event=event, hand=hand, defaults={"made_by": by}
    )
    if made:
        record(by=by, verb="pass.made", subject=found, association=event.association, hand=hand)
    found.event = event
    return found


@transaction.atomic
def revoke_passes(*, event: Event, by: User | None) -> int:
    """Take all passes of an event back, and close the pages they opened; return how many.

    Twice takes back none the second time.
    """
    Event.objects.select_for_update().get(pk=event.pk)
    valid = list(Pass.objects.valid().filter(event=event))
    for each in valid:
        each.revoked_at = now()
        each.save(update_fields=["revoked_at"])
        revoke(grant=each.grant)
        record(by=by, verb="pass.revoked", subject=each, association=event.association)
    return len(valid)
