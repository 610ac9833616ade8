"""Django's SMTP backend, which also knows whether a mail had been handed over when a line broke."""

import smtplib

from django.core.mail import get_connection
from django.core.mail.backends import smtp
from django.core.mail.backends.base import BaseEmailBackend

GO_AHEAD = 354


class _Watched:
    """Notes the moment between the server's "go ahead" and its last word on a mail."""

    handing_over = False

    def getreply(self) -> tuple[int, bytes]:
        code, words = super().getreply()  # type: ignore[misc]
        self.handing_over = code == GO_AHEAD
        return code, words


class _SMTP(_Watched, smtplib.SMTP):
    pass


class _SMTPOverTLS(_Watched, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    """One connection to the mail server."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _SMTPOverTLS if self.use_ssl else _SMTP

    @property
    def handing_over(self) -> bool:
        """Whether the last mail's words were on their way and the server has not answered."""
        return bool(getattr(self.connection, "handing_over", False))


def open_backend() -> BaseEmailBackend:
    """Return a connection of the configured backend; SMTP is watched, others are as they are."""
    backend: BaseEmailBackend = get_connection()
    return EmailBackend() if type(backend) is smtp.EmailBackend else backend
