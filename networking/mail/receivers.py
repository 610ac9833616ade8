"""What django-anymail tells is heard here."""

from anymail.signals import tracking

from networking.mail import providers

tracking.connect(providers.receive, dispatch_uid="mail.providers")
