"""An association's own questions: kept by its organisers, chosen in its agendas, true for ever."""

import json
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from events.agenda import actions as agenda
from events.agenda import kept, own_templates, reading
from events.agenda.models import Segment
from events.calendar.models import Event
from events.rounds import actions
from events.rounds.actions import TakenError
from events.rounds.asking import Asked
from events.rounds.models import OwnQuestion
from networking.audit.models import Entry
from networking.time import now
from tests.cast import Cast, assemble
from tests.factories import AssociationFactory, EventFactory, OwnQuestionFactory

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
ASKED = {"fr": "Quel risque prendrez-vous ?", "en": "", "kind": "challenge"}


@pytest.fixture
def event() -> Event:
    event = EventFactory.create()
    Segment.objects.filter(event=event).delete()
    Segment.objects.create(event=event, format="impromptu", title="Impromptu", minutes=20)
    return event


@pytest.fixture
def cast(event: Event) -> Cast:
    found = assemble(event)
    type(found.organiser).objects.update(language="en")
    return found


@pytest.fixture
def organiser(cast: Cast) -> Client:
    client = Client(headers=ENGLISH)
    client.force_login(cast.organiser)
    return client


def url(name: str, event: Event, *args: Any) -> str:
    return reverse(f"rounds:{name}", args=[event.association.slug, *args])


def segment_of(event: Event) -> Segment:
    return Segment.objects.get(event=event)


def settings_url(event: Event) -> str:
    slugs = [event.association.slug, event.slug]
    return reverse("agenda:segment", args=[*slugs, segment_of(event).pk])


def choose(event: Event, **options: Any) -> None:
    Segment.objects.filter(event=event).update(options=options)


def said(event: Event, rounds: int = 1) -> list[str]:
    plan = reading.read(event).state.parts[0].plan
    asked = Asked.of(plan.options)
    return asked.said(asked.of_rounds(rounds))


