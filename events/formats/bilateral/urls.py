from django.urls import path

from events.formats.bilateral import views

urlpatterns = [
    path("meetings/plan/", views.plan, name="bilateral_plan"),
    path("meetings/plan/move/", views.move, name="bilateral_move"),
    path("meetings/<slug:guest>/held/", views.held, name="bilateral_held"),
    path("meetings/<slug:guest>/met/", views.met, name="bilateral_met"),
]
