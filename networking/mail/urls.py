from django.urls import path

from networking.mail import views

app_name = "mail"
OUTBOX = "a/<slug:association>/mails/"
urlpatterns = [
    path("u/<str:token>", views.stop, name="stop"),
    path("mail/events/<slug:provider>/", views.events, name="events"),
    path(OUTBOX, views.outbox, name="outbox"),
    path(f"{OUTBOX}again/", views.again, name="again"),
    path(f"{OUTBOX}<int:pk>/again/", views.retry, name="retry"),
    path("operator/mails/", views.operator, name="operator"),
    path("operator/mails/switch/", views.switch, name="switch"),
    path("operator/mails/again/", views.operator_again, name="operator_again"),
    path("operator/mails/<int:pk>/again/", views.operator_retry, name="operator_retry"),
]
