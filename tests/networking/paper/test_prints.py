import pytest

from networking.paper import prints
from networking.paper.prints import Print


@pytest.fixture(autouse=True)
def _registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prints, "_prints", {})


def paper(name: str, *, allowed: bool = True, order: int = 50) -> Print:
    return Print(
        name=name,
        label=name.title(),
        rule=lambda _user, _event: allowed,
        render=lambda event: f"{name} of {event}".encode(),
        order=order,
    )


def test_prints_are_offered_in_order_to_those_who_may_have_them() -> None:
    prints.register(paper("late", order=90))
    prints.register(paper("secret", allowed=False))
    prints.register(paper("badges", order=10))
    assert [each.name for each in prints.available("host", "breakfast")] == ["badges", "late"]


def test_a_print_is_found_by_name_and_rendered() -> None:
    prints.register(paper("badges"))
    found = prints.find("badges")
    assert found is not None
    assert found.render("breakfast") == b"badges of breakfast"
    assert prints.find("nothing") is None


def test_registering_again_replaces() -> None:
    prints.register(paper("badges", order=1))
    prints.register(paper("badges", order=2))
    assert [each.order for each in prints.available(None, None)] == [2]
