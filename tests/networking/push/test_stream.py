"""The real server, streams of real sockets, and changes made by another process: this one."""

import http.client
import json
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
import time_machine

from networking.push import tokens
from networking.push.actions import publish, revoke
from tests.networking.push.conftest import Listen
from tests.services.site import Site, Standing

pytestmark = pytest.mark.slow


def get(site: Site, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(site.url).port, timeout=20)
    connection.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    response = connection.getresponse()
    answer = response.status, response.read().decode(), dict(response.getheaders())
    connection.close()
    return answer


def test_what_another_process_publishes_is_on_the_stream_within_a_second(
    open_site: Site, channel: str, listen: Listen
) -> None:
    publish(channel=channel, rev=1, snapshot={"segment": "Accueil"})
    listeners = [listen(open_site, grant=f"link:{n}") for n in range(3)]
    for listener in listeners:
        assert listener.wait_for_rev(1).data == '{"segment":"Accueil"}'

    publish(channel="event:2", rev=9, snapshot={"nobody": "looks"})
    for rev in range(2, 5):
        published = time.monotonic()
        publish(channel=channel, rev=rev, snapshot={"segment": "Tour de table"})
        for listener in listeners:
            assert listener.wait_for_rev(rev).at - published < 1
    assert listeners[0].revs == [1, 2, 3, 4]


def test_bad_tokens_are_refused_in_clear_words(open_site: Site, channel: str) -> None:
    with time_machine.travel(time.time() - 16 * 60):
        old = tokens.issue(channel, channel)

    for path in ("/live", "/live/snapshot"):
        status, text, _ = get(open_site, f"{path}?token=forged", accept_language="en")
        assert (status, "not valid" in text) == (403, True)
        status, text, _ = get(open_site, f"{path}?token={quote(old)}", accept_language="en")
        assert (status, "has expired" in text) == (401, True)


def test_a_stream_ends_with_its_token(open_site: Site, channel: str, listen: Listen) -> None:
    with time_machine.travel(time.time() - tokens.LIFETIME + 3):
        nearly_over = tokens.issue(channel, channel)

    listener = listen(open_site, token=nearly_over)
    assert listener.status == 200
    assert listener.wait_for(lambda heard: heard.event == "end").data == "expired"
    assert listener.ended.wait(2)


def test_a_revocation_closes_the_stream_and_the_next_token_is_good(
    open_site: Site, channel: str, listen: Listen
) -> None:
    token = tokens.issue(channel, channel)
    listener, other = (
        listen(open_site, token=token),
        listen(open_site, grant="link:2"),
    )
    revoke(grant=channel)

    assert listener.wait_for(lambda heard: heard.event == "end").data == "revoked"
    assert listener.ended.wait(2)
    assert not other.ended.is_set()
    assert get(open_site, f"/live/snapshot?token={quote(token)}")[0] == 403
    time.sleep(1.1)
    given_back = tokens.issue(channel, channel)
    assert get(open_site, f"/live/snapshot?token={quote(given_back)}")[0] == 204


def test_a_viewer_costs_neither_a_thread_nor_a_database_connection(
    site: Site, standing: Standing, listen: Listen, channel: str
) -> None:
    standing.stop()  # its threads have served pages, and hold connections
    server = site.web()
    publish(channel=channel, rev=1, snapshot={})
    first = listen(site)
    first.wait_for_rev(1)

    def held() -> tuple[int, int]:
        process = Path("/proc") / str(server.pid)
        files = [str(file.readlink()) for file in (process / "fd").iterdir() if file.is_symlink()]
        return len(list((process / "task").iterdir())), sum("sqlite3" in file for file in files)

    before = held()
    listeners = [listen(site, grant=f"link:{n}") for n in range(60)]
    for listener in listeners:
        listener.wait_for_rev(1)

    # The source's own connection is closed and opened every few seconds: it may be either.
    assert held()[0] <= before[0]
    assert held()[1] <= 4


def test_a_server_that_is_stopped_says_goodbye_and_its_successor_goes_on(
    site: Site, listen: Listen, channel: str
) -> None:
    server = site.web()
    publish(channel=channel, rev=1, snapshot={})
    token = tokens.issue(channel, "link:1")
    listener = listen(site, token=token)
    listener.wait_for_rev(1)

    server.stop()
    assert "exceeded" not in server.said  # uvicorn's patience with open streams wasn't needed
    assert listener.wait_for(lambda heard: heard.event == "end").data == "restart"
    assert "ERROR" not in server.said

    publish(channel=channel, rev=2, snapshot={})
    site.web()
    listen(site, token=token).wait_for_rev(2)


def test_files_time_and_snapshots_are_served_before_django(open_site: Site, channel: str) -> None:
    before = time.time() * 1000
    status, text, headers = get(open_site, "/t")
    assert before - 1 <= json.loads(text)["ms"] <= time.time() * 1000 + 1
    assert (status, headers["cache-control"]) == (200, "no-store")

    status, text, headers = get(open_site, "/static/push/clock.js")
    assert status == 200
    assert "serverNow" in text
    assert headers["Content-Type" if "Content-Type" in headers else "content-type"].startswith(
        "text/javascript"
    )
    assert get(open_site, "/static/push/none.js")[0] == 404

    publish(channel=channel, rev=8, snapshot={"segment": "Accueil"})
    path = f"/live/snapshot?token={quote(tokens.issue(channel, channel))}"
    status, text, headers = get(open_site, path)
    assert (status, json.loads(text), headers["etag"]) == (200, {"segment": "Accueil"}, '"8"')
    assert get(open_site, path, if_none_match=headers["etag"])[0] == 304
