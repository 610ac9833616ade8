"""The organisers' own questions and the guests' answers."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from events.calendar import actions as calendar
from events.calendar.models import Event
from events.guests import actions
from events.guests.forms import AskedForm, QuestionForm
from events.guests.invitation_links import invitation_path
from events.guests.models import Question, QuestionKind, Registration, Status
from events.guests.questions import MOST, answers_in, answers_of
from networking.associations.models import Role
from networking.audit.models import Entry
from networking.mail.models import OutgoingMail
from tests.factories import (
    EventFactory,
    MembershipFactory,
    QuestionFactory,
    RegistrationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
CAR = {"label": "Venez-vous en voiture ?", "kind": QuestionKind.YES_NO}
DAY = {"label": "Quel atelier ?", "kind": QuestionKind.CHOICE, "options": ["Matin", "Midi"]}


def at(name: str, event: Event, *args: object) -> str:
    return reverse(f"guests:{name}", args=[event.association.slug, event.slug, *args])


def asked(form: AskedForm) -> dict[str, str | bool]:
    assert form.is_valid(), form.errors
    return form.answers()


@pytest.fixture
def event(client: Client) -> Event:
    """A breakfast; its organiser is signed in and reads English."""
    event = EventFactory.create()
    client.force_login(
        MembershipFactory.create(association=event.association, role=Role.ORGANISER).user
    )
    client.cookies["django_language"] = "en"
    return event


def test_each_kind_of_question_takes_its_kind_of_answer() -> None:
    event = EventFactory.create()
    text, car, day = (
        QuestionFactory.create(event=event, position=position, **said)
        for position, said in enumerate(({}, CAR, DAY))
    )
    form = AskedForm(
        {
            "diet": "Végane",
            f"question_{text.pk}": " par un ami ",
            f"question_{car.pk}": "no",
            f"question_{day.pk}": "Midi",
        },
        questions=event.questions.all(),
    )
    assert asked(form) == {str(text.pk): "par un ami", str(car.pk): False, str(day.pk): "Midi"}
    guest = RegistrationFactory.create(event=event, answers=asked(form))
    with translation.override("en"):
        assert [answer.text for answer in answers_of(guest)] == ["par un ami", "No", "Midi"]


def test_silence_is_an_answer_unless_one_is_needed() -> None:
    event = EventFactory.create()
    for said in ({}, CAR, DAY):
        QuestionFactory.create(event=event, **said)
    assert asked(AskedForm({}, questions=event.questions.all())) == {}
    event.questions.update(required=True)
    form = AskedForm({}, questions=event.questions.all())
    assert len(form.errors) == 3


def test_an_answer_that_is_no_option_is_refused() -> None:
    day = QuestionFactory.create(**DAY)
    form = AskedForm({f"question_{day.pk}": "Minuit"}, questions=[day])
    assert not form.is_valid()


def test_the_answers_of_a_whole_list_cost_no_query_each(django_assert_num_queries: Any) -> None:
    event = EventFactory.create()
    QuestionFactory.create(event=event)
    guests = [RegistrationFactory.create(event=event) for _ in range(3)]
    questions = list(event.questions.all())
    with django_assert_num_queries(0):
        assert [len(answers_of(guest, questions)) for guest in guests] == [1, 1, 1]
    assert answers_in(questions, {}) == {}


def test_who_registers_answers_and_the_answers_wait_for_the_code(client: Client) -> None:
    event = EventFactory.create()
    car = QuestionFactory.create(event=event, required=True, **CAR)
    shown = client.get(at("register", event)).content.decode()
    assert CAR["label"] in shown
    said = {"given_name": "Inès", "family_name": "Roux", "email": "ines@exemple.org"}
    assert client.post(at("register", event), said).status_code == 422
    answered = said | {f"question_{car.pk}": "yes", "diet": "Halal"}
    answer = client.post(at("register", event), answered)
    pending = event.registrations.get()
    assert (pending.status, pending.diet) == (Status.PENDING, "Halal")
    mail = OutgoingMail.objects.get(kind="accounts.code")
    signed_in = client.post(answer["Location"], {"code": mail.params["code"]})
    client.get(signed_in["Location"])
    registered = event.registrations.get()
    assert (registered.status, registered.diet) == (Status.CONFIRMED, "Halal")
    assert registered.answers == {str(car.pk): True}


def test_who_is_signed_in_registers_with_her_answers(client: Client) -> None:
    event, user = EventFactory.create(), UserFactory.create()
    car = QuestionFactory.create(event=event, **CAR)
    client.force_login(user)
    said = {"given_name": "Inès", "family_name": "Roux", f"question_{car.pk}": "yes", "diet": ""}
    client.post(at("register", event), said)
    assert event.registrations.get().answers == {str(car.pk): True}


def test_a_guest_changes_her_answers_on_her_page(client: Client) -> None:
    guest = RegistrationFactory.create(diet="Halal")
    day = QuestionFactory.create(event=guest.event, required=True, **DAY)
    client.force_login(guest.user)
    assert DAY["label"] in client.get(at("mine", guest.event)).content.decode()
    path = at("answers", guest.event)
    assert client.post(path, {"diet": "Végane"}).status_code == 422
    client.post(path, {"diet": "Végane", f"question_{day.pk}": "Matin"})
    guest.refresh_from_db()
    assert (guest.diet, guest.answers) == ("Végane", {str(day.pk): "Matin"})
    assert not Entry.objects.exists()


def test_an_answer_given_by_somebody_else_is_noted() -> None:
    guest = RegistrationFactory.create()
    actions.answer(registration=guest, diet="", answers={}, by=UserFactory.create())
    assert Entry.objects.get().verb == "guest.answered_for"


def test_an_organiser_asks_puts_otherwise_and_removes(client: Client, event: Event) -> None:
    assert client.get(at("questions", event)).status_code == 200
    said = {"label": "Quel atelier ?", "kind": "choice", "options": "Matin\n\n Midi \nMatin"}
    client.post(at("questions", event), said)
    question = event.questions.get()
    assert (question.options, question.required) == (["Matin", "Midi"], False)
    path = at("question", event, question.pk)
    assert "Matin" in client.get(path).content.decode()
    client.post(path, said | {"label": "Lequel ?", "kind": "text", "required": "on"})
    question.refresh_from_db()
    assert (question.label, question.kind, question.required) == ("Lequel ?", "choice", True)
    assert client.post(path, said | {"label": ""}).status_code == 422
    assert client.get(at("drop_question", event, question.pk)).status_code == 200
    assert event.questions.exists()
    for _ in range(2):
        assert client.post(at("drop_question", event, question.pk)).status_code == 302
    assert not event.questions.exists()
    verbs = Entry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["question.asked", "question.rephrased", "question.dropped"]


@pytest.mark.parametrize("options", ["", "Matin", "\n".join(str(n) for n in range(13))])
def test_one_of_several_needs_several_and_not_too_many(options: str) -> None:
    form = QuestionForm({"label": "?", "kind": "choice", "options": options})
    assert list(form.errors) == ["options"]


def test_a_double_click_asks_once(client: Client, event: Event) -> None:
    for _ in range(2):
        assert (
            client.post(at("questions", event), {"label": "?", "kind": "text"}).status_code == 302
        )
    assert event.questions.count() == 1


def test_there_is_an_end_to_questions(client: Client, event: Event) -> None:
    QuestionFactory.create_batch(MOST, event=event)
    assert b"enough questions" in client.get(at("questions", event)).content
    assert client.post(at("questions", event), {"label": "?", "kind": "text"}).status_code == 422
    assert event.questions.count() == MOST


def test_questions_change_places_and_the_ends_stay_ends(client: Client, event: Event) -> None:
    first, second, third = QuestionFactory.create_batch(3, event=event)
    order = lambda: list(event.questions.values_list("pk", flat=True))  # noqa: E731
    client.post(at("move_question", event, third.pk), {"up": "1"})
    assert order() == [first.pk, third.pk, second.pk]
    client.post(at("move_question", event, first.pk), {"up": "1"})
    client.post(at("move_question", event, second.pk), {"down": "1"})
    assert order() == [first.pk, third.pk, second.pk]
    client.post(at("move_question", event, first.pk), {"down": "1"})
    assert order() == [third.pk, first.pk, second.pk]


def test_a_question_that_is_removed_takes_its_answers_along_and_no_others() -> None:
    event = EventFactory.create()
    gone, kept = QuestionFactory.create_batch(2, event=event)
    guest = RegistrationFactory.create(
        event=event, answers={str(gone.pk): "oui", str(kept.pk): "non"}
    )
    actions.drop_question(question=gone, by=None)
    guest.refresh_from_db()
    assert guest.answers == {str(kept.pk): "non"}
    assert [answer.question for answer in answers_of(guest)] == [kept]


def test_what_another_organiser_has_just_removed_is_neither_moved_nor_put_otherwise() -> None:
    question = QuestionFactory.create()
    stale = Question.objects.select_related("event__association").get(pk=question.pk)
    actions.drop_question(question=question, by=None)
    actions.move_question(question=stale, up=True, by=None)
    actions.rephrase(question=stale, label="Et vous ?", by=None)
    assert not Question.objects.exists()


def test_the_next_breakfast_asks_the_same_and_keeps_nobodys_answers() -> None:
    last = EventFactory.create()
    for position, said in enumerate((CAR, DAY), start=1):
        question = QuestionFactory.create(event=last, required=True, position=position, **said)
    RegistrationFactory.create(event=last, answers={str(question.pk): "Midi"})
    made = calendar.create(
        association=last.association,
        copied_from=last,
        by=None,
        title="Janvier",
        starts_at=last.starts_at,
        ends_at=last.ends_at,
    )
    fields = ("label", "kind", "options", "required", "position")
    assert list(made.questions.values(*fields)) == list(last.questions.values(*fields))
    assert not Registration.objects.filter(event=made).exists()


def test_a_question_of_another_event_is_not_found(client: Client, event: Event) -> None:
    other: Question = QuestionFactory.create()
    assert client.get(at("question", event, other.pk)).status_code == 404
    assert client.post(at("move_question", event, other.pk)).status_code == 404
    client.post(at("drop_question", event, other.pk))
    assert Question.objects.filter(pk=other.pk).exists()


def test_who_is_invited_answers_with_her_yes(client: Client) -> None:
    guest = RegistrationFactory.create(invited=True)
    car = QuestionFactory.create(event=guest.event, required=True, **CAR)
    path = invitation_path(guest)
    assert CAR["label"] in client.get(path).content.decode()
    said = {"given_name": "Inès", "family_name": "Roux", "yes": "1"}
    assert client.post(path, said).status_code == 422
    client.post(path, said | {f"question_{car.pk}": "no"})
    guest.refresh_from_db()
    assert (guest.status, guest.answers) == (Status.CONFIRMED, {str(car.pk): False})
