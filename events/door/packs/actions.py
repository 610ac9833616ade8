"""Making a pack: asked for by an organiser, made by a worker part by part, kept for a day.

The rows are the truth: whoever works at a pack holds its lease for a while, and every step is a
transaction of its own, with nothing set or written to disk inside it. A worker that dies in the
middle loses the part it was at; the sweep lets another go on.
"""

import datetime as dt
import logging
import math
import secrets
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q

from events.calendar.models import Event
from events.door.models import JobState, PartState, PrintJob, PrintPart
from events.door.packs import contents
from networking.accounts.models import User
from networking.audit.actions import record
from networking.mail import poke
from networking.paper.fonts import MissingGlyphsError
from networking.ticks import MINUTE
from networking.time import monotonic, now

log = logging.getLogger("tablee.paper")

FOLDER: Final = "packs"
KEPT: Final = dt.timedelta(days=1)
# A part takes a second or two; after this long its worker is taken for dead.
STUCK_AFTER: Final = dt.timedelta(seconds=90)
# What kills its worker this often isn't tried again.
MOST_TRIES: Final = 3
TASK: Final = "events.door.tasks.go_on_packing"


@transaction.atomic
def ask(
    *,
    event: Event,
    names: Sequence[str],
    kind: str,
    badges: dict[str, Any] | None = None,
    by: User | None,
) -> PrintJob:
    """Begin a pack of these prints, in this order; a worker is told on commit.

    Asked again for the same while it is being made, it is the one that is being made.
    """
    Event.objects.select_for_update().get(pk=event.pk)
    badges = badges or {}
    for job in event.print_jobs.filter(state=JobState.UNDER_WAY, kind=kind, by=by):
        if job.badges == badges and [part.name for part in job.parts.all()] == list(names):
            return job
    job = PrintJob.objects.create(event=event, kind=kind, badges=badges, by=by)
    PrintPart.objects.bulk_create(
        PrintPart(job=job, name=name, position=at) for at, name in enumerate(names)
    )
    record(by=by, verb="pack.asked", subject=job, association=event.association, parts=list(names))
    transaction.on_commit(partial(poke.tell, TASK, job.pk, swept_every=MINUTE))
    return job


@transaction.atomic
def cancel(*, job: PrintJob, by: User | None) -> bool:
    """Stop a pack that is being made, and forget its files; whether it was. Twice changes nothing.

    The part a worker is at is thrown away when it comes.
    """
    stopped = PrintJob.objects.filter(pk=job.pk, state=JobState.UNDER_WAY).update(
        state=JobState.CANCELLED, lease=""
    )
    if stopped:
        record(by=by, verb="pack.cancelled", subject=job, association=job.event.association)
        transaction.on_commit(partial(_delete, job.folder))
    return bool(stopped)


def build(*, job: PrintJob, seconds: float = math.inf) -> bool:
    """Make what is left of a pack; return whether nothing is left to be done by the caller.

    Stops between two parts once `seconds` are over. Whoever comes second, while somebody else is
    at it, does nothing; done again, it changes nothing.
    """
    until = monotonic() + seconds
    lease = _taken(job)
    if not lease:
        return True
    for part in job.parts.filter(state=PartState.WAITING):
        if monotonic() > until:
            _let_go(job, lease)
            return False
        if not _begun(job, part, lease):
            return True
        if part.tries > MOST_TRIES:
            _settle(job, part, lease, why="fault")
        else:
            _make(job, part, lease)
    if _touched(job, lease):
        _put_together(job, lease)
    return True


@transaction.atomic
def sweep(*, by: User | None) -> list[int]:  # noqa: ARG001
    """Forget packs that are a day old; return those that nobody is at, for somebody to go on with.

    Twice forgets nothing more.
    """
    old = PrintJob.objects.filter(created_at__lt=now() - KEPT)
    for folder in old.values_list("folder", flat=True):
        transaction.on_commit(partial(_delete, folder))
    old.delete()
    transaction.on_commit(_delete_orphans)
    left = Q(touched_at=None) | Q(touched_at__lt=now() - STUCK_AFTER)
    under_way = PrintJob.objects.filter(left, state=JobState.UNDER_WAY)
    return list(under_way.order_by("created_at").values_list("pk", flat=True))


