"""The personal contact list. It is its owner's alone, alive across events and associations."""

import datetime as dt
import uuid
from typing import Any, ClassVar, Final, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from events.calendar.models import Event
from followups.contacts.card import MOBILE, WAYS, Address, Way, first, named
from followups.contacts.flame import flame
from networking.accounts.models import User
from networking.columns import Folded
from networking.countries import key_of, name_of, names_of
from networking.text import fold, initials, sort_key, squeeze
from networking.time import now

LONGEST_NOTE: Final = 4000
LONGEST_TAG: Final = 40


def new_uid() -> str:
    """Return the name of a contact that stays the same wherever she is taken."""
    return f"urn:uuid:{uuid.uuid4()}"


class Rhythm(models.IntegerChoices):
    """How often one wants to hear from somebody, in months."""

    NONE = 0, _("no rhythm")
    MONTHLY = 1, _("every month")
    QUARTERLY = 3, _("every three months")
    HALF_YEARLY = 6, _("every six months")
    YEARLY = 12, _("once a year")


class Tag(models.Model):
    """A word under which somebody gathers contacts of hers."""

    tenant: ClassVar[str | None] = None

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="contact_tags")
    name = models.CharField(_("tag"), max_length=LONGEST_TAG)
    folded = Folded(max_length=LONGEST_TAG, editable=False)

    class Meta:
        ordering = ("folded",)
        constraints = (
            models.UniqueConstraint(fields=("owner", "folded"), name="one_contact_tag_a_word"),
        )

    def __str__(self) -> str:
        return f"contact tag #{self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded text in step."""
        self.name = squeeze(self.name)
        self.folded = fold(self.name)
        super().save(*args, **kwargs)


class ContactQuerySet(models.QuerySet["Contact"]):
    def of(self, owner: User) -> Self:
        """The list of one person: every read begins here."""
        return self.filter(owner=owner)

    def matching(self, text: str) -> Self:
        """Those in whose name, organisation, town, note or tags every word of `text` stands."""
        found = self
        for word in fold(text).split():
            found = found.filter(search_text__contains=word)
        return found

    def due(self, day: dt.date) -> Self:
        """Those from whom one wanted to hear by this day, who waits longest first."""
        return self.filter(due_on__lte=day).order_by("due_on", "sort_name", "pk")


