"""Sending what is due: claim a batch, look at each mail once more, hand it over, note the answer.

Nothing here holds a transaction while it renders or talks to a server. Each mail is settled by
itself, as soon as the server has spoken: a sender that is killed leaves at most one mail of which
nobody knows whether it left, and that one goes out again with the same Message-ID.
"""

import datetime as dt
import logging
import re
import traceback
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from email.utils import format_datetime, formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone, translation

from networking.mail import actions, providers
from networking.mail.checks import Look
from networking.mail.gate import Gate
from networking.mail.kinds import Content, Kind, UnknownKind, kind_of
from networking.mail.links import stop_url
from networking.mail.models import OutgoingMail, Priority
from networking.mail.outcomes import SENT, Outcome, Verdict, outcome_of
from networking.mail.smtp import open_backend
from networking.time import monotonic, now

log = logging.getLogger("tablee.mail")

# Small, so that who waits for a code waits for one batch at most.
BATCH = 25
# A sender stops after so many seconds, well before its leases end, and leaves the rest to the next.
BUDGET = 40.0
# A mail that leaves this long after its time is worth a line in the log.
LATE = 300.0


def send_due(*, budget: float = BUDGET) -> int:
    """Send what is due, for `budget` seconds at most; return how many mails were handed over.

    Several senders at once share the work. With the mail switched off nothing is touched; nor is
    what the operator's switch holds back, which is looked at between two mails.
    """
    if not settings.MAIL_ENABLED:
        return 0
    ends = monotonic() + budget
    actions.recover()
    if settings.MAILS_A_MINUTE_PER_DOMAIN:
        actions.forget_departures()
    sent = 0
    gate, put_off = Gate(), Counter[str]()
    with _Line() as line:
        while not line.dead and monotonic() < ends and (open_to := gate.open_to()):
            batch = actions.claim(most=BATCH, priorities=open_to)
            if not batch:
                break
            _say_if_late(batch)
            sent += _send(_paced(batch, put_off), line, gate, ends)
    return sent


def _send(batch: list[OutgoingMail], line: "_Line", gate: Gate, ends: float) -> int:
    """Send the mails of a batch in turn; what there is no time or no server for is given back."""
    sent = 0
    look = Look(batch)
    for position, mail in enumerate(batch):
        if monotonic() >= ends or line.dead or mail.priority not in gate.open_to():
            actions.release(mails=batch[position:])
            break
        outcome = _deliver(mail, look, line)
        if outcome is None:
            continue
        actions.settle(mail=mail, outcome=outcome)
        sent += outcome.verdict is Verdict.SENT
        if outcome.verdict is not Verdict.SENT:
            log.info("mail: %s #%s %s %s", mail.kind, mail.pk, outcome.verdict.value, outcome.code)
    return sent


def _paced(batch: list[OutgoingMail], put_off: Counter[str]) -> list[OutgoingMail]:
    """Return those that may leave now; what a domain gets too many of is given back for later.

    Whoever waits for a code is never counted.
    """
    measure = settings.MAILS_A_MINUTE_PER_DOMAIN
    counted = [mail for mail in batch if mail.priority != Priority.NOW] if measure else []
    if not counted:
        return batch
    addresses = [mail.to for mail in counted]
    plan = actions.depart(addresses=addresses, put_off=put_off, measure=measure)
    if not plan.later:
        return batch
    later: defaultdict[dt.datetime, list[OutgoingMail]] = defaultdict(list)
    at = now()
    for position, wait in plan.later.items():
        later[at + wait].append(counted[position])
    actions.put_off(mails=later)
    gone = {counted[position].pk for position in plan.later}
    return [mail for mail in batch if mail.pk not in gone]


