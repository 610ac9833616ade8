from django.apps import AppConfig


class FormatsConfig(AppConfig):
    name = "events.formats"
    label = "formats"

    def ready(self) -> None:
        from events.formats import discover

        discover("format")
        discover("signals")
