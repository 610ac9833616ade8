from django.urls import path

from followups.contacts import badge, phone, views
from followups.contacts.exporting import views as exporting
from followups.contacts.importing import views as importing

app_name = "contacts"
urlpatterns = [
    path("b/<str:code>/", badge.badge, name="badge"),
    path("b/<str:code>/check-in/", badge.check_in, name="badge_check_in"),
    path("b/<str:code>/exchange/", badge.exchange, name="badge_exchange"),
    path("me/contacts/", views.contacts, name="contacts"),
    path("me/contacts/new/", views.edit, name="new"),
    path("me/contacts/<int:pk>/", views.contact, name="contact"),
    path("me/contacts/<int:pk>/edit/", views.edit, name="edit"),
    path("me/contacts/<int:pk>/forget/", views.forget, name="forget"),
    path("me/contacts/keep/<str:public_id>/", views.keep, name="keep"),
    path(
        "a/<slug:association>/e/<slug:event>/now/remember/<str:public_id>/",
        phone.remember,
        name="remember",
    ),
    path("me/exchanges/<int:pk>/", badge.answer, name="answer"),
    # Taking contacts away, and bringing them in
    path("me/contacts/export/", exporting.export, name="export"),
    path("me/contacts/contacts.vcf", exporting.cards, name="cards"),
    path("me/contacts/contacts.csv", exporting.table, {"kind": "csv"}, name="csv"),
    path("me/contacts/contacts.xlsx", exporting.table, {"kind": "xlsx"}, name="xlsx"),
    path("me/contacts/<int:pk>/contact.vcf", exporting.card, name="card"),
    path("me/contacts/import/", importing.upload, name="upload"),
    path("me/contacts/import/<int:pk>/", importing.batch, name="import"),
    path("me/contacts/import/<int:pk>/confirm/", importing.confirm, name="confirm_import"),
    path("me/contacts/import/<int:pk>/drop/", importing.drop, name="drop_import"),
    path("me/contacts/import/<int:pk>/undo/", importing.undo, name="undo_import"),
]
