"""What the clock finds each time it looks: follow-ups not made yet, reminders that are due."""

import logging

from django.db.models import Exists, OuterRef, Q

from events.calendar.models import Event, EventQuerySet
from events.door.models import CheckIn
from events.encounters.models import Encounter
from followups.contacts.models import Exchange, ExchangeState, Told
from followups.reminders import actions, due
from followups.reminders.models import Enclosure, FollowUp, Reminder, ReminderState
from followups.reminders.season import actions as season
from followups.reminders.writing import actions as writing
from networking.time import now

log = logging.getLogger("tablee.reminders")

# Enough for the largest breakfast; what is left over is found by the next tick.
MOST = 500


def events_to_derive() -> EventQuerySet:
    """The events of the last 48 hours of which an encounter has no follow-up yet.

    Or of whose guests nobody has a reminder, though they came: that may be told afterwards. What a
    lost signal would have made is found here too.
    """
    known = FollowUp.objects.filter(
        event=OuterRef("event"), owner=OuterRef("first"), person=OuterRef("second")
    )
    denied = Told.objects.filter(
        event=OuterRef("event"), by=OuterRef("first"), person=OuterRef("second"), met=False
    )
    forgotten = (
        Encounter.objects.filter(event=OuterRef("pk"))
        .followed_up()
        .filter(~Exists(known), ~Exists(denied))
    )
    came = CheckIn.objects.filter(
        registration__event=OuterRef("pk"), registration__user__email__isnull=False
    )
    asked = Exchange.objects.filter(
        event=OuterRef("pk"), state=ExchangeState.ASKED, asked__email__isnull=False
    )
    nobody = ~Exists(Reminder.objects.filter(event=OuterRef("pk")))
    return (
        Event.objects.filter(ends_at__lte=now(), ends_at__gt=now() - due.WITHIN)
        .exclude(status__in=actions.NOT_HELD)
        .filter(Exists(forgotten) | Q(Exists(came) | Exists(asked), nobody))
        .order_by("ends_at", "pk")
    )


def remind() -> int:
    """Derive, count what is over, note what became of mails, queue what is due; return how many
    reminders left.

    Idempotent: two at once share the work, and with nothing to do nothing is written.
    """
    for event in events_to_derive():
        actions.derive(event=event)
    for event in season.to_count()[: season.MOST]:
        season.tally(event=event)
    if Enclosure.objects.exists():
        writing.tidy()
    if Reminder.objects.leaving().exists():
        actions.settle()
    states = [actions.queue(reminder=reminder) for reminder in Reminder.objects.due()[:MOST]]
    for state in (ReminderState.QUEUED, ReminderState.MISSED):
        if count := states.count(state):
            log.info("reminders: %d %s", count, state.value)
    return states.count(ReminderState.QUEUED)
