from django.urls import path

from events.rounds.views import leaving, questions

app_name = "rounds"
QUESTIONS = "a/<slug:association>/settings/questions/"
LEAVE = "a/<slug:association>/e/<slug:event>/now/rounds/leave/"
urlpatterns = [
    path(QUESTIONS, questions.own_questions, name="questions"),
    path(f"{QUESTIONS}<int:question>/", questions.own_question, name="question"),
    path(f"{QUESTIONS}<int:question>/archive/", questions.archive, name="archive_question"),
    path(
        f"{QUESTIONS}<int:question>/bring-back/", questions.bring_back, name="bring_back_question"
    ),
    path(LEAVE, leaving.leave, name="leave"),
]
