"""The mails about signing in."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networking.mail.kinds import Content, Kind, compose, register
from networking.mail.models import OutgoingMail, Priority


def code(mail: OutgoingMail) -> Content:
    """The code that signs one in; it stands in the subject, where a phone shows it at once."""
    said = mail.params["code"]
    return compose(
        mail,
        "accounts/mail/code",
        subject=_("%(code)s is your code for Tablée") % {"code": said},
        context={
            "code": said,
            "minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60,
            "home": settings.SITE_URL + reverse("web:home"),
        },
    )


def notice(mail: OutgoingMail) -> Content:
    """Anything else allauth has to say: that something about the account changed."""
    return compose(
        mail,
        "accounts/mail/notice",
        subject=_("Your account on Tablée"),
        context={"home": settings.SITE_URL + reverse("web:home")},
    )


register(
    Kind(
        "accounts.code",
        render=code,
        priority=Priority.NOW,
        title=gettext_lazy("Code to sign in"),
        again=False,
    )
)
register(
    Kind(
        "accounts.notice",
        render=notice,
        priority=Priority.NOW,
        title=gettext_lazy("A change to one’s account"),
    )
)
