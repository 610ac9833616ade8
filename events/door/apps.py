from django.apps import AppConfig


class DoorConfig(AppConfig):
    name = "events.door"
    label = "door"

    def ready(self) -> None:
        """Let the guest list be filtered by who is here."""
        from django.db.models import Q
        from django.utils.translation import gettext_lazy as _

        from events.guests.marks import Mark, register

        register("here", Mark(label=_("Checked in"), only=Q(check_in__isnull=False)))
        register("expected", Mark(label=_("Not here yet"), only=Q(check_in__isnull=True)))
