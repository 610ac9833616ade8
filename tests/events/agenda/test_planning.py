"""The agenda before the event: laid out, changed, and copied to the next one."""

import pytest
from django.urls import reverse
from django.utils import translation

from events.agenda import actions
from events.agenda.forms import SegmentForm
from events.agenda.log import Refused
from events.agenda.models import Segment
from events.agenda.templates import CLASSIC, WITH_IMPROMPTU
from events.calendar import actions as calendar
from networking.audit.models import Entry as AuditEntry
from tests.factories import EventFactory


@pytest.fixture
def organiser(client, cast):
    client.force_login(cast.organiser)
    return client


def address(name, event, *args):
    return reverse(f"agenda:{name}", args=[event.association.slug, event.slug, *args])


def agenda_of(event) -> list[tuple[str, int]]:
    return [(segment.format, segment.minutes) for segment in event.segments.all()]


def test_an_agenda_speaks_the_associations_language(breakfast):
    breakfast.association.language = "en"
    with translation.override("fr"):
        segments = actions.lay_out(event=breakfast, template=CLASSIC, by=None)
    assert segments[0].title == "Welcome"


def test_a_new_event_begins_with_the_classic_breakfast(cast):
    event = calendar.create(
        association=cast.association,
        title="Petit-déjeuner de janvier",
        starts_at=cast.event.starts_at,
        ends_at=cast.event.ends_at,
        by=cast.organiser,
    )
    assert agenda_of(event) == [
        ("welcome", 15),
        ("round_table", 30),
        ("talk", 60),
        ("bilateral", 15),
    ]


def test_a_new_event_copies_the_agenda_of_the_last_one(cast):
    actions.lay_out(event=cast.event, template=WITH_IMPROMPTU, by=None)
    event = calendar.create(
        association=cast.association,
        copied_from=cast.event,
        title="Petit-déjeuner de janvier",
        starts_at=cast.event.starts_at,
        ends_at=cast.event.ends_at,
        by=cast.organiser,
    )
    assert agenda_of(event) == agenda_of(cast.event)
    assert not set(event.segments.all()) & set(cast.event.segments.all())


def test_segments_move_and_stay_numbered(breakfast):
    last = breakfast.segments.last()
    actions.move_segment(segment=last, to=1, by=None)
    assert [format for format, _ in agenda_of(breakfast)] == [
        "welcome",
        "bilateral",
        "round_table",
        "talk",
    ]
    actions.move_segment(segment=last, to=-3, by=None)
    assert agenda_of(breakfast)[0][0] == "bilateral"
    actions.move_segment(segment=last, to=99, by=None)
    assert agenda_of(breakfast)[-1][0] == "bilateral"
    assert [segment.position for segment in breakfast.segments.all()] == [0, 1, 2, 3]


def test_removing_twice_is_removing_once(breakfast):
    segment = breakfast.segments.first()
    actions.remove_segment(segment=segment, by=None)
    actions.remove_segment(segment=segment, by=None)
    assert [segment.position for segment in breakfast.segments.all()] == [0, 1, 2]


def test_a_segment_has_no_other_fields(breakfast):
    with pytest.raises(TypeError):
        actions.change_segment(segment=breakfast.segments.first(), by=None, position=3)


def test_once_begun_the_agenda_is_changed_on_the_console_only(breakfast, console):
    console.tap("start")
    segment = breakfast.segments.first()
    for change in (
        lambda: actions.lay_out(event=breakfast, template=CLASSIC, by=None),
        lambda: actions.add_segment(event=breakfast, format="break", by=None),
        lambda: actions.change_segment(segment=segment, by=None, minutes=5),
        lambda: actions.move_segment(segment=segment, to=1, by=None),
        lambda: actions.remove_segment(segment=segment, by=None),
    ):
        with pytest.raises(Refused, match="already_started"):
            change()
    assert len(agenda_of(breakfast)) == 4


def test_every_change_is_in_the_audit_log_without_words(breakfast):
    actions.change_segment(segment=breakfast.segments.first(), by=None, title="Secret")
    entry = AuditEntry.objects.latest("pk")
    assert entry.verb == "agenda.segment_changed"
    assert "Secret" not in str(entry.details)


def test_the_page_shows_hours_and_says_what_does_not_fit(organiser, cast):
    actions.add_segment(event=cast.event, format="break", by=None)
    page = organiser.get(address("agenda", cast.event))
    assert "The agenda is 15 minutes longer than the event." in page.content.decode()
    start = cast.event.local_start
    assert f"{start:%H:%M}" in page.content.decode()


