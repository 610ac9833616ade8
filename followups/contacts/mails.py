"""The mails of this room: an introduction, and a question for one. Both only to who accepts it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followups.contacts.giving.reading import are_apart
from followups.contacts.introductions.reach import ASK, INTRODUCTION, reach_of
from followups.contacts.models import Contact, Entry, Introduction
from networking.mail.kinds import Content, Kind, compose, register
from networking.mail.models import OutgoingMail


def introduction(mail: OutgoingMail) -> Content:
    """Its author's words, and the address of the other one; an answer reaches both."""
    found = _introduction_of(mail)
    if found is None:
        raise Introduction.DoesNotExist
    to, other = _sides(found, mail)
    assert to.person is not None
    assert other.person is not None
    known = {"author": found.owner.full_name, "other": other.person.full_name}
    return compose(
        mail,
        "contacts/mail/introduction",
        subject=_("%(author)s introduces you to %(other)s") % known,
        context={"text": found.text, "author": found.owner, "other": other.person},
        reply_to=tuple(filter(None, (found.owner.email, other.person.email))),
    )


def asking(mail: OutgoingMail) -> Content:
    """Its author's words, with her address to reply to."""
    entry = _entry_of(mail)
    if entry is None:
        raise Entry.DoesNotExist
    author = entry.contact.owner
    return compose(
        mail,
        "contacts/mail/ask",
        subject=_("%(author)s asks you for an introduction") % {"author": author.full_name},
        context={"text": entry.text, "author": author},
        reply_to=tuple(filter(None, (author.email,))),
    )


def _introduction_of(mail: OutgoingMail) -> Introduction | None:
    found = Introduction.objects.select_related("owner", "first__person", "second__person")
    return found.filter(pk=mail.params["introduction"]).first()


def _sides(found: Introduction, mail: OutgoingMail) -> tuple[Contact, Contact]:
    """The one this mail is for, and the other."""
    if found.first_id == mail.params["to"]:
        return found.first, found.second
    return found.second, found.first


def _entry_of(mail: OutgoingMail) -> Entry | None:
    found = Entry.objects.select_related("contact__owner", "contact__person")
    return found.filter(pk=mail.params["entry"]).first()


def _still_introduced(mail: OutgoingMail) -> bool:
    """Wanted while it stands, both still accept, and the address is still the one confirmed.

    And where neither of the two asked to be kept apart from the other: of that its author learns
    nothing, neither before nor after.
    """
    found = _introduction_of(mail)
    if found is None:
        return False
    to, other = _sides(found, mail)
    if to.person is None or other.person is None or are_apart(to.person, other.person):
        return False
    reach = reach_of(found.owner, (to, other), kind=INTRODUCTION)
    return reach.all(to, other) and reach.addresses[to.pk] == mail.to


def _still_asked(mail: OutgoingMail) -> bool:
    """Wanted while it stands in the journal, and she accepts it."""
    entry = _entry_of(mail)
    if entry is None:
        return False
    reach = reach_of(entry.contact.owner, (entry.contact,), kind=ASK)
    return reach.addresses.get(entry.contact.pk) == mail.to


register(
    Kind(
        INTRODUCTION,
        render=introduction,
        still_wanted=_still_introduced,
        stoppable=True,
        label=gettext_lazy("Introductions by people you know"),
        title=gettext_lazy("Introduction of two people"),
    )
)
register(
    Kind(
        ASK,
        render=asking,
        still_wanted=_still_asked,
        stoppable=True,
        label=gettext_lazy("Questions for an introduction"),
        title=gettext_lazy("Question for an introduction"),
    )
)
