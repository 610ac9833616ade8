"""The `mail` app: finds every room's kinds of mail when the site starts."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MailConfig(AppConfig):
    name = "networking.mail"
    label = "mail"

    def ready(self) -> None:
        autodiscover_modules("mails")
        from networking.mail import receivers  # noqa: F401
