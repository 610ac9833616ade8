"""What organisers note about many guests at once: tags, who has still to pay, lists taken away."""

from collections.abc import Collection, Iterable

from django.db import transaction

from events.calendar.models import Event
from events.guests.models import GuestTag, Registration
from networking.accounts.models import User
from networking.associations.models import Association
from networking.audit.actions import record
from networking.text import fold, squeeze


@transaction.atomic
def tag(*, event: Event, guests: Collection[int], name: str, by: User | None) -> int:
    """Put a tag on guests of this event, by their ids; return how many had it not yet.

    The tag is made where there is none spelled so, accents and case aside. Twice tags nobody more.
    """
    _alone(event)
    found = _tag_named(event, name)
    through = Registration.tags.through.objects
    mine = set(event.registrations.filter(pk__in=guests).values_list("pk", flat=True))
    new = mine - set(through.filter(guesttag=found).values_list("registration_id", flat=True))
    # Another organiser may be at the same: what is there already is no mistake.
    through.bulk_create(
        [Registration.tags.through(registration_id=pk, guesttag_id=found.pk) for pk in new],
        ignore_conflicts=True,
    )
    if new:
        _record(event, "guests.tagged", by, tag=found.pk, count=len(new))
    return len(new)


@transaction.atomic
def untag(*, event: Event, guests: Collection[int], name: str, by: User | None) -> int:
    """Take a tag from guests of this event; return how many had it. Twice does nothing more.

    A tag that nobody has any more, at any event, is forgotten.
    """
    _alone(event)
    found = event.association.guest_tags.filter(folded=fold(name)).first()
    if found is None:
        return 0
    through = Registration.tags.through.objects
    count, _ = through.filter(
        guesttag=found, registration__event=event, registration__in=guests
    ).delete()
    if count:
        _record(event, "guests.untagged", by, tag=found.pk, count=count)
    _forget_unused([found.pk])
    return count


@transaction.atomic
def set_tags(*, registration: Registration, names: Iterable[str], by: User | None) -> list[str]:
    """Let a guest have these tags and no others; return their names. Twice changes nothing."""
    event = registration.event
    _alone(event)
    wanted = {fold(name): name for name in names if fold(name)}
    tags = [_tag_named(event, wanted[folded]) for folded in sorted(wanted)]
    before = set(registration.tags.values_list("pk", flat=True))
    after = {tag.pk for tag in tags}
    if before != after:
        registration.tags.set(tags)
        record(
            by=by,
            verb="guest.tagged",
            subject=registration,
            association=event.association,
            tags=sorted(after),
        )
        _forget_unused(before - after)
    return sorted(tag.name for tag in tags)


@transaction.atomic
def mark_to_pay(*, event: Event, guests: Collection[int], to_pay: bool, by: User | None) -> int:
    """Note that guests have still to pay, or that they have paid; return for how many it changed.

    Twice changes nobody more. No payment is handled: it is a tick on a list.
    """
    found = event.registrations.filter(pk__in=guests).exclude(to_pay=to_pay)
    count = found.update(to_pay=to_pay)
    if count:
        verb = "guests.marked_to_pay" if to_pay else "guests.marked_paid"
        _record(event, verb, by, count=count)
    return count


@transaction.atomic
def annotate(
    *,
    registration: Registration,
    diet: str,
    phone: str,
    mobile: str,
    fax: str,
    remark: str = "",
    by: User | None,
) -> Registration:
    """Write what the association noted about a guest. Twice changes nothing."""
    said = {"diet": diet, "remark": remark, "phone": phone, "mobile": mobile, "fax": fax}
    said = {name: squeeze(text) for name, text in said.items()}
    changed = [name for name, text in said.items() if getattr(registration, name) != text]
    if not changed:
        return registration
    for name in changed:
        setattr(registration, name, said[name])
    registration.save(update_fields=changed)
    record(
        by=by,
        verb="guest.noted",
        subject=registration,
        association=registration.event.association,
        fields=changed,
    )
    return registration


@transaction.atomic
def note_export(*, event: Event, what: str, kind: str, count: int, by: User | None) -> None:
    """Note that a list of guests was taken away as a file. Each time is one entry."""
    _record(event, f"guests.{what}_exported", by, kind=kind, count=count)


def _alone(event: Event) -> None:
    """Wait until nobody else is at the association's tags: a tag put on while it is being forgotten
    would otherwise be there for one and gone for the other."""
    Association.objects.select_for_update(no_key=True).get(pk=event.association_id)


def _tag_named(event: Event, name: str) -> GuestTag:
    """The tag of this name, made if there is none."""
    name = squeeze(name)[:40].strip()
    found, _ = GuestTag.objects.get_or_create(
        association=event.association, folded=fold(name), defaults={"name": name}
    )
    return found


def _forget_unused(tags: Collection[int]) -> None:
    """Forget those of these tags that nobody has."""
    GuestTag.objects.filter(pk__in=tags, registrations__isnull=True).delete()


def _record(event: Event, verb: str, by: User | None, **details: object) -> None:
    record(by=by, verb=verb, subject=event, association=event.association, **details)
