from django.apps import AppConfig


class PushConfig(AppConfig):
    name = "networking.push"
    label = "push"
