from django.apps import AppConfig


class AssociationsConfig(AppConfig):
    name = "networking.associations"
    label = "associations"
