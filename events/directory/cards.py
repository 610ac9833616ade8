"""A guest's card, as another guest may see it. Every page that shows somebody else comes here."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ObjectDoesNotExist

from events.guests import consent
from events.guests.models import Registration, RegistrationQuerySet
from networking.profiles.languages import name_of
from networking.profiles.models import Kind, Profile, Wanted
from networking.text import fold
from networking.time import now


@dataclass(frozen=True)
class Said:
    """An offer or a need: its tag, and the sentence beside it."""

    tag: str
    folded: str
    sentence: str


@dataclass(frozen=True)
class Card:
    """What may be seen of a guest. `fields` holds only what she agreed to show, in card order."""

    public_id: str
    given_name: str
    family_name: str
    initials: str
    fields: dict[str, str]
    pronouns: str = ""
    headline: str = ""
    pitch: str = ""
    starters: str = ""
    offers: tuple[Said, ...] = field(default=())
    needs: tuple[Said, ...] = field(default=())
    place: str = ""
    languages: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    # Seen with what she says of herself; its address asks again who may see it.
    picture_url: str = ""

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def role_line(self) -> str:
        """“Architecte, Atelier Lumière”, or what there is of it."""
        return ", ".join(
            self.fields[name] for name in ("title", "organisation") if name in self.fields
        )

    @property
    def contact(self) -> dict[str, str]:
        """The ways to reach her that she shared."""
        return {
            name: said
            for name, said in self.fields.items()
            if name not in {"title", "organisation"}
        }

    def matches(self, text: str) -> bool:
        """Whether name and organisation hold every word of `text`, accents and case aside.

        The organisation only if it is shown: a search must not tell what the card keeps to itself.
        """
        said = fold(f"{self.full_name} {self.fields.get('organisation', '')}")
        return all(word in said for word in fold(text).split())


def with_people(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    """Load with the registrations all that their cards need, in a fixed number of queries."""
    return registrations.select_related("event", "user__profile").prefetch_related(
        "user__profile__wanted__tag"
    )


def card_of(registration: Registration, *, at: dt.datetime | None = None) -> Card:
    """Return the card of one guest as the other participants see it at the instant `at` (now)."""
    at = at or now()
    profile = profile_of(registration)
    # What she says of herself in her profile is for those she meets, as long as her card is.
    own = None if at >= registration.event.ends_at + consent.KEPT else profile
    wanted = list(own.wanted.all()) if own else []
    named = registration if registration.full_name else registration.user
    return Card(
        public_id=registration.public_id,
        given_name=named.given_name,
        family_name=named.family_name,
        initials=named.initials,
        fields=consent.visible(
            values_of(registration, profile),
            shared=registration.shared,
            ended_at=registration.event.ends_at,
            at=at,
        ),
        pronouns=own.pronouns if own else "",
        headline=own.headline if own else "",
        pitch=(registration.pitch or own.pitch) if own else "",
        starters=own.starters if own else "",
        offers=tuple(_said(each) for each in wanted if each.kind == Kind.OFFER),
        needs=tuple(_said(each) for each in wanted if each.kind == Kind.NEED),
        place=", ".join(filter(None, (own.city, own.country))) if own else "",
        languages=tuple(map(name_of, own.languages)) if own else (),
        links=tuple(filter(None, (own.website, *own.links))) if own else (),
        picture_url=own.picture_url if own else "",
    )


def cards_of(registrations: Iterable[Registration]) -> list[Card]:
    """Return the cards of several guests, all seen at the same instant."""
    at = now()
    return [card_of(registration, at=at) for registration in registrations]


def values_of(registration: Registration, profile: Profile | None) -> dict[str, str]:
    """Return all that is known for a card, her own word before what the association typed.

    Not to be shown to anybody: it goes through `consent.visible` first.
    """
    return {
        "email": registration.user.email or "",
        **{
            name: (getattr(profile, name) if profile else "") or getattr(registration, name)
            for name in ("title", "organisation", "phone", "mobile", "fax")
        },
    }


def profile_of(registration: Registration) -> Profile | None:
    """Return the guest's own profile, if she has one and has said herself what to show here.

    Who was put on a list by others, without a word of hers, shows what they typed and no more:
    else an address would be enough to read anybody's profile.
    """
    if registration.consented_at is None:
        return None
    try:
        return registration.user.profile
    except ObjectDoesNotExist:
        return None


def _said(wanted: Wanted) -> Said:
    return Said(wanted.tag.name, wanted.tag.folded, wanted.sentence)
