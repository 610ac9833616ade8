"""The mails about guests; importing them makes their kinds known."""

from events.guests.mails import invitations, messages, registrations

__all__ = ["invitations", "messages", "registrations"]
