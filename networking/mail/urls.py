from django.urls import path

from networking.mail import views

app_name = "mail"
urlpatterns = [
    path("u/<str:token>", views.stop, name="stop"),
]
