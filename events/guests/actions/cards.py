"""What a guest says of herself for one event, and what of it the others may see."""

from collections.abc import Collection

from django.db import transaction

from events.guests.consent import cleaned
from events.guests.models import Registration
from networking.accounts.models import User
from networking.audit.actions import record
from networking.time import now


@transaction.atomic
def set_consent(
    *, registration: Registration, shared: Collection[str], by: User | None
) -> Registration:
    """Let the other participants see these fields and no others, from now on.

    Unknown names are dropped. Twice changes nothing but the instant of the choice.
    """
    registration.shared = cleaned(shared)
    registration.consented_at = now()
    registration.save(update_fields=["shared", "consented_at"])
    if by is not None and by != registration.user:
        record(
            by=by,
            verb="guest.consent_set",
            subject=registration,
            association=registration.event.association,
            fields=registration.shared,
        )
    return registration


@transaction.atomic
def describe(
    *,
    registration: Registration,
    given_name: str,
    family_name: str,
    title: str,
    organisation: str,
    by: User | None,
) -> Registration:
    """Write the name, title and organisation of the badge anew. Twice changes nothing."""
    registration.given_name, registration.family_name = given_name, family_name
    registration.title, registration.organisation = title, organisation
    registration.save(update_fields=["given_name", "family_name", "title", "organisation"])
    if by is not None and by != registration.user:
        record(
            by=by,
            verb="guest.described",
            subject=registration,
            association=registration.event.association,
        )
    return registration
