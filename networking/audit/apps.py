from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "networking.audit"
    label = "audit"
