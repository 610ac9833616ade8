"""Agendas to begin with: those built in, and those an association keeps."""

import json
from contextlib import suppress

import pytest
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from events.agenda import actions
from events.agenda.formats import FORMATS
from events.agenda.log import Refused
from events.agenda.models import AgendaTemplate, Segment
from events.agenda.own_templates import find, lines, written
from events.agenda.templates import REFERRAL_GROUP, TEMPLATES
from tests.factories import AssociationFactory, EventFactory

ENGLISH = {"accept-language": "en"}
KEPT = {"format": "break", "title": "Pause", "minutes": 10}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 700) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@pytest.fixture
def organiser(client, cast):
    client.force_login(cast.organiser)
    return client


def address(name, event, *args):
    return reverse(f"agenda:{name}", args=[event.association.slug, event.slug, *args])


def kept(event, name="Ours") -> AgendaTemplate:
    return actions.save_template(event=event, name=name, by=None)


@pytest.mark.parametrize(
    ("key", "minutes"),
    [
        ("classic", 120),
        ("impromptu", 120),
        ("lunch", 60),
        ("evening", 120),
        ("online", 60),
        ("referral_group", 90),
    ],
)
def test_a_template_takes_the_time_it_says(key, minutes):
    assert TEMPLATES[key].minutes == minutes


def test_the_table_of_templates_is_complete_and_knows_its_formats():
    assert next(iter(TEMPLATES)) == "classic"
    assert len(REFERRAL_GROUP.lines) == 20
    for template in TEMPLATES.values():
        for line in template.lines:
            assert line.format in FORMATS
            assert len(str(line.title)) <= 80
            settings = FORMATS[line.format].settings_form
            usual = settings().fields if settings else {}
            assert line.options.keys() <= usual.keys()


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=lambda template: template.key)
def test_every_template_can_be_laid_out_started_and_saved(cast, console, template):
    actions.lay_out(event=cast.event, template=template, by=None)
    own = kept(cast.event)
    console.tap("start")
    assert console.reading.snapshot(cast.event.starts_at)["count"] == len(template.lines)
    assert len(find(cast.association, f"own-{own.pk}").lines) == len(template.lines)


def test_an_agenda_is_kept_with_all_that_is_not_of_one_event_alone(breakfast):
    start = breakfast.local_start
    talk = breakfast.segments.get(format="talk")
    table = breakfast.segments.get(format="round_table")
    actions.change_segment(segment=talk, title="Claire : éclairer", lead="Claire", by=None)
    actions.change_segment(
        segment=table,
        lead="Zoé",
        notes="The bell",
        options={"turn_seconds": 45},
        not_before=start.time(),
        by=None,
    )
    own = kept(breakfast)
    other = EventFactory.create(association=breakfast.association)
    template = find(breakfast.association, f"own-{own.pk}")
    made = {s.format: s for s in actions.lay_out(event=other, template=template, by=None)}
    assert (made["round_table"].lead, made["round_table"].notes) == ("Zoé", "The bell")
    assert made["round_table"].options == {"turn_seconds": 45}
    assert made["round_table"].not_before == start.time().replace(second=0, microsecond=0)
    with translation.override(breakfast.association.language):
        assert made["talk"].title == str(FORMATS["talk"].next_title)
    assert made["talk"].lead == ""


def test_an_empty_agenda_is_not_kept(breakfast):
    Segment.objects.filter(event=breakfast).delete()
    with pytest.raises(Refused, match="empty_agenda"):
        kept(breakfast)


def test_a_name_is_given_once_in_an_association(breakfast):
    kept(breakfast)
    with pytest.raises(Refused, match="name_taken"):
        kept(breakfast)
    second = kept(breakfast, "Second")
    with pytest.raises(Refused, match="name_taken"):
        actions.rename_template(template=second, name="Ours", by=None)
    actions.rename_template(template=second, name="Second", by=None)
    elsewhere = EventFactory.create(association=AssociationFactory.create())
    actions.copy_agenda(event=elsewhere, source=breakfast, by=None)
    assert kept(elsewhere).name == "Ours"


def test_deleting_twice_is_deleting_once(breakfast):
    own = kept(breakfast)
    again = AgendaTemplate.objects.get(pk=own.pk)
    actions.delete_template(template=own, by=None)
    actions.delete_template(template=again, by=None)
    assert not AgendaTemplate.objects.exists()


@pytest.mark.parametrize(
    "key", ["", "own-", "own-x", "own-0", "own-²", "classics", f"own-{10**30}"]
)
def test_there_is_no_other_template(breakfast, key):
    with pytest.raises(Refused, match="no_such_template"):
        find(breakfast.association, key)


