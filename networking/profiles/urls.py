from django.urls import path

from networking.profiles import views

app_name = "profiles"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("profile/practice/", views.practice, name="practice"),
]