class Contact(models.Model):
    """Somebody in a person's list: what was shared, and the owner's own words.

    `phones`, `emails`, `links` and `addresses` are lists as `card.Way` and `card.Address` keep
    them. What only serves looking up (`city`, `country`, `search_text`, `sort_name`) is written by
    `save`; whoever writes many rows at once calls `prepare` for each.
    """

    # A contact belongs to a person, not to an association: no organiser ever sees it.
    tenant: ClassVar[str | None] = None

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="contacts")
    # Who it is, if she is on Tablée; nobody else learns of it.
    person = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # The name by which other programs know the same card again.
    uid = models.CharField(max_length=255, default=new_uid, editable=False)
    prefix = models.CharField(_("form of address"), max_length=40, blank=True)
    given_name = models.CharField(_("first name"), max_length=80, blank=True)
    additional_names = models.CharField(_("other first names"), max_length=80, blank=True)
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    suffix = models.CharField(_("after the name"), max_length=40, blank=True)
    nickname = models.CharField(_("nickname"), max_length=80, blank=True)
    title = models.CharField(pgettext_lazy("of a person", "title"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    phones = models.JSONField(default=list, blank=True)
    emails = models.JSONField(default=list, blank=True)
    links = models.JSONField(default=list, blank=True)
    addresses = models.JSONField(default=list, blank=True)
    birthday = models.CharField(_("birthday"), max_length=10, blank=True)
    # Where she lives or works: the first address says it. Countries are compared by their codes.
    city = models.CharField(_("city"), max_length=80, blank=True, editable=False)
    country = models.CharField(_("country"), max_length=80, blank=True, editable=False)
    country_folded = Folded(max_length=80, blank=True, editable=False)
    city_folded = Folded(max_length=80, blank=True, editable=False)

    note = models.TextField(_("what we talked about"), max_length=LONGEST_NOTE, blank=True)
    tags = models.ManyToManyField(Tag, related_name="contacts", blank=True)
    introduced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="introduced"
    )
    met_at = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Where it was not an event of ours, or its day is all one knows.
    met_where = models.CharField(_("where we met"), max_length=120, blank=True)
    met_on = models.DateField(_("when we met"), null=True, blank=True)

    rhythm = models.PositiveSmallIntegerField(
        _("keep the flame"), choices=Rhythm.choices, default=Rhythm.NONE
    )
    # When one last heard from her, and by when one wants to again.
    seen_on = models.DateField(null=True, blank=True)
    # When one last wrote to her, called her, or had a coffee with her.
    wrote_on = models.DateField(null=True, blank=True, editable=False)
    due_on = models.DateField(null=True, blank=True, editable=False)
    # "Later": not before this day, whatever the rhythm says.
    put_off_until = models.DateField(null=True, blank=True, editable=False)

    # The import it came with, so that the whole of it can be taken back.
    batch = models.ForeignKey(
        "contacts.Import", null=True, blank=True, on_delete=models.SET_NULL, related_name="contacts"
    )
    search_text = models.TextField(editable=False)
    sort_name = Folded(max_length=170, editable=False)
    made_at = models.DateTimeField(default=now, editable=False)
    changed_at = models.DateTimeField(default=now, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ("sort_name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("owner", "person"), name="one_contact_a_person"),
            models.UniqueConstraint(fields=("owner", "uid"), name="one_contact_a_uid"),
        )
        indexes = (
            models.Index(fields=("owner", "sort_name", "id")),
            models.Index(fields=("owner", "country_folded", "sort_name")),
            # What the facets count stands whole in an index: the rows, with all they say, are long.
            models.Index(fields=("owner", "country_folded", "country"), name="contact_countries"),
            models.Index(fields=("owner", "city_folded", "city"), name="contact_cities"),
            models.Index(fields=("owner", "met_at"), name="contact_events"),
            models.Index(
                fields=("owner", "due_on"), condition=Q(due_on__isnull=False), name="contact_due"
            ),
        )

    def __str__(self) -> str:
        return f"contact #{self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what serves looking up in step."""
        self.prepare()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("contacts:contact", args=[self.pk])

    def prepare(self) -> None:
        """Write the columns that are made of others. Twice changes nothing more."""
        self.given_name = squeeze(self.given_name)
        self.family_name = squeeze(self.family_name)
        home = self.postal[0] if self.addresses else Address()
        self.city, self.country = home.city[:80], home.country[:80]
        self.city_folded, self.country_folded = fold(self.city), key_of(self.country)
        named = (self.family_name, self.given_name)
        self.sort_name = sort_key(*named) or sort_key(self.full_name, "")
        self.search_text = fold(
            f"{self.given_name} {self.family_name} {self.nickname} {self.organisation}"
            f" {self.title} {self.city} {self.country} {' '.join(names_of(self.country_folded))}"
            f" {self.email} {self.note}"
        )
        since = self.seen_on or self.made_at.date()
        self.due_on = flame.due_on(since, self.rhythm, self.put_off_until)

    def ways(self, kind: str) -> tuple[Way, ...]:
        """Return the phones, the e-mails or the links (`card.WAYS`)."""
        assert kind in WAYS
        return tuple(Way.of(kept) for kept in getattr(self, kind))

    @property
    def postal(self) -> tuple[Address, ...]:
        """The postal addresses, the one that places her first."""
        return tuple(Address.of(kept) for kept in self.addresses)

    @property
    def country_name(self) -> str:
        """Her country under one name in the reader's language, whatever her address calls it."""
        return name_of(self.country_folded, get_language() or "") or self.country

    @property
    def full_name(self) -> str:
        """The name as one says it; her organisation or address where she has none."""
        name = named(self.given_name, self.family_name)
        return name or self.nickname or self.organisation or self.email

    @property
    def initials(self) -> str:
        return initials(self.given_name, self.family_name)

    @property
    def email(self) -> str:
        """The address one writes to: the first."""
        return first(self.ways("emails"))

    @property
    def mobile(self) -> str:
        return first(self.ways("phones"), MOBILE)

    @property
    def phone(self) -> str:
        """The first number that is no mobile."""
        return next((way.value for way in self.ways("phones") if way.label != MOBILE), "")

    @property
    def role_line(self) -> str:
        """“Architecte, Atelier Lumière”, or what there is of it."""
        return ", ".join(part for part in (self.title, self.organisation) if part)

    @property
    def place(self) -> str:
        """“Lille, France”, or what there is of it."""
        return ", ".join(part for part in (self.city, self.country) if part)


class Picture(models.Model):
    """A contact's face, as its owner keeps it: a small JPEG drawn anew, gone with the contact."""

    tenant: ClassVar[str | None] = None

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="picture")
    data = models.BinaryField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"picture of contact #{self.contact_id}"


def picture_url(contact: int, picture: int | None) -> str:
    """Where a contact's face is, for her owner, by both their numbers; nothing without a face."""
    return f"{reverse('contacts:picture', args=[contact])}?{picture}" if picture else ""
