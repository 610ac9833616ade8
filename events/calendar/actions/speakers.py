"""What is done about speakers: noted, asked, agreed, given an event, taken back."""

from typing import Any

from django.db import transaction

from events.calendar.models import Event, EventRole, Hand, Speaker, Standing
from networking.accounts.actions import enrol
from networking.accounts.models import User
from networking.associations.models import Association
from networking.audit.actions import record
from networking.time import now


@transaction.atomic
def note_speaker(
    *, association: Association, event: Event | None, by: User | None, **fields: Any
) -> Speaker:
    """Note somebody who speaks at `event`, or might at one of the season. Twice makes two."""
    speaker = Speaker.objects.create(association=association, event=event, **fields)
    _lend_the_hand(speaker, None, by)
    record(by=by, verb="speaker.noted", subject=speaker, association=association)
    return speaker


@transaction.atomic
def change_speaker(*, speaker: Speaker, by: User | None, **fields: Any) -> None:
    """Change what is known of a speaker, how far one is with her, or at which event she speaks."""
    before = Speaker.objects.select_for_update().get(pk=speaker.pk)
    for name, value in fields.items():
        setattr(speaker, name, value)
    speaker.save(update_fields=list(fields))
    _lend_the_hand(speaker, before, by)
    record(
        by=by,
        verb="speaker.changed",
        subject=speaker,
        association=speaker.association,
        fields=sorted(fields),
    )


@transaction.atomic
def remove_speaker(*, speaker: Speaker, by: User | None) -> None:
    """Forget a speaker, and take back the hand she was lent. Of one who is gone: nothing."""
    found = Speaker.objects.select_for_update().filter(pk=speaker.pk).first()
    if found is None:
        return
    record(by=by, verb="speaker.removed", subject=found, association=found.association)
    found.delete()
    _take_back(found)


def _lend_the_hand(speaker: Speaker, before: Speaker | None, by: User | None) -> None:
    """Who has agreed, and has an address, sees the speaker's view of her event; nobody else does.

    Only then is she made a person of this site: an idea is the association's own note.
    """
    speaks = speaker.standing == Standing.AGREED and speaker.event_id and speaker.email
    user = (
        enrol(
            email=speaker.email,
            given_name=speaker.given_name,
            family_name=speaker.family_name,
            language=speaker.association.language,
            by=by,
        )
        if speaks
        else None
    )
    if speaker.user != user:
        speaker.user = user
        speaker.save(update_fields=["user"])
    if before is not None:
        _take_back(before)
    if user is not None and speaker.event is not None:
        EventRole.objects.get_or_create(event=speaker.event, user=user, role=Hand.SPEAKER)
    _touch(speaker)


def _touch(speaker: Speaker) -> None:
    """Let calendar programs learn that the event says something else."""
    if speaker.event_id is not None:
        Event.objects.filter(pk=speaker.event_id).update(changed_at=now())


def _take_back(speaker: Speaker) -> None:
    """Take her hand back unless she still speaks there under another line."""
    _touch(speaker)
    if speaker.user_id is None or speaker.event_id is None:
        return
    still = Speaker.objects.filter(
        event=speaker.event_id, user=speaker.user_id, standing=Standing.AGREED
    )
    if not still.exists():
        EventRole.objects.filter(
            event=speaker.event_id, user=speaker.user_id, role=Hand.SPEAKER
        ).delete()
