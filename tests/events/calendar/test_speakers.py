"""Who speaks: noted, asked, agreed, given an event; and where a season still has gaps."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.calendar import actions
from events.calendar.models import Event, EventRole, Hand, Speaker, Standing
from events.calendar.rules import speaks
from networking.accounts.models import User
from networking.audit.models import Entry
from tests.cast import Cast, assemble
from tests.events.calendar import speaking_english
from tests.factories import AssociationFactory, EventFactory, SpeakerFactory

pytestmark = pytest.mark.django_db


def organiser(cast: Cast) -> Client:
    client = Client()
    client.force_login(speaking_english(cast.organiser))
    return client


def url(name: str, cast: Cast, *args: object) -> str:
    return reverse(f"calendar:{name}", args=[cast.association.slug, *args])


def note(event: Event | None, **fields: Any) -> Speaker:
    association = event.association if event else AssociationFactory.create()
    return actions.note_speaker(
        association=association,
        event=event,
        **{"family_name": "N’Diaye", "given_name": "Fatou", **fields},
        by=None,
    )


def hands(event: Event) -> int:
    return EventRole.objects.filter(event=event, role=Hand.SPEAKER).count()


# --- The hand she is lent ------------------------------------------------------------------------


def test_who_agreed_and_has_an_address_has_the_speakers_view() -> None:
    event = EventFactory.create()
    speaker = note(event, email="fatou@exemple.org", standing=Standing.AGREED)
    assert speaker.user is not None
    assert speaks(speaker.user, event)
    client = Client()
    client.force_login(speaker.user)
    path = reverse("agenda:speaker", args=[event.association.slug, event.slug])
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("standing", [Standing.IDEA, Standing.ASKED, Standing.DECLINED])
def test_who_has_not_agreed_is_no_person_of_this_site(standing: str) -> None:
    event = EventFactory.create()
    note(event, email="fatou@exemple.org", standing=standing)
    assert not User.objects.filter(email="fatou@exemple.org").exists()
    assert hands(event) == 0


def test_without_an_address_nobody_is_lent_a_hand() -> None:
    event = EventFactory.create()
    assert note(event, standing=Standing.AGREED).user is None
    assert hands(event) == 0


@pytest.mark.parametrize(
    "change", [{"standing": Standing.DECLINED}, {"event": None}, {"email": ""}]
)
def test_who_no_longer_speaks_has_her_hand_taken_back(change: dict[str, Any]) -> None:
    event = EventFactory.create()
    speaker = note(event, email="fatou@exemple.org", standing=Standing.AGREED)
    actions.change_speaker(speaker=speaker, **change, by=None)
    assert hands(event) == 0


def test_who_speaks_at_another_event_has_the_view_of_that_one() -> None:
    event = EventFactory.create()
    other = EventFactory.create(association=event.association)
    speaker = note(event, email="fatou@exemple.org", standing=Standing.AGREED)
    actions.change_speaker(speaker=speaker, event=other, by=None)
    assert (hands(event), hands(other)) == (0, 1)


def test_who_stands_twice_on_the_list_keeps_the_hand_until_both_lines_are_gone() -> None:
    event = EventFactory.create()
    first, second = (
        note(event, email="fatou@exemple.org", standing=Standing.AGREED) for _ in range(2)
    )
    actions.remove_speaker(speaker=first, by=None)
    assert hands(event) == 1
    actions.remove_speaker(speaker=second, by=None)
    actions.remove_speaker(speaker=second, by=None)
    assert hands(event) == 0
    assert Entry.objects.filter(verb="speaker.removed").count() == 2


# --- Pages ---------------------------------------------------------------------------------------


def test_a_speaker_is_added_to_an_event_and_stands_on_its_page() -> None:
    cast = assemble()
    form = {
        "family_name": "N’Diaye",
        "given_name": "Fatou",
        "standing": "agreed",
        "event": str(cast.event.pk),
        "email": " Fatou@Exemple.org ",
    }
    answer = organiser(cast).post(url("new_speaker", cast), form)
    assert answer["Location"] == url("speakers", cast, cast.event.slug)
    assert Speaker.objects.get().email == "fatou@exemple.org"
    assert "Fatou N’Diaye" in Client().get(cast.event.get_absolute_url()).content.decode()


def test_a_speaker_without_a_name_is_asked_again_and_the_rest_is_kept() -> None:
    cast = assemble()
    form = {"family_name": "", "topic": "Livrer mieux", "standing": "idea"}
    answer = organiser(cast).post(url("new_speaker", cast), form)
    assert answer.status_code == 422
    assert "Livrer mieux" in answer.content.decode()
    assert not Speaker.objects.exists()


def test_a_speaker_is_changed_and_taken_off() -> None:
    cast = assemble()
    speaker = SpeakerFactory.create(event=cast.event)
    client = organiser(cast)
    form = {"family_name": "Ørsted", "standing": "asked", "event": str(cast.event.pk)}
    client.post(url("speaker", cast, speaker.pk), form)
    speaker.refresh_from_db()
    assert (speaker.family_name, speaker.standing) == ("Ørsted", "asked")
    for _ in range(2):
        assert client.post(url("remove_speaker", cast, speaker.pk)).status_code == 302
    assert not Speaker.objects.exists()


def test_another_associations_speaker_and_event_are_out_of_reach() -> None:
    cast = assemble()
    foreign = SpeakerFactory.create()
    client = organiser(cast)
    assert client.get(url("speaker", cast, foreign.pk)).status_code == 404
    client.post(url("remove_speaker", cast, foreign.pk))
    assert Speaker.objects.filter(pk=foreign.pk).exists()
    own = SpeakerFactory.create(association=cast.association, event=None)
    client.post(url("place_speaker", cast, own.pk), {"event": str(foreign.event.pk)})
    own.refresh_from_db()
    assert own.event is None


def test_an_idea_is_noted_and_given_a_breakfast_in_one_step() -> None:
    cast = assemble()
    client = organiser(cast)
    client.post(url("rota", cast), {"family_name": "Lefèvre", "topic": "La lumière"})
    idea = Speaker.objects.get()
    assert (idea.event, idea.standing) == (None, Standing.IDEA)
    back = url("rota", cast)
    answer = client.post(
        url("place_speaker", cast, idea.pk), {"event": str(cast.event.pk), "back": back}
    )
    assert answer["Location"] == back
    idea.refresh_from_db()
    assert (idea.event, idea.standing) == (cast.event, Standing.IDEA)


def test_the_way_back_never_leads_to_another_site() -> None:
    cast = assemble()
    speaker = SpeakerFactory.create(event=cast.event)
    answer = organiser(cast).post(
        url("place_speaker", cast, speaker.pk), {"back": "https://ailleurs.example/"}
    )
    assert answer["Location"].startswith("/a/")


def test_how_far_one_is_with_somebody_is_said_without_moving_her() -> None:
    cast = assemble()
    speaker = SpeakerFactory.create(event=cast.event, standing=Standing.ASKED)
    organiser(cast).post(url("place_speaker", cast, speaker.pk), {"standing": "agreed"})
    speaker.refresh_from_db()
    assert (speaker.event, speaker.standing) == (cast.event, Standing.AGREED)


# --- The rota ------------------------------------------------------------------------------------


def test_the_rota_shows_where_nobody_speaks_yet() -> None:
    cast = assemble()
    asked = EventFactory.create(association=cast.association)
    SpeakerFactory.create(event=asked, standing=Standing.ASKED)
    declined = EventFactory.create(association=cast.association, draft=True)
    SpeakerFactory.create(event=declined, standing=Standing.DECLINED)
    agreed = EventFactory.create(association=cast.association)
    SpeakerFactory.create(event=agreed)
    answer = organiser(cast).get(url("rota", cast))
    gaps = {row.event.pk: row.gap for row in answer.context["rows"]}
    assert gaps == {
        cast.event.pk: "nobody",
        asked.pk: "unsure",
        declined.pk: "nobody",
        agreed.pk: "",
    }
    assert "2 breakfasts have nobody to speak yet." in answer.content.decode()


def test_what_is_over_or_called_off_needs_nobody() -> None:
    cast = assemble(EventFactory.create(over=True))
    EventFactory.create(association=cast.association, cancelled=True)
    answer = organiser(cast).get(url("rota", cast))
    assert answer.context["rows"] == []
    assert "No breakfast is to come" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_rota_costs_the_same_for_one_and_three(
    count: int, django_assert_num_queries: Any
) -> None:
    cast = assemble()
    for event in EventFactory.create_batch(count, association=cast.association):
        SpeakerFactory.create_batch(count, event=event)
    SpeakerFactory.create_batch(count, association=cast.association, event=None)
    client = organiser(cast)
    with django_assert_num_queries(7):
        client.get(url("rota", cast))


@pytest.mark.parametrize("count", [1, 3])
def test_the_speakers_of_an_event_cost_the_same_for_one_and_three(
    count: int, django_assert_num_queries: Any
) -> None:
    cast = assemble()
    SpeakerFactory.create_batch(count, event=cast.event)
    SpeakerFactory.create_batch(count, association=cast.association, event=None)
    client = organiser(cast)
    with django_assert_num_queries(6):
        client.get(url("speakers", cast, cast.event.slug))
