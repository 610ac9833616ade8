"""The least a tap can cost: Django without middleware, and one view that does one UPDATE."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "networking.settings")
django.setup()

from django.conf import settings  # noqa: E402  the registry must be full first
from django.db import transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402

from events.guests.models import Registration  # noqa: E402
from networking.asgi import Gate  # noqa: E402
from networking.time import now  # noqa: E402


def update(_request: HttpRequest, pk: int) -> HttpResponse:
    """Write one row, and say so."""
    with transaction.atomic():
        Registration.objects.filter(pk=pk).update(reminded_at=now())
    return HttpResponse("here")


urlpatterns = [path("<int:pk>/", update)]
settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = []

from django.core.handlers.asgi import ASGIHandler  # noqa: E402

# Behind the same gate as the site: what is compared is what the site does inside.
application = Gate(ASGIHandler())
