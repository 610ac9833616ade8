from django.urls import path

from events.guests.views import inviting

urlpatterns = [
    path("", inviting.invite, name="invite"),
    path("mail/", inviting.mail, name="invite_mail"),
    path("<int:registration>/withdraw/", inviting.withdraw, name="withdraw_invitation"),
]
