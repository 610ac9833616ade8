"""What guests do to the rounds from their phones; below an event."""

from django.urls import path

from events.rounds import views

app_name = "rounds"
urlpatterns = [
    path("now/rounds/leave/", views.leave, name="leave"),
]
