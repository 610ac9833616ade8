from django.urls import URLPattern, URLResolver

app_name = "associations"
urlpatterns: list[URLPattern | URLResolver] = []
