from django.apps import AppConfig


class EncountersConfig(AppConfig):
    name = "events.encounters"
    label = "encounters"
