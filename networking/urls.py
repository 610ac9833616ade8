"""The site's addresses, room by room. The association is in the path of all that is its own."""

from django.conf import settings
from django.urls import include, path

ASSOCIATION = "a/<slug:association>/"
EVENT = ASSOCIATION + "e/<slug:event>/"

urlpatterns = [
    # First what begins alike: of any other address these rooms are passed over in one step.
    path(EVENT, include("events.door.urls")),
    path(EVENT, include("events.agenda.urls")),
    path(EVENT, include("events.guests.urls")),
    path(EVENT, include("events.wishes.urls")),
    path(EVENT, include("events.formats.urls")),
    path(ASSOCIATION, include("networking.audit.urls")),
    path("me/events/", include("events.guests.mine_urls")),
    path("", include("networking.web.urls")),
    path("", include("networking.accounts.urls")),
    path("", include("networking.profiles.urls")),
    path("", include("networking.mail.urls")),
    path("", include("networking.push.urls")),
    path("", include("networking.paper.urls")),
    path("", include("networking.associations.urls")),
    path("", include("events.calendar.urls")),
    path("", include("events.directory.urls")),
    path("", include("events.rooms.urls")),
    path("", include("events.rounds.urls")),
    path("", include("followups.contacts.urls")),
    path("", include("followups.reminders.urls")),
]
if settings.PASSKEYS:
    urlpatterns.append(path("", include("networking.accounts.passkeys.urls")))
if settings.DEMO or settings.TESTING:
    urlpatterns.append(path("demo/", include("demo.urls")))

handler400 = "networking.web.errors.bad_request"
handler403 = "networking.web.errors.permission_denied"
handler404 = "networking.web.errors.not_found"
handler500 = "networking.web.errors.server_error"
