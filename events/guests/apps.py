from django.apps import AppConfig


class GuestsConfig(AppConfig):
    name = "events.guests"
    label = "guests"

    def ready(self) -> None:
        """Let those on the guest list know that the event exists, and learn when it changes."""
        # Models aren't ready before this.
        from events.calendar.access import WHO_KNOWS
        from events.calendar.actions import WHAT_KEEPS_IT_PUBLIC
        from events.calendar.audience import COUNTED, HEADS
        from events.guests import receivers  # noqa: F401
        from events.guests.concerned import concerned, heads
        from events.guests.rules import has_guests, is_on_the_list

        WHO_KNOWS.append(is_on_the_list)
        WHAT_KEEPS_IT_PUBLIC.append(has_guests)
        COUNTED.append(concerned)
        HEADS.append(heads)
