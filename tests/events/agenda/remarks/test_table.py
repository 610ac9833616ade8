"""What was said is kept with the event, for its organisers: a page, CSV, XLSX."""

import csv
import io

import openpyxl
from django.urls import reverse

from events.agenda.remarks import actions
from networking.audit.models import Entry

ENGLISH = {"accept-language": "en"}


def address(talk, name):
    return reverse(f"agenda:{name}", args=[talk.event.association.slug, talk.event.slug])


def after(talk):
    """A talk with one question answered, one wanted, one that waits and one set aside."""
    talk.begin(voting=True)
    one, other = talk.come(2)
    for text in ("Answered?", "=1+1", "Waiting?", "Aside?"):
        talk.send(one, text)
    for verb, number in (("show", 1), ("done", 1), ("take", 2), ("aside", 4)):
        talk.console.tap(f"talk.{verb}", remark=number)
    talk.vote(one.remarks.get(number=2), other)
    talk.console.tap("close")
    return one


def test_it_says_what_became_of_each_after_the_event(client, talk):
    one = after(talk)
    client.force_login(talk.cast.organiser)
    page = client.get(address(talk, "remarks"), headers=ENGLISH).content.decode()
    order = [page.index(text) for text in ("Answered?", "=1+1", "Waiting?", "Aside?")]
    assert order == sorted(order)
    assert one.full_name in page
    assert "1 vote" in page


def test_an_event_at_which_nothing_was_sent_says_so(client, talk):
    client.force_login(talk.cast.organiser)
    assert (
        "Nothing was sent" in client.get(address(talk, "remarks"), headers=ENGLISH).content.decode()
    )


def test_the_files_hold_the_same_and_their_leaving_is_noted(client, talk):
    one = after(talk)
    client.force_login(talk.cast.organiser)
    told = client.get(address(talk, "remarks_csv"), headers=ENGLISH).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(told)))
    assert rows[0] == ["Part", "Hour", "Question or note", "From", "Standing", "Votes"]
    assert [(row[2], row[3], row[4], row[5]) for row in rows[1:]] == [
        ("Answered?", one.full_name, "Answered", "0"),
        ("'=1+1", one.full_name, "Accepted", "1"),
        ("Waiting?", one.full_name, "Not decided", "0"),
        ("Aside?", one.full_name, "Set aside", "0"),
    ]
    answer = client.get(address(talk, "remarks_xlsx"), headers=ENGLISH)
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [cell.value for cell in sheet["C"]][1:] == ["Answered?", "'=1+1", "Waiting?", "Aside?"]
    noted = Entry.objects.filter(verb="remarks.exported")
    assert [(entry.details["kind"], entry.details["count"]) for entry in noted.order_by("pk")] == [
        ("csv", 4),
        ("xlsx", 4),
    ]


def test_what_was_taken_back_is_in_no_file(client, talk):
    talk.begin(moderated=False)
    (guest,) = talk.come()
    question = talk.send(guest, "Sesame")
    actions.withdraw(remark=question, guest=guest, by=None)
    client.force_login(talk.cast.organiser)
    for name in ("remarks", "remarks_csv"):
        assert b"Sesame" not in client.get(address(talk, name), headers=ENGLISH).content
