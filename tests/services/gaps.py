"""What this machine lacks, and how many tests that kept from running."""

import os
from collections import Counter
from collections.abc import Iterable

import pytest

PREFIX = "this machine lacks "


def skip_for_want_of(names: Iterable[str]) -> pytest.MarkDecorator:
    """Return the mark of a test that cannot run here; its reason is counted at the end."""
    return pytest.mark.skip(reason=PREFIX + ", ".join(names))


def required() -> bool:
    """Tell whether a gap is a failure: ``REQUIRE_SERVICES=1`` says so."""
    return os.environ.get("REQUIRE_SERVICES", "") not in {"", "0"}


class Gaps:
    """Counts, from the reports of every worker, the tests that did not run and for want of what."""

    def __init__(self) -> None:
        self.tests: Counter[str] = Counter()

    def __bool__(self) -> bool:
        return bool(self.tests)

    def add(self, report: pytest.TestReport) -> None:
        if report.skipped and isinstance(report.longrepr, tuple):
            (_, found, names) = report.longrepr[2].partition(PREFIX)
            if found:
                self.tests.update(names.split(", "))

    def line(self) -> str:
        """Return the one closing line."""
        counts = ", ".join(
            f"{name} ({number} test{'s' if number > 1 else ''} did not run)"
            for name, number in sorted(self.tests.items())
        )
        return f"This machine lacks {counts}."
