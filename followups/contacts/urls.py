from django.urls import path

from followups.contacts import badge, phone, views
from followups.contacts.flame import views as flame
from followups.contacts.introductions import views as introductions
from followups.contacts.network import views as network
from followups.contacts.notebook import views as notebook
from followups.contacts.thinking import views as thinking

app_name = "contacts"
urlpatterns = [
    path("b/<str:code>/", badge.badge, name="badge"),
    path("b/<str:code>/check-in/", badge.check_in, name="badge_check_in"),
    path("b/<str:code>/exchange/", badge.exchange, name="badge_exchange"),
    path("me/contacts/", views.contacts, name="contacts"),
    path("me/contacts/new/", views.edit, name="new"),
    path("me/contacts/contacts.vcf", views.cards, name="cards"),
    path("me/contacts/<int:pk>/", views.contact, name="contact"),
    path("me/contacts/<int:pk>/edit/", views.edit, name="edit"),
    path("me/contacts/<int:pk>/forget/", views.forget, name="forget"),
    path("me/contacts/<int:pk>/contact.vcf", views.card, name="card"),
    path("me/contacts/keep/<str:public_id>/", views.keep, name="keep"),
    path(
        "a/<slug:association>/e/<slug:event>/now/remember/<str:public_id>/",
        phone.remember,
        name="remember",
    ),
    path("me/exchanges/<int:pk>/", badge.answer, name="answer"),
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
