from django.urls import path

from events.rooms import views

app_name = "rooms"
ASSOCIATION = "a/<slug:association>/"
EVENT = f"{ASSOCIATION}e/<slug:event>/"
urlpatterns = [
    path(f"{ASSOCIATION}settings/video/", views.server, name="server"),
    path(f"{ASSOCIATION}settings/video/try/", views.try_it, name="try_it"),
    path(f"{EVENT}rooms/", views.event_rooms, name="event"),
    path(f"{EVENT}rooms/ended/<str:token>/", views.ended, name="ended"),
]