def test_an_organiser_adds_edits_archives_and_brings_back(organiser: Client, cast: Cast) -> None:
    event = cast.event
    page = organiser.post(url("questions", event), ASKED, follow=True).content.decode()
    assert "Added." in page
    assert "in French only" in page
    own = OwnQuestion.objects.get()
    assert (own.association, own.fr) == (event.association, ASKED["fr"])
    page = organiser.get(url("question", event, own.pk)).content.decode()
    assert ASKED["fr"] in page
    both = {"fr": "  Quel  risque ? ", "en": "Which risk?", "kind": "exchange"}
    assert organiser.post(url("question", event, own.pk), both).status_code == 302
    own.refresh_from_db()
    assert (own.fr, own.en, own.kind) == ("Quel risque ?", "Which risk?", "exchange")
    for _ in range(2):
        organiser.post(url("archive_question", event, own.pk))
    page = organiser.get(url("questions", event)).content.decode()
    assert "1 archived question" in page
    organiser.post(url("bring_back_question", event, own.pk))
    assert "archived question" not in organiser.get(url("questions", event)).content.decode()
    verbs = Entry.objects.filter(verb__startswith="rounds.").values_list("verb", flat=True)
    assert sorted(verbs) == [
        f"rounds.question_{done}" for done in ("added", "archived", "brought_back", "changed")
    ]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"fr": " ", "en": ""}, "Type the question, in one language at least."),
        ({"fr": "x" * 181}, "at most 180 characters"),
        ({"fr": "quel RISQUE prendrez vous"}, "You have this question already."),
        ({"fr": "", "en": "Archived?"}, "among the archived ones"),
        ({"fr": "", "en": "What is on your mind at work this month"}, "The bank has this question"),
        ({"kind": "joke"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_added_is_said_and_what_was_typed_stays(
    organiser: Client, cast: Cast, wrong: dict[str, str], words: str
) -> None:
    OwnQuestionFactory.create(association=cast.association, fr=ASKED["fr"])
    OwnQuestionFactory.create(association=cast.association, fr="", en="Archived?", archived=True)
    typed = {**ASKED, "fr": "Autre chose ?", "en": "Mind you?", **wrong}
    answer = organiser.post(url("questions", cast.event), typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert typed["en"] in page
    assert OwnQuestion.objects.count() == 2


def test_the_same_question_twice_at_once_is_one_whatever_the_pages_checked(cast: Cast) -> None:
    asked = {"association": cast.association, **ASKED, "by": cast.organiser}
    first = actions.add_question(**asked)
    with pytest.raises(TakenError):
        actions.add_question(**asked)
    other = actions.add_question(**{**asked, "fr": "", "en": "Why?"})
    with pytest.raises(TakenError):
        actions.change_question(question=other, **ASKED, by=None)
    actions.change_question(question=first, **{**ASKED, "kind": "exchange"}, by=None)
    assert OwnQuestion.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnQuestionFactory.create(association=cast.association, fr="", en="")


def test_another_association_never_sees_it_nor_asks_it(organiser: Client, cast: Cast) -> None:
    foreign = OwnQuestionFactory.create(association=AssociationFactory.create(), fr="Secret ?")
    same = OwnQuestionFactory.create(association=cast.association, fr="Secret ?")
    same.delete()
    for name in ("question", "archive_question", "bring_back_question"):
        assert organiser.post(url(name, cast.event, foreign.pk), ASKED).status_code == 404
    for page in (url("questions", cast.event), settings_url(cast.event)):
        assert "Secret" not in organiser.get(page).content.decode()
    # Not even for who writes its key into an agenda.
    choose(cast.event, question=foreign.key, second=foreign.key, round_1=foreign.key)
    assert said(cast.event) == ["What challenge do you bring to this gathering?"]
    assert "Secret" not in json.dumps(kept.pack(reading.read(cast.event), now()))


def test_it_is_chosen_in_a_segment_s_settings_and_asked(organiser: Client, cast: Cast) -> None:
    event = cast.event
    own = OwnQuestionFactory.create(association=event.association, fr="Où allez-vous ?")
    segment = segment_of(event)
    page = organiser.get(settings_url(event)).content.decode()
    assert f'<option value="{own.key}">Où allez-vous ?</option>' in page
    typed = {
        "title": "Impromptu",
        "format": "impromptu",
        "minutes": 20,
        "settings-rounds": 3,
        "settings-minutes": 4,
        "settings-odd": "trio",
        "settings-question": "learnt",
        "settings-way": "drawn",
        "settings-round_2": own.key,
        "settings-second": "proud",
    }
    assert organiser.post(settings_url(event), typed).status_code == 302
    segment.refresh_from_db()
    assert segment.options["round_2"] == own.key
    assert "texts" not in segment.options
    assert said(event, 3) == [
        "What did you learn recently that could be of use to somebody here?",
        "What are you proud of these days, and what was hard about it?",
        "Où allez-vous ?",
    ]


def test_an_archived_one_stays_where_it_was_chosen_and_is_offered_nowhere_else(
    organiser: Client, cast: Cast
) -> None:
    own = OwnQuestionFactory.create(association=cast.association, fr="Encore ?", archived=True)
    assert "Encore" not in organiser.get(settings_url(cast.event)).content.decode()
    choose(cast.event, question=own.key)
    assert "Encore" in organiser.get(settings_url(cast.event)).content.decode()
    assert said(cast.event) == ["Encore ?"]


def test_an_event_to_come_says_it_as_it_was_edited_and_one_that_has_begun_as_it_was(
    cast: Cast,
) -> None:
    own = OwnQuestionFactory.create(association=cast.association, fr="Avant ?")
    choose(cast.event, question=own.key)
    begun = cast.event
    coming = EventFactory.create(association=cast.association)
    agenda.copy_agenda(event=coming, source=begun, by=None)
    agenda.command(
        event=begun, kind="start", payload={}, id=uuid.uuid4(), expected_rev=0, by=cast.facilitator
    )
    actions.change_question(question=own, kind="exchange", fr="Après ?", en="", by=None)
    assert (said(begun), said(coming)) == (["Avant ?"], ["Après ?"])


def test_a_template_of_one_s_own_keeps_what_was_chosen(cast: Cast) -> None:
    own = OwnQuestionFactory.create(association=cast.association, fr="Chez nous ?")
    options = {"rounds": 4, "question": "ours", "round_4": own.key, "second": "proud"}
    choose(cast.event, **options)
    template = agenda.save_template(event=cast.event, name="Ours", by=None)
    found = own_templates.find(cast.association, f"own-{template.pk}")
    coming = EventFactory.create(association=cast.association)
    agenda.lay_out(event=coming, template=found, by=None)
    assert segment_of(coming).options == options
    assert "Chez nous ?" in said(coming, 4)


def test_a_device_has_the_texts_on_board_before_and_after_the_start(cast: Cast) -> None:
    own = OwnQuestionFactory.create(association=cast.association, fr="À bord ?")
    choose(cast.event, question=own.key, rounds=2)
    for _ in range(2):
        pack = kept.pack(reading.read(cast.event), now())
        (part,) = pack["parts"].values()
        assert part["questions"] == [{"key": own.key, "text": "À bord ?"}]
        assert part["asked"] == [[own.key]] * 2
        if not pack["log"]:
            agenda.command(
                event=cast.event, kind="start", payload={}, id=uuid.uuid4(), expected_rev=0, by=None
            )
