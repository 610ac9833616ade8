"""A breakfast whose agenda is an Impromptu."""

from tests.events.formats.in_rounds import room

__all__ = ["room"]
