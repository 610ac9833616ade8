"""A hundred guests vote at once on the real server: each vote counts, and few messages are sent."""

import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory

from events.agenda.models import Run
from events.agenda.remarks.models import Vote
from networking.push.models import Channel
from tests.services.servers import wait_until

pytestmark = pytest.mark.slow

GUESTS = 100
AT_ONCE = 8
# Besides one in each second: those under way when the first vote came, and when the last did.
MORE = 2


@pytest.fixture
def sessions(live_site, talk):
    """The guests' browsers, as cookies."""
    made = []
    for guest in talk.come(GUESTS):
        client = Client()
        client.force_login(guest.user)
        made.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    return made


def test_a_hundred_vote_and_each_counts_once(live_site, talk, sessions) -> None:
    talk.begin(voting=True, moderated=False)
    (author,) = talk.come()
    question = talk.send(author)
    path = f"{talk.event.get_absolute_url()}now/remarks/{question.number}/vote/"
    csrf = get_token(RequestFactory().get("/"))
    took = []

    def vote(session: str) -> int:
        begun = time.monotonic()
        connection = HTTPConnection(urlsplit(live_site.url).netloc, timeout=30)
        headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={csrf}",
            "Content-Type": "application/x-www-form-urlencoded",
            "HX-Request": "true",
            "X-CSRFToken": csrf,
        }
        connection.request("POST", path, "wanted=1", headers)
        status = connection.getresponse().status
        connection.close()
        took.append(time.monotonic() - begun)
        return status

    before = Channel.objects.get(name=talk.event.channel).rev
    begun = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        # Each taps twice: the second changes nothing.
        answers = list(pool.map(vote, [session for session in sessions for _ in range(2)]))
    lasted = time.monotonic() - begun
    assert set(answers) == {200}
    assert Vote.objects.count() == GUESTS

    def all_told() -> bool:
        return Run.objects.get().heard["votes"] == {str(question.number): GUESTS}

    wait_until(all_told, "the last vote is told", 10)
    pushed = Channel.objects.get(name=talk.event.channel).rev - before
    print(f"{len(answers)} taps in {lasted:.1f} s, p99 {sorted(took)[-3]:.3f} s, {pushed} pushes")
    assert pushed <= lasted + MORE
