"""The list of segments under several hands: what one adds, moves or changes stays."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from events.agenda import actions
from events.agenda.log import Refused
from events.agenda.models import Segment

HTMX = {"HX-Request": "true", "accept-language": "en"}


@pytest.fixture
def organiser(client, cast):
    client.force_login(cast.organiser)
    return client


def address(name, event, *args):
    return reverse(f"agenda:{name}", args=[event.association.slug, event.slug, *args])


def order(event) -> list[str]:
    return [segment.format for segment in event.segments.all()]


def part(event, format) -> Segment:
    return event.segments.get(format=format)


def test_a_segment_is_put_behind_another_one_or_first(breakfast):
    last, first = part(breakfast, "bilateral"), part(breakfast, "welcome")
    for _ in range(2):
        actions.place_segment(segment=last, after=first.pk, by=None)
        assert order(breakfast) == ["welcome", "bilateral", "round_table", "talk"]
    actions.place_segment(segment=last, after=None, by=None)
    assert order(breakfast) == ["bilateral", "welcome", "round_table", "talk"]
    actions.place_segment(segment=last, after=last.pk, by=None)
    assert order(breakfast) == ["bilateral", "welcome", "round_table", "talk"]
    assert [segment.position for segment in breakfast.segments.all()] == [0, 1, 2, 3]


def test_what_somebody_else_added_meanwhile_shifts_nothing(breakfast):
    talk, table = part(breakfast, "talk"), part(breakfast, "round_table")
    actions.add_segment(
        event=breakfast, format="break", after=part(breakfast, "welcome").pk, by=None
    )
    actions.place_segment(segment=table, after=talk.pk, by=None)
    assert order(breakfast) == ["welcome", "break", "talk", "round_table", "bilateral"]


def test_nothing_is_put_behind_what_is_gone(breakfast):
    talk, table = part(breakfast, "talk"), part(breakfast, "round_table")
    actions.remove_segment(segment=talk, by=None)
    with pytest.raises(Refused, match="agenda_changed"):
        actions.place_segment(segment=table, after=talk.pk, by=None)
    talk.pk = table.pk + 1000
    with pytest.raises(Refused, match="agenda_changed"):
        actions.place_segment(segment=talk, after=table.pk, by=None)
    assert order(breakfast) == ["welcome", "round_table", "bilateral"]


@pytest.mark.django_db
@given(moves=st.lists(st.tuples(st.integers(0, 3), st.integers(-1, 3)), max_size=6))
def test_however_they_are_moved_all_stay_and_are_numbered(moves):
    from tests.factories import EventFactory

    event = EventFactory.create()
    made = [actions.add_segment(event=event, format="break", by=None) for _ in range(4)]
    for moved, behind in moves:
        after = None if behind < 0 else made[behind].pk
        actions.place_segment(segment=made[moved], after=after, by=None)
    assert {segment.pk for segment in event.segments.all()} == {segment.pk for segment in made}
    assert [segment.position for segment in event.segments.all()] == [0, 1, 2, 3]


def test_a_new_segment_comes_behind_another_one_or_last(breakfast):
    actions.add_segment(event=breakfast, format="break", after=part(breakfast, "talk").pk, by=None)
    assert order(breakfast)[3] == "break"
    actions.add_segment(event=breakfast, format="debrief", after=0, by=None)
    assert order(breakfast)[-1] == "debrief"


def test_a_duplicate_stands_behind_its_original_and_has_all_of_it(breakfast):
    table = part(breakfast, "round_table")
    actions.change_segment(
        segment=table, lead="Zoé", notes="Bell", options={"turn_seconds": 45}, by=None
    )
    copy = actions.duplicate_segment(segment=table, by=None)
    assert order(breakfast) == ["welcome", "round_table", "round_table", "talk", "bilateral"]
    copy.refresh_from_db()
    assert (copy.position, copy.lead, copy.notes) == (2, "Zoé", "Bell")
    assert copy.options == {"turn_seconds": 45}
    assert copy.pk != table.pk


def test_two_organisers_who_change_the_same_part_lose_nothing(organiser, cast):
    table = part(cast.event, "round_table")
    page = address("segment", cast.event, table.pk)
    said = {"title": table.title, "minutes": 30, "not_before": "", "lead": "", "notes": ""}
    said["format"] = "round_table"
    both = {**said, **{f"initial-{name}": value for name, value in said.items()}}
    settings = {"settings-turn_seconds": 60, "initial-settings-turn_seconds": 60}
    organiser.post(page, {**both, **settings, "minutes": 25, "settings-turn_seconds": 45})
    organiser.post(page, {**both, **settings, "notes": "The bell is in the hall."})
    table.refresh_from_db()
    assert (table.minutes, table.notes) == (25, "The bell is in the hall.")
    assert table.options["turn_seconds"] == 45


def test_minutes_are_changed_on_the_list_and_the_hours_follow(organiser, cast):
    welcome = part(cast.event, "welcome")
    answer = organiser.post(
        address("minutes", cast.event, welcome.pk), {"minutes": 20}, headers=HTMX
    )
    page = answer.content.decode()
    assert "The agenda is 5 minutes longer than the event." in page
    assert "<html" not in page
    for wrong in ("", "0", "601", "soon"):
        answer = organiser.post(
            address("minutes", cast.event, welcome.pk), {"minutes": wrong}, headers=HTMX
        )
        assert "toast--error" in answer.content.decode()
    welcome.refresh_from_db()
    assert welcome.minutes == 20


def test_it_says_how_the_agenda_fits(organiser, cast):
    def said() -> str:
        return organiser.get(address("agenda", cast.event), headers=HTMX).content.decode()

    welcome = part(cast.event, "welcome")
    assert "The agenda ends with the event, to the minute." in said()
    actions.change_segment(segment=welcome, minutes=5, by=None)
    assert "10 minutes at the end have no plan yet." in said()
    actions.change_segment(segment=welcome, minutes=16, by=None)
    assert "The agenda is 1 minute longer than the event." in said()
    Segment.objects.filter(event=cast.event).delete()
    assert "Nothing planned yet" in said()


def test_free_time_before_a_fixed_start_is_shown_and_so_is_what_runs_past_it(organiser, cast):
    talk = part(cast.event, "talk")
    start = cast.event.local_start
    fixed = start.replace(hour=(start.hour + 1) % 24)
    actions.change_segment(segment=talk, not_before=fixed.time(), by=None)
    page = organiser.get(address("agenda", cast.event), headers=HTMX).content.decode()
    assert '<span class="figure">15\u202fmin</span> of free time' in page
    assert f"not before {fixed:%H:%M}" in page
    actions.change_segment(segment=part(cast.event, "round_table"), minutes=50, by=None)
    page = organiser.get(address("agenda", cast.event), headers=HTMX).content.decode()
    assert f"What comes before runs 5\u202fmin past {fixed:%H:%M}." in page
    assert "of free time" not in page


def test_a_part_that_was_dragged_is_placed_and_the_plan_comes_back(organiser, cast):
    event = cast.event
    sent = {"segment": part(event, "talk").pk, "after": part(event, "welcome").pk}
    page = organiser.post(address("place", event), sent, headers=HTMX).content.decode()
    assert order(event) == ["welcome", "talk", "round_table", "bilateral"]
    assert 'id="plan"' in page
    assert organiser.post(address("place", event), {**sent, "after": ""}).status_code == 302
    assert order(event)[0] == "talk"


@pytest.mark.parametrize("sent", [{}, {"segment": "x"}, {"segment": 0}, {"segment": 0, "after": 0}])
def test_a_part_that_is_gone_is_not_placed_and_it_is_said_why(organiser, cast, sent):
    page = organiser.post(address("place", cast.event), sent, headers=HTMX).content.decode()
    assert "Somebody else has just changed the agenda." in page
    assert len(order(cast.event)) == 4


def test_the_form_proposes_a_place_for_a_new_part(organiser, cast):
    talk = part(cast.event, "talk")
    page = organiser.get(f"{address('agenda', cast.event)}?after={talk.pk}").content.decode()
    assert f'<option value="{talk.pk}" selected>' in page
    organiser.post(address("add", cast.event), {"format": "break", "after": talk.pk})
    assert order(cast.event)[3] == "break"
    organiser.post(address("duplicate", cast.event, talk.pk))
    assert order(cast.event).count("talk") == 2


def test_once_begun_nothing_is_offered_that_would_be_refused(organiser, cast, console):
    console.tap("start")
    page = organiser.get(address("agenda", cast.event), headers=HTMX).content.decode()
    assert "data-handle" not in page
    assert 'name="minutes"' not in page
    assert 'id="add"' not in page
    talk = part(cast.event, "talk")
    answer = organiser.post(address("duplicate", cast.event, talk.pk), headers=HTMX)
    assert "The event has begun already." in answer.content.decode()
