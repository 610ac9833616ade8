"""A kind of mail for tests: its words and whether it is still wanted stand in its params."""

from typing import Any

from networking.mail import actions
from networking.mail.kinds import Content, Kind
from networking.mail.models import OutgoingMail

NAME = "tests.letter"


def render(mail: OutgoingMail) -> Content:
    if mail.params.get("broken"):
        raise LookupError(f"a template that is not there, for {mail.to}")
    return Content(
        subject=mail.params.get("subject", "À demain matin"),
        text="Huit heures précises, au café.\n",
        html="<p>Huit heures précises, au café.</p>",
    )


def still_wanted(mail: OutgoingMail) -> bool:
    return not mail.params.get("done")


LETTER = Kind(
    NAME, render=render, still_wanted=still_wanted, stoppable=True, label="Letters of tests"
)


def post(number: int = 1, **more: Any) -> OutgoingMail:
    """Queue the letter of this number."""
    given: dict[str, Any] = {"to": f"claire.{number}@exemple.org", "key": f"letter:{number}"}
    return actions.enqueue(**{"kind": NAME, "by": None} | given | more)
