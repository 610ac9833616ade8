from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "followups.contacts"
    label = "contacts"
