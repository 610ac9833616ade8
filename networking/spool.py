"""kombu's filesystem transport, for one machine without Redis, with messages that arrive whole.

kombu writes a message under the name by which workers find it. A worker that looks in that instant
reads half a message, takes it for broken and ends; we saw that within minutes at two ticks a
second. Here a message is written aside and then renamed, which is atomic.
"""

import os
import uuid
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps

# How often, 10 ms apart, a table of queues that is just being written is read again.
PATIENCE = 50


class Channel(filesystem.Channel):
    """A channel whose messages and tables are never read half-written."""

    def _put(self, queue: str, payload: Any, **_: Any) -> None:  # type: ignore[override]
        folder = Path(self.data_folder_out)
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        aside = folder / f".{name}"
        try:
            aside.write_text(dumps(payload), encoding="utf-8")  # type: ignore[no-untyped-call]
            os.replace(aside, folder / name)  # noqa: PTH105  atomic on every system
        except OSError as error:
            raise ChannelError(f"Cannot add a message to {folder}") from error

    def _queue_bind(self, *args: Any) -> None:
        self._patiently(super()._queue_bind, *args)

    def get_table(self, exchange: str) -> Any:
        """Return the queues bound to an exchange."""
        return self._patiently(super().get_table, exchange)

    def _patiently(self, read: Any, *args: Any) -> Any:
        """Read a table again while another process has created it and not yet written it."""
        for _ in range(PATIENCE):
            try:
                return read(*args)
            except ValueError:
                sleep(0.01)
        return read(*args)


class Transport(filesystem.Transport):
    """The transport of ``CELERY_BROKER_TRANSPORT`` where there is no Redis."""

    Channel = Channel
