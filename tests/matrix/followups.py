"""Contacts, and the 48 hours."""

from collections.abc import Mapping
from typing import Any

from followups.contacts import actions as contacts
from followups.contacts.merging.actions import merge
from followups.contacts.models import Contact, Import, Picture, SavedView
from networking.time import today
from tests.cast import Cast
from tests.factories import BadgeFactory, UserFactory
from tests.matrix.rows import (
    ATTENDING,
    HOSTS,
    ORGANISERS,
    Row,
    association_page,
    event_page,
    nothing,
    public,
    signed_in,
)


def a_badge(cast: Cast) -> Mapping[str, Any]:
    """The badge of the cast's guest."""
    return {"code": BadgeFactory.create(registration=cast.registration).code}


def somebodys_import(_cast: Cast) -> Mapping[str, Any]:
    """A file that somebody who plays no part has read in."""
    owner = UserFactory.create()
    return {"pk": Import.objects.create(owner=owner, file_name="contacts.vcf").pk}


def somebodys_contact(_cast: Cast) -> Mapping[str, Any]:
    """A contact in the list of somebody who plays no part."""
    return {"pk": _contact().pk}


def _contact() -> Contact:
    owner = UserFactory.create()
    return contacts.add(owner=owner, given_name="Ngọc", by=owner)


def two_of_somebodys(_cast: Cast) -> Mapping[str, Any]:
    """Two contacts in the same list, which might be one."""
    one = _contact()
    other = contacts.add(owner=one.owner, given_name="Ngoc", by=one.owner)
    return {"pk": one.pk, "other": other.pk}


def somebodys_merge(_cast: Cast) -> Mapping[str, Any]:
    """Two contacts of somebody who plays no part, made one."""
    one = _contact()
    other = contacts.add(owner=one.owner, given_name="Ngoc", by=one.owner)
    merge(kept=one, gone=other, by=one.owner)
    return {"pk": one.merges.get().pk}


def somebodys_picture(_cast: Cast) -> Mapping[str, Any]:
    """The face of a contact in the list of somebody who plays no part."""
    one = _contact()
    Picture.objects.create(contact=one, data=b"a face")
    return {"pk": one.pk}


def somebodys_view(_cast: Cast) -> Mapping[str, Any]:
    """A view that somebody who plays no part keeps."""
    view = SavedView.objects.create(owner=UserFactory.create(), name="Québec", query="city=Québec")
    return {"pk": view.pk}


def somebodys_entry(_cast: Cast) -> Mapping[str, Any]:
    """Something written down about such a contact."""
    one = _contact()
    return {"pk": one.pk, "entry": one.entries.create(on=today(), text="A word.").pk}


def somebodys_promise(_cast: Cast) -> Mapping[str, Any]:
    """Something promised to such a contact."""
    one = _contact()
    return {"pk": one.pk, "promise": one.promises.create(text="The address.").pk}


