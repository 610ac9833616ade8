from django.apps import AppConfig


class PaperConfig(AppConfig):
    name = "networking.paper"
    label = "paper"
