from django.urls import path

from followups.contacts import badge, phone, views
from followups.contacts.giving import views as giving

app_name = "contacts"
urlpatterns = [
    path("b/<str:code>/", badge.badge, name="badge"),
    path("b/<str:code>/check-in/", badge.check_in, name="badge_check_in"),
    path("b/<str:code>/exchange/", giving.exchange, name="badge_exchange"),
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
]
