"""What one may say of a follow-up, by the words of buttons and links."""

from collections.abc import Callable
from functools import partial

from followups.reminders import actions
from followups.reminders.models import FollowUp, How
from followups.reminders.writing import actions as writing
from networking.accounts.models import User


def say(verb: str, follow_up: FollowUp, *, how: How, by: User | None) -> bool | None:
    """Do what a button says; None for a word that no button has."""
    verbs: dict[str, Callable[..., bool]] = {
        "done": partial(actions.done, how=how),
        "dismiss": actions.dismiss,
        "snooze": actions.snooze,
        "reopen": writing.reopen,
    }
    return verbs[verb](follow_up=follow_up, by=by) if verb in verbs else None
