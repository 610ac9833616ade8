"""What the formats print: each says so itself, in a module ``prints`` of its own."""

from events.formats import discover

discover("prints")
