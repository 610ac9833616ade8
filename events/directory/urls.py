from django.urls import path

from events.directory.views import apart, mine, organising, people

app_name = "directory"
ASSOCIATION = "a/<slug:association>/"
EVENT = f"{ASSOCIATION}e/<slug:event>/"
PERSON = f"{EVENT}people/<str:public_id>/"
urlpatterns = [
    # Guests
    path(f"{EVENT}people/", people.people, name="people"),
    path(f"{EVENT}people/starred/paper/", mine.on_paper, name="on_paper"),
    path(PERSON, people.person, name="person"),
    path(f"{PERSON}star/", mine.star, name="star"),
    path(f"{PERSON}introduction/", mine.introduction, name="introduction"),
    path(f"{PERSON}apart/", mine.apart, name="apart"),
    path(f"{EVENT}prepare/", mine.prepare, name="prepare"),
    path("me/apart/", apart.kept_apart, name="kept_apart"),
    path("me/apart/<int:block>/take-back/", apart.take_back, name="take_back"),
    # Organisers
    path(f"{EVENT}preparations/", organising.preparations, name="preparations"),
    path(f"{EVENT}preparations/nudge/", organising.nudge, name="nudge"),
    path(f"{EVENT}preparations/<int:introduction>/settle/", organising.settle, name="settle"),
    path(f"{ASSOCIATION}synonyms/", organising.synonyms, name="synonyms"),
]
