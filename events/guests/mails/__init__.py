"""The mails about guests; importing them makes their kinds known."""

from events.guests.mails import registrations

__all__ = ["registrations"]
