"""The Celery application. Configuration lives in the settings, under ``CELERY_``."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "networking.settings")

app = Celery("tablee")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
