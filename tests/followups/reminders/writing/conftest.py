"""Amina, who met Bérénice and Claire, and writes."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from followups.contacts.models import Openness
from followups.reminders import actions
from followups.reminders.models import Coffee, FollowUp, Way
from followups.reminders.models import Letter as LetterRow
from followups.reminders.writing import actions as writing
from followups.reminders.writing.actions import Words
from networking.accounts.models import User
from tests.followups.reminders.conftest import Breakfast

__all__ = ["Breakfast"]
LATER = dt.datetime(2026, 12, 8, 9, tzinfo=dt.UTC)


@pytest.fixture
def follow_up(breakfast: Breakfast, clock: time_machine.Traveller) -> FollowUp:
    """Amina's to Bérénice, an hour after the breakfast."""
    clock.shift(dt.timedelta(hours=1))
    actions.derive(event=breakfast.event)
    return FollowUp.objects.of(breakfast.amina).get(person=breakfast.met[0])


@pytest.fixture
def amina(follow_up: FollowUp, client: Client) -> Client:
    client.force_login(follow_up.owner)
    return client


def accepts(person: User) -> User:
    """Let her accept words of those she met."""
    Openness.objects.update_or_create(user=person, defaults={"words": True})
    return person


def words(text: str = "Merci pour Vaise.", **said: object) -> Words:
    return Words(text=text, language="fr", **said)  # type: ignore[arg-type]


def coffee() -> Words:
    return words(
        coffee=Coffee.VIDEO,
        where="https://meet.example.org/amina",
        times=(LATER, LATER + dt.timedelta(days=1)),
    )


def sent(follow_up: FollowUp, said: Words | None = None) -> LetterRow:
    return writing.write(
        follow_up=follow_up, words=said or words(), way=Way.SENT, by=follow_up.owner
    )
