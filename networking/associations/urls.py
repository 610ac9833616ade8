from django.urls import path

from networking.associations import views

app_name = "associations"
ASSOCIATION = "a/<slug:association>/"
MEMBER = f"{ASSOCIATION}members/<int:pk>/"
INVITATION = f"{ASSOCIATION}invitations/<int:pk>/"
urlpatterns = [
    path("associations/new/", views.found, name="found"),
    path("associations/accent/", views.accent, name="accent"),
    path("me/associations/", views.mine, name="mine"),
    path("join/<str:token>", views.join, name="join"),
    path(f"{ASSOCIATION}settings/", views.settings, name="settings"),
    path(f"{ASSOCIATION}leave/", views.leave, name="leave"),
    path(f"{ASSOCIATION}members/", views.members, name="members"),
    path(f"{ASSOCIATION}members/add/", views.add_member, name="add_member"),
    path(f"{ASSOCIATION}members/invite/", views.invite, name="invite"),
    path(f"{MEMBER}role/", views.change_role, name="change_role"),
    path(f"{MEMBER}remove/", views.remove_member, name="remove_member"),
    path(f"{MEMBER}hand-over/", views.hand_over, name="hand_over"),
    path(f"{INVITATION}send/", views.send_again, name="send_again"),
    path(f"{INVITATION}withdraw/", views.withdraw, name="withdraw"),
]
