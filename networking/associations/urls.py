from django.urls import path

from networking.associations import views

app_name = "associations"
ASSOCIATION = "a/<slug:association>/"
urlpatterns = [
    path("associations/new/", views.found, name="found"),
    path(f"{ASSOCIATION}settings/", views.settings, name="settings"),
    path(f"{ASSOCIATION}members/", views.members, name="members"),
    path(f"{ASSOCIATION}members/<int:pk>/remove/", views.remove_member, name="remove_member"),
]
