from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "events.calendar"
    label = "calendar"
