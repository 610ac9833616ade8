"""The `reminders` app: listens for encounters and for the ends of events."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "followups.reminders"
    label = "reminders"

    def ready(self) -> None:
        # Models aren't ready before this.
        from followups.reminders import receivers  # noqa: F401
