from django.urls import path

from networking.profiles.views import editor, faces, speaking

app_name = "profiles"
urlpatterns = [
    path("me/profile/", editor.profile, name="profile"),
    path("me/profile/save/<slug:name>/", editor.section, name="section"),
    path("me/profile/words/", editor.words, name="words"),
    path("me/profile/picture/", faces.give, name="give_face"),
    path("me/profile/picture/remove/", faces.remove, name="remove_face"),
    path("me/profile/practice/", speaking.practice, name="practice"),
    path("me/profile/pace/", speaking.pace, name="pace"),
    path("me/profile/card.pdf", speaking.printed, name="card"),
    path("faces/<str:name>", faces.face, name="face"),
]
