from django.urls import path

from followups.reminders import by_link, views
from followups.reminders.season import views as season
from followups.reminders.writing import views as writing

app_name = "reminders"
urlpatterns = [
    path("me/follow-ups/", views.follow_ups, name="follow_ups"),
    path("me/follow-ups/hours/", views.habits, name="habits"),
    path("me/follow-ups/reminders/", views.remind, name="remind"),
    path("me/follow-ups/<int:pk>/write/", writing.write, name="write"),
    path("me/follow-ups/<int:pk>/take-back/", writing.take_back, name="take_back"),
    path("me/follow-ups/<int:pk>/coffee/<int:number>.ics", writing.coffee, name="coffee"),
    path("me/follow-ups/<int:pk>/flame/", views.flame, name="flame"),
    path("me/follow-ups/<int:pk>/<slug:verb>/", views.follow_up, name="follow_up"),
    path("a/<slug:association>/follow-ups/", season.season, name="season"),
    path("a/<slug:association>/follow-ups/<int:year>/", season.season, name="season_of"),
    path("f/<str:token>", by_link.link, name="link"),
]
