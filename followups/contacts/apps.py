from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ContactsConfig(AppConfig):
    name = "followups.contacts"
    label = "contacts"

    def ready(self) -> None:
        """Let the room above tell what it knows of a contact."""
        autodiscover_modules("history")
