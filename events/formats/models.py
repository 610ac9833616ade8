"""The models of all formats, so that Django finds them."""

from events.formats import discover

discover("models")
