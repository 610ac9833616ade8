"""Two hours of a breakfast in four minutes: each of them is played, and the report agrees.

The default agenda at thirty times the speed of life. Two come late and speak last, somebody goes on
too early and takes it back, the speaker doesn't find an end and the exchanges pay for it.
"""

import datetime as dt
import re
import time
import zoneinfo
from itertools import pairwise

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, expect

from events.agenda import actions
from events.agenda.models import Command
from events.agenda.templates import CLASSIC
from events.calendar.models import Event
from events.door.models import CheckIn
from networking.accounts.models import User
from tests.cast import assemble
from tests.e2e.acting import PROJECTOR, Actor
from tests.factories import EventFactory, RegistrationFactory
from tests.services.site import Site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.long,
]

RATE = 30
EIGHT = dt.datetime(2026, 12, 1, 8, 0, tzinfo=zoneinfo.ZoneInfo("Europe/Paris"))
MINUTE = dt.timedelta(minutes=1)
IN_TIME = ["Amina", "Bao", "Chloé", "Dimitri", "Élodie", "Farid"]
LATE = ["Gaëlle", "Hadrien"]


class Wall:
    """The clock on the wall of the room, in minutes since eight."""

    def __init__(self, minutes: float) -> None:
        self.start = EIGHT + minutes * MINUTE
        self.began = dt.datetime.now(dt.UTC)

    @property
    def setting(self) -> str:
        return f"{self.start.isoformat()},{RATE},{self.began.isoformat()}"

    @property
    def minutes(self) -> float:
        return (self.start - EIGHT + RATE * (dt.datetime.now(dt.UTC) - self.began)) / MINUTE

    def wait_for(self, minutes: float) -> None:
        time.sleep(max(0.0, (minutes - self.minutes) * 60 / RATE))


class Room:
    """Everybody in the room with a device, and when the facilitator tapped what."""

    def __init__(self, browser: Browser, site: Site, event: Event) -> None:
        cast = assemble(event)
        self.people = {
            name: RegistrationFactory.create(event=event, given_name=name, family_name="Roux")
            for name in IN_TIME + LATE
        }
        self.wall = Wall(-9)
        site.environment["TABLEE_CLOCK"] = self.wall.setting
        site.web()
        self.host = person(browser, site, cast.host)
        self.facilitator = person(browser, site, cast.facilitator)
        self.screen = person(browser, site, cast.organiser, PROJECTOR)
        self.phone = person(browser, site, self.people[LATE[-1]].user)
        self.base = event.get_absolute_url()
        self.host.goes(f"{self.base}door/")
        expect(self.host.page.locator("#door[data-ready]")).to_be_visible()
        self.facilitator.goes(f"{self.base}console/")
        self.screen.goes(f"{self.base}screen/")
        self.phone.goes(f"{self.base}now/")
        self.tapped: dict[str, float] = {}

    def taps(self, command: str, what: str = "") -> None:
        self.facilitator.taps(command)
        self.tapped[what or command] = self.wall.minutes

    def checks_in(self, *names: str) -> None:
        page = self.host.page
        for name in names:
            page.get_by_role("searchbox").fill(name)
            row = page.locator(".door__row", has_text=name).first
            row.get_by_role("button", name=re.compile("Check in")).click()
            expect(row).to_have_class(re.compile("door__row--here"))
            expect(page.locator('#door[data-waiting="0"]')).to_be_visible()

    def leaves(self) -> None:
        for actor in (self.host, self.facilitator, self.screen, self.phone):
            assert not actor.troubles
            actor.leaves()


def person(browser: Browser, site: Site, user: User, viewport: object = None) -> Actor:
    """Somebody who is signed in already, and reads English."""
    actor = Actor(browser, site.url, viewport)
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    for name, value in ((settings.SESSION_COOKIE_NAME, session), ("django_language", "en")):
        actor.context.add_cookies([{"name": name, "value": value, "url": site.url}])
    return actor


def test_the_default_breakfast_played_whole_at_thirty_times_the_speed(
    site: Site, browser: Browser
) -> None:
    event = EventFactory.create(starts_at=EIGHT, ends_at=EIGHT + 120 * MINUTE)
    actions.lay_out(event=event, template=CLASSIC, by=None)
    room = Room(browser, site, event)
    welcome(room)
    round_table_with_two_late(room)
    talk_that_finds_no_end(room)
    room.wall.wait_for(120)
    room.taps("close")
    room.phone.sees("Thank you")
    the_report_agrees(room, event)
    room.leaves()


