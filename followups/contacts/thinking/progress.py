"""How far one has come in thinking of people, group by group."""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse

from followups.contacts.models import Contact
from followups.contacts.thinking.groups import AIM, GROUPS, Group
from networking.accounts.models import User

# Of each group so many are named, those who came to mind last.
NAMED = 6


@dataclass(frozen=True)
class Circle:
    """A group, how many stand in it, and the last of them."""

    group: Group
    count: int
    last: list[Contact]

    @property
    def address(self) -> str:
        """Where a line for this group is sent."""
        return reverse("contacts:think_of", args=[self.group.key])

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.last)


@dataclass(frozen=True)
class Progress:
    """All the groups, and how many contacts there are in all."""

    circles: list[Circle]
    total: int
    aim: int = AIM

    @property
    def share(self) -> float:
        """How much of the aim is there, from 0 to 1."""
        return min(1.0, self.total / self.aim)


def progress_of(user: User) -> Progress:
    """Return how far `user` has come. Three queries, however many contacts there are."""
    mine = Contact.objects.of(user)
    words = {word: group.key for group in GROUPS for word in group.words}
    tagged = mine.filter(tags__folded__in=words).order_by("-made_at", "-pk")
    people: dict[str, dict[int, None]] = defaultdict(dict)
    for pk, word in tagged.values_list("pk", "tags__folded"):
        people[words[word]].setdefault(pk)
    named = {pk for found in people.values() for pk in list(found)[:NAMED]}
    known = mine.in_bulk(named) if named else {}
    circles = [
        Circle(group, len(found), [known[pk] for pk in list(found)[:NAMED] if pk in known])
        for group in GROUPS
        for found in [people[group.key]]
    ]
    return Progress(circles, mine.count())
