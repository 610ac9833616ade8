"""How a guest's open pages hear at once that somebody asks, answers or gives: a channel of her own.

It says nothing but “look again”, so that nobody else's page is told anything.
"""

from typing import Any

from followups.contacts.giving.actions import channel_of
from networking.accounts.models import User
from networking.push import tokens
from networking.push.models import Channel


def hearing(user: User) -> dict[str, Any]:
    """Return what her page follows her channel by, and the revision it shows. One query.

    Ask before what the page shows is read. The token lasts a quarter of an hour; then the page
    fetches its part again, and the next token with it.
    """
    name = channel_of(user.pk)
    rev = Channel.objects.filter(name=name).values_list("rev", flat=True).first()
    return {"token": tokens.issue(name, f"user:{user.pk}"), "rev": rev or 0}
