from django.urls import path

from events.guests.mine import mine
from events.guests.views import calendar

app_name = "mine"
urlpatterns = [
    path("", mine, name="events"),
    path("calendar/", calendar.address, name="calendar"),
    path("calendar/replace/", calendar.replace, name="replace_calendar"),
    path("calendar/<str:secret>.ics", calendar.mine, name="feed"),
]
