from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    name = "networking.profiles"
    label = "profiles"
