from django.urls import path

from demo import views

app_name = "demo"
urlpatterns = [
    path("enter/<slug:role>/", views.enter, name="enter"),
    path("mailbox/", views.mails, name="mails"),
    path("mailbox/<str:key>/", views.mail, name="mail"),
    path("mailbox/<str:key>/html/", views.mail_html, name="mail_html"),
]
