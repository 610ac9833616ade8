"""The whole of it in a browser: the words, a coffee, Tablée's mail, what a real server receives."""

import datetime as dt
from typing import Any

import icalendar
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from events.calendar.models import Status as EventStatus
from followups.contacts.models import Contact, Openness
from followups.reminders import actions
from followups.reminders.models import FollowUp
from networking.time import now
from tests.factories import EncounterFactory, EventFactory, RegistrationFactory, UserFactory
from tests.services.site import Site
from tests.services.smtp import SmtpSink

pytestmark = pytest.mark.slow

# The site's clock: what would wait for two minutes waits for two seconds.
RATE = 60


@pytest.fixture
def follow_up(site: Site, smtp_sink: SmtpSink) -> FollowUp:
    """Amina's to Bérénice, who accepts words of those she met; an hour after the breakfast."""
    begins = now()
    site.environment["TABLEE_CLOCK"] = f"{begins.isoformat()},{RATE},{begins.isoformat()}"
    event = EventFactory.create(
        starts_at=begins - dt.timedelta(hours=3),
        ends_at=begins - dt.timedelta(hours=1),
        status=EventStatus.OVER,
    )
    amina = UserFactory.create(given_name="Amina", family_name="Diallo", language="fr")
    reader = UserFactory.create(given_name="Bérénice", family_name="Aubin", language="fr")
    for user in (amina, reader):
        RegistrationFactory.create(event=event, user=user)
    EncounterFactory.create(event=event, first=amina, second=reader)
    Openness.objects.create(user=reader, words=True)
    Contact.objects.create(owner=amina, person=reader, note="Le café de Vaise.")
    actions.derive(event=event)
    site.web()
    site.worker()
    site.beat()
    return FollowUp.objects.get(owner=amina)


@pytest.fixture
def page(
    browser: Browser, browser_context_args: dict[str, Any], site: Site, follow_up: FollowUp
) -> Page:
    """Amina's phone, on the people she met."""
    context = browser.new_context(**browser_context_args)
    client = Client()
    client.force_login(follow_up.owner)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site.url}])
    opened = context.new_page()
    opened.goto(f"{site.url}/me/follow-ups/")
    return opened


def test_a_word_and_a_coffee_leave_once_and_the_follow_up_is_done(
    page: Page, follow_up: FollowUp, smtp_sink: SmtpSink
) -> None:
    page.locator('a[href$="/write/"]').click()
    words = page.locator('[name="text"]')
    assert "Le café de Vaise." in words.input_value()
    words.fill("Chère Bérénice,\n\nmerci pour l’adresse à Vaise.\n\nAmina")
    expect(page.locator(".letter-form__coffee")).to_be_hidden()
    page.locator(".letter-form__part > summary").last.click()
    page.locator('[name="coffee"][value="video"]').check()
    times = page.locator('[name^="time"]')
    expect(times).to_have_count(3)
    proposed = [times.nth(number).input_value() for number in range(3)]
    assert all(proposed)
    times.nth(1).fill("")
    page.locator('[name="where"]').fill("https://meet.example.org/amina")
    assert Axe().run(page).violations_count == 0
    page.locator('button[value="sent"]').dblclick()
    expect(page.locator(".notice--good")).to_be_visible()
    assert Axe().run(page).violations_count == 0

    (message,) = smtp_sink.wait_for(1, str(follow_up.person.email))
    assert message["Reply-To"] == follow_up.owner.email
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    written = "Chère Bérénice,\n\nmerci pour l’adresse à Vaise.\n\nAmina"
    assert written in text.replace("\r\n", "\n")
    starts = []
    for part in message.iter_attachments():
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        (entry,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
        starts.append(f"{entry.decoded('dtstart'):%Y-%m-%dT%H:%M}")
        assert str(entry["status"]) == "TENTATIVE"
    assert starts == [proposed[0], proposed[2]]
    follow_up.refresh_from_db()
    assert follow_up.is_done
    page.reload()
    expect(page.locator('form[action$="/take-back/"]')).to_have_count(0)
    assert len(smtp_sink.to(str(follow_up.person.email))) == 1
