"""The association's logo on the badges of its events."""

import io
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from PIL import Image

from events.calendar.models import Event
from events.door.faces import Wishes, printed
from tests.factories import BadgeFactory
from tests.networking.paper import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def dressed(event: Event, settings: LazySettings, tmp_path: Path) -> Event:
    """A breakfast with one badge, of an association with a logo."""
    settings.MEDIA_ROOT = str(tmp_path)
    drawn = io.BytesIO()
    Image.new("RGB", (600, 200), "black").save(drawn, "PNG")
    event.association.logo.save("logo.png", ContentFile(drawn.getvalue()))
    BadgeFactory.create(registration__event=event)
    return event


def ink(event: Event) -> int:
    (pixels,) = pages.drawn(printed(event, Wishes()))
    return int((pixels < 128).sum())


def test_the_logo_stands_on_the_badges(dressed: Event) -> None:
    with_logo = ink(dressed)
    dressed.association.logo = ""
    assert with_logo > ink(dressed)


def test_a_logo_that_lost_its_file_leaves_the_badges_as_they_were(dressed: Event) -> None:
    Path(dressed.association.logo.path).unlink()
    lost = ink(dressed)
    dressed.association.logo = ""
    assert lost == ink(dressed)
