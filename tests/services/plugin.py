"""Chooses what a test run stands on before Django reads its settings, and counts what it lacked.

A plain run uses SQLite files and the embedded broker; ``--services`` starts PostgreSQL and Redis
of its own. Each process of the run has a folder, a database and a broker to itself.
"""

import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.services import machine
from tests.services.gaps import Gaps, required, skip_for_want_of
from tests.services.servers import PostgreSQL, Redis

# How the run tells its workers, which inherit its environment, where things are.
FOLDER = "TABLEE_TESTS"
POSTGRESQL = "TABLEE_TESTS_POSTGRESQL"
REDIS = "TABLEE_TESTS_REDIS"
# What a test asks for that needs a database; the site's own processes do.
_DATABASES = frozenset({"db", "transactional_db"})


def worker() -> str:
    """Return the name of this process in the run; ``main`` for the one that was started by hand."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


def folder() -> Path:
    """Return the folder that this process of the run has to itself."""
    return Path(os.environ[FOLDER]) / worker()


def on_services() -> bool:
    """Tell whether this run stands on PostgreSQL and Redis."""
    return POSTGRESQL in os.environ


class Run:
    """The whole run, known to its first process only: servers, folder and gaps."""

    def __init__(self) -> None:
        self.gaps = Gaps()
        self.servers: list[PostgreSQL | Redis] = []
        self.folder = Path(tempfile.mkdtemp(prefix="tablee-tests-"))
        self.folder.chmod(0o711)  # PostgreSQL's own user passes through
        for name in (POSTGRESQL, REDIS):
            os.environ.pop(name, None)
        os.environ[FOLDER] = str(self.folder)

    def start_servers(self) -> None:
        """Start what there is; if anything is missing, nothing."""
        (programs, program) = (machine.postgresql(), machine.redis())
        if programs and program:
            postgresql = PostgreSQL(programs, self.folder / "postgresql")
            redis = Redis(program, self.folder / "redis")
            for server in (postgresql, redis):
                self.servers.append(server)
                server.start()
            os.environ[POSTGRESQL] = postgresql.url
            os.environ[REDIS] = redis.url

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.gaps.add(report)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None]:
        yield
        if self.gaps and required():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def close(self) -> None:
        """Stop the servers and leave nothing behind."""
        for server in reversed(self.servers):
            server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def pytest_unconfigure(self, config: pytest.Config) -> None:
        self.close()
        reporter = config.pluginmanager.get_plugin("terminalreporter")
        if self.gaps and reporter:
            reporter.write_line(self.gaps.line(), red=required(), yellow=not required())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--services",
        action="store_true",
        help="run on PostgreSQL and Redis, which the run starts by itself",
    )


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Before pytest-django, which reads the settings in this very hook."""
    if worker() != "main":
        _choose()
        return (yield)
    run = Run()
    early_config.pluginmanager.register(run, "run")
    try:
        if early_config.known_args_namespace.services:
            run.start_servers()
        _choose()
        return (yield)
    except BaseException:  # without settings there is no run, and nobody would unconfigure it
        run.close()
        raise


def _choose() -> None:
    """Say in the environment, for this process and its children, where everything is kept."""
    own = folder()
    own.mkdir(exist_ok=True)
    number = 0 if worker() == "main" else int(worker().removeprefix("gw")) + 1
    if on_services():
        database = f"{os.environ[POSTGRESQL]}/tablee_{worker()}"
        redis = f"{os.environ[REDIS]}/{2 * number}"  # and the odd one after it for the cache
    else:
        (database, redis) = (f"sqlite:///{own / 'tablee.sqlite3'}", "")
    os.environ |= {
        "TABLEE_TESTING": "1",
        "DEMO": "0",
        "SECRET_KEY": "only-for-tests",
        "DATABASE_URL": database,
        "REDIS_URL": redis,
        "CACHE_DIR": str(own / "cache"),
        "MEDIA_ROOT": str(own / "media"),
        "BROKER_DIR": str(own / "broker"),
        "BEAT_SCHEDULE": str(own / "beat"),
        # Tests send hundreds of mails to one domain; those of its pace set it.
        "MAILS_A_MINUTE_PER_DOMAIN": "0",
        # Playwright keeps an event loop running in the thread of the test.
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    }
    for name in ("SITE_URL", "EMAIL_URL", "MAIL_PROVIDER", "TABLEE_CLOCK", "DEBUG", "PASSKEYS"):
        os.environ.pop(name, None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # The longest comes first: it waits more than it works, while the others go on beside it.
    items.sort(key=lambda item: item.get_closest_marker("journey") is None)
    services = config.getoption("services")
    if services:
        _leave_out_what_stands_on_nothing(config, items)
    found = {"PostgreSQL": machine.postgresql(), "Redis": machine.redis()} if services else {}
    missing = [name for name, path in found.items() if path is None]
    browser = machine.chromium()
    for item in items:
        wanted = list(missing)
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
            if browser is None:
                wanted.append("Chromium")
        if wanted:
            item.add_marker(skip_for_want_of(wanted))
        elif item.get_closest_marker("services") and not services:
            item.add_marker(pytest.mark.skip(reason="runs on PostgreSQL and Redis: --services"))


def _leave_out_what_stands_on_nothing(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what would say the same again, as `_stands_on_something` has it."""
    alone = [item for item in items if not _stands_on_something(item)]
    config.hook.pytest_deselected(items=alone)
    items[:] = [item for item in items if _stands_on_something(item)]


def _stands_on_something(item: pytest.Item) -> bool:
    """Tell whether a test could fail on PostgreSQL and Redis alone.

    What a page does in a browser is seen with SQLite; what is behind it is tested here without
    one. The journeys go through all of it on services, too.
    """
    if item.get_closest_marker("services") or item.get_closest_marker("faults"):
        return True
    fixtures = set(getattr(item, "fixturenames", ()))
    if "browser" in fixtures and not item.get_closest_marker("journey"):
        return False
    return bool(item.get_closest_marker("django_db") or not _DATABASES.isdisjoint(fixtures))
