from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "followups.reminders"
    label = "reminders"
