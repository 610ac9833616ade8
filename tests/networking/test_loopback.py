"""Demo mode is for one's own machine."""

import asyncio
import os
import subprocess
import sys
from typing import Any

import pytest

from networking.loopback import LoopbackOnly, is_loopback, strangers


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.3.2.1", "[::1]", "::1"])
def test_this_machine_is_known_by_its_names(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "*", "", "192.168.1.4", "localhost.example.org", "::"])
def test_any_other_name_is_a_strangers(host: str) -> None:
    assert strangers([host], "http://127.0.0.1:8000") == [host]


@pytest.mark.parametrize(
    "environment", [{"ALLOWED_HOSTS": "*"}, {"SITE_URL": "https://tablee.example.org"}]
)
def test_the_demo_refuses_to_start_under_another_name(environment: dict[str, str]) -> None:
    started = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={**os.environ, "SECRET_KEY": "x", "DEMO": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode != 0
    assert "Demo mode runs on this machine only" in started.stderr


@pytest.mark.parametrize(("server", "status"), [("127.0.0.1", 204), ("192.168.1.4", 403)])
def test_what_comes_over_the_network_is_refused(server: str, status: int) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 204})

    async def ask() -> list[dict[str, Any]]:
        said: list[dict[str, Any]] = []

        async def send(message: Any) -> None:
            said.append(message)

        async def receive() -> Any:
            return {"type": "http.request"}

        await LoopbackOnly(app)({"type": "http", "server": (server, 8000)}, receive, send)
        return said

    assert asyncio.run(ask())[0]["status"] == status
