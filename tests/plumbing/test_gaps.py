"""What a machine lacks is said once, at the end, with the number of tests it kept from running."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services.site import ROOT

pytestmark = pytest.mark.slow

TESTS = """
import pytest
from django.conf import settings

def test_plain(): pass
def test_with_a_database(db): pass
@pytest.mark.journey
def test_with_a_browser(page, db): page.goto("data:text/html,<h1>Bonjour</h1>")
@pytest.mark.services
def test_with_services(): assert settings.REDIS_URL
"""


def run(folder: Path, *options: str, **environment: str) -> tuple[int, str]:
    """Run those four tests as somebody would, on a machine that lacks what we say."""
    test = folder / "test_four.py"
    test.write_text(TESTS)
    outer = ("TABLEE_TESTS", "PYTEST_", "REQUIRE_SERVICES")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(outer)}
    ours = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT), "--confcutdir", str(ROOT)]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *ours, *options, str(test)],
        cwd=ROOT,
        env=clean | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=170,
    )
    return done.returncode, done.stdout.rstrip().rpartition("\n")[2]


def test_a_missing_browser_is_named_with_the_tests_it_cost(tmp_path: Path) -> None:
    (code, line) = run(tmp_path, TABLEE_WITHOUT="Chromium")
    assert code == 0
    assert line == "This machine lacks Chromium (1 test did not run)."


def test_without_services_a_run_on_them_names_the_tests_that_stand_on_them(tmp_path: Path) -> None:
    (code, line) = run(tmp_path, "--services", TABLEE_WITHOUT="Chromium,PostgreSQL,Redis")
    assert code == 0
    assert line == (
        "This machine lacks Chromium (1 test did not run), PostgreSQL (3 tests did not run), "
        "Redis (3 tests did not run)."
    )


def test_a_gap_is_a_failure_where_everything_is_required(tmp_path: Path) -> None:
    """In parallel, too: the workers of one run are counted together."""
    (code, line) = run(tmp_path, "-n", "2", TABLEE_WITHOUT="Chromium", REQUIRE_SERVICES="1")
    assert code == 1
    assert line == "This machine lacks Chromium (1 test did not run)."


def test_a_machine_that_has_everything_says_nothing(tmp_path: Path) -> None:
    (code, line) = run(tmp_path, "-k", "plain", REQUIRE_SERVICES="1")
    assert code == 0
    assert re.match(r"\d+ passed", line)
