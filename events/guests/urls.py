from django.urls import include, path

from events.guests.views import invited, mine, offers, questions, registering, visitors

app_name = "guests"
urlpatterns = [
    # Everybody: registering, and giving a seat up by the link in a mail.
    path("register/", registering.register, name="register"),
    path("register/finish/", registering.finish, name="finish"),
    path("cancel/<str:token>/", mine.cancel, name="cancel"),
    path("seat/<str:token>/", offers.offer, name="offer"),
    path("invitation/<str:token>/", invited.invitation, name="invitation"),
    path("guests/invite/", include("events.guests.invitation_urls")),
    # A guest: her own registration.
    path("my-registration/", mine.mine, name="mine"),
    path("my-registration/consent/", mine.consent, name="consent"),
    path("my-registration/card/", mine.card, name="card"),
    path("my-registration/answers/", mine.answers, name="answers"),
    path("my-registration/seat/", mine.answer_offer, name="answer_offer"),
    path("my-registration/bring/", visitors.bring, name="bring"),
    path("my-registration/bring/<str:visitor>/out/", visitors.leave_out, name="leave_out"),
    path("my-registration/send/", visitors.send, name="send"),
    path("my-registration/event.ics", mine.calendar_entry, name="calendar_entry"),
    # Organisers: the list, one by one and by the file.
    path("guests/", include("events.guests.list_urls")),
    path("guests/import/", include("events.guests.import_urls")),
    # What organisers ask.
    path("questions/", questions.questions, name="questions"),
    path("questions/<int:question>/", questions.question, name="question"),
    path("questions/<int:question>/move/", questions.move, name="move_question"),
    path("questions/<int:question>/remove/", questions.drop, name="drop_question"),
]
