"""Who may see whose picture. It is never public, and no link to it opens it for anybody else.

One sees one's own; who else does is said by the rooms where people meet: each fills this registry
in a module of the same name, found when the site starts. Nobody by default.
"""

from collections.abc import Callable

from networking.accounts.models import User

# Whether the first may see what the second looks like.
Rule = Callable[[User, User], bool]

_rules: list[Rule] = []


def register(rule: Rule) -> Rule:
    """Let people see whom `rule(viewer, person)` allows. Twice is as once."""
    if rule not in _rules:
        _rules.append(rule)
    return rule


def may_see(viewer: User, person: User) -> bool:
    """Whether `viewer` may see the picture of `person` at this moment."""
    return viewer == person or any(rule(viewer, person) for rule in _rules)
