"""The mails about preparing and meeting; importing them makes their kinds known."""

from events.directory.mails import eve, nudge

__all__ = ["eve", "nudge"]
