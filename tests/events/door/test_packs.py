"""Packs: made part by part, once, whoever dies or changes her mind in the middle."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings
from pytest_django import DjangoCaptureOnCommitCallbacks

from events.calendar.models import Event
from events.door import tasks
from events.door.models import Badge, JobState, PartState, PrintJob
from events.door.packs import actions, contents
from events.door.packs.actions import FOLDER, MOST_TRIES, STUCK_AFTER
from networking.accounts.models import User
from networking.associations.models import Role
from networking.audit.models import Entry
from networking.paper import prints
from networking.paper.prints import Print
from networking.time import now
from tests.factories import MembershipFactory, RegistrationFactory, UserFactory
from tests.networking.paper import pages

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def organiser(event: Event) -> User:
    return MembershipFactory.create(association=event.association, role=Role.ORGANISER).user


@pytest.fixture
def extra(monkeypatch: pytest.MonkeyPatch) -> dict[str, Print]:
    """A registry of prints that a test may add to."""
    monkeypatch.setattr(prints, "_prints", dict(prints._prints))
    return prints._prints


def asked(event: Event, *names: str, kind: str = "pdf", by: User | None = None) -> PrintJob:
    return actions.ask(event=event, names=names, kind=kind, by=by)


def built(job: PrintJob) -> PrintJob:
    assert actions.build(job=job)
    job.refresh_from_db()
    return job


def files(media: Path) -> list[str]:
    return sorted(path.name for path in media.rglob("*") if path.is_file())


def test_a_pack_is_one_pdf_with_a_bookmark_for_each_part(event: Event, organiser: User) -> None:
    RegistrationFactory.create(event=event, family_name="Roux")
    job = built(asked(event, "door-list", "badges", "blank-badges", by=organiser))
    assert job.state == JobState.DONE
    content = actions.content(job)
    assert content is not None
    read = pages.opened(content)
    assert [item.title for item in read.outline] == [  # type: ignore[union-attr]
        "Liste d’accueil",
        "Badges",
        "Dix badges vierges",
    ]
    assert "Roux" in pages.texts(content)[0]
    # One badge for who comes, ten for who comes unannounced, each with its code.
    codes = {code.text for pixels in pages.drawn(content) for code in pages.codes(pixels)}
    assert len(codes) == Badge.objects.count() == 11
    assert Badge.objects.filter(registration=None).count() == 10


def test_a_pack_as_zip_has_a_file_for_each_part(event: Event) -> None:
    job = built(asked(event, "attendees", "door-list", kind="zip"))
    content = actions.content(job)
    assert content is not None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert names == ["01-liste-à-distribuer.pdf", "02-liste-daccueil.pdf"]
        assert all(archive.read(name).startswith(b"%PDF") for name in names)


def test_badges_are_printed_as_it_was_asked_for(event: Event) -> None:
    RegistrationFactory.create_batch(2, event=event)
    wishes = {"label": "62x100", "start_at": "1", "numbers": ""}
    job = actions.ask(event=event, names=["badges"], kind="pdf", badges=wishes, by=None)
    content = actions.content(built(job))
    assert content is not None
    assert len(pages.sizes(content)) == 2


def test_a_part_that_no_font_can_draw_is_left_out_and_says_so(event: Event) -> None:
    RegistrationFactory.create(event=event, given_name="ⴰⵎⵉⵏⴰ", family_name="ⴷⵢⴰⵍⵍⵓ")
    job = built(asked(event, "door-list", "run-sheet"))
    assert job.state == JobState.DONE
    left_out, made = job.parts.all()
    assert (left_out.state, made.state) == (PartState.FAILED, PartState.DONE)
    assert left_out.fault["scripts"] == ["Tifinagh"]
    content = actions.content(job)
    assert content is not None
    assert [item.title for item in pages.opened(content).outline] == [  # type: ignore[union-attr]
        "Conducteur"
    ]


def test_a_part_that_breaks_takes_none_with_it(
    event: Event, extra: dict[str, Print], caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(_event: Event) -> bytes:
        raise RuntimeError("the ink is out")

    extra["broken"] = Print(name="broken", label="", rule=lambda *_: True, render=breaks)
    job = built(asked(event, "broken", "gone", "door-list"))
    assert [part.fault.get("why") for part in job.parts.all()] == ["fault", "fault", None]
    assert actions.content(job)
    assert "the ink is out" in caplog.text


def test_where_nothing_could_be_made_there_is_no_file(event: Event) -> None:
    job = built(asked(event, "gone"))
    assert (job.state, job.file) == (JobState.DONE, "")
    assert actions.content(job) is None


def test_asked_twice_while_it_is_made_it_is_one_and_two_organisers_have_one_each(
    event: Event, organiser: User
) -> None:
    first = asked(event, "door-list", by=organiser)
    assert asked(event, "door-list", by=organiser) == first
    other = asked(event, "door-list", by=UserFactory.create())
    assert other != first
    assert asked(event, "attendees", by=organiser) not in {first, other}
    for job in (first, other):
        assert actions.content(built(job))
    assert asked(event, "door-list", by=organiser) != first
    assert Entry.objects.filter(verb="pack.asked").count() == 4


def test_a_worker_is_told_once_it_is_written_down(
    event: Event, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as told:
        asked(event, "door-list")
        asked(event, "door-list")
    assert len(told) == 1


def test_made_a_part_at_a_time_it_goes_on_where_it_was(event: Event) -> None:
    job = asked(event, "door-list", "attendees", "sign-in")
    states = []
    while not actions.build(job=job, seconds=0):
        states.append([part.state for part in job.parts.all()])
        if len(states) > 9:
            pytest.fail("it never gets on")
        # No time at all was left: what was begun before is kept, and one more is made.
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(actions, "monotonic", _slow(2))
            actions.build(job=job, seconds=1)
    assert actions.content(built(job))


def _slow(parts: int) -> object:
    """A clock that leaves time for so many looks."""
    ticks = iter([0.0] * parts)
    return lambda: next(ticks, 99.0)


def test_what_is_done_is_not_made_again(event: Event, extra: dict[str, Print]) -> None:
    made = []

    def once(_event: Event) -> bytes:
        made.append(1)
        return pages_of(event)

    extra["once"] = Print(name="once", label="Once", rule=lambda *_: True, render=once)
    job = asked(event, "once", "door-list")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(actions, "monotonic", _slow(2))
        assert not actions.build(job=job, seconds=1)
    assert made == [1]
    built(job)
    built(job)
    assert made == [1]


def pages_of(event: Event) -> bytes:
    found = prints.find("sign-in")
    assert found is not None
    return found.render(event)


def test_nobody_takes_over_from_a_worker_that_is_at_it(
    event: Event, extra: dict[str, Print]
) -> None:
    seen = []

    def looked_at(_event: Event) -> bytes:
        # Somebody else comes while this part is being made.
        assert actions.build(job=PrintJob.objects.get())
        seen.append(actions.sweep(by=None))
        return pages_of(event)

    extra["slow"] = Print(name="slow", label="Slow", rule=lambda *_: True, render=looked_at)
    job = built(asked(event, "slow", "door-list"))
    assert seen == [[]]
    assert [part.tries for part in job.parts.all()] == [1, 1]


def test_a_pack_whose_worker_died_is_found_and_made_by_another(
    event: Event, extra: dict[str, Print], media: Path
) -> None:
    def dies(_event: Event) -> bytes:
        raise SystemExit

    extra["deadly"] = Print(name="deadly", label="", rule=lambda *_: True, render=dies)
    job = asked(event, "door-list", "deadly", "attendees")
    start = now()
    for tries in range(MOST_TRIES):
        with time_machine.travel(start + tries * 2 * STUCK_AFTER, tick=False):
            assert actions.sweep(by=None) == [job.pk]
            with pytest.raises(SystemExit):
                actions.build(job=job)
            assert actions.sweep(by=None) == []
    # What kills its worker again and again is given up; the rest comes.
    with time_machine.travel(start + 9 * STUCK_AFTER, tick=False):
        built(job)
    assert [part.state for part in job.parts.all()] == ["done", "failed", "done"]
    assert [part.tries for part in job.parts.all()] == [1, MOST_TRIES + 1, 1]
    assert len(files(media)) == 1


def test_a_pack_that_is_stopped_leaves_nothing_behind(
    event: Event,
    extra: dict[str, Print],
    media: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def stopped(_event: Event) -> bytes:
        with django_capture_on_commit_callbacks(execute=True):
            assert actions.cancel(job=PrintJob.objects.get(), by=None)
        return pages_of(event)

    extra["stopped"] = Print(name="stopped", label="", rule=lambda *_: True, render=stopped)
    job = built(asked(event, "door-list", "stopped", "attendees"))
    assert job.state == JobState.CANCELLED
    assert files(media) == []
    assert not actions.cancel(job=job, by=None)
    assert actions.build(job=job)
    assert actions.content(job) is None
    assert Entry.objects.filter(verb="pack.cancelled").count() == 1


def test_a_pack_is_kept_for_a_day_and_then_forgotten_with_its_file(
    event: Event,
    media: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    built(asked(event, "door-list"))
    for hours, kept in ((23, 1), (25, 0), (26, 0)):
        with (
            time_machine.travel(now() + dt.timedelta(hours=hours), tick=False),
            django_capture_on_commit_callbacks(execute=True),
        ):
            actions.sweep(by=None)
        assert PrintJob.objects.count() == len(files(media)) == kept
    assert not list((media / FOLDER).iterdir())


def test_packs_of_an_event_that_is_gone_go_with_it(
    event: Event,
    media: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    built(asked(event, "door-list"))
    event.delete()
    with django_capture_on_commit_callbacks(execute=True):
        tasks.sweep_packs()
    assert files(media) == []


def test_the_task_makes_a_pack_and_takes_no_notice_of_one_that_is_gone(event: Event) -> None:
    job = asked(event, "door-list")
    tasks.go_on_packing(job.pk)
    tasks.go_on_packing(0)
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_a_pack_holds_what_its_reader_may_print_or_she_may_not_have_it(
    event: Event, organiser: User, host: User
) -> None:
    plain = asked(event, "door-list", "badges", by=organiser)
    full = asked(event, "door-list", "emergency", by=organiser)
    lost = asked(event, "gone", by=organiser)
    assert [contents.may_have(host, job) for job in (plain, full, lost)] == [True, False, False]
    assert contents.may_have(organiser, full)


def test_there_are_ten_blank_badges_however_often_they_are_asked_for(event: Event) -> None:
    for _ in range(2):
        built(asked(event, "blank-badges"))
    assert Badge.objects.count() == 10
    claimed = Badge.objects.first()
    assert claimed is not None
    claimed.registration = RegistrationFactory.create(event=event)
    claimed.save()
    built(asked(event, "blank-badges"))
    assert Badge.objects.filter(registration=None).count() == 10
    assert sorted(Badge.objects.values_list("number", flat=True)) == list(range(1, 12))
