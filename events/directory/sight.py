"""Who sees whose face at an event: those who see the card it stands on, as long as they see it.

The picture goes with what a guest says of herself (headline, pitch, offers), see `cards`: once she
has said herself what to show, to those who take part, until 30 days after the event.
"""

from events.guests import consent
from events.guests.models import Registration
from events.guests.rules import attends
from networking.accounts.models import User
from networking.profiles.sight import register
from networking.time import now


@register
def sees_the_card(viewer: User, person: User) -> bool:
    """Whether there is an event where `viewer` may see the card of `person` now."""
    shown = Registration.objects.confirmed().filter(
        user=person, consented_at__isnull=False, event__ends_at__gt=now() - consent.KEPT
    )
    met = viewer.registrations.confirmed().filter(event__in=shown.values("event"))
    return met.exists() or any(
        attends(viewer, each.event) for each in shown.select_related("event__association")
    )
