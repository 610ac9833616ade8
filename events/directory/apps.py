from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "events.directory"
    label = "directory"
