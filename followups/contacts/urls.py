from django.urls import path

from followups.contacts import badge, phone
from followups.contacts.exporting import views as exporting
from followups.contacts.flame import views as flame
from followups.contacts.giving import views as giving
from followups.contacts.importing import views as importing
from followups.contacts.introductions import views as introductions
from followups.contacts.network import views as network
from followups.contacts.notebook import views as notebook
from followups.contacts.thinking import views as thinking
from followups.contacts.views import edit, list, merging, one

app_name = "contacts"
urlpatterns = [
    path("b/<str:code>/", badge.badge, name="badge"),
    path("b/<str:code>/check-in/", badge.check_in, name="badge_check_in"),
    path("me/contacts/", list.contacts, name="contacts"),
    path("me/contacts/narrow/", list.narrow, name="narrow"),
    path("me/contacts/new/", edit.edit, name="new"),
    path("me/contacts/<int:pk>/", one.contact, name="contact"),
    path("me/contacts/<int:pk>/edit/", edit.edit, name="edit"),
    path("me/contacts/<int:pk>/forget/", one.forget, name="forget"),
    path("me/contacts/keep/<str:public_id>/", one.keep, name="keep"),
    path("b/<str:code>/exchange/", giving.exchange, name="badge_exchange"),
    path(
        "a/<slug:association>/e/<slug:event>/now/remember/<str:public_id>/",
        phone.remember,
        name="remember",
    ),
    # Several contacts at once
    path("me/contacts/several/", list.several, name="several"),
    path("me/contacts/views/", list.keep_view, name="keep_view"),
    path("me/contacts/views/<int:pk>/drop/", list.drop_view, name="drop_view"),
    # What one writes down about one
    path("me/contacts/<int:pk>/picture/", one.picture, name="picture"),
    path("me/contacts/<int:pk>/journal/", one.log, name="log"),
    path("me/contacts/<int:pk>/journal/<int:entry>/strike/", one.strike, name="strike"),
    path("me/contacts/<int:pk>/promises/", one.promise, name="promise"),
    path("me/contacts/<int:pk>/promises/<int:promise>/", one.settle, name="settle"),
    # Two that are one
    path("me/contacts/twice/", merging.duplicates, name="duplicates"),
    path("me/contacts/<int:pk>/merge/<int:other>/", merging.merge, name="merge"),
    path("me/contacts/merges/<int:pk>/undo/", merging.undo, name="unmerge"),
    # Taking contacts away, and bringing them in
    path("me/contacts/export/", exporting.export, name="export"),
    path("me/contacts/contacts.vcf", exporting.cards, name="cards"),
    path("me/contacts/contacts.csv", exporting.table, {"kind": "csv"}, name="csv"),
    path("me/contacts/contacts.xlsx", exporting.table, {"kind": "xlsx"}, name="xlsx"),
    path("me/contacts/<int:pk>/contact.vcf", exporting.card, name="card"),
    path("me/contacts/import/", importing.upload, name="upload"),
    path("me/contacts/import/<int:pk>/", importing.batch, name="import"),
    path("me/contacts/import/<int:pk>/columns/", importing.columns, name="import_columns"),
    path("me/contacts/import/<int:pk>/progress/", importing.progress, name="import_progress"),
    path("me/contacts/import/<int:pk>/confirm/", importing.confirm, name="confirm_import"),
    path("me/contacts/import/<int:pk>/drop/", importing.drop, name="drop_import"),
    path("me/contacts/import/<int:pk>/undo/", importing.undo, name="undo_import"),
    path("me/exchanges/<int:pk>/", giving.answer, name="answer"),
    # One's own badge, and the cards one gave.
    path("a/<slug:association>/e/<slug:event>/badge/", giving.my_badge, name="my_badge"),
    path(
        "a/<slug:association>/e/<slug:event>/badge/renew/", giving.renew_badge, name="renew_badge"
    ),
    path(
        "a/<slug:association>/e/<slug:event>/badge/photograph/",
        giving.photographed,
        name="photographed",
    ),
    path("a/<slug:association>/e/<slug:event>/badge/asking/", giving.asking, name="asking"),
    path("me/contacts/given/", giving.given, name="given"),
    path("me/contacts/given/<int:pk>/", giving.given_card, name="given_card"),
    path("me/contacts/given/<int:pk>/take-back/", giving.take_back, name="take_back"),
    # Ties between people, and what keeps them
    path("me/contacts/introduce/", introductions.introduce, name="introduce"),
    path("me/contacts/introduce/me/", introductions.openness, name="openness"),
    path("me/contacts/introductions/<int:pk>/", introductions.introduction, name="introduction"),
    path(
        "me/contacts/introductions/<int:pk>/forget/",
        introductions.take_back,
        name="introduction_take_back",
    ),
    path("me/contacts/<int:pk>/ask/", introductions.ask, name="ask"),
    path("me/contacts/<int:pk>/ask/<int:entry>/", introductions.asked, name="asked"),
    path("me/contacts/flame/", flame.flame, name="flame"),
    path("me/contacts/<int:pk>/spoke/", flame.spoke, name="spoke"),
    path("me/contacts/<int:pk>/later/", flame.later, name="later"),
    path("me/contacts/<int:pk>/rhythm/", flame.rhythm, name="rhythm"),
    path("me/contacts/network/", network.network, name="network"),
    path("me/contacts/notebook/", notebook.choose, name="notebook"),
    path("me/contacts/notebook.pdf", notebook.pdf, name="notebook_pdf"),
    path("me/contacts/think/", thinking.think, name="think"),
    path("me/contacts/think/<slug:key>/", thinking.think_of, name="think_of"),
]
