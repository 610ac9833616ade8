"""The tests' own kind of mail."""

import pytest

from networking.mail import kinds
from tests.networking.mail.letters import LETTER


@pytest.fixture(autouse=True)
def _letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_kinds", {**kinds._kinds, LETTER.name: LETTER})
