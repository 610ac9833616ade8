"""The newest revision of every channel, and the grants taken back a moment ago."""

from typing import ClassVar

from django.db import models

from networking.time import now


class Channel(models.Model):
    """Something that open pages follow; its payload is what all of them may see."""

    tenant: ClassVar[str | None] = None

    name = models.CharField(max_length=120, unique=True)
    rev = models.BigIntegerField()
    # Kept as the text that is sent, so that nobody encodes it again.
    payload = models.TextField()
    updated_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.name} at {self.rev}"


class Revocation(models.Model):
    """A grant taken back: tokens issued until then open nothing. Useless once they have expired."""

    tenant: ClassVar[str | None] = None

    grant = models.CharField(max_length=120, unique=True)
    # Seconds since 1970 by the machine's clock, like the instant inside a token.
    revoked_at = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.grant} until {self.revoked_at}"
