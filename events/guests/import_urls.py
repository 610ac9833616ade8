"""Where a list is imported, looked at, confirmed, watched and taken back."""

from django.urls import path

from events.guests.views import importing

urlpatterns = [
    path("", importing.upload, name="upload"),
    path("<int:batch>/", importing.preview, name="preview"),
    path("<int:batch>/columns/", importing.columns, name="columns"),
    path("<int:batch>/confirm/", importing.confirm, name="confirm_import"),
    path("<int:batch>/progress/", importing.progress, name="import_progress"),
    path("<int:batch>/undo/", importing.undo, name="undo_import"),
]
