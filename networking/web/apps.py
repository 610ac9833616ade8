"""The `web` app: finds every room's navigation when the site starts."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WebConfig(AppConfig):
    name = "networking.web"
    label = "web"

    def ready(self) -> None:
        autodiscover_modules("nav")
