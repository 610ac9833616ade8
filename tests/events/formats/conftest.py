"""Formats are tested at a real breakfast, on the console of the agenda."""

from tests.events.agenda.conftest import breakfast, cast, console

__all__ = ["breakfast", "cast", "console"]
