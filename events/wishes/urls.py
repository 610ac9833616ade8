from django.urls import path

from events.wishes import views

app_name = "wishes"
PERSON = "people/<str:public_id>/wish/"
urlpatterns = [
    # Guests
    path("wishes/", views.mine, name="mine"),
    path("wishes/waiting/", views.waiting, name="waiting"),
    path(PERSON, views.wish, name="wish"),
    path(f"{PERSON}answer/", views.answer, name="answer"),
    # Organisers
    path("wishes/limit/", views.limit, name="limit"),
]
