"""The run sheet: the hours, who leads what, and a code that opens door and console."""

import datetime as dt
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from events.agenda import actions, run_sheet
from events.agenda.models import Segment
from events.agenda.templates import CLASSIC, WITH_IMPROMPTU
from events.calendar import actions as calendar
from events.calendar.models import Event, Hand, Lent, Pass
from networking.associations.models import Role
from networking.paper import prints
from networking.time import now
from tests.factories import EventFactory, EventRoleFactory, MembershipFactory, SpeakerFactory
from tests.networking.paper import pages
from tests.networking.paper.people import HARD

pytestmark = pytest.mark.django_db


@pytest.fixture
def morning() -> Event:
    """Tomorrow at eight, in English."""
    event = EventFactory.create(starts_at=now() + dt.timedelta(days=1), association__language="en")
    actions.lay_out(event=event, template=WITH_IMPROMPTU, by=None)
    return event


def test_it_says_what_comes_when_and_for_how_long(morning: Event) -> None:
    (page,) = pages.texts(run_sheet.printed(morning))
    starts = morning.local_start
    for minutes in (0, 15, 45, 65, 105, 120):
        assert f"{starts + dt.timedelta(minutes=minutes):%H:%M}" in page
    for words in ("Welcome", "60 seconds each", "3 rounds of 4 min", "What challenge do you bring"):
        assert words in page
    for words in ("13 min of talk, then 27 min of questions", "A bell every 5 minutes", "Remarks"):
        assert words in page


def test_each_part_is_led_by_whom_the_agenda_names_or_whoever_has_the_role(morning: Event) -> None:
    EventRoleFactory.create(
        event=morning, role=Hand.HOST, user__given_name="Svetlana", user__family_name="Petit"
    )
    MembershipFactory.create(
        association=morning.association,
        role=Role.FACILITATOR,
        user__given_name="Olivier",
        user__family_name="Castaigne",
    )
    SpeakerFactory.create(event=morning, given_name="Fatou", family_name="Diop")
    Segment.objects.filter(event=morning, format="bilateral").update(lead="Everybody")
    page = pages.text(run_sheet.printed(morning))
    assert page.count("Svetlana Petit") == 1
    assert page.count("Olivier Castaigne") == 2
    assert page.count("Fatou Diop") == 1
    assert "Everybody" in page


def test_where_many_could_lead_there_is_room_to_write_who_does(morning: Event) -> None:
    for _ in range(4):
        EventRoleFactory.create(event=morning, role=Hand.HOST, user__family_name="Ørsted")
    assert "Ørsted" not in pages.text(run_sheet.printed(morning))


def test_notes_stand_on_it_line_by_line(morning: Event) -> None:
    Segment.objects.filter(event=morning, format="welcome").update(notes="Coffee\n\nThe bell")
    page = pages.text(run_sheet.printed(morning))
    assert "Coffee" in page
    assert "The bell" in page


def test_its_code_opens_door_and_console_on_any_phone(morning: Event) -> None:
    run_sheet.prepare(morning, None)
    run_sheet.prepare(morning, None)
    held = Pass.objects.get()
    assert held.hand == Lent.FACILITATOR
    (pixels,) = pages.drawn(run_sheet.printed(morning))
    (code,) = pages.codes(pixels)
    phone = Client()
    assert phone.post(urlsplit(code.text).path).status_code == 302
    slugs = [morning.association.slug, morning.slug]
    for name in ("door:door", "agenda:console"):
        assert phone.get(reverse(name, args=slugs)).status_code == 200
    calendar.revoke_passes(event=morning, by=None)
    (pixels,) = pages.drawn(run_sheet.printed(morning))
    assert not pages.codes(pixels)


def test_only_who_may_run_the_agenda_may_print_what_lets_others_run_it(morning: Event) -> None:
    def member(role: Role) -> object:
        return MembershipFactory.create(association=morning.association, role=role).user

    sheet = prints.find("run-sheet")
    assert sheet is not None
    assert [sheet.rule(member(role), morning) for role in (Role.HOST, Role.FACILITATOR)] == [
        False,
        True,
    ]


def test_who_printed_it_made_the_pass(client: Client, morning: Event) -> None:
    user = MembershipFactory.create(association=morning.association, role=Role.FACILITATOR).user
    client.force_login(user)
    slugs = [morning.association.slug, morning.slug, "run-sheet"]
    assert client.get(reverse("door:print", args=slugs)).status_code == 200
    assert Pass.objects.get().made_by == user


def test_an_empty_agenda_and_a_long_one_with_hard_names_keep_to_their_pages(
    morning: Event,
) -> None:
    Segment.objects.filter(event=morning).delete()
    assert "There is nothing on the agenda yet." in pages.text(run_sheet.printed(morning))
    for number in range(40):
        given, family, title, house = HARD[number % len(HARD)]
        Segment.objects.create(
            event=morning,
            position=number,
            format="break",
            title=(title or given)[:80],
            minutes=5,
            lead=f"{given} {family}"[:120],
            notes=house * 3,
        )
    printed = run_sheet.printed(morning)
    texts = pages.texts(printed)
    assert len(texts) > 2
    for number, page in enumerate(texts, start=1):
        assert f"Page {number} of {len(texts)}" in page
    assert all("Led by" in page for page in texts[:-1])
    for pixels in pages.drawn(printed, dpi=100):
        margin = int(17 * 100 / 25.4)
        assert pixels[:, :margin].min() == 255
        assert pixels[:, -margin:].min() == 255


def test_a_copied_agenda_keeps_who_leads_but_for_the_talk(morning: Event) -> None:
    actions.lay_out(event=morning, template=CLASSIC, by=None)
    Segment.objects.filter(event=morning).update(lead="Amina")
    other = EventFactory.create(association=morning.association)
    copied = actions.copy_agenda(event=other, source=morning, by=None)
    assert {segment.format: segment.lead for segment in copied} == {
        "welcome": "Amina",
        "round_table": "Amina",
        "talk": "",
        "bilateral": "Amina",
    }


def test_who_leads_a_part_is_typed_on_its_page(client: Client, morning: Event) -> None:
    client.force_login(
        MembershipFactory.create(association=morning.association, role=Role.ORGANISER).user
    )
    segment = Segment.objects.get(event=morning, format="welcome")
    slugs = [morning.association.slug, morning.slug, segment.pk]
    sent = {"title": "Coffee", "format": "welcome", "minutes": 15, "lead": "Zoé", "notes": ""}
    assert client.post(reverse("agenda:segment", args=slugs), sent).status_code == 302
    segment.refresh_from_db()
    assert segment.lead == "Zoé"
