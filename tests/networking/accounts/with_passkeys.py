"""The site's addresses with passkeys switched on."""

from django.urls import include, path

from networking.urls import urlpatterns as without

urlpatterns = [*without, path("", include("networking.accounts.passkeys.urls"))]
handler404 = "networking.web.errors.not_found"