TABLE: dict[str, Row] = {
    # One's own contacts: nobody else's exist, and neither does a badge's code by guessing
    "contacts:contacts": signed_in(),
    "contacts:narrow": signed_in(),
    "contacts:new": signed_in(),
    "contacts:cards": signed_in(),
    "contacts:contact": signed_in(404, needs=somebodys_contact),
    "contacts:edit": signed_in(404, needs=somebodys_contact),
    "contacts:card": signed_in(404, needs=somebodys_contact),
    "contacts:forget": signed_in(404, needs=somebodys_contact, post=nothing),
    "contacts:keep": signed_in(
        404, needs=lambda cast: {"public_id": cast.registration.public_id}, post=nothing
    ),
    # A word about somebody one sat with in the rounds: others don't exist there
    "contacts:remember": event_page(
        ATTENDING,
        404,
        needs=lambda cast: {"public_id": cast.registration.public_id},
        post=nothing,
    ),
    # Several at once, and the views one keeps: of nobody else's
    "contacts:several": signed_in(302, post=nothing),
    "contacts:keep_view": signed_in(302, post=nothing),
    "contacts:drop_view": signed_in(404, needs=somebodys_view, post=nothing),
    # What one writes down about one, and her face
    "contacts:picture": signed_in(404, needs=somebodys_picture),
    "contacts:log": signed_in(404, needs=somebodys_contact, post=nothing),
    "contacts:strike": signed_in(404, needs=somebodys_entry, post=nothing),
    "contacts:promise": signed_in(404, needs=somebodys_contact, post=nothing),
    "contacts:settle": signed_in(404, needs=somebodys_promise, post=nothing),
    # Two that are one, both in somebody's list
    "contacts:duplicates": signed_in(),
    "contacts:merge": signed_in(404, needs=two_of_somebodys),
    "contacts:unmerge": signed_in(404, needs=somebodys_merge, post=nothing),
    # Her own she shows on her phone
    "contacts:badge": public(needs=a_badge).but(guest=302),
    "contacts:badge_check_in": signed_in(404, needs=a_badge, post=nothing).but(
        **dict.fromkeys(HOSTS | {"by_pass"}, 302)
    ),
    "contacts:badge_exchange": signed_in(404, needs=a_badge, post=nothing),
    "contacts:answer": signed_in(404, needs=lambda cast: {"pk": 0}, post=nothing),
    # One's own badge, and the cards one gave
    "contacts:my_badge": event_page({"guest"}),
    "contacts:renew_badge": event_page({"guest"}, 404, post=nothing),
    "contacts:photographed": event_page({"guest"}, 400, post=nothing),
    "contacts:asking": event_page({"guest"}),
    "contacts:given": signed_in(),
    "contacts:given_card": signed_in(404, needs=lambda cast: {"pk": 0}),
    "contacts:take_back": signed_in(404, needs=lambda cast: {"pk": 0}, post=nothing),
    # Ties between my contacts, and what keeps them: nobody else's exist
    "contacts:introduce": signed_in(),
    "contacts:openness": signed_in(),
    "contacts:introduction": signed_in(404, needs=lambda cast: {"pk": 0}),
    "contacts:introduction_take_back": signed_in(404, needs=lambda cast: {"pk": 0}, post=nothing),
    "contacts:ask": signed_in(404, needs=somebodys_contact),
    "contacts:asked": signed_in(404, needs=lambda cast: {**somebodys_contact(cast), "entry": 0}),
    "contacts:flame": signed_in(),
    "contacts:spoke": signed_in(404, needs=somebodys_contact, post=nothing),
    "contacts:later": signed_in(404, needs=somebodys_contact, post=nothing),
    "contacts:rhythm": signed_in(404, needs=somebodys_contact, post=nothing),
    "contacts:network": signed_in(),
    "contacts:notebook": signed_in(),
    "contacts:notebook_pdf": signed_in(),
    "contacts:think": signed_in(),
    "contacts:think_of": signed_in(404, needs=lambda cast: {"key": "nobody"}, post=nothing),
    # The 48 hours
    "reminders:follow_ups": signed_in(),
    "reminders:habits": signed_in(),
    "reminders:remind": signed_in(302, post=nothing),
    "reminders:follow_up": signed_in(
        404, needs=lambda cast: {"pk": 0, "verb": "done"}, post=nothing
    ),
    "reminders:link": public(404, needs=lambda cast: {"token": "forged"}),
    # One's contacts taken away and brought in: another's file doesn't exist
    "contacts:export": signed_in(),
    "contacts:csv": signed_in(),
    "contacts:xlsx": signed_in(),
    "contacts:upload": signed_in(),
    "contacts:import": signed_in(404, needs=somebodys_import),
    "contacts:import_columns": signed_in(404, needs=somebodys_import, post=nothing),
    "contacts:import_progress": signed_in(404, needs=somebodys_import),
    "contacts:confirm_import": signed_in(404, needs=somebodys_import, post=nothing),
    # Dropped twice is dropped once: back to choosing a file
    "contacts:drop_import": signed_in(302, needs=somebodys_import, post=nothing),
    "contacts:undo_import": signed_in(404, needs=somebodys_import),
    # A word to somebody one met: nobody else's follow-ups exist
    "reminders:write": signed_in(404, needs=lambda cast: {"pk": 0}),
    "reminders:take_back": signed_in(404, needs=lambda cast: {"pk": 0}, post=nothing),
    "reminders:coffee": signed_in(404, needs=lambda cast: {"pk": 0, "number": 1}),
    "reminders:flame": signed_in(404, needs=lambda cast: {"pk": 0}, post=nothing),
    # What became of a season's: totals, for its organisers
    "reminders:season": association_page(ORGANISERS),
    "reminders:season_of": association_page(ORGANISERS, needs=lambda cast: {"year": 2026}),
}
