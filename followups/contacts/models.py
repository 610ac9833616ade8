"""The personal contact list. It is its owner's alone, alive across events and associations."""

from typing import Any, ClassVar, Final, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.calendar.models import Event
from networking.accounts.models import User
from networking.columns import Folded
from networking.text import fold, initials, sort_key, squeeze
from networking.time import now

LONGEST_NOTE: Final = 4000


class ContactQuerySet(models.QuerySet["Contact"]):
    def of(self, owner: User) -> Self:
        """The list of one person: every read begins here."""
        return self.filter(owner=owner)

    def matching(self, text: str) -> Self:
        """Those in whose name, organisation, town or note every word of `text` stands."""
        found = self
        for word in fold(text).split():
            found = found.filter(search_text__contains=word)
        return found


class Contact(models.Model):
    """Somebody in a person's list: a copy of what was shared, and the owner's own words."""

    # A contact belongs to a person, not to an association: no organiser ever sees it.
    tenant: ClassVar[str | None] = None

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="contacts")
    # Who it is, if she is on Tablée; nobody else learns of it.
    person = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    given_name = models.CharField(_("first name"), max_length=80, blank=True)
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    title = models.CharField(pgettext_lazy("of a person", "title"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    mobile = models.CharField(_("mobile"), max_length=40, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=80, blank=True)
    note = models.TextField(_("what we talked about"), max_length=LONGEST_NOTE, blank=True)
    promise = models.CharField(_("what I promised"), max_length=250, blank=True)
    met_at = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    search_text = models.TextField(editable=False)
    sort_name = Folded(max_length=170, editable=False)
    made_at = models.DateTimeField(default=now, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ("sort_name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("owner", "person"), name="one_contact_a_person"),
        )
        indexes = (models.Index(fields=("owner", "sort_name")),)

    def __str__(self) -> str:
        return f"contact #{self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded texts in step."""
        self.given_name = squeeze(self.given_name)
        self.family_name = squeeze(self.family_name)
        self.sort_name = sort_key(self.family_name, self.given_name)
        self.search_text = fold(
            f"{self.given_name} {self.family_name} {self.organisation} {self.city} {self.note}"
        )
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("contacts:contact", args=[self.pk])

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip() or self.email

    @property
    def initials(self) -> str:
        return initials(self.given_name, self.family_name)

    @property
    def role_line(self) -> str:
        """“Architecte, Atelier Lumière”, or what there is of it."""
        return ", ".join(part for part in (self.title, self.organisation) if part)


class ExchangeState(models.TextChoices):
    """Where an exchange of cards stands."""

    ASKED = "asked", _("asked")
    MADE = "made", _("made")
    DECLINED = "declined", _("declined")


class Exchange(models.Model):
    """That somebody scanned another's badge and asks to exchange cards."""

    tenant: ClassVar[str | None] = "event__association"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="exchanges")
    asker = models.ForeignKey(User, on_delete=models.CASCADE, related_name="exchanges_asked")
    asked = models.ForeignKey(User, on_delete=models.CASCADE, related_name="exchanges_received")
    state = models.CharField(
        max_length=8, choices=ExchangeState.choices, default=ExchangeState.ASKED
    )
    asked_at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("event", "asker", "asked"), name="one_exchange_each_way"
            ),
            models.CheckConstraint(
                condition=~models.Q(asker=models.F("asked")), name="exchange_takes_two"
            ),
        )

    def __str__(self) -> str:
        return f"exchange #{self.pk}"
