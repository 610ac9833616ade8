"""Migrations lead to the tables that the models tell of, which are those that tests stand on."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
MIGRATE = "import django; django.setup(); from django.core.management import call_command; "
FROM_MODELS = """
from django.apps import apps
from django.conf import settings
settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
"""
MIGRATED = "call_command('migrate', verbosity=0)"
MODELLED = "call_command('migrate', run_syncdb=True, verbosity=0)"


def made_by(script: str, database: Path) -> dict[tuple[str, str], list[str]]:
    """Make a database; return what is said of each index, and of each column of a table."""
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "networking.settings",
    }
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, check=True)
    with sqlite3.connect(database) as connection:
        made = connection.execute(
            "SELECT type, name, sql FROM sqlite_master"
            " WHERE sql IS NOT NULL AND name NOT LIKE 'django_migrations%'"
        ).fetchall()
    connection.close()
    return {(kind, name): parts(sql) if kind == "table" else [sql] for kind, name, sql in made}


def parts(sql: str) -> list[str]:
    """Return what stands between the outermost commas."""
    found, depth = [""], 0
    for letter in sql[sql.index("(") + 1 : sql.rindex(")")]:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            found.append("")
        else:
            found[-1] += letter
    return sorted(part.strip() for part in found)


@pytest.mark.slow
def test_migrations_make_the_tables_that_the_models_tell_of(tmp_path: Path) -> None:
    migrated = made_by(MIGRATE + MIGRATED, tmp_path / "migrated.sqlite3")
    modelled = made_by(MIGRATE + FROM_MODELS + MODELLED, tmp_path / "modelled.sqlite3")
    assert len(migrated) > 100
    assert migrated == modelled
