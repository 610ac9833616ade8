"""The pages that formats have of their own."""

from django.urls import URLPattern, URLResolver

from events.formats import discover

app_name = "formats"
urlpatterns: list[URLPattern | URLResolver] = [
    pattern for module in discover("urls") for pattern in module.urlpatterns
]
