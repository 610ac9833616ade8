"""A real mail server to send to, which keeps what it gets and misbehaves when told to."""

import asyncio
import email
import email.policy
from collections import deque
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.services.servers import free_port, wait_until

# In seconds: longer than any sender waits.
MUCH_TOO_LONG = 600.0


class SmtpSink:
    """Collects mails. ``messages`` are parsed, in the order they came; ``url`` is its address.

    Misbehaviour: ``refuse("450 4.2.0 later", times=2)`` answers so to whole mails,
    ``refuse_recipient("who@example.org", "550 5.1.1 nobody")`` to one address for ever,
    ``hang_up(times=1)`` breaks the line once the mail was received, before saying so,
    ``say_nothing(times=1)`` receives it and never says so, and ``delay`` is how many seconds the
    server thinks about each mail.
    """

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.attempts = 0
        self.delay = 0.0
        self._answers: deque[str | float | None] = deque()
        self._unknown: dict[str, str] = {}
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())

    @property
    def port(self) -> int:
        return int(self._controller.port)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        """Close the door; who connects now is refused. It can be opened again."""
        self._controller.stop(no_assert=True)

    def refuse(self, answer: str, times: int = 1) -> None:
        self._answers.extend([answer] * times)

    def hang_up(self, times: int = 1) -> None:
        self._answers.extend([None] * times)

    def say_nothing(self, times: int = 1) -> None:
        self._answers.extend([MUCH_TOO_LONG] * times)

    def behave(self) -> None:
        """Forget what it was told to do to the mails to come, but for addresses nobody has."""
        self._answers.clear()
        self.delay = 0.0

    def refuse_recipient(self, address: str, answer: str = "550 5.1.1 nobody by that name") -> None:
        self._unknown[address] = answer

    def to(self, address: str) -> list[EmailMessage]:
        """Return the mails that one address was sent."""
        return [mail for mail in self.messages if mail["X-RcptTo"].count(address)]

    def wait_for(self, number: int, address: str = "", seconds: float = 60) -> list[EmailMessage]:
        """Return the mails (to one address) once there are ``number``, else ``TimeoutError``."""

        def come() -> list[EmailMessage]:
            return self.to(address) if address else self.messages

        wait_until(lambda: len(come()) >= number, f"{number} mails, {len(come())} came", seconds)
        return come()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's names
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        rcpt_options: list[str],
    ) -> str:
        if answer := self._unknown.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.attempts += 1
        if self.delay:
            await asyncio.sleep(self.delay)
        answer = self._answers.popleft() if self._answers else "250 OK"
        if not isinstance(answer, str) or answer.startswith("250"):
            self.messages.append(_parse(envelope))
        if isinstance(answer, float):
            await asyncio.sleep(answer)
            return "421 gone"
        if answer is None:
            transport: Any = server.transport
            transport.abort()
            return "421 gone"
        return answer


def _parse(envelope: Envelope) -> EmailMessage:
    content = envelope.content
    raw = content.encode() if isinstance(content, str) else content or b""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    message["X-MailFrom"] = envelope.mail_from or ""
    message["X-RcptTo"] = ", ".join(envelope.rcpt_tos)
    return message
