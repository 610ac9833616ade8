"""Lists that were kept before a contact could have several numbers lose nothing."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import UserFactory


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_one_number_one_address_and_one_promise_become_lists() -> None:
    owner = UserFactory.create()
    now = MigrationExecutor(connection).loader.graph.leaf_nodes("contacts")
    before = MigrationExecutor(connection)
    before.migrate([("contacts", "0002_sort_names_anew")])
    old = before.loader.project_state([("contacts", "0002_sort_names_anew")]).apps
    said = {"search_text": "", "sort_name": "diallo", "owner_id": owner.pk}
    old.get_model("contacts", "Contact").objects.create(
        given_name="Amina", email="amina@example.org", phone="04 72 00 00 00", city="Lyon",
        mobile="06 12 34 56 78", promise="Her book", country="Élysée", **said,
    )  # fmt: skip
    old.get_model("contacts", "Contact").objects.create(given_name="Björn", **said)
    after = MigrationExecutor(connection)
    after.migrate(now)
    new = after.loader.project_state(now).apps
    amina, bjorn = new.get_model("contacts", "Contact").objects.order_by("pk")
    assert amina.phones == [
        {"value": "06 12 34 56 78", "label": "mobile"},
        {"value": "04 72 00 00 00", "label": "work"},
    ]
    assert amina.emails == [{"value": "amina@example.org"}]
    assert amina.addresses == [{"city": "Lyon", "country": "Élysée"}]
    assert amina.country_folded == "elysee"
    assert [each.text for each in amina.promises.all()] == ["Her book"]
    assert (bjorn.phones, bjorn.addresses, bjorn.promises.count()) == ([], [], 0)
    assert amina.uid.startswith("urn:uuid:")
    assert amina.uid != bjorn.uid
