"""The audit log is append-only."""

import pytest

from networking.audit.actions import record
from tests.factories import AssociationFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_entry_is_written_once_and_never_changed_or_deleted() -> None:
    association = AssociationFactory.create()
    entry = record(
        by=UserFactory.create(),
        verb="tested",
        subject=association,
        association=association,
        count=2,
    )
    assert (entry.subject_type, entry.details) == ("associations.association", {"count": 2})
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()
