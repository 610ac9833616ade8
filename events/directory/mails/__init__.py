"""The mails about preparing and meeting; importing them makes their kinds known."""

from events.directory.mails import nudge

__all__ = ["nudge"]