def _deliver(mail: OutgoingMail, look: Look, line: "_Line") -> Outcome | None:
    """Send one claimed mail and return what became of it; None if it is not to leave at all."""
    try:
        kind = kind_of(mail.kind)
        if not look.is_ours(mail):
            return None
        if why := look.reason_not_to_send(mail, kind):
            actions.drop(mail=mail, why=why)
            return None
        if until := kind.hold(mail):
            actions.postpone(mail=mail, until=until)
            return None
        message = message_of(mail, kind)
    except UnknownKind:
        return Outcome(Verdict.LATER, words="unknown kind", code="UnknownKind")
    except Exception as error:  # noqa: BLE001  a room's template may raise anything
        # A mistake in one mail's template must not hold up the others; it is tried again later.
        # Where it broke, and not what it said: that may hold a name or an address.
        where = traceback.extract_tb(error.__traceback__)[-1]
        log.error(  # noqa: TRY400
            "mail: %s #%s could not be made: %s at %s:%s",
            *(mail.kind, mail.pk, type(error).__name__, where.filename, where.lineno),
        )
        return Outcome(Verdict.LATER, words=f"{type(error).__name__}: {error}", code="made wrongly")
    return line.hand_over(message, mail)


def content_of(mail: OutgoingMail, kind: Kind) -> Content:
    """Render a mail in its recipient's language and zone."""
    zone = mail.user.time_zone if mail.user else settings.TIME_ZONE
    with translation.override(mail.language), timezone.override(zone):
        return kind.render(mail)


def message_of(mail: OutgoingMail, kind: Kind) -> EmailMultiAlternatives:
    """Return the mail as it goes over the wire. Its Message-ID is the row's, each time."""
    content = content_of(mail, kind)
    headers = {
        "Message-ID": mail.message_id,
        "Date": format_datetime(now()),
        "Auto-Submitted": "auto-generated",
    }
    if kind.stoppable:
        headers["List-Unsubscribe"] = f"<{stop_url(mail)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(
        subject=_in_one_line(content.subject),
        body=content.text,
        from_email=sender_of(mail),
        to=[mail.to],
        reply_to=list(content.reply_to) or None,
        headers=headers | dict(content.headers),
    )
    if content.html:
        message.attach_alternative(content.html, "text/html")
    for attachment in content.attachments:
        message.attach(attachment.name, attachment.content, attachment.type)
    return message


def _in_one_line(subject: str) -> str:
    # Not `split()` alone: no-break spaces are French spelling.
    return re.sub(r"[ \t\r\n\f\v]+", " ", subject).strip()


def sender_of(mail: OutgoingMail) -> str:
    """Return whom the mail is from: the association by name, always at the site's own address."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((mail.association.name if mail.association else name, address), "utf-8")


def _say_if_late(batch: list[OutgoingMail]) -> None:
    late = max((now() - mail.due_at).total_seconds() for mail in batch)
    if late > LATE:
        log.warning("mail: the sweep is late by %d s", late)


@dataclass
class _Line:
    """A connection to the mail server, opened when first needed and again when it broke."""

    dead: bool = False
    _backend: BaseEmailBackend = field(default_factory=open_backend)

    def __enter__(self) -> "_Line":
        return self

    def __exit__(self, *_: object) -> None:
        self._hang_up()

    def hand_over(self, message: EmailMultiAlternatives, mail: OutgoingMail) -> Outcome:
        """Send one message; say what the server said. Without a server the line is dead.

        So it is where a provider says what it would say to every mail: a wrong key, too many.
        """
        try:
            self._backend.open()
        except Exception as error:  # noqa: BLE001  a backend may raise anything; it is sorted, not hidden
            self.dead = True
            self._hang_up()
            # Whatever was said, a wrong password above all, was not said of this mail.
            return replace(outcome_of(error, handed_over=False), verdict=Verdict.LATER)
        try:
            self._backend.send_messages([providers.dressed(message, mail, self._backend)])
        except Exception as error:  # noqa: BLE001
            outcome = outcome_of(error, handed_over=self._handing_over)
            self._hang_up()
            if outcome.for_all:
                self.dead = True
                log.error("mail: the provider takes none now: %s", outcome.code)  # noqa: TRY400
            return outcome
        return SENT

    @property
    def _handing_over(self) -> bool:
        return bool(getattr(self._backend, "handing_over", False))

    def _hang_up(self) -> None:
        try:
            self._backend.close()
        except Exception as error:  # noqa: BLE001
            log.info("mail: closing the line: %s", type(error).__name__)