@pytest.mark.parametrize("parts", [1, 20])
def test_the_page_takes_the_same_queries_for_one_segment_and_for_twenty(
    organiser, cast, parts, django_assert_num_queries
):
    segment = cast.event.segments.first()
    Segment.objects.filter(event=cast.event).exclude(pk=segment.pk).delete()
    for _ in range(parts - 1):
        actions.duplicate_segment(segment=segment, by=None)
    with django_assert_num_queries(8):
        page = organiser.get(address("agenda", cast.event)).content.decode()
    assert page.count("data-segment=") == parts


def test_an_organiser_begins_anew_with_another_template(organiser, cast):
    organiser.post(address("lay_out", cast.event), {"template": "impromptu"})
    assert ("impromptu", 20) in agenda_of(cast.event)
    organiser.post(address("lay_out", cast.event), {"template": "no such thing"})
    assert ("impromptu", 20) in agenda_of(cast.event)


def test_an_organiser_adds_moves_and_removes(organiser, cast):
    organiser.post(address("add", cast.event), {"format": "break"})
    organiser.post(address("add", cast.event), {"format": "no such thing"})
    added = cast.event.segments.last()
    assert (added.format, added.position) == ("break", 4)
    organiser.post(address("move", cast.event, added.pk, 0))
    assert agenda_of(cast.event)[3][0] == "break"
    organiser.post(address("move", cast.event, added.pk, 1))
    assert agenda_of(cast.event)[4][0] == "break"
    organiser.post(address("remove", cast.event, added.pk))
    organiser.post(address("remove", cast.event, added.pk))
    assert len(agenda_of(cast.event)) == 4


def test_an_organiser_changes_a_segment_and_its_formats_settings(organiser, cast):
    segment = cast.event.segments.get(format="round_table")
    page = organiser.get(address("segment", cast.event, segment.pk))
    assert 'name="settings-turn_seconds"' in page.content.decode()
    answer = organiser.post(
        address("segment", cast.event, segment.pk),
        {
            "title": "Tour de table",
            "format": "round_table",
            "minutes": 25,
            "settings-turn_seconds": 45,
        },
    )
    assert answer.status_code == 302
    segment.refresh_from_db()
    assert (segment.minutes, segment.options["turn_seconds"]) == (25, 45)


@pytest.mark.parametrize(
    "wrong", [{"minutes": 0}, {"title": ""}, {"format": "none"}, {"settings-turn_seconds": 5}]
)
def test_a_wrong_segment_is_not_saved_and_says_so(organiser, cast, wrong):
    segment = cast.event.segments.get(format="round_table")
    right = {
        "title": "Tour",
        "format": "round_table",
        "minutes": 25,
        "settings-turn_seconds": 45,
    }
    answer = organiser.post(address("segment", cast.event, segment.pk), {**right, **wrong})
    assert answer.status_code == 422
    segment.refresh_from_db()
    assert segment.minutes == 30


def test_another_format_begins_with_its_own_settings(cast):
    segment = cast.event.segments.get(format="round_table")
    segment.options = {"turn_seconds": 45}
    form = SegmentForm({"title": "Pause", "format": "break", "minutes": 10}, instance=segment)
    assert form.is_valid()
    assert form.changes()["options"] == {}


def test_once_begun_the_pages_refuse_kindly(organiser, cast, console):
    console.tap("start")
    answer = organiser.post(
        address("add", cast.event),
        {"format": "break"},
        headers={"accept-language": "en"},
        follow=True,
    )
    assert "The event has begun already." in answer.content.decode()
    assert len(agenda_of(cast.event)) == 4


def test_another_events_segment_does_not_exist_here(organiser, cast):
    foreign = actions.add_segment(event=EventFactory.create(), format="break", by=None)
    assert organiser.get(address("segment", cast.event, foreign.pk)).status_code == 404
    assert organiser.post(address("move", cast.event, foreign.pk, 1)).status_code == 404
    organiser.post(address("remove", cast.event, foreign.pk))
    assert Segment.objects.filter(pk=foreign.pk).exists()


def test_a_copied_agenda_does_not_announce_last_month_s_talk_again(cast):
    talk = Segment.objects.get(event=cast.event, format="talk")
    actions.change_segment(segment=talk, title="Claire : éclairer", minutes=50, by=None)
    copy = EventFactory.create(association=cast.event.association)
    copied = actions.copy_agenda(event=copy, source=cast.event, by=None)
    again = next(segment for segment in copied if segment.format == "talk")
    with translation.override(copy.association.language):
        assert again.title == str(CLASSIC.lines[2].title)
    assert again.minutes == 50
