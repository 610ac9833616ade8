"""A revision is encoded once, small enough for a room full of phones."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networking.push.snapshots import LIMIT, Snapshot, SnapshotTooLarge, encode, farewell

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=8), values, max_size=5))
def test_what_is_encoded_reads_back_and_fits_on_one_line_of_an_event(
    snapshot: dict[str, object],
) -> None:
    body = encode(snapshot)

    assert json.loads(body) == snapshot
    assert b"\n" not in body
    assert b"\r" not in body


def test_accents_travel_as_they_are() -> None:
    assert encode({"segment": "Petit-déjeuner"}) == '{"segment":"Petit-déjeuner"}'.encode()


def test_a_snapshot_of_exactly_the_limit_passes_and_one_byte_more_says_what_to_do() -> None:
    frame = len(encode({"x": ""}))

    assert len(encode({"x": "a" * (LIMIT - frame)})) == LIMIT
    with pytest.raises(SnapshotTooLarge, match=r"4096 bytes, this one takes 4097.*send ids"):
        encode({"x": "a" * (LIMIT - frame + 1)})


@pytest.mark.parametrize("unsaid", [datetime(2026, 12, 1, tzinfo=UTC), float("nan"), object()])
def test_what_json_cannot_say_is_refused(unsaid: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        encode({"x": unsaid})


def test_a_revision_has_one_frame_and_one_tag_for_everybody() -> None:
    snapshot = Snapshot("event:1", 12, b'{"a":1}')

    assert snapshot.frame == b'id: 12\ndata: {"a":1}\n\n'
    assert snapshot.frame is snapshot.frame
    assert snapshot.etag == b'"12"'


def test_a_farewell_says_why() -> None:
    assert farewell("revoked") == b"event: end\ndata: revoked\n\n"
