"""Few mails: over the whole 48 hours, looked at every other hour, nobody gets one too many."""

import datetime as dt
from collections import Counter

import pytest
import time_machine

from events.calendar.models import Status as EventStatus
from events.encounters.models import Source
from followups.reminders import sweep
from networking.mail.sending import send_due
from tests.factories import (
    CheckInFactory,
    EncounterFactory,
    EventFactory,
    RegistrationFactory,
    UserFactory,
)
from tests.followups.reminders.conftest import DEADLINE, ENDED, Breakfast
from tests.services.smtp import SmtpSink


@pytest.mark.slow
def test_a_person_gets_two_mails_an_event_whatever_she_did_there_and_who_did_not_come_none(
    breakfast: Breakfast, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    for _ in range(4):
        breakfast.meets()
    # The same two met in two rounds, one was seen by nobody, two had only said that they'd come.
    EncounterFactory.create(
        event=breakfast.event, first=breakfast.amina, second=breakfast.met[0], source=Source.BADGE
    )
    alone = CheckInFactory.create(registration__event=breakfast.event).registration.user
    CheckInFactory.create(registration=breakfast.met[0].registrations.get())
    absent = [
        RegistrationFactory.create(event=breakfast.event).user,
        RegistrationFactory.create(event=breakfast.event, cancelled=True).user,
    ]
    # A second event of the same morning is a mail of its own.
    other = EventFactory.create(
        starts_at=ENDED - dt.timedelta(hours=1), ends_at=ENDED, status=EventStatus.OVER
    )
    EncounterFactory.create(event=other, first=breakfast.amina, second=UserFactory.create())
    moment = ENDED
    while moment < DEADLINE + dt.timedelta(hours=26):
        clock.move_to(moment)
        for _ in range(2):
            sweep.remind()
            send_due()
        moment += dt.timedelta(hours=2)
    counted = Counter(message["X-RcptTo"] for message in smtp_sink.messages)
    assert counted[breakfast.amina.email] == 4
    assert all(counted[person.email] == 2 for person in breakfast.met)
    # Who met nobody we know of is asked once whom she met.
    assert counted[alone.email] == 1
    assert not any(counted[person.email] for person in absent)
