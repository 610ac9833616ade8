"""The first page, and what all pages share."""

from django.urls import path, re_path

from networking.web import views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("language/", views.language, name="language"),
    re_path(r"^accent/(?P<colour>[0-9a-f]{6})\.css$", views.accent, name="accent"),
    path("m/<str:folder>/<str:name>", views.picture, name="picture"),
    path("worker.js", views.worker, name="worker"),
    path("styleguide/", views.guide, name="guide"),
    path("styleguide/<slug:page>/", views.guide, name="guide_page"),
]
