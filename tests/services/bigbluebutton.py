"""A BigBlueButton stand-in on 127.0.0.1: a real HTTP server that is as strict as the real one.

It checks every checksum over the query string exactly as it came, and what each call must carry; it
answers XML with BigBlueButton's own keys, leads who joins into the client, and tells the end of a
meeting to the address that it was given for that. It can be told to misbehave.
"""

import hashlib
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit
from xml.sax.saxutils import escape

SECRET = "639259d4-9dd8-4b25-bf01-95f9567eaf4b"
HASHES = {32 * 2: "sha256", 48 * 2: "sha384", 64 * 2: "sha512"}
# What the real one refuses to do without.
REQUIRED = {
    "create": ("name", "meetingID"),
    "join": ("fullName", "meetingID", "role"),
    "isMeetingRunning": ("meetingID",),
    "end": ("meetingID",),
}
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
    b"]><response><returncode>SUCCESS</returncode><running>&b;</running></response>"
)


@dataclass
class Meeting:
    """A meeting as it was created, and who is in it."""

    name: str
    attendee: str
    moderator: str
    said: dict[str, str]
    people: list[tuple[str, str]] = field(default_factory=list)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # With the usual five in line, the next one tries again only after a second.
    request_queue_size = 128


class BigBlueButton:
    """Started with ``start()``, ended with ``stop()``; ``url`` is what ``bbb-conf`` would say."""

    def __init__(self, secret: str = SECRET) -> None:
        self.secret = secret
        self.meetings: dict[str, Meeting] = {}
        self.calls: list[tuple[str, dict[str, str]]] = []
        # How the next calls go wrong: a status, or one of the words of `_misbehave`.
        self.faults: list[int | str] = []
        # Meetings whose creation always fails, by their title.
        self.refuses: set[str] = set()
        self.answers_with: int | str | None = None
        # Whether the whole machine is, whatever it is asked.
        self.down = False
        self._lock = threading.Lock()
        self._calls = {
            "create": self._create,
            "join": self._join,
            "isMeetingRunning": self._is_meeting_running,
            "end": self._end,
        }
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                stand_in.answer(self)

            def log_message(self, *_: object) -> None:
                """It keeps its own record."""

        self._server = _Server(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/bigbluebutton"

    def start(self) -> None:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def asked(self, call: str) -> list[dict[str, str]]:
        """What came with each of these calls."""
        return [said for name, said in self.calls if name == call]

    def expire(self, meeting: str) -> None:
        """End a meeting that everybody has left, and tell whoever wanted to know."""
        ended = self.meetings.pop(meeting)
        callback = ended.said["meta_endCallbackUrl"]
        joint = "&" if "?" in callback else "?"
        with urllib.request.urlopen(
            f"{callback}{joint}meetingID={meeting}&recordingmarks=false", timeout=5
        ) as answer:
            assert answer.status < 300

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        if self.down:
            self._send(handler, 503, b"Come back later", "text/plain")
            return
        parts = urlsplit(handler.path)
        if parts.path.startswith("/html5client"):
            self._send(handler, 200, b"<h1>In the meeting</h1>", "text/html")
            return
        prefix, _, call = parts.path.rpartition("/")
        if prefix != "/bigbluebutton/api" or call not in REQUIRED:
            self._send(handler, 404, b"Not found", "text/plain")
            return
        with self._lock:
            said = dict(parse_qsl(parts.query, keep_blank_values=True))
            self.calls.append((call, said))
            fault = self.faults.pop(0) if self.faults else self.answers_with
        if fault is not None:
            self._misbehave(handler, fault)
            return
        if not self._signed(call, parts.query):
            self._failed(handler, "checksumError", "You did not pass the checksum security check")
            return
        missing = [name for name in REQUIRED[call] if not said.get(name)]
        if missing or not 2 <= len(said["meetingID"]) <= 256 or "," in said["meetingID"]:
            self._failed(handler, "validationError", f"You must provide {missing}")
            return
        with self._lock:
            self._calls[call](handler, said)

    def _signed(self, call: str, query: str) -> bool:
        """The checksum comes last, and is of the query without it, as the characters stand."""
        before, _, given = query.rpartition("checksum=")
        name = HASHES.get(len(given))
        text = f"{call}{before.rstrip('&')}{self.secret}"
        return name is not None and hashlib.new(name, text.encode()).hexdigest() == given

    def _create(self, handler: BaseHTTPRequestHandler, said: dict[str, str]) -> None:
        id, attendee = said["meetingID"], said.get("attendeePW", "random")
        moderator = said.get("moderatorPW", "random")
        known = self.meetings.get(id)
        if said["name"] in self.refuses:
            self._failed(handler, "maxConcurrentReached", "No room for more meetings.")
        elif known and (known.attendee, known.moderator) != (attendee, moderator):
            self._failed(handler, "idNotUnique", "A meeting already exists with that meeting ID.")
        else:
            key = "duplicateWarning" if known else ""
            if not known:
                self.meetings[id] = Meeting(said["name"], attendee, moderator, said)
            self._succeeded(
                handler,
                meetingID=id,
                internalMeetingID=hashlib.sha256(id.encode()).hexdigest() + "-1700000000000",
                parentMeetingID="bbb-none",
                createTime="1700000000000",
                hasUserJoined="false",
                messageKey=key,
                message="This conference was already in existence." if key else "",
            )

    def _join(self, handler: BaseHTTPRequestHandler, said: dict[str, str]) -> None:
        meeting = self.meetings.get(said["meetingID"])
        if meeting is None:
            self._failed(handler, "notFound", "A meeting with that ID does not exist.")
        elif said["role"] not in {"VIEWER", "MODERATOR"}:
            self._failed(handler, "invalidRole", "The role is unknown.")
        else:
            meeting.people.append((said["fullName"], said["role"]))
            handler.send_response(302)
            handler.send_header("Location", "/html5client/join?sessionToken=abc")
            handler.send_header("Content-Length", "0")
            handler.end_headers()

    def _is_meeting_running(self, handler: BaseHTTPRequestHandler, said: dict[str, str]) -> None:
        meeting = self.meetings.get(said["meetingID"])
        self._succeeded(handler, running="true" if meeting and meeting.people else "false")

    def _end(self, handler: BaseHTTPRequestHandler, said: dict[str, str]) -> None:
        meeting = self.meetings.get(said["meetingID"])
        if meeting is None:
            self._failed(handler, "notFound", "A meeting with that ID does not exist.")
        elif said.get("password") not in {None, meeting.moderator}:
            self._failed(handler, "invalidPassword", "The supplied moderator password is wrong.")
        else:
            del self.meetings[said["meetingID"]]
            self._succeeded(handler, messageKey="sentEndMeetingRequest", message="It ends.")

    def _misbehave(self, handler: BaseHTTPRequestHandler, fault: int | str) -> None:
        match fault:
            case "slow":
                time.sleep(2)
            case "drip":
                handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
                for _ in range(20):
                    time.sleep(0.1)
                    handler.wfile.write(b"<")
            case "endless":
                handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
                while True:
                    handler.wfile.write(b"X-More: and more\r\n")
                    time.sleep(0.02)
            case "nothing":
                self._send(handler, 200, b"<html><returncode>SUCCESS</returncode></html>", "")
            case "garbage":
                self._send(handler, 200, b"\x00<response><returncode>SUCCESS", "text/xml")
            case "bomb":
                self._send(handler, 200, BOMB, "text/xml")
            case "redirect":
                handler.send_response(302)
                handler.send_header("Location", "http://127.0.0.1:1/metadata")
                handler.send_header("Content-Length", "0")
                handler.end_headers()
            case int():
                self._send(handler, fault, b"<h1>Sorry</h1>", "text/html")

    def _succeeded(self, handler: BaseHTTPRequestHandler, **fields: str) -> None:
        self._xml(handler, {"returncode": "SUCCESS", **fields})

    def _failed(self, handler: BaseHTTPRequestHandler, key: str, message: str) -> None:
        self._xml(handler, {"returncode": "FAILED", "messageKey": key, "message": message})

    def _xml(self, handler: BaseHTTPRequestHandler, fields: dict[str, str]) -> None:
        inside = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in fields.items())
        self._send(handler, 200, f"<response>{inside}</response>".encode(), "text/xml")

    @staticmethod
    def _send(handler: BaseHTTPRequestHandler, status: int, body: bytes, kind: str) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