def welcome(room: Room) -> None:
    room.checks_in(*IN_TIME[:-1])
    room.wall.wait_for(0)
    room.taps("start")
    room.checks_in(IN_TIME[-1])
    expect(room.screen.page.locator("#live")).to_contain_text("6 of", timeout=20_000)
    room.wall.wait_for(16)


def round_table_with_two_late(room: Room) -> None:
    """Who comes when two have spoken takes the train in motion, and speaks at the end."""
    room.taps("next", "round table")
    room.taps("round_table.open")
    screen = room.screen.page
    spoke = []
    for number in range(1, len(room.people) + 1):
        if number == 3:
            room.checks_in(*LATE)
        expect(screen.locator(".screen__over")).to_contain_text(f"{number} of")
        spoke.append(screen.locator(".screen__name").inner_text().split()[0])
        # Everybody has her minute.
        expect(room.facilitator.page.locator("#ring .ring__text")).to_have_text(re.compile("^−"))
        room.taps("round_table.next")
    assert spoke[-2:] == LATE
    assert sorted(spoke) == sorted(IN_TIME + LATE)
    room.phone.sees("You have had your turn.")
    room.wall.wait_for(46)


def talk_that_finds_no_end(room: Room) -> None:
    """Somebody goes on too early and takes it back; then it is the speaker who doesn't stop."""
    room.taps("next", "talk")
    room.wall.wait_for(70)
    room.taps("next", "too early")
    room.screen.sees("Échanges bilatéraux")
    room.taps("undo")
    room.wall.wait_for(110)
    for view in (room.facilitator, room.screen):
        expect(view.page.locator("#ring .ring__text")).to_have_text(re.compile("^−[34]:"))
    make_up = room.facilitator.page.locator("#make-up")
    make_up.locator("summary").click()
    taken = make_up.locator(".list__row", has_text="Take it from the next part")
    # What it says is true of this minute, not of the one in which the delay began.
    expect(taken).to_contain_text(re.compile("Échanges bilatéraux 15.min → 1[01].min"))
    room.taps("recover")
    room.taps("next", "exchanges")


def the_report_agrees(room: Room, event: Event) -> None:
    """With what was tapped when, by the clock on the wall, and with the log."""
    room.facilitator.follows("See how punctual we were")
    room.facilitator.sees(re.compile(r"Ended at 10:0[01], (on time|[12].min late)"))
    rows = report_of(room.facilitator)
    at = room.tapped
    begins = [at["start"], at["round table"], at["talk"], at["exchanges"], at["close"]]
    assert [row["planned"] for row in rows] == [15, 30, 60, 15]
    for row, (begin, end) in zip(rows, pairwise(begins), strict=True):
        # Minutes are rounded, and a tap takes a moment, which is long at this speed.
        assert row["real"] == pytest.approx(end - begin, abs=1.5), (row, begin, end)
        assert row["difference"] == row["real"] - row["planned"]
    check_the_log(event, rows)


def report_of(reader: Actor) -> list[dict[str, int]]:
    """What the page says of each part, in minutes."""
    rows = []
    for row in reader.page.locator(".table tbody tr").all():
        cells = [cell.inner_text() for cell in row.locator("td").all()]
        planned, real, difference = (minutes_in(cell) for cell in cells)
        rows.append({"planned": planned, "real": real, "difference": difference})
    return rows


def minutes_in(words: str) -> int:
    said = re.search(r"([+−]?)(?:(\d+)\sh)?\s?(\d+)?", words)
    assert said is not None, words
    sign, hours, minutes = said.groups()
    return (-1 if sign == "−" else 1) * (60 * int(hours or 0) + int(minutes or 0))


def check_the_log(event: Event, rows: list[dict[str, int]]) -> None:
    """Count the minutes anew, from the instants in the log alone."""
    log = list(Command.objects.filter(run__event=event).order_by("rev"))
    taken_back = {entry.payload["rev"] for entry in log if entry.kind == "undo"}
    moves = [
        entry.at
        for entry in log
        if entry.kind in {"start", "next", "close"} and entry.rev not in taken_back
    ]
    spans = [(after - before) / MINUTE for before, after in pairwise(moves)]
    assert [row["real"] for row in rows] == [round(span) for span in spans]
    late = CheckIn.objects.filter(registration__given_name__in=LATE)
    assert all(check_in.late for check_in in late)
