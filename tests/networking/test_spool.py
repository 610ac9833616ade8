"""Messages between processes on one machine arrive whole."""

import json
import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest
from kombu import Connection

MESSAGES = 40
# So long that writing one takes a while: with kombu's own transport this finds halves at once.
LONG = "x" * 2_000_000


def connect(folder: Path, transport: str = "networking.spool:Transport") -> Connection:
    (folder / "queue").mkdir(exist_ok=True)
    return Connection(
        "filesystem://localhost",
        transport=transport,
        transport_options={
            "data_folder_in": str(folder / "queue"),
            "data_folder_out": str(folder / "queue"),
            "control_folder": str(folder / "control"),
        },
    )


def write(folder: Path, transport: str) -> None:
    with connect(folder, transport) as connection:
        queue = connection.SimpleQueue("looks")
        for _number in range(MESSAGES):
            queue.put({"padding": LONG})
        queue.close()


def halves(folder: Path, transport: str) -> Iterator[str]:
    """The messages that a worker would have found half-written while another process wrote them."""
    writer = multiprocessing.get_context("spawn").Process(target=write, args=(folder, transport))
    writer.start()
    whole: set[str] = set()
    while writer.is_alive() or len(whole) < MESSAGES:
        for file in (folder / "queue").glob("[0-9]*.looks.msg"):
            if file.name in whole:
                continue
            try:
                json.loads(file.read_bytes())
            except ValueError:
                yield file.name
            else:
                whole.add(file.name)
    writer.join()
    assert writer.exitcode == 0


@pytest.mark.slow
def test_no_message_is_ever_found_half_written(tmp_path: Path) -> None:
    (tmp_path / "queue").mkdir()
    assert not list(halves(tmp_path, "networking.spool:Transport"))


@pytest.mark.slow
def test_kombus_own_transport_shows_halves(tmp_path: Path) -> None:
    """The control: where this no longer fails, `networking.spool` can go."""
    (tmp_path / "queue").mkdir()
    assert list(halves(tmp_path, "filesystem"))


def test_what_one_puts_another_gets(tmp_path: Path) -> None:
    with connect(tmp_path) as there, connect(tmp_path) as here:
        there.SimpleQueue("looks").put({"look": "now"})
        message = here.SimpleQueue("looks").get(timeout=5)
        assert message.payload == {"look": "now"}
        message.ack()
    assert not list((tmp_path / "queue").iterdir())
