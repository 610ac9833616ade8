"""The ground floor: the site, and what every room stands on."""

from networking.celery import app as celery_app

__all__ = ["celery_app"]
