"""What tests of paper share."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from networking.paper import fonts


@pytest.fixture
def without_cjk(settings: LazySettings) -> Iterator[None]:
    """A machine without the system's CJK fonts, whatever this one has."""
    settings.CJK_FONTS = []
    fonts.book.cache_clear()
    fonts.coverage.cache_clear()
    fonts._letters.cache_clear()
    yield
    fonts.book.cache_clear()
    fonts.coverage.cache_clear()
    fonts._letters.cache_clear()
