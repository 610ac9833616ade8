"""Several organisers, or one who clicks several times, at the same instant: real threads."""

import datetime as dt
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from events.calendar import actions
from events.calendar.models import Event, EventRole, Speaker, Standing
from networking.accounts.models import User
from networking.audit.models import Entry
from networking.mail.models import OutgoingMail
from tests.factories import (
    AssociationFactory,
    EventFactory,
    RegistrationFactory,
    SpeakerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 6


def at_once(doing: Callable[[int], Any]) -> Counter[Any]:
    """Do it from several threads that start together, and count what each was answered."""
    start = threading.Barrier(HANDS)

    def work(number: int) -> Any:
        start.wait()
        try:
            return doing(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as pool:
        return Counter(pool.map(work, range(HANDS)))


def test_an_event_cancelled_by_all_at_once_is_cancelled_once_with_one_word() -> None:
    event = EventFactory.create()
    RegistrationFactory.create_batch(3, event=event)
    done = at_once(
        lambda number: actions.cancel(
            event=Event.objects.get(pk=event.pk), note=f"Mot {number}", by=None
        )
    )
    assert done == {True: 1, False: HANDS - 1}
    event.refresh_from_db()
    assert event.sequence == 1
    assert event.cancel_note.startswith("Mot ")
    assert OutgoingMail.objects.filter(kind="guests.called_off").count() == 3


def test_a_form_clicked_many_times_makes_one_draft() -> None:
    association = AssociationFactory.create()
    by = UserFactory.create()
    starts_at = dt.datetime(2027, 4, 6, 6, tzinfo=dt.UTC)
    made = at_once(
        lambda _number: (
            actions.create(
                association=association,
                title="Petit-déjeuner",
                starts_at=starts_at,
                ends_at=starts_at + dt.timedelta(hours=2),
                once=True,
                by=by,
            ).pk
        )
    )
    assert len(made) == 1
    assert Entry.objects.filter(verb="event.created").count() == 1


def test_a_draft_thrown_away_by_all_at_once_is_gone_and_noted_once() -> None:
    event = EventFactory.create(draft=True)
    at_once(lambda _number: actions.discard(event=event, by=None))
    assert not Event.objects.exists()
    assert Entry.objects.filter(verb="event.discarded").count() == 1


def test_a_speaker_said_to_agree_by_all_at_once_is_one_person_with_one_hand() -> None:
    event = EventFactory.create()
    speaker = SpeakerFactory.create(event=event, standing=Standing.ASKED, email="fatou@exemple.org")
    at_once(
        lambda _number: actions.change_speaker(
            speaker=Speaker.objects.get(pk=speaker.pk), standing=Standing.AGREED, by=None
        )
    )
    assert EventRole.objects.filter(event=event).count() == 1
    assert User.objects.filter(email="fatou@exemple.org").count() == 1
