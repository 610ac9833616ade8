from django.urls import path

from events.rounds import views

app_name = "rounds"
QUESTIONS = "a/<slug:association>/settings/questions/"
urlpatterns = [
    path(QUESTIONS, views.own_questions, name="questions"),
    path(f"{QUESTIONS}<int:question>/", views.own_question, name="question"),
    path(f"{QUESTIONS}<int:question>/archive/", views.archive, name="archive_question"),
    path(f"{QUESTIONS}<int:question>/bring-back/", views.bring_back, name="bring_back_question"),
]
