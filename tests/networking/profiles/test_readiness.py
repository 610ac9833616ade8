"""The friendly ring."""

from networking.profiles import coach
from networking.profiles.readiness import Part, readiness


def test_a_profile_is_whole_when_every_part_is_there() -> None:
    whole = readiness(dict.fromkeys(Part, True))
    assert (whole.share, whole.next) == (1.0, None)


def test_an_empty_profile_is_asked_for_a_name_first() -> None:
    empty = readiness({})
    assert (empty.share, empty.next) == (0.0, Part.NAME)


def test_only_one_thing_is_asked_for_at_a_time() -> None:
    said = dict.fromkeys(Part, True) | {Part.NEEDS: False, Part.STARTERS: False}
    assert readiness(said).next is Part.NEEDS


def test_a_picture_is_nobodys_duty() -> None:
    assert "picture" not in list(Part)


def test_every_part_has_its_invitation() -> None:
    assert set(coach.NEXT) == set(Part)
