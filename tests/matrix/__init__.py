"""Who gets what at which address: the table that `tests/test_matrix.py` holds the site to."""

from tests.matrix import (
    agenda,
    calendar,
    directory,
    door,
    followups,
    guests,
    networking,
    rooms,
    rounds,
    wishes,
)
from tests.matrix.rows import BY_LINK, BY_PASS, ROLES, SIGN_IN, Row

__all__ = ["BY_LINK", "BY_PASS", "ROLES", "SIGN_IN", "TABLE", "Row"]

TABLE: dict[str, Row] = {}
for part in (
    agenda,
    calendar,
    directory,
    door,
    followups,
    guests,
    networking,
    rooms,
    rounds,
    wishes,
):
    assert not TABLE.keys() & part.TABLE.keys()
    TABLE |= part.TABLE