def content(job: PrintJob) -> bytes | None:
    """Return the file of a pack that is done; None where it isn't, or is gone."""
    return _read(job.file) if job.file else None


def _taken(job: PrintJob) -> str:
    """Take the lease of a pack that nobody is at; empty if somebody is, or it is over."""
    lease = secrets.token_urlsafe(12)
    free = Q(touched_at=None) | Q(touched_at__lt=now() - STUCK_AFTER)
    mine = PrintJob.objects.filter(free, pk=job.pk, state=JobState.UNDER_WAY)
    return lease if mine.update(lease=lease, touched_at=now()) else ""


def _touched(job: PrintJob, lease: str) -> bool:
    """Whether the pack is still ours to make; if so, say that we are at it."""
    mine = PrintJob.objects.filter(pk=job.pk, state=JobState.UNDER_WAY, lease=lease)
    return bool(mine.update(touched_at=now()))


def _let_go(job: PrintJob, lease: str) -> None:
    PrintJob.objects.filter(pk=job.pk, lease=lease).update(lease="", touched_at=None)


@transaction.atomic
def _begun(job: PrintJob, part: PrintPart, lease: str) -> bool:
    if not _touched(job, lease):
        return False
    PrintPart.objects.filter(pk=part.pk).update(tries=F("tries") + 1)
    part.tries += 1
    return True


def _make(job: PrintJob, part: PrintPart, lease: str) -> None:
    """Set a part and keep its file; say why, if it can't be."""
    try:
        contents.prepare(job, part.name)
        pdf = contents.made(job, part.name)
    except MissingGlyphsError as error:
        said: dict[str, Any] = {
            "scripts": error.scripts,
            "letters": error.letters,
            "package": error.package,
        }
        _settle(job, part, lease, why="letters", **said)
    except Exception:
        log.exception("%s of pack #%s could not be made", part.name, job.pk)
        _settle(job, part, lease, why="fault")
    else:
        kept = _keep(job, f"{part.position:02}-{secrets.token_urlsafe(6)}.pdf", pdf)
        if not _settle(job, part, lease, file=kept):
            default_storage.delete(kept)


@transaction.atomic
def _settle(job: PrintJob, part: PrintPart, lease: str, *, file: str = "", **fault: Any) -> bool:
    """Note what became of a part, its file or its fault, if the pack is still ours."""
    if not _touched(job, lease):
        return False
    state = PartState.FAILED if fault else PartState.DONE
    PrintPart.objects.filter(pk=part.pk).update(state=state, file=file, fault=fault)
    return True


def _put_together(job: PrintJob, lease: str) -> None:
    """Make one file of the parts, and let go of theirs."""
    files = list(job.parts.filter(state=PartState.DONE).values_list("name", "file"))
    parts = [(name, pdf) for name, file in files if (pdf := _read(file)) is not None]
    kept = ""
    if parts:
        whole = contents.put_together(job, parts)
        kept = _keep(job, f"{secrets.token_urlsafe(6)}.{job.kind}", whole)
    done = PrintJob.objects.filter(pk=job.pk, state=JobState.UNDER_WAY, lease=lease).update(
        state=JobState.DONE, file=kept, done_at=now(), lease=""
    )
    for _name, file in files if done else ():
        default_storage.delete(file)
    if kept and not done:
        default_storage.delete(kept)


def _keep(job: PrintJob, name: str, content: bytes) -> str:
    return default_storage.save(f"{FOLDER}/{job.folder}/{name}", ContentFile(content))


def _read(file: str) -> bytes | None:
    try:
        with default_storage.open(file) as kept:
            return bytes(kept.read())
    except OSError:
        return None


def _delete(folder: str) -> None:
    """Delete the folder of a pack with all that is in it. Twice is as once."""
    path = f"{FOLDER}/{folder}"
    if not default_storage.exists(path):
        return
    for name in default_storage.listdir(path)[1]:
        default_storage.delete(f"{path}/{name}")
    default_storage.delete(path)


def _delete_orphans() -> None:
    """Delete the folders of packs whose event is gone."""
    if not default_storage.exists(FOLDER):
        return
    known = set(PrintJob.objects.values_list("folder", flat=True))
    for folder in default_storage.listdir(FOLDER)[0]:
        if folder not in known:
            _delete(folder)
