from django.urls import path

from followups.contacts import badge, phone, views

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
]
