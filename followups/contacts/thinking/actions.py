"""Noting who comes to mind."""

import datetime as dt
from typing import Final

from django.db import transaction

from followups.contacts.models import Contact, Tag
from followups.contacts.thinking.groups import Group
from followups.contacts.thinking.line import Line
from networking.accounts.models import User
from networking.text import fold, sort_key
from networking.time import now

# Within this a line said again is a double click, or the back button; later it is somebody else.
AGAIN: Final = dt.timedelta(minutes=10)


@transaction.atomic
def think_of(*, owner: User, group: Group, line: Line, by: User | None) -> tuple[Contact, bool]:  # noqa: ARG001
    """Add somebody who came to mind, under the group's tag; return whether she is new.

    The same line again within ten minutes is the same person. So is one already in the list under
    just this name: she gets the tag, and of what was typed what her note doesn't say yet.
    """
    # One order for two lines at once, of which the second must see what the first has made.
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    tag, _ = Tag.objects.get_or_create(
        owner=owner, folded=fold(str(group.name)), defaults={"name": str(group.name)}
    )
    name = sort_key(line.family_name, line.given_name)
    alike = Contact.objects.of(owner).filter(sort_name=name).order_by("-made_at", "-pk")
    found = alike.filter(made_at__gte=now() - AGAIN, tags=tag, note=line.how).first()
    # A first name alone may be anybody's.
    if found is None and line.family_name and alike.count() == 1:
        found = alike.get()
    if found is None:
        made = Contact.objects.create(
            owner=owner,
            given_name=line.given_name,
            family_name=line.family_name,
            note=line.how,
        )
        made.tags.add(tag)
        return made, True
    found.tags.add(tag)
    if line.how and line.how not in found.note:
        found.note = "\n".join(filter(None, (found.note, line.how)))
        found.save()
    return found, False
