"""Asking a server that somebody named: the one that was meant, and no other."""

import datetime as dt
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from events.rooms.video import RoomsError
from events.rooms.video.fetching import Fetcher
from tests.services.bigbluebutton import BigBlueButton


def certificate(folder: Path, address: str) -> Path:
    """A certificate that nobody but us trusts, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "stand-in")])
    today = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{address}.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture(params=["127.0.0.1", "127.0.0.2"])
def proven(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A certificate of the server's own address, or of another one."""
    return certificate(tmp_path, request.param)


@pytest.fixture
def secure(proven: Path) -> Iterator[str]:
    """The address of a server that speaks HTTPS."""
    stand_in = BigBlueButton()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(proven)
    server: ThreadingHTTPServer = stand_in._server
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"https://127.0.0.1:{server.server_port}/html5client/"
    server.shutdown()
    server.server_close()


def test_a_server_must_prove_that_it_is_the_one(
    secure: str, proven: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetcher = Fetcher(private=True)
    with pytest.raises(RoomsError, match="unreachable"):
        fetcher.get(secure)
    monkeypatch.setenv("SSL_CERT_FILE", str(proven))
    if proven.stem == "127.0.0.1":
        assert fetcher.get(secure).status == 200
    else:
        with pytest.raises(RoomsError, match="unreachable"):
            fetcher.get(secure)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0"])
def test_nothing_is_asked_of_this_machine_unless_that_is_allowed(
    bbb: BigBlueButton, host: str
) -> None:
    url = bbb.url.replace("127.0.0.1", host) + "/api/create"
    with pytest.raises(RoomsError, match="private"):
        Fetcher().get(url)
    assert not bbb.calls


def names(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Let any name stand for these addresses: tests may ask no name server."""

    def look_up(_host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def test_a_name_that_stands_for_nothing_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch)
    with pytest.raises(RoomsError, match="unreachable"):
        Fetcher().get("https://meet.example.org/")


def test_a_name_with_one_private_address_among_others_is_private(
    bbb: BigBlueButton, monkeypatch: pytest.MonkeyPatch
) -> None:
    names(monkeypatch, "93.184.216.34", "127.0.0.1")
    with pytest.raises(RoomsError, match="private"):
        Fetcher().get(bbb.url.replace("127.0.0.1", "meet.example.org"))
    assert not bbb.calls


def test_a_name_is_looked_up_once_and_what_was_judged_is_asked(
    bbb: BigBlueButton, monkeypatch: pytest.MonkeyPatch
) -> None:
    names(monkeypatch, "127.0.0.1")
    url = bbb.url.replace("127.0.0.1", "meet.example.org").replace("bigbluebutton", "html5client")
    assert Fetcher(private=True).get(f"{url}/").status == 200


def test_no_more_is_read_than_makes_sense(bbb: BigBlueButton) -> None:
    bbb.answers_with = "endless"
    with pytest.raises(RoomsError, match="unreachable"):
        Fetcher(private=True, whole=0.5).get(f"{bbb.url}/api/create")
