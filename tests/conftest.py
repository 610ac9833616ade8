"""What every test may ask for. What a run stands on is chosen before, in ``tests.services``."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from django.conf import LazySettings, settings
from django.core.cache import cache
from django.db.models.signals import post_migrate
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from playwright.sync_api import expect
from redis import Redis

from tests.services import machine, network, plugin
from tests.services.site import Site, SiteProcess, Standing
from tests.services.smtp import SmtpSink

# A busy machine is no reason for a property to fail: how long things take is for `bench/` to say.
# The same commit gives the same answer each time; `make explore` looks where nobody has looked yet.
ANY_PACE: Final[dict[str, Any]] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow],
}
hypothesis.register_profile("tablee", derandomize=True, **ANY_PACE)
hypothesis.register_profile("explore", max_examples=1000, **ANY_PACE)
hypothesis.load_profile("tablee")
# Nor is it one for a page in a browser: five seconds, Playwright's own, pass on a busy machine.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Give this process of the run a database that other processes can open: never in memory.

    Its tables are made from the models, in a second instead of ten; that migrations make the same
    ones is for `tests/networking/test_migrations.py` to say.
    """
    database = settings.DATABASES["default"]
    database["TEST"] = {**database.get("TEST", {}), "NAME": database["NAME"], "MIGRATE": False}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Have tables that were emptied stay so: Django would fill in permissions nobody here asks for.

    It took half the time between two tests of several processes.
    """
    # Django's models can be imported only once the settings stand.
    from django.contrib.contenttypes.management import create_contenttypes

    post_migrate.disconnect(create_contenttypes)
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Leave the database to its server, which is thrown away with the run.

    PostgreSQL refuses to drop one while the session of a process just killed still winds down.
    """
    return plugin.on_services()


@pytest.fixture(autouse=True, scope="session")
def _only_this_machine() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        network.guard(patch)
        yield


@pytest.fixture(autouse=True)
def _the_same_people() -> None:
    """Name people alike whatever ran before: a test that passes alone passes among others."""
    # Django's models can be imported only once the settings stand.
    from tests.factories import begin_again

    begin_again()


@pytest.fixture(autouse=True)
def _the_sites_language() -> None:
    """Begin in the site's language: a page asked for before may have left its reader's behind."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    """Rate limits and cached answers of one test are none of the next one's business."""
    yield
    cache.clear()


@pytest.fixture
def smtp_sink(settings: LazySettings) -> Iterator[SmtpSink]:
    """A real mail server. This process sends to it, and so does the test's `site`."""
    sink = SmtpSink()
    sink.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = sink.port
    yield sink
    sink.stop()


@pytest.fixture(scope="session")
def standing() -> Iterator[Standing]:
    """The web server that this process of the run keeps from one test to the next."""
    standing = Standing(plugin.folder() / "logs" / "standing")
    yield standing
    standing.stop()


@pytest.fixture
def site(
    transactional_db: None,
    standing: Standing,
    request: pytest.FixtureRequest,
    settings: LazySettings,
) -> Iterator[Site]:
    """The site's real processes, on this test's database; nothing is started yet.

    Ask for `smtp_sink` as well, and they send their mail there.
    """
    environment = {}
    if "smtp_sink" in request.fixturenames:
        environment["EMAIL_URL"] = request.getfixturevalue("smtp_sink").url
    _empty_broker()
    folder = plugin.folder() / "logs" / request.node.name[:80]
    site = Site(
        folder, environment, None if request.node.get_closest_marker("faults") else standing
    )
    settings.SITE_URL = site.url
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "127.0.0.1"]
    yield site
    site.leave()
    print(site.log())
    shutil.rmtree(site.folder, ignore_errors=True)


def _empty_broker() -> None:
    """Forget what earlier tests asked of nobody."""
    if plugin.on_services():
        with Redis.from_url(os.environ["REDIS_URL"]) as broker:
            broker.flushdb()
    for message in Path(settings.BROKER_DIR).glob("queue/*"):
        message.unlink(missing_ok=True)


@pytest.fixture
def live_site(site: Site) -> Site:
    """The site with its web server running, at ``live_site.url``."""
    site.web()
    return site


@pytest.fixture
def celery_worker_process(site: Site) -> SiteProcess:
    """A running Celery worker."""
    return site.worker()


@pytest.fixture
def beat(site: Site) -> SiteProcess:
    """Beat, ticking twice a second."""
    return site.beat()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium, kept from talking to anybody but us."""
    return {
        **browser_type_launch_args,
        "executable_path": str(machine.chromium()),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-quic",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
        ],
    }


@pytest.fixture(autouse=True)
def nobody_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Close what a test left open: a page that shows a clock would draw it until the run ends.

    Before the site's tables are emptied: nobody asks for a page any more then.
    """
    if "site" in request.fixturenames:
        request.getfixturevalue("site")
    browser = request.getfixturevalue("browser") if "browser" in request.fixturenames else None
    yield
    for context in browser.contexts if browser else ():
        context.close()


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A French phone, as most of ours are."""
    return {
        **browser_context_args,
        "locale": "fr-FR",
        "timezone_id": "Europe/Paris",
        "viewport": {"width": 390, "height": 844},
        "has_touch": True,
    }
