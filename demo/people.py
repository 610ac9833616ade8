"""The demo's people who are made one by one."""

from allauth.account.models import EmailAddress

from networking.accounts.actions import enrol
from networking.accounts.models import User


def newcomer() -> User:
    """Return Camille, who has an address and a name and has never been to a breakfast."""
    user = enrol(
        email="camille.moreau@exemple.org",
        given_name="Camille",
        family_name="Moreau",
        language="fr",
        by=None,
    )
    verify(user)
    return user


def verify(user: User) -> None:
    """Take the address of somebody invented for confirmed."""
    EmailAddress.objects.filter(user=user).update(verified=True)
