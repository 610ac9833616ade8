"""The developer's page on formats: its code is taken from there, and played."""

import datetime as dt
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from django.utils import translation

from events.agenda import actions
from events.agenda.formats import FORMATS
from events.agenda.log import Refused
from events.agenda.models import Segment
from events.agenda.stage import primary
from events.agenda.words import said
from networking.time import now

PAGE = Path(__file__).parents[3] / "docs" / "formats.md"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)


@pytest.fixture
def shown(monkeypatch, settings, tmp_path) -> set[str]:
    """Put the page's formats, and the face it draws, beside those there are; return their keys."""
    known = dict(FORMATS._formats)
    monkeypatch.setattr(FORMATS, "_formats", known)
    before = set(known)
    for number, code in enumerate(blocks("python")):
        module = ModuleType(f"page_{number}")
        monkeypatch.setitem(sys.modules, module.__name__, module)
        exec(compile(code, PAGE.name, "exec"), vars(module))
    (face,) = blocks("html")
    place = tmp_path / "formats" / "fishbowl" / "_console.html"
    place.parent.mkdir(parents=True)
    place.write_text(face)
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path, *engine["DIRS"]]}]
    return set(known) - before


@pytest.fixture
def agenda_of(cast):
    """Return what makes a format the event's only part."""

    def only(key: str) -> None:
        Segment.objects.filter(event=cast.event).delete()
        actions.add_segment(event=cast.event, format=key, by=None)

    return only


def test_a_format_takes_about_sixty_lines():
    code = [line for line in blocks("python")[0].splitlines() if line.strip()]
    assert len(code) <= 62


def test_all_formats_of_the_page_run_and_are_seen_from_all_sides(
    client, cast, console, shown, agenda_of
):
    assert shown == {"fishbowl", "one_two_four_all"}
    agenda_of("one_two_four_all")
    console.tap("start")
    client.force_login(cast.facilitator)
    root = cast.event.get_absolute_url()
    for step in ("pairs", "fours", "all"):
        button = primary(console.reading, now())
        assert button.payload == {"step": step}
        console.tap(button.kind, **button.payload)
        for view in ("console", "screen", "now", "speaker"):
            assert f'data-phase="{step}"' in client.get(f"{root}{view}/part/").content.decode()
    console.tap("close")


def test_the_fishbowl_is_played_from_start_to_end(
    client, cast, console, shown, agenda_of, time_machine
):
    agenda_of("fishbowl")
    time_machine.move_to(cast.event.starts_at, tick=False)
    console.tap("start")
    assert primary(console.reading, now()).kind == "fishbowl.sit"
    console.tap("fishbowl.sit")
    with pytest.raises(Refused) as refused:
        console.tap("fishbowl.sit")
    with translation.override("en"):
        assert said(refused.value, "fishbowl.sit") == "Somebody has only just sat down."
    time_machine.shift(dt.timedelta(minutes=2))
    console.tap("fishbowl.sit")
    detail = console.reading.snapshot(now())["now"]["detail"]
    assert detail["taken"] == 2
    assert [phase["length"] / 60_000 for phase in detail["phases"]] == [25, 5]
    client.force_login(cast.facilitator)
    page = client.get(f"{cast.event.get_absolute_url()}console/part/").content.decode()
    assert "Whoever wants a word takes the free chair." in page
    assert "2 so far" in page
    (part,) = console.reading.state.parts
    with translation.override("en"):
        assert FORMATS["fishbowl"].on_paper(part.plan) == [
            "5 chairs in the middle, one of them free"
        ]
    with pytest.raises(Refused, match="unknown_command"):
        console.tap("fishbowl.stand")
    console.undo(console.rev)
    assert console.reading.state.parts[0].state.taken == 1
    console.tap("close")
    assert console.reading.state.ended_at == now()
