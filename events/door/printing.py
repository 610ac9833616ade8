"""What printing leaves behind: which badges were printed with what on them, and how it was asked.

And the labels an association measured itself.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from events.calendar.models import Event
from events.door.faces import Laid, digest_of
from events.door.models import Badge, OwnLabel, PrintSettings
from networking.accounts.models import User
from networking.associations.models import Association
from networking.audit.actions import record
from networking.time import now


@transaction.atomic
def note_printed(*, event: Event, laid: Iterable[Laid], by: User | None) -> None:
    """Note that these badges were printed, and what stood on them. Twice notes the later time."""
    at, printed = now(), []
    for badge, face in laid:
        badge.printed_at, badge.printed_face = at, digest_of(face)
        printed.append(badge)
    Badge.objects.bulk_update(printed, ["printed_at", "printed_face"], batch_size=200)
    record(
        by=by,
        verb="badges.printed",
        subject=event,
        association=event.association,
        count=len(printed),
    )


@transaction.atomic
def remember(
    *,
    association: Association,
    wishes: Mapping[str, Any],
    by: User | None,  # noqa: ARG001
) -> None:
    """Keep how badges were asked for, for the next time. What was kept before is gone."""
    PrintSettings.objects.update_or_create(
        association=association, defaults={"wishes": dict(wishes)}
    )


@transaction.atomic
def keep_label(
    *, association: Association, measures: Mapping[str, Any], by: User | None
) -> OwnLabel:
    """Keep a sheet of labels as somebody measured it. The one of the same name is replaced."""
    name = measures["name"]
    kept, _ = OwnLabel.objects.update_or_create(
        association=association, name=name, defaults=dict(measures)
    )
    record(by=by, verb="label.kept", subject=kept, association=association)
    return kept


@transaction.atomic
def forget_label(*, label: OwnLabel, by: User | None) -> None:
    """Forget a sheet of labels; what was printed on it stays printed. Twice changes nothing."""
    if label.pk is not None:
        record(by=by, verb="label.forgotten", subject=label, association=label.association)
        label.delete()
