"""What one writes down about a contact: entries of the journal, and promises."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from followups.contacts.models import Contact, Entry, Kind, Promise
from networking.accounts.models import User
from networking.text import squeeze

# Kinds after which one has written to somebody, or spoken with her.
HEARD = frozenset({Kind.MESSAGE, Kind.CALL, Kind.COFFEE})


@transaction.atomic
def log(*, contact: Contact, kind: Kind, on: dt.date, text: str, by: User | None) -> Entry:  # noqa: ARG001
    """Write an entry into a contact's journal. The same one again, of the same day, is one entry.

    A message, a call or a coffee counts as having heard from her: she is due again only later.
    """
    entry, _ = Entry.objects.get_or_create(contact=contact, kind=kind, on=on, text=text.strip())
    if kind in HEARD:
        heard_from(contact=contact, on=on, by=None)
    return entry


@transaction.atomic
def strike(*, entry: Entry, by: User | None) -> None:  # noqa: ARG001
    """Take an entry out of the journal. When one last heard from her stays as it was."""
    entry.delete()


@transaction.atomic
def heard_from(*, contact: Contact, on: dt.date, by: User | None) -> None:  # noqa: ARG001
    """Note the day on which one wrote to a contact or spoke with her; an earlier one says nothing
    new.
    """
    locked = Contact.objects.select_for_update().get(pk=contact.pk)
    locked.seen_on = max(on, locked.seen_on or on)
    locked.wrote_on = max(on, locked.wrote_on or on)
    locked.save()
    contact.seen_on, contact.wrote_on, contact.due_on = (
        locked.seen_on,
        locked.wrote_on,
        locked.due_on,
    )


@transaction.atomic
def unheard(
    *,
    contact: Contact,
    on: dt.datetime,
    seen_on: dt.date | None,
    wrote_on: dt.date | None,
    by: User | None,  # noqa: ARG001
) -> None:
    """Take back that one wrote to a contact at this instant: she says what she said before.

    Unless one heard from her otherwise on that day, or on a later one. Twice is once.
    """
    locked = Contact.objects.select_for_update().get(pk=contact.pk)
    day = timezone.localdate(on)
    otherwise = locked.entries.filter(kind__in=HEARD, on=day).exists()
    if locked.wrote_on != day or otherwise:
        return
    locked.seen_on, locked.wrote_on = seen_on, wrote_on
    locked.save()


@transaction.atomic
def promise(
    *,
    contact: Contact,
    text: str,
    due_on: dt.date | None = None,
    by: User | None,  # noqa: ARG001
) -> Promise:
    """Note what one promised a contact. The same words again, still to do, are one promise."""
    kept, _ = Promise.objects.get_or_create(
        contact=contact, text=squeeze(text), done_on=None, defaults={"due_on": due_on}
    )
    return kept


@transaction.atomic
def settle(*, promise: Promise, done_on: dt.date | None, by: User | None) -> None:  # noqa: ARG001
    """Note that a promise was kept on this day, or (None) that it wasn't yet. Twice is once."""
    promise.done_on = done_on if promise.done_on is None or done_on is None else promise.done_on
    promise.save(update_fields=["done_on"])


@transaction.atomic
def release(*, promise: Promise, by: User | None) -> None:  # noqa: ARG001
    """Take a promise away: it is none any more."""
    promise.delete()
