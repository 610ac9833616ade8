"""The `web` app: finds every room's ways and its part of the first page when the site starts."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WebConfig(AppConfig):
    name = "networking.web"
    label = "web"

    def ready(self) -> None:
        autodiscover_modules("nav", "home")
