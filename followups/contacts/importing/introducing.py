"""Who introduced whom, as a file says it: by the UID in cards, by the name in tables."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from followups.contacts.card import joined
from followups.contacts.importing.judging import Line
from followups.contacts.importing.undoing import digests_of
from followups.contacts.models import LONGEST_NOTE, Contact, Import
from networking.text import fold


def introduce(batch: Import, lines: Sequence[Line]) -> dict[str, str]:
    """Note of those whom an import brought who introduced them; return how these look by then.

    A name tells only where one contact alone has it; any other is kept in the note. Who was changed
    meanwhile doesn't look as the import left her, and stays if it is taken back. Call it in the
    transaction that holds the owner's lock, once everybody is written; without anybody introduced
    it asks nothing. Twice changes nothing.
    """
    said = _said(lines)
    if not said:
        return {}
    found = _called(batch, lines)
    changed = {}
    brought = Contact.objects.of(batch.owner).filter(batch=batch, introduced_by=None)
    # Nobody writes to them, nor takes them off the list, until this is through.
    for contact in brought.order_by("pk").select_for_update(of=("self",)):
        text = said.get(contact.uid, "")
        (introducer,) = found.get(text, ()) or (None,)
        if introducer not in (None, contact.pk):
            contact.introduced_by_id = introducer
        elif not (text and _is_name(text) and _noted(contact, text, batch.owner.language)):
            continue
        changed[contact.pk] = contact
    looked = digests_of(batch, changed)
    fields = ("introduced_by", "note", "search_text")
    Contact.objects.bulk_update(changed.values(), fields, batch_size=500)
    untouched = [pk for pk in changed if looked.get(str(pk)) == batch.digests.get(str(pk))]
    return digests_of(batch, untouched)


def _is_name(text: str) -> bool:
    """Whether people can read it: a UID would only be in their way."""
    return ":" not in text and not any(map(str.isdigit, text))


def _noted(contact: Contact, name: str, language: str) -> bool:
    """Write below a note, not saved yet, who introduced her; whether it is new and has room."""
    with override(language):
        note = joined(contact.note, _("Introduced by %(name)s") % {"name": name})
    if note == contact.note or len(note) > LONGEST_NOTE:
        return False
    contact.note = note
    contact.prepare()
    return True


def _said(lines: Sequence[Line]) -> dict[str, str]:
    """Who introduced each, by the UID that she has in the list: her first card's."""
    uids = {line.number: line.details.uid for line in lines}
    said: dict[str, str] = {}
    for line in lines:
        if line.details.introducer:
            uid = uids[line.first] if line.first is not None else line.details.uid
            said.setdefault(uid, line.details.introducer)
    return said


def _called(batch: Import, lines: Sequence[Line]) -> dict[str, tuple[int, ...]]:
    """Whom each introducer's UID or name means: one contact, or none where nobody can tell."""
    mine = Contact.objects.of(batch.owner).values_list("pk", "uid", "given_name", "family_name")
    called: dict[str, set[int]] = defaultdict(set)
    for pk, uid, given, family in mine:
        called[uid].add(pk)
        called[fold(f"{given} {family}")].add(pk)
    uids = {line.number: line.details.uid for line in lines}
    for line in lines:
        # Who was known already keeps the UID she had, who is there twice that of her first card.
        if line.contact:
            called[line.details.uid].add(line.contact)
        elif line.first is not None:
            called[line.details.uid] |= called[uids[line.first]]
    wanted = {line.details.introducer for line in lines} - {""}
    found = {text: called.get(text) or called.get(fold(text), set()) for text in wanted}
    return {text: tuple(whom) for text, whom in found.items() if len(whom) == 1}
