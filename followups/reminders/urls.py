from django.urls import path

from followups.reminders import by_link, views

app_name = "reminders"
urlpatterns = [
    path("me/follow-ups/", views.follow_ups, name="follow_ups"),
    path("me/follow-ups/hours/", views.habits, name="habits"),
    path("me/follow-ups/reminders/", views.remind, name="remind"),
    path("me/follow-ups/<int:pk>/<slug:verb>/", views.follow_up, name="follow_up"),
    path("f/<str:token>", by_link.link, name="link"),
]
