from django.urls import path

from events.calendar.views import events as views

app_name = "calendar"
ASSOCIATION = "a/<slug:association>/"
EVENT = f"{ASSOCIATION}e/<slug:event>/"
urlpatterns = [
    path(ASSOCIATION, views.association, name="association"),
    path(f"{ASSOCIATION}events/", views.events, name="events"),
    path(f"{ASSOCIATION}events/new/", views.new, name="new"),
    path(EVENT, views.event, name="event"),
    path(f"{EVENT}overview/", views.overview, name="overview"),
    path(f"{EVENT}edit/", views.edit, name="edit"),
    path(f"{EVENT}move/<slug:step>/", views.move, name="move"),
]
