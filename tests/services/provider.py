"""A mail provider's HTTP interface on loopback: it keeps what it is asked and answers as told."""

import json
import threading
import time
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Provider:
    """Takes mails as Postmark does. ``requests`` are what it was asked; ``url`` is its address.

    ``answer(422, {...})`` answers so to the next request, ``hang()`` takes the next one and says
    nothing for longer than anybody waits, ``drop()`` takes it and breaks the line, ``garble()``
    takes it and answers what nobody can read.
    """

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self._answers: deque[tuple[int, Any]] = deque()
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                provider.requests.append(json.loads(body))
                status, said = provider.next_answer()
                if status == HANGS:
                    time.sleep(1.5)
                if status in {HANGS, DROPS}:
                    self.close_connection = True
                    return
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(said if isinstance(said, bytes) else json.dumps(said).encode())

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Close the door; who knocks now is refused."""
        self._server.shutdown()
        self._server.server_close()

    def answer(self, status: int, said: Any, times: int = 1) -> None:
        self._answers.extend([(status, said)] * times)

    def hang(self) -> None:
        self._answers.append((HANGS, None))

    def drop(self) -> None:
        self._answers.append((DROPS, None))

    def garble(self) -> None:
        self._answers.append((200, b"<html>gateway</html>"))

    def next_answer(self) -> tuple[int, Any]:
        """What it was told to say, else that it took the mail."""
        if self._answers:
            return self._answers.popleft()
        taken = {"ErrorCode": 0, "Message": "OK", "MessageID": "b7bc2f4a"}
        return 200, {**taken, "To": self.requests[-1].get("To", "")}


HANGS, DROPS = -1, -2
