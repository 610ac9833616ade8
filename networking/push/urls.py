from django.urls import URLPattern, URLResolver

app_name = "push"
urlpatterns: list[URLPattern | URLResolver] = []