def test_the_template_of_another_association_does_not_exist(breakfast):
    own = kept(breakfast)
    with pytest.raises(Refused, match="no_such_template"):
        find(AssociationFactory.create(), f"own-{own.pk}")


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        {},
        [None],
        [{}],
        [{**KEPT, "minutes": 0}],
        [{**KEPT, "title": ""}],
        [{**KEPT, "title": "x" * 81}],
        [{**KEPT, "not_before": "soon"}],
    ],
)
def test_what_is_no_agenda_is_not_laid_out(wrong):
    with pytest.raises(Refused, match="unreadable_template"):
        lines(wrong)


def test_settings_that_make_no_sense_any_more_are_those_of_the_format():
    table = {"format": "round_table", "title": "Table", "minutes": 30}
    (line,) = lines([{**table, "options": {"turn_seconds": 45, "gone": 1}}])
    assert line.options == {"turn_seconds": 45}
    for options in ({"turn_seconds": "fast"}, {"turn_seconds": -1}, [1], "x", None):
        (line,) = lines([{**table, "options": options}])
        assert line.options == {}


@pytest.mark.parametrize(
    "options", [{}, {"talk_percent": 45}, {"share": "2/3"}, {"share": "other", "talk_percent": 45}]
)
def test_settings_stay_as_they_were_chosen(options):
    (line,) = lines([{"format": "talk", "title": "Talk", "minutes": 60, "options": options}])
    assert line.options == options


def test_a_line_of_a_format_that_is_gone_is_a_plain_one():
    (line,) = lines([{**KEPT, "format": "applause", "options": {"claps": 3}}])
    assert (line.format, line.options) == ("applause", {})


@given(kept=JSON | st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(KEPT, JSON))))
def test_whatever_was_kept_is_read_or_refused(kept):
    with suppress(Refused):
        for line in lines(json.loads(json.dumps(kept))):
            assert 1 <= line.minutes <= 600
            assert line.title


def test_what_is_written_can_be_read_again(breakfast):
    for segment in breakfast.segments.all():
        (line,) = lines([json.loads(json.dumps(written(segment)))])
        assert (line.format, line.minutes) == (segment.format, segment.minutes)


def test_an_organiser_keeps_uses_renames_and_forgets(organiser, cast):
    event = cast.event
    page = organiser.get(address("agenda", event), headers=ENGLISH).content.decode()
    assert "Classic breakfast · 120" in page
    assert "Your own" not in page
    answer = organiser.post(
        address("save_template", event), {"name": "January"}, headers=ENGLISH, follow=True
    )
    own = AgendaTemplate.objects.get()
    assert "Kept." in answer.content.decode()
    assert f'<option value="own-{own.pk}">January</option>' in answer.content.decode()
    Segment.objects.filter(event=event).delete()
    organiser.post(address("lay_out", event), {"template": f"own-{own.pk}"})
    assert event.segments.count() == 4
    organiser.post(address("rename_template", event, own.pk), {"name": "February"})
    listed = organiser.get(address("templates", event), headers=ENGLISH).content.decode()
    assert "February" in listed
    assert "4 parts" in listed
    for _ in range(2):
        organiser.post(address("delete_template", event, own.pk))
    listed = organiser.get(address("templates", event), headers=ENGLISH).content.decode()
    assert "No template of your own yet" in listed


@pytest.mark.parametrize("name", ["", " ", "x" * 61])
def test_a_name_that_is_none_is_not_kept_and_it_is_said_why(organiser, cast, name):
    answer = organiser.post(
        address("save_template", cast.event), {"name": name}, headers=ENGLISH, follow=True
    )
    assert "toast--error" in answer.content.decode()
    assert not AgendaTemplate.objects.exists()


def test_a_taken_name_is_said_to_be_taken(organiser, cast):
    own = kept(cast.event)
    other = kept(cast.event, "Other")
    for name, args in (("save_template", []), ("rename_template", [other.pk])):
        answer = organiser.post(
            address(name, cast.event, *args), {"name": own.name}, headers=ENGLISH, follow=True
        )
        assert "There is a template of this name already." in answer.content.decode()


def test_another_associations_template_cannot_be_touched(organiser, cast):
    foreign = EventFactory.create(association=AssociationFactory.create())
    actions.copy_agenda(event=foreign, source=cast.event, by=None)
    own = kept(foreign)
    for name in ("rename_template", "delete_template"):
        organiser.post(address(name, cast.event, own.pk), {"name": "Mine"})
    organiser.post(address("lay_out", cast.event), {"template": f"own-{own.pk}"})
    own.refresh_from_db()
    assert own.name == "Ours"
    assert cast.event.segments.count() == 4
