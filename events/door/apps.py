from django.apps import AppConfig


class DoorConfig(AppConfig):
    name = "events.door"
    label = "door"
