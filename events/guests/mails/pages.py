"""Where an organiser sees to the guest whom a mail was for."""

from collections.abc import Sequence

from django.urls import reverse

from events.guests.models import Registration
from networking.mail.kinds import Whom
from networking.mail.models import OutgoingMail


def guest_pages(mails: Sequence[OutgoingMail]) -> dict[int, Whom]:
    """Each mail's guest, by the mail's key; none of those who are gone. One query."""
    wanted = {mail.pk: mail.params.get("registration") for mail in mails}
    found = Registration.objects.filter(
        pk__in=set(wanted.values()) - {None},
        event__association__in={mail.association_id for mail in mails if mail.association_id},
    )
    pages = {guest.pk: _whom(guest) for guest in found.select_related("event__association", "user")}
    return {mail: pages[guest] for mail, guest in wanted.items() if guest in pages}


def _whom(guest: Registration) -> Whom:
    event = guest.event
    there = reverse("guests:guest", args=[event.association.slug, event.slug, guest.pk])
    return Whom(guest.full_name, there)
