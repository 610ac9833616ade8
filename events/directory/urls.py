from django.urls import path

from events.directory import views

app_name = "directory"
urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/<str:public_id>/", views.person, name="person"),
]
