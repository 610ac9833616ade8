from django.urls import path

from events.guests.mine import mine

app_name = "mine"
urlpatterns = [path("", mine, name="events")]
