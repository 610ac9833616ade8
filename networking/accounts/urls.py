"""Signing in. allauth's own pages for passwords and the like stay closed: nobody has one.

The names without a namespace are those that allauth itself asks for.
"""

from django.urls import include, path
from django.views.generic import RedirectView

from networking.accounts import views
from networking.web.access import public

mine = (
    [
        path("me/arrive/", views.arrive, name="arrive"),
        path("me/name/", views.name, name="name"),
    ],
    "accounts",
)
to_sign_in = public(RedirectView.as_view(pattern_name="account_login", query_string=True))

urlpatterns = [
    path("", include(mine)),
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-in/start/", to_sign_in, name="account_request_login_code"),
    path("sign-in/new/", to_sign_in, name="account_signup"),
    path("sign-in/code/", views.ConfirmCode.as_view(), name="account_confirm_login_code"),
    path("sign-in/inactive/", to_sign_in, name="account_inactive"),
    path("sign-out/", views.SignOut.as_view(), name="account_logout"),
]
