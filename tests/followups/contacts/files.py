"""Files of contacts, made here, and what is done with them."""

import io
from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from followups.contacts.importing import actions, kept
from followups.contacts.importing.files import read
from followups.contacts.models import Import
from networking.accounts.models import User

UPLOAD = reverse("contacts:upload")


@cache
def face(side: int = 96, format: str = "JPEG") -> bytes:
    """A picture as a telephone keeps one: soft colours, and the grain of a photograph."""
    grain = Image.effect_noise((side, side), 24).convert("RGB")
    colours = Image.linear_gradient("L").resize((side, side)).convert("RGB")
    written = io.BytesIO()
    Image.blend(colours, grain, 0.3).save(written, format)
    return written.getvalue()


def vcf(*people: str) -> bytes:
    """A file of cards; each is her lines, separated by bars."""
    cards = (
        "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *person.split("|"), "END:VCARD", ""])
        for person in people
    )
    return "".join(cards).encode()


def sent(client: Client, content: bytes, name: str = "contacts.vcf") -> Import:
    """Choose a file on the page, and return what was kept of it."""
    answer = client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    return Import.objects.latest("pk")


def imported(owner: User, content: bytes) -> Import:
    """Bring a file in, as the page and the command do."""
    found = kept.looked_at(read(io.BytesIO(content)))
    batch = actions.store(owner=owner, file_name="contacts.vcf", read=found, by=owner)
    return actions.confirm(batch=batch, by=owner)


def page(name: str, batch: Import) -> str:
    """The address of an import's page."""
    return reverse(f"contacts:{name}", args=[batch.pk])
