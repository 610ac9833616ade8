"""By what a list can be narrowed: its countries, towns, tags and events, how many under each."""

from dataclasses import dataclass

from django.db.models import Count, Max
from django.utils.translation import get_language

from followups.contacts.models import Contact
from networking.accounts.models import User
from networking.countries import name_of

# More than these nobody reads through: who looks for another one types it.
MOST = 60


@dataclass(frozen=True, slots=True)
class Facet:
    """A word to narrow the list by, and how many contacts stand under it."""

    value: str
    name: str
    count: int


@dataclass(frozen=True)
class Facets:
    """All the words by which one may narrow one's list."""

    countries: list[Facet]
    cities: list[Facet]
    tags: list[Facet]
    events: list[Facet]


def facets_of(user: User) -> Facets:
    """Count what stands in somebody's list. Four queries, whatever its length."""
    mine = Contact.objects.of(user).order_by()
    return Facets(
        countries=_places(user, "country"),
        cities=_places(user, "city"),
        tags=[
            Facet(value, name, count)
            for value, name, count in user.contact_tags.annotate(many=Count("contacts"))
            .filter(many__gt=0)
            .values_list("folded", "name", "many")
        ],
        events=[
            Facet(str(key), title, count)
            for key, title, count in mine.filter(met_at__isnull=False)
            .values_list("met_at", "met_at__title")
            .annotate(many=Count("pk"))
            .order_by("-met_at__starts_at")[:MOST]
        ],
    )


def _places(user: User, column: str) -> list[Facet]:
    """The places under one name each, those with most first, then by name."""
    named = (
        Contact.objects.of(user)
        .exclude(**{column: ""})
        .order_by()
        .values_list(f"{column}_folded")
        .annotate(name=Max(column), many=Count("pk"))
        .order_by("-many", f"{column}_folded")[:MOST]
    )
    language = get_language() or ""
    return [
        Facet(key, (column == "country" and name_of(key, language)) or name, count)
        for key, name, count in named
    ]
