"""What anybody sees and shares: an event, an association, a season; what machines read there."""

import datetime as dt
import io
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from PIL import Image

from events.calendar import actions
from events.calendar.models import Event, Policy, Status
from networking.time import now
from tests.cast import assemble
from tests.factories import (
    AssociationFactory,
    EventFactory,
    RegistrationFactory,
    SpeakerFactory,
)

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


def page(event: Event, client: Client | None = None) -> str:
    answer = (client or Client()).get(event.get_absolute_url(), headers=ENGLISH)
    assert answer.status_code == 200
    return answer.content.decode()


def facts(text: str) -> dict[str, Any]:
    """The linked data of a page, read as a search engine reads it."""
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    read: dict[str, Any] = json.loads(found)
    assert read["@context"] == "https://schema.org"
    return read


def meta(text: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', text))


# --- What machines read --------------------------------------------------------------------------


def test_a_search_engine_reads_what_when_where_and_who() -> None:
    event = EventFactory.create(venue="Café Le Bosquet", address="Lyon", description="Un café.")
    SpeakerFactory.create(event=event, given_name="Fatou", family_name="N’Diaye", title="Gérante")
    found = facts(page(event))
    assert found["@type"] == "Event"
    assert found["name"] == event.title
    start = dt.datetime.fromisoformat(found["startDate"])
    assert start == event.starts_at
    assert start.utcoffset() == event.local_start.utcoffset() != dt.timedelta(0)
    assert found["endDate"] == event.local_end.isoformat()
    assert found["eventStatus"] == "https://schema.org/EventScheduled"
    assert found["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert found["location"] == [{"@type": "Place", "name": "Café Le Bosquet", "address": "Lyon"}]
    assert found["organizer"]["name"] == event.association.name
    assert found["organizer"]["url"].startswith("http://")
    assert found["performer"][0]["name"] == "Fatou N’Diaye"
    assert found["performer"][0]["jobTitle"] == "Gérante"
    assert found["offers"]["price"] == "0"
    assert found["offers"]["availability"] == "https://schema.org/InStock"
    assert all(each.startswith("http://") for each in (found["url"], *found["image"]))


def test_an_event_online_has_a_virtual_place_and_keeps_its_address_to_itself() -> None:
    secret = "https://visio.exemple.org/salon"
    event = EventFactory.create(venue="", address="", online_url=secret)
    text = page(event)
    assert facts(text)["location"] == [
        {"@type": "VirtualLocation", "url": facts(text)["url"]},
    ]
    assert facts(text)["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert secret not in text
    event.venue = "Café"
    event.save()
    both = facts(page(event))
    assert both["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [each["@type"] for each in both["location"]] == ["Place", "VirtualLocation"]


def test_a_cancelled_event_says_so_and_offers_nothing() -> None:
    event = EventFactory.create()
    actions.cancel(event=event, note="La salle est en travaux.", by=None)
    text = page(event)
    assert facts(text)["eventStatus"] == "https://schema.org/EventCancelled"
    assert "offers" not in facts(text)
    assert "This breakfast is cancelled." in text
    assert "La salle est en travaux." in text
    assert meta(text)["og:title"].startswith("Cancelled: ")


def test_a_moved_event_says_when_it_was_to_be() -> None:
    event = EventFactory.create()
    first = event.local_start
    for weeks in (1, 2):
        actions.change(
            event=event,
            starts_at=first + dt.timedelta(weeks=weeks),
            ends_at=first + dt.timedelta(weeks=weeks, hours=2),
            by=None,
        )
    text = page(event)
    assert facts(text)["eventStatus"] == "https://schema.org/EventRescheduled"
    assert dt.datetime.fromisoformat(facts(text)["previousStartDate"]) == first
    assert "New date or hour." in text
    actions.change(event=event, starts_at=first, ends_at=first + dt.timedelta(hours=2), by=None)
    assert facts(page(event))["eventStatus"] == "https://schema.org/EventScheduled"


def test_a_draft_that_is_moved_was_never_announced_for_another_day() -> None:
    event = EventFactory.create(draft=True)
    later = event.starts_at + dt.timedelta(days=1)
    actions.change(event=event, starts_at=later, ends_at=later + dt.timedelta(hours=2), by=None)
    assert event.moved_from is None


def test_a_full_event_is_sold_out_to_a_search_engine() -> None:
    event = EventFactory.create(capacity=1)
    RegistrationFactory.create(event=event)
    assert facts(page(event))["offers"]["availability"] == "https://schema.org/SoldOut"


@pytest.mark.parametrize("policy", [Policy.MEMBERS, Policy.INVITATION])
def test_what_is_not_for_everybody_is_not_offered_to_everybody(policy: str) -> None:
    assert "offers" not in facts(page(EventFactory.create(policy=policy)))


def test_words_that_look_like_markup_stay_words() -> None:
    evil = "</script><script>alert(1)</script><!-- & “”"
    event = EventFactory.create(title=evil, description=evil, venue=evil)
    text = page(event)
    assert "<script>alert" not in text
    assert facts(text)["name"] == evil
    assert meta(text)["og:title"] == escape(evil)


def test_what_speakers_and_organisers_write_stays_words_too() -> None:
    evil = "</script><img src=x onerror=alert(1)>"
    event = EventFactory.create(association__name=evil, association__description=evil)
    SpeakerFactory.create(event=event, family_name=evil, topic=evil, about=evil, title=evil)
    actions.cancel(event=event, note=evil, by=None)
    pages = [event.get_absolute_url(), event.association.get_absolute_url()]
    pages.append(reverse("calendar:season", args=[event.association.slug]))
    for path in pages:
        assert "<img src=x" not in Client().get(path, headers=ENGLISH).content.decode()


def test_a_page_is_shared_with_whole_addresses_and_a_picture(settings: Any) -> None:
    event = EventFactory.create(description="Un café.")
    said = meta(page(event))
    assert said["og:url"] == settings.SITE_URL + event.get_absolute_url()
    assert said["og:image"].startswith(settings.SITE_URL)
    assert said["twitter:card"] == "summary_large_image"
    assert said["og:title"] == event.title
    assert "Un café." in said["og:description"]
    assert f'<link rel="canonical" href="{said["og:url"]}">' in page(event)


def test_an_association_is_shared_too() -> None:
    association = AssociationFactory.create(description="Trente personnes, deux heures.")
    text = Client().get(association.get_absolute_url(), headers=ENGLISH).content.decode()
    assert facts(text)["@type"] == "Organization"
    assert meta(text)["og:description"] == "Trente personnes, deux heures."
    picture = Client().get(meta(text)["og:image"])
    assert Image.open(io.BytesIO(picture.content)).size == (1200, 630)


# --- The picture ---------------------------------------------------------------------------------


def test_the_picture_is_drawn_once_and_again_when_a_word_changes() -> None:
    event = EventFactory.create(title="Une première fois")
    first = Client().get(meta(page(event))["og:image"])
    assert first["Content-Type"] == "image/png"
    assert "immutable" in first["Cache-Control"]
    assert Image.open(io.BytesIO(first.content)).size == (1200, 630)
    before = meta(page(event))["og:image"]
    actions.change(event=event, title="Une autre fois", by=None)
    after = meta(page(event))["og:image"]
    assert before != after
    assert Client().get(after).content != first.content
    # Who asks for the old one is shown what is true now, but not for ever.
    assert "immutable" not in Client().get(before)["Cache-Control"]


@pytest.mark.parametrize(
    "title",
    ["لقاء الصباح", "Très " * 23, "Łódź & Đà Nẵng 🥐", "Donaudampfschifffahrtsgesellschaft"],
)
def test_any_title_makes_a_picture(title: str) -> None:
    event = EventFactory.create(title=title.strip())
    answer = Client().get(reverse("calendar:share", args=[event.association.slug, event.slug]))
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)


def test_the_picture_of_a_draft_is_for_its_organisers_and_kept_by_nobody() -> None:
    cast = assemble(EventFactory.create(draft=True))
    path = reverse("calendar:share", args=[cast.association.slug, cast.event.slug])
    assert Client().get(path).status_code == 404
    client = Client()
    client.force_login(cast.organiser)
    assert client.get(path)["Cache-Control"] == "private, no-store"


# --- What people see -----------------------------------------------------------------------------


def test_a_place_leads_to_a_map_and_to_nobody_who_follows_people() -> None:
    event = EventFactory.create(venue="Café", address="12 quai Saint-Antoine, Lyon")
    text = page(event)
    assert "https://www.openstreetmap.org/search?query=12+quai+Saint-Antoine%2C+Lyon" in text
    assert "<iframe" not in text


def test_only_those_who_agreed_are_announced() -> None:
    event = EventFactory.create()
    for standing in ("idea", "asked", "declined"):
        SpeakerFactory.create(event=event, family_name="Secret", standing=standing)
    SpeakerFactory.create(event=event, family_name="Ørsted", email="z@exemple.org")
    text = page(event)
    assert "Ørsted" in text
    assert "Secret" not in text
    assert "z@exemple.org" not in text


def test_a_past_event_leads_to_the_next_one() -> None:
    event = EventFactory.create(over=True)
    EventFactory.create(association=event.association, title="Le suivant")
    text = page(event)
    assert "This breakfast is over." in text
    assert "The next one: Le suivant" in text


def test_an_event_wears_its_own_colour() -> None:
    event = EventFactory.create(cover_colour="#1c5c8a")
    assert reverse("web:accent", args=["1c5c8a"]) in page(event)


def test_an_associations_page_puts_the_next_one_first() -> None:
    later = EventFactory.create(title="Le second")
    association = later.association
    sooner = EventFactory.create(
        association=association, title="Le premier", starts_at=now() + dt.timedelta(days=1)
    )
    EventFactory.create(association=association, title="Un brouillon", draft=True)
    text = Client().get(association.get_absolute_url(), headers=ENGLISH).content.decode()
    assert text.index(sooner.title) < text.index(later.title)
    assert "Un brouillon" not in text


def test_an_association_without_events_says_so() -> None:
    association = AssociationFactory.create()
    text = Client().get(association.get_absolute_url(), headers=ENGLISH).content.decode()
    assert "Nothing is planned yet" in text


@pytest.mark.parametrize("count", [1, 3])
def test_an_associations_page_costs_the_same_for_one_and_three(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    association = AssociationFactory.create()
    for trait in ({}, {"over": True}):
        for event in EventFactory.create_batch(count, association=association, **trait):
            SpeakerFactory.create_batch(count, event=event)
    with django_assert_num_queries(5):
        client.get(association.get_absolute_url())


# --- The season ----------------------------------------------------------------------------------


def season(association: Any, year: int | None = None) -> str:
    name, args = ("season", []) if year is None else ("season_of", [year])
    path = reverse(f"calendar:{name}", args=[association.slug, *args])
    answer = Client().get(path, headers=ENGLISH)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_season_goes_from_september_to_august_and_names_who_speaks() -> None:
    starts_at = dt.datetime(2027, 8, 31, 6, tzinfo=dt.UTC)
    event = EventFactory.create(title="Le dernier", starts_at=starts_at)
    SpeakerFactory.create(event=event, given_name="Zoë", family_name="Ørsted")
    EventFactory.create(
        association=event.association,
        title="Celui d’après",
        starts_at=dt.datetime(2027, 8, 31, 22, 30, tzinfo=dt.UTC),
    )
    text = season(event.association, 2026)
    assert "Le dernier" in text
    assert "Zoë Ørsted" in text
    # Half past midnight of the first of September, where it takes place.
    assert "Celui d’après" not in text
    assert "Celui d’après" in season(event.association, 2027)


def test_a_season_shows_what_is_called_off_and_hides_drafts() -> None:
    event = EventFactory.create(title="Annulé")
    EventFactory.create(association=event.association, title="Un brouillon", draft=True)
    actions.cancel(event=event, note="", by=None)
    text = season(event.association, event.local_start.year - (event.local_start.month < 9))
    assert "season__event--off" in text
    assert "Un brouillon" not in text


def test_an_empty_season_says_so_and_one_before_our_time_is_no_page() -> None:
    association = AssociationFactory.create()
    assert "Nothing is planned in this season" in season(association)
    path = reverse("calendar:season_of", args=[association.slug, 1])
    assert Client().get(path).status_code == 404


def test_one_subscribes_by_a_tap_or_by_the_address(settings: Any) -> None:
    association = AssociationFactory.create()
    text = season(association)
    https = settings.SITE_URL + reverse("calendar:feed", args=[association.slug])
    assert https in text
    assert "webcal:" + https.partition(":")[2] in text


@pytest.mark.parametrize("count", [1, 3])
def test_a_season_costs_the_same_for_one_and_three(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    association = AssociationFactory.create()
    for event in EventFactory.create_batch(count, association=association, status=Status.PUBLISHED):
        SpeakerFactory.create_batch(count, event=event)
    with django_assert_num_queries(3):
        client.get(reverse("calendar:season", args=[association.slug]))
