"""What every kind of mail of every room has, whatever it says."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from networking.mail.checks import Look
from networking.mail.kinds import Kind, every_kind, register, seen_by_organisers
from networking.mail.models import Priority, Reason, Stop
from networking.mail.sending import message_of
from tests.factories import AssociationFactory
from tests.networking.mail.letters import LETTER, NAME, post

KINDS = {kind.name: kind for kind in every_kind()}
# Mails in an association's own name. All others are between guests and the site: of them its
# organisers see numbers. Who adds one here says that organisers may read who got it.
SEEN = {
    "associations.invited",
    "directory.eve",
    "guests.called_off",
    "guests.cancelled",
    "guests.confirmed",
    "guests.declined",
    "guests.invited",
    "guests.message",
    "guests.message_test",
    "guests.moved",
    "guests.offered",
    "guests.promoted",
    "guests.replaced",
    "guests.standing_in",
    "guests.visitor_invited",
    "guests.waiting",
}


def wire(name: str) -> Any:
    """A mail of this kind on the wire, with the words of a letter of tests."""
    kind = register(replace(KINDS[name], render=LETTER.render))
    return message_of(post(1, kind=name, association=AssociationFactory.create()), kind)


def test_organisers_see_who_got_the_mails_of_their_association_and_no_others() -> None:
    assert set(seen_by_organisers()) == SEEN


def test_a_kind_is_closed_to_organisers_unless_it_says_otherwise() -> None:
    assert not Kind("tests.new", render=LETTER.render).organisers_see


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_kind_is_called_something_in_both_languages(name: str) -> None:
    for language in ("en", "fr"):
        with translation.override(language):
            assert str(KINDS[name].title)
            assert str(KINDS[name].label) or not KINDS[name].stoppable


def test_whatever_goes_to_many_at_once_can_be_stopped() -> None:
    mailings = [kind for kind in KINDS.values() if kind.priority == Priority.MAILING]
    assert mailings
    assert all(kind.stoppable for kind in mailings)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(KINDS))
def test_what_can_be_stopped_says_so_in_its_headers_and_stops_with_one_click(
    name: str, client: Client
) -> None:
    message = wire(name)
    if not KINDS[name].stoppable:
        assert "List-Unsubscribe" not in message.extra_headers
        assert "List-Unsubscribe-Post" not in message.extra_headers
        return
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = message.extra_headers["List-Unsubscribe"].strip("<>")
    path = "/" + address.split("/", 3)[3]
    assert client.get(path).status_code == 200
    assert not Stop.objects.exists()
    # As mail programs do: without a session, without a token of ours.
    assert (
        Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"}).status_code
        == 200
    )
    assert Stop.objects.get().kind == name


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "reason", "why"),
    [
        ({"stoppable": True}, Reason.COMPLAINED, "called unwanted"),
        ({"stoppable": False, "priority": Priority.MAILING}, Reason.COMPLAINED, "called unwanted"),
        # The answer to her own doing: a confirmation, a code.
        ({"stoppable": False}, Reason.COMPLAINED, ""),
        ({"stoppable": False}, Reason.BOUNCED, "the address doesn't exist"),
        ({"stoppable": False, "priority": Priority.NOW}, Reason.BOUNCED, ""),
    ],
)
def test_who_complained_gets_answers_to_her_own_doing_and_nothing_else(
    changes: dict[str, Any], reason: Reason, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = register(replace(LETTER, **changes))
    mail = post(1)
    assert mail.kind == NAME
    Stop.objects.create(address=mail.to, kind="*", reason=reason)
    mail.lease = "mine"
    assert Look([mail]).reason_not_to_send(mail, kind) == why
