"""What a registration keeps in step by itself."""

import pytest
from django.db import IntegrityError, transaction

from events.guests.models import ENDED, ImportBatch, Registration, Status
from events.guests.seating import Seating
from tests.factories import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def test_its_folded_texts_follow_the_name_whatever_is_saved() -> None:
    registration = RegistrationFactory.create()
    registration.family_name = "  Ørsted "
    registration.save(update_fields=["family_name"])
    registration.refresh_from_db()
    assert registration.family_name == "Ørsted"
    assert registration.sort_name.startswith("orsted")
    registration.shared = []
    registration.save(update_fields=["shared"])
    assert Registration.objects.all().matching("orsted").get() == registration


def test_it_begins_with_the_usual_card_and_keeps_a_choice_of_nothing() -> None:
    registration = RegistrationFactory.create()
    assert registration.shared == ["title", "organisation"]
    registration.shared = []
    registration.save()
    registration.refresh_from_db()
    assert registration.shared == []


def test_the_longest_names_fit_though_folding_makes_them_longer() -> None:
    registration = RegistrationFactory.create(given_name="œ" * 80, family_name="œ" * 80)
    registration.refresh_from_db()
    assert len(registration.sort_name) == 170


def test_one_person_has_one_registration_for_an_event() -> None:
    registration = RegistrationFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationFactory.create(event=registration.event, user=registration.user)


def test_a_seat_has_the_instant_at_which_it_was_taken() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationFactory.create(confirmed_at=None)


def test_reads_are_named_like_adjectives() -> None:
    event = EventFactory.create()
    for status in Status:
        RegistrationFactory.create(event=event, status=status)
    current = event.registrations.current()
    assert set(current.values_list("status", flat=True)) == set(Status) - ENDED


def test_nothing_of_a_person_stands_in_what_a_log_would_show() -> None:
    registration = RegistrationFactory.create()
    assert str(registration) == f"registration #{registration.pk}"
    assert str(ImportBatch(pk=3)) == "import #3"


def test_with_more_walk_ins_than_seats_none_is_free() -> None:
    seating = Seating(2, {"confirmed": 3})
    assert (seating.free, seating.full, seating.share) == (0, True, 1.5)
