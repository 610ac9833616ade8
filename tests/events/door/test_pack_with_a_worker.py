"""A pack made by the site's own worker: followed on its page, and finished though one dies."""

import io
import zipfile

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from events.calendar.models import Event
from events.door.models import JobState, PrintJob
from events.door.packs import actions
from networking.associations.models import Role
from networking.time import now
from tests.crowd import crowd
from tests.factories import MembershipFactory
from tests.networking.paper import pages
from tests.services.servers import wait_until
from tests.services.site import Site


def state(job: PrintJob) -> str:
    job.refresh_from_db()
    return job.state


def test_an_organiser_follows_the_pack_and_opens_it(
    live_site: Site, event: Event, page: Page
) -> None:
    live_site.worker()
    crowd(event, 40)
    client = Client()
    client.force_login(
        MembershipFactory.create(association=event.association, role=Role.ORGANISER).user
    )
    cookie = {"url": live_site.url}
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                **cookie,
            },
            {"name": "django_language", "value": "en", **cookie},
        ]
    )
    page.goto(f"{live_site.url}{event.get_absolute_url()}paper/")
    page.get_by_role("link", name="Choose the pack").click()
    page.get_by_label("Dance cards").uncheck()
    page.get_by_role("button", name="Make the pack").click()
    link = page.get_by_role("link", name="Open the PDF")
    expect(link).to_be_visible(timeout=60_000)
    job = PrintJob.objects.get()
    assert job.state == JobState.DONE
    content = page.request.get(f"{live_site.url}{link.get_attribute('href')}").body()
    read = pages.opened(content)
    assert len(read.outline) == job.parts.count()
    assert "Roux39" in pages.text(content)


@pytest.mark.slow
def test_a_pack_whose_worker_is_killed_is_finished_by_the_next_one(
    site: Site, event: Event
) -> None:
    crowd(event, 300)
    first = site.worker()
    names = ["badges", "dance-cards", "door-list", "attendees", "sign-in", "badges"]
    job = actions.ask(event=event, names=names, kind="zip", by=None)
    wait_until(lambda: job.parts.filter(state="done").exists(), "the first part", 60)
    first.kill()
    assert state(job) == JobState.UNDER_WAY
    done = set(job.parts.filter(state="done").values_list("pk", flat=True))
    # Long enough ago to be taken for dead.
    PrintJob.objects.filter(pk=job.pk).update(touched_at=now() - actions.STUCK_AFTER)
    site.worker()
    for pk in actions.sweep(by=None):
        actions.poke.tell(actions.TASK, pk)
    wait_until(lambda: state(job) == JobState.DONE, "the pack", 90)
    # What was made before wasn't made again.
    assert all(part.tries == 1 for part in job.parts.filter(pk__in=done))
    content = actions.content(job)
    assert content is not None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert len(archive.namelist()) == len(names)
