"""A database in use takes the new tables."""

import datetime as dt

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

FORMER = [("calendar", "0001_initial"), ("associations", "0001_initial")]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_series_of_one_association_from_before_get_an_address_each() -> None:
    before = MigrationExecutor(connection)
    now = before.loader.graph.leaf_nodes()
    before.migrate(FORMER)
    try:
        apps = before.loader.project_state(FORMER).apps
        house = apps.get_model("associations", "Association").objects.create(name="A", slug="a")
        series = apps.get_model("calendar", "Series")
        for _ in range(2):
            series.objects.create(
                association=house, title="Petit-déjeuner", starts_at_time=dt.time(8), minutes=120
            )
    finally:
        after = MigrationExecutor(connection)
        after.migrate(now)
    found = after.loader.project_state(now).apps.get_model("calendar", "Series").objects
    assert len(set(found.values_list("slug", flat=True))) == 2
    found.all().delete()
