"""A mail server that takes everything and keeps a count only: ``python -m bench._mail_sink``.

Says its port on the first line; on each line it reads, says how many mails came since the last.
"""

import asyncio
import sys
from typing import Any

from aiosmtpd.smtp import SMTP


class Count:
    """Counts mails."""

    def __init__(self) -> None:
        self.mails = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: ARG002, N802
        self.mails += 1
        return "250 OK"


async def main() -> None:
    """Serve until the other end hangs up."""
    count = Count()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(count, hostname="bench"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(count.mails, flush=True)
        count.mails = 0


if __name__ == "__main__":
    asyncio.run(main())
