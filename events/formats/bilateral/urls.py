from django.urls import path

from events.formats.bilateral import views

EVENT = "a/<slug:association>/e/<slug:event>/"
urlpatterns = [
    path(f"{EVENT}meetings/plan/", views.plan, name="bilateral_plan"),
    path(f"{EVENT}meetings/plan/move/", views.move, name="bilateral_move"),
    path(f"{EVENT}meetings/<slug:guest>/held/", views.held, name="bilateral_held"),
    path(f"{EVENT}meetings/<slug:guest>/met/", views.met, name="bilateral_met"),
]
