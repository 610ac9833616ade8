"""Where passkeys are, if they are switched on. The names are those that allauth gives them."""

from django.urls import path

from networking.accounts.passkeys import views

urlpatterns = [
    path("me/passkeys/", views.mine, name="mfa_index"),
    path("me/passkeys/add/", views.add, name="mfa_add_webauthn"),
    path("me/passkeys/<int:pk>/remove/", views.remove, name="mfa_remove_webauthn"),
    path("sign-in/passkey/", views.sign_in, name="mfa_login_webauthn"),
]
