"""Devices at the door keep in step: each hears that something changed, and asks what."""

from events.calendar.models import Event
from networking.push.actions import stir


def channel_of(event: Event) -> str:
    """The name under which the doors of this event are told of arrivals."""
    return f"door:{event.pk}"


def changed(event: Event) -> None:
    """Tell all doors of this event, on commit, that somebody came or went.

    Call it last in a transaction: who comes after it waits until its end.
    """
    stir(channel=channel_of(event))
