"""What a Django site usually pushes with: a Channels consumer in a group, over WebSockets.

Its layer is the one in memory, the quickest it has, and one process is all it can serve. The
consumer does what ours does for a viewer and nothing of what ours does besides: no token, no sign
of life, no newest revision for whoever comes later.
"""

from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer  # type: ignore[import-untyped]
from channels.layers import get_channel_layer  # type: ignore[import-untyped]
from django.conf import settings

from bench._live_floor import FIRST
from networking.push import wire

settings.configure(CHANNEL_LAYERS={"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}})

ROOM = "breakfast"


class Viewer(AsyncWebsocketConsumer):  # type: ignore[misc]  # Channels brings no types
    """One viewer: told first what is known, then whatever the group is told."""

    groups = [ROOM]

    async def connect(self) -> None:
        await self.accept()
        await self.send(text_data=FIRST.decode())

    async def shown(self, event: dict[str, Any]) -> None:
        await self.send(text_data=event["frame"])


consumer = Viewer.as_asgi()


async def application(scope: wire.Scope, receive: wire.Receive, send: wire.Send) -> None:
    """Follow on a WebSocket; on a POST send its body to the group."""
    if scope["type"] == "websocket":
        await consumer(scope, receive, send)
    elif scope["type"] == "http":
        frame = (await receive())["body"].decode()
        await get_channel_layer().group_send(ROOM, {"type": "shown", "frame": frame})
        await wire.answer(send, 204, b"", b"text/plain")
