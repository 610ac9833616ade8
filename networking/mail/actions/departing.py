"""Counting what leaves to each domain, for all senders together (the rule is `domains.py`)."""

from collections import Counter
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Case, F, Value, When

from networking.accounts.models import User
from networking.mail import domains
from networking.mail.domains import REACH, Plan
from networking.mail.models import Departures
from networking.time import now


@transaction.atomic
def depart(
    *,
    addresses: Sequence[str],
    put_off: Counter[str],
    measure: int,
    by: User | None = None,  # noqa: ARG001
) -> Plan:
    """Say which of these mails may leave now, at most `measure` a minute to a domain; count them.

    Three statements, however many mails. Senders of the same domain go one after the other.
    Twice counts twice.
    """
    wanted = [domains.domain_of(address) for address in addresses]
    present = domains.slice_of(now())
    # In one order, or two senders could wait for each other.
    mine = [Departures(slice=present, domain=domain) for domain in sorted(set(wanted))]
    Departures.objects.bulk_create(mine, ignore_conflicts=True)
    lately = Departures.objects.filter(slice__gte=present - REACH, domain__in=set(wanted))
    held = lately.select_for_update().order_by("domain", "slice")
    left = domains.counted(held.values_list("domain", "number"))
    found = domains.plan(wanted, left, put_off, measure)
    if found.leaving:
        more = [When(domain=domain, then=Value(n)) for domain, n in found.leaving.items()]
        here = Departures.objects.filter(slice=present, domain__in=found.leaving)
        here.update(number=F("number") + Case(*more, default=Value(0)))
    return found


@transaction.atomic
def forget_departures(*, by: User | None = None) -> int:  # noqa: ARG001
    """Forget those of minutes ago; return how many rows. Twice finds nothing more."""
    long_ago = domains.slice_of(now()) - 2 * REACH
    return Departures.objects.filter(slice__lt=long_ago).delete()[0]
