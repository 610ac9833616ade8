"""The hosts' view: what is on, how many are here, and what to do with whoever comes now."""

import pytest
from django.urls import reverse

from events.agenda import links
from events.agenda.formats import View
from tests.factories import CheckInFactory, RegistrationFactory


@pytest.fixture
def page(client, cast):
    """Return what the view says to a host, or to whoever has the link."""

    def shown(*, by_link=False) -> str:
        slugs = [cast.association.slug, cast.event.slug]
        if by_link:
            client.logout()
            client.cookies["django_language"] = "en"
            token = links.make(cast.event, View.HOST)
            return client.get(reverse("agenda:linked", args=[*slugs, token])).content.decode()
        client.force_login(cast.host)
        return client.get(reverse("agenda:host", args=slugs)).content.decode()

    return shown


def test_it_says_what_whoever_comes_now_is_told(cast, console, page):
    console.tap("start")
    assert "Check them in, and hand them their badge." in page()
    console.tap("next")
    assert "they join the round table, and speak at the end" in page()
    console.tap("next")
    assert "Let them in quietly, at the back." in page()


def test_it_counts_who_is_here_and_says_which_parts_are_the_hosts(cast, console, page):
    CheckInFactory.create(registration=cast.registration)
    RegistrationFactory.create(event=cast.event, given_name="Gaëlle")
    shown = page()
    assert "of 2 is here" in shown
    assert shown.count("the hosts’") == 1


def test_whoever_has_the_link_sees_neither_names_nor_the_way_to_them(cast, console, page):
    RegistrationFactory.create(event=cast.event, given_name="Gaëlle", family_name="Quéméneur")
    console.tap("start")
    shown = page(by_link=True)
    assert "Whoever comes now" in shown
    assert "Quéméneur" not in shown
    assert reverse("door:door", args=[cast.association.slug, cast.event.slug]) not in shown
    assert reverse("door:door", args=[cast.association.slug, cast.event.slug]) in page()


def test_its_queries_do_not_grow_with_the_guests(client, cast, console, django_assert_num_queries):
    console.tap("start")
    client.force_login(cast.host)
    url = reverse("agenda:host_part", args=[cast.association.slug, cast.event.slug])
    client.get(url)
    for guests in (1, 3):
        RegistrationFactory.create_batch(guests, event=cast.event)
        with django_assert_num_queries(10):
            client.get(url)
