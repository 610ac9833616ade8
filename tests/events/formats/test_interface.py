"""The formats' interface: adding one touches nothing else, and none knows another."""

import ast
import datetime as dt
from pathlib import Path

import pytest

from events import formats
from events.agenda import actions
from events.agenda.clock import Planned
from events.agenda.formats import FORMATS, PLAIN, Format, Registry
from events.agenda.log import Refused
from events.agenda.models import Segment
from events.formats import discover
from networking.time import now
from tests.factories import EventFactory

PACKAGES = sorted(path.parent for path in Path(formats.__file__).parent.glob("*/format.py"))


class Applause(Format[int]):
    """Counts how often the room clapped. All that a format needs is here."""

    key = "applause"
    label = "Applause"
    minutes = 3

    def initial(self, segment):
        return 0

    def apply(self, state, command, moment):
        if command.kind != "applause.clap":
            raise Refused("unknown_command")
        return state + 1

    def public(self, state, moment):
        return {"claps": state}


@pytest.fixture
def applause(monkeypatch):
    monkeypatch.setitem(FORMATS._formats, "applause", Applause())
    return FORMATS["applause"]


def test_every_package_brings_a_format_of_its_own():
    assert len(PACKAGES) == len(FORMATS)
    keys = {type(format_).__module__: key for key, format_ in FORMATS.items()}
    for package in PACKAGES:
        assert keys[f"events.formats.{package.name}.format"].strip("_") == package.name.strip("_")


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)
def test_no_format_knows_another(package):
    others = {f"events.formats.{other.name}" for other in PACKAGES if other != package}
    for source in package.rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                assert ".".join(node.module.split(".")[:3]) not in others, source


@pytest.mark.parametrize("key", sorted(FORMATS))
def test_every_format_can_be_described_and_started(key):
    format_ = FORMATS[key]
    assert str(format_.label)
    assert format_.icon
    assert 1 <= format_.minutes <= 120
    state = format_.initial(Planned(1, key, "x", dt.timedelta(minutes=5)))
    assert FORMATS[key] is format_
    assert state is None or state == format_.initial(Planned(1, key, "x", dt.timedelta(minutes=5)))


@pytest.mark.parametrize("key", sorted(FORMATS))
def test_every_format_can_be_looked_at_from_all_sides(client, cast, console, key):
    Segment.objects.filter(event=cast.event).delete()
    actions.add_segment(event=cast.event, format=key, by=None)
    console.tap("start")
    client.force_login(cast.facilitator)
    root = cast.event.get_absolute_url()
    for view in ("console", "screen", "now", "speaker"):
        assert client.get(f"{root}{view}/part/").status_code == 200


def test_a_new_format_runs_without_anything_else_being_touched(client, cast, console, applause):
    Segment.objects.filter(event=cast.event).delete()
    actions.add_segment(event=cast.event, format="applause", by=None)
    console.tap("start")
    console.tap("applause.clap")
    console.tap("applause.clap")
    assert console.reading.snapshot(now())["now"]["detail"] == {"claps": 2}
    client.force_login(cast.facilitator)
    root = cast.event.get_absolute_url()
    for view in ("console", "screen", "now", "speaker"):
        assert "Applause" in client.get(f"{root}{view}/part/").content.decode()
    with pytest.raises(Refused, match="unknown_command"):
        console.tap("applause.boo")


def test_the_log_of_a_format_that_is_gone_can_still_be_read(db, console, monkeypatch):
    event = EventFactory.create()
    monkeypatch.setitem(FORMATS._formats, "applause", Applause())
    actions.add_segment(event=event, format="applause", by=None)
    console.event = event
    console.tap("start")
    console.tap("applause.clap")
    monkeypatch.delitem(FORMATS._formats, "applause")
    assert FORMATS["applause"] is PLAIN
    assert console.reading.state.current.plan.format == "applause"
    with pytest.raises(Refused, match="no_such_segment"):
        console.tap("applause.clap")


def test_two_formats_cannot_have_one_name():
    registry = Registry()
    registry.add(Applause())
    registry.add(Applause())

    class Other(Applause):
        pass

    with pytest.raises(ValueError, match="applause"):
        registry.add(Other())


def test_discovering_twice_finds_the_same():
    assert discover("format") == discover("format")
    assert discover("no_such_module") == []
