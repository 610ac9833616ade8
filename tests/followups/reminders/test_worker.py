"""The whole way: a breakfast that is over, beat, a real worker, a real mail server, the link."""

import datetime as dt
import re

import pytest
from django.test import Client

from events.calendar.models import Status as EventStatus
from followups.reminders.models import FollowUp, Reminder, ReminderState, State
from networking.time import now
from tests.factories import EncounterFactory, EventFactory, RegistrationFactory
from tests.services.servers import wait_until
from tests.services.site import Site
from tests.services.smtp import SmtpSink

pytestmark = pytest.mark.slow


def test_both_guests_get_their_reminder_once_and_one_tap_is_enough(
    site: Site, smtp_sink: SmtpSink
) -> None:
    # The breakfast ended at ten on a Tuesday; the processes' clocks stand at six that evening.
    ended = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)
    site.environment["TABLEE_CLOCK"] = f"{ended + dt.timedelta(hours=8)},1,{now().isoformat()}"
    event = EventFactory.create(
        starts_at=ended - dt.timedelta(hours=2), ends_at=ended, status=EventStatus.OVER
    )
    one, two = (RegistrationFactory.create(event=event).user for _ in range(2))
    EncounterFactory.create(event=event, first=one, second=two)

    # Two beats, as after a clumsy deployment: they do no harm.
    site.worker()
    site.beat()
    site.environment["BEAT_SCHEDULE"] += "-second"
    site.beat()
    (message,) = smtp_sink.wait_for(1, str(one.email))
    smtp_sink.wait_for(1, str(two.email))
    first = Reminder.objects.filter(event=event, number=1)
    wait_until(lambda: first.filter(state=ReminderState.SENT).count() == 2, "both marked sent")
    assert len(smtp_sink.messages) == 2

    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    found = re.search(r"https?://[^/]+(/f/f\S+)", text)
    assert found
    follow_up = FollowUp.objects.get(owner=one)
    anybody = Client()
    assert anybody.get(found[1]).status_code == 200
    anybody.post(found[1])
    follow_up.refresh_from_db()
    assert follow_up.state == State.DONE
