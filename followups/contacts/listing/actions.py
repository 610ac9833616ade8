"""What one does to many contacts at once, and to one's views of the list."""

from collections.abc import Iterable

from django.db import transaction

from followups.contacts.models import LONGEST_TAG, Contact, ContactQuerySet, SavedView, Tag
from networking.accounts.models import User
from networking.text import fold, squeeze


@transaction.atomic
def tag(*, owner: User, contacts: ContactQuerySet, name: str, by: User | None) -> int:  # noqa: ARG001
    """Put contacts of `owner` under a tag; return how many weren't under it before."""
    word = tags_named(owner, [name])[0]
    Link = Contact.tags.through  # noqa: N806  a class
    before = Link.objects.filter(tag=word).count()
    Link.objects.bulk_create(
        (
            Link(contact_id=key, tag=word)
            for key in contacts.order_by().values_list("pk", flat=True)
        ),
        ignore_conflicts=True,
        batch_size=1000,
    )
    return Link.objects.filter(tag=word).count() - before


@transaction.atomic
def untag(*, owner: User, contacts: ContactQuerySet, name: str, by: User | None) -> int:  # noqa: ARG001
    """Take a tag off contacts; return off how many. A tag under which nobody stands goes."""
    links = Contact.tags.through.objects.filter(
        tag__owner=owner, tag__folded=fold(name), contact__in=contacts.order_by().values("pk")
    )
    count, _ = links.delete()
    Tag.objects.filter(owner=owner, contacts=None).delete()
    return count


@transaction.atomic
def retag(*, contact: Contact, names: Iterable[str], by: User | None) -> None:  # noqa: ARG001
    """Put a contact under these tags and no others; those nobody stands under any more go."""
    contact.tags.set(tags_named(contact.owner, names))
    Tag.objects.filter(owner=contact.owner_id, contacts=None).delete()


@transaction.atomic
def forget_many(*, contacts: ContactQuerySet, by: User | None) -> int:  # noqa: ARG001
    """Take these contacts out of the list; return how many. Nobody is told."""
    keys = list(contacts.order_by().values_list("pk", flat=True))
    Contact.objects.filter(pk__in=keys).delete()
    return len(keys)


@transaction.atomic
def keep_view(*, owner: User, name: str, query: str, by: User | None) -> SavedView:  # noqa: ARG001
    """Keep a selection under a name; the same name again holds the new selection."""
    view, _ = SavedView.objects.update_or_create(
        owner=owner, name=squeeze(name), defaults={"query": query}
    )
    return view


@transaction.atomic
def drop_view(*, view: SavedView, by: User | None) -> None:  # noqa: ARG001
    """Keep a view no longer; the contacts stay."""
    view.delete()


def tags_named(owner: User, names: Iterable[str]) -> list[Tag]:
    """Return somebody's tags of these names, made where she has none; one for each folded name."""
    written = [squeeze(name)[:LONGEST_TAG] for name in reversed(list(names))]
    wanted = {fold(name)[:LONGEST_TAG]: name for name in written if fold(name)}
    have = {tag.folded: tag for tag in owner.contact_tags.filter(folded__in=wanted)}
    Tag.objects.bulk_create(
        (
            Tag(owner=owner, name=name, folded=folded)
            for folded, name in wanted.items()
            if folded not in have
        ),
        ignore_conflicts=True,
    )
    found = {tag.folded: tag for tag in owner.contact_tags.filter(folded__in=wanted)}
    return [found[folded] for folded in reversed(wanted)]
