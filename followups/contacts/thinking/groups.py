"""The groups in which one thinks of people, with the questions that bring them to mind."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from networking.text import fold

# As many as a person of forty knows by name, say those who count.
AIM: Final = 200


@dataclass(frozen=True, slots=True)
class Group:
    """A circle of people: its key in addresses, its name, which is the tag, and its question."""

    key: str
    name: str | Promise
    question: str | Promise

    @property
    def words(self) -> frozenset[str]:
        """The tag as it may stand, folded, in whatever language it was made."""
        found = set()
        for language, _name in settings.LANGUAGES:
            with override(language):
                found.add(fold(str(self.name)))
        return frozenset(found)


GROUPS: Final = (
    Group("family", _("Family"), _("Brothers, sisters, cousins, in-laws: what does each one do?")),
    Group(
        "friends", _("Friends"), _("Who was at your last birthday? Who would you call at night?")
    ),
    Group(
        "neighbours",
        _("Neighbours"),
        _("On your floor, in your street, in the last place you lived?"),
    ),
    Group("school", _("School"), _("Who sat beside you? Which teacher do you still think of?")),
    Group(
        "studies", _("Studies"), _("Your year, your flat-mates, your tutors, your first placement?")
    ),
    Group("colleagues", _("Colleagues"), _("Today’s: your team, the next office, the other site?")),
    Group(
        "former-jobs",
        _("Former jobs"),
        _("For each job you had: the boss, the friend, the one who left?"),
    ),
    Group(
        "clients",
        _("Clients"),
        _("The first, the best, the one you lost, the one who recommends you?"),
    ),
    Group(
        "suppliers",
        _("Suppliers"),
        _("The printer, the accountant, the bank, who repairs your computer?"),
    ),
    Group("peers", _("Same trade"), _("Who does what you do, in your town and elsewhere?")),
    Group("associations", _("Associations"), _("Boards, volunteers, causes you gave a day to?")),
    Group(
        "clubs", _("Sport and leisure"), _("The team, the choir, the workshop, the dance floor?")
    ),
    Group(
        "parents",
        _("Children’s friends’ parents"),
        _("At the school gate, at the matches, at birthdays?"),
    ),
    Group(
        "shops",
        _("Shops"),
        _("The baker, the bookseller, the hairdresser, the café where they know you?"),
    ),
    Group(
        "care", _("Doctors and care"), _("Your doctor, the dentist, the physiotherapist, the vet?")
    ),
    Group("town", _("Town and public life"), _("Town hall, library, elected people, the press?")),
    Group("travels", _("Travels"), _("Whom did you meet on the road, and in which country?")),
    Group("breakfasts", _("Breakfasts and events"), _("Whose card is still in a drawer?")),
)


def group_of(key: str) -> Group | None:
    """Return the group of this key, or None."""
    return next((group for group in GROUPS if group.key == key), None)
