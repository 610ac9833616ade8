"""Makes what tests need: people who read like people, at a breakfast that reads like one.

Everything has a sensible default; a test names only what it is about. Traits say the rest:
``EventFactory(live=True)``, ``RegistrationFactory(waiting=True)``, ``UserFactory(verified=False)``.
"""

import datetime as dt
import zoneinfo
from typing import Any

import factory
from allauth.account.models import EmailAddress
from factory.django import DjangoModelFactory

from events.calendar.models import Event, EventRole, Hand, Series, Speaker, Standing
from events.calendar.models import Status as EventStatus
from events.door.models import Badge, CheckIn, CheckInSource, OwnLabel
from events.encounters.models import Encounter, Source
from events.guests.consent import DEFAULT_SHARED, cleaned
from events.guests.models import Kind, Question, Registration, Status
from events.rounds.models import OwnQuestion
from events.wishes.models import State as WishState
from events.wishes.models import Wish
from networking.accounts.models import User
from networking.associations.models import Association, Membership, Role
from networking.profiles.models import Profile
from networking.text import fold
from networking.time import now

# As many given names as 12 and family names as 13: 156 people before two are called the same.
GIVEN = (
    "Amina", "Björn", "Claire", "Jean-Baptiste", "Ngọc", "Zoë", "Youssef", "Gwenaëlle", "Nikos",
    "Fatou", "Étienne", "D’Arcy",
)  # fmt: skip
FAMILY = (
    "Diallo", "Muller", "Lefèvre", "de La Rochefoucauld", "Fontanel", "Ørsted", "Benali", "Le Goff",
    "Papadopoulos", "N’Diaye", "Gauthier", "García Márquez", "Dupont",
)  # fmt: skip
TITLES = ("Directrice", "Graphiste", "Avocat·e", "Formatrice", "Ingénieur réseau", "Journaliste")
ORGANISATIONS = (
    "Atelier Lumière", "Librairie L’Échappée", "Tech & Co", "Énergie Partagée", "SCOP Le Fournil",
)  # fmt: skip
PARIS = zoneinfo.ZoneInfo("Europe/Paris")


def _turn(words: tuple[str, ...]) -> Any:
    """One word after the other, for ever."""
    return factory.Sequence(lambda n: words[n % len(words)])


def _mailbox(person: Any) -> str:
    return fold(f"{person.given_name} {person.family_name}").replace(" ", ".")


class UserFactory(DjangoModelFactory[User]):
    """A person who confirmed her address; ``verified=False`` for one who was only enrolled.

    ``email=None`` makes a guest without e-mail.
    """

    class Meta:
        model = User
        skip_postgeneration_save = True

    given_name = _turn(GIVEN)
    family_name = _turn(FAMILY)
    email = factory.LazyAttributeSequence(lambda person, n: f"{_mailbox(person)}.{n}@exemple.org")

    @classmethod
    def _create(cls, _model: type[User], *args: Any, **kwargs: Any) -> User:
        return User.objects.create_user(*args, **kwargs)

    @factory.post_generation
    def verified(user: User, create: bool, extracted: bool | None, **_: Any) -> None:  # noqa: N805
        """Give her the address as allauth keeps it."""
        if create and user.email:
            EmailAddress.objects.create(
                user=user, email=user.email, primary=True, verified=extracted is not False
            )


class ProfileFactory(DjangoModelFactory[Profile]):
    """What a person says of herself."""

    class Meta:
        model = Profile

    user = factory.SubFactory(UserFactory)
    title = _turn(TITLES)
    organisation = _turn(ORGANISATIONS)
    phone = "+33 1 25 73 67 70"
    mobile = "06 93 58 36 22"
    city = "Lyon"
    country = "France"
    headline = "J’aide les petites équipes à se comprendre."
    pitch = "Je suis médiatrice. Je sais écouter. J’aimerais former les chefs d’équipe."


class AssociationFactory(DjangoModelFactory[Association]):
    class Meta:
        model = Association

    name = factory.Sequence(lambda n: f"Le Cercle des Petits-Déjeuners {n}".removesuffix(" 0"))
    slug = factory.Sequence(lambda n: f"cercle-{n}")


class MembershipFactory(DjangoModelFactory[Membership]):
    """Somebody's membership: a plain member, unless ``role`` says more."""

    class Meta:
        model = Membership

    association = factory.SubFactory(AssociationFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.MEMBER


def next_breakfast() -> dt.datetime:
    """Eight o'clock in Paris, in a week."""
    return dt.datetime.combine(
        now().astimezone(PARIS).date() + dt.timedelta(days=7), dt.time(8), PARIS
    )


class EventFactory(DjangoModelFactory[Event]):
    """A published breakfast in a week, 08:00–10:00 in Paris, 30 seats, open to all."""

    class Meta:
        model = Event

    class Params:
        draft = factory.Trait(status=EventStatus.DRAFT)
        cancelled = factory.Trait(status=EventStatus.CANCELLED)
        live = factory.Trait(
            status=EventStatus.LIVE,
            starts_at=factory.LazyFunction(lambda: now() - dt.timedelta(minutes=5)),
        )
        over = factory.Trait(
            status=EventStatus.OVER,
            starts_at=factory.LazyFunction(lambda: next_breakfast() - dt.timedelta(days=8)),
        )

    association = factory.SubFactory(AssociationFactory)
    title = "Petit-déjeuner de décembre"
    slug = factory.Sequence(lambda n: f"petit-dejeuner-{n}")
    description = "Deux heures pour se rencontrer, à l’heure, autour d’un café."
    venue = "Café de la Place"
    address = "3 place des Terreaux, 69001 Lyon"
    starts_at = factory.LazyFunction(next_breakfast)
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + dt.timedelta(hours=2))
    status = EventStatus.PUBLISHED
    capacity = 30


class SeriesFactory(DjangoModelFactory[Series]):
    """The first Tuesday of every month but August, 08:00–10:00 in Paris."""

    class Meta:
        model = Series

    association = factory.SubFactory(AssociationFactory)
    title = "Le petit-déjeuner du mois"
    slug = factory.Sequence(lambda n: f"petit-dejeuner-{n}")
    first_day = dt.date(2027, 1, 5)
    rule = "FREQ=MONTHLY;BYDAY=1TU;BYMONTH=1,2,3,4,5,6,7,9,10,11,12"
    venue = "Café de la Place"
    address = "3 place des Terreaux, 69001 Lyon"


class SpeakerFactory(DjangoModelFactory[Speaker]):
    """Somebody who agreed to speak; ``event=None, association=…`` for an idea of the season."""

    class Meta:
        model = Speaker

    event = factory.SubFactory(EventFactory)
    association = factory.SelfAttribute("event.association")
    given_name = _turn(GIVEN)
    family_name = _turn(FAMILY)
    title = _turn(TITLES)
    organisation = _turn(ORGANISATIONS)
    topic = "Vendre sans vendre"
    standing = Standing.AGREED


class EventRoleFactory(DjangoModelFactory[EventRole]):
    """A hand lent for one event: a host, unless ``role`` says otherwise."""

    class Meta:
        model = EventRole

    event = factory.SubFactory(EventFactory)
    user = factory.SubFactory(UserFactory)
    role = Hand.HOST


class RegistrationFactory(DjangoModelFactory[Registration]):
    """A confirmed registration, with title and organisation, sharing the usual card.

    ``consented_at=None`` for a guest who was put on the list and has chosen nothing.
    """

    class Meta:
        model = Registration

    class Params:
        pending = factory.Trait(status=Status.PENDING, confirmed_at=None)
        waiting = factory.Trait(
            status=Status.WAITING, confirmed_at=None, waiting_since=factory.LazyFunction(now)
        )
        cancelled = factory.Trait(
            status=Status.CANCELLED, confirmed_at=None, ended_at=factory.LazyFunction(now)
        )
        invited = factory.Trait(
            status=Status.INVITED, confirmed_at=None, invited_at=factory.LazyFunction(now)
        )
        offered = factory.Trait(status=Status.OFFERED, confirmed_at=None)

    event = factory.SubFactory(EventFactory)
    user = factory.SubFactory(UserFactory)
    given_name = factory.SelfAttribute("user.given_name")
    family_name = factory.SelfAttribute("user.family_name")
    title = _turn(TITLES)
    organisation = _turn(ORGANISATIONS)
    shared = factory.LazyFunction(lambda: cleaned(DEFAULT_SHARED))
    consented_at = factory.LazyFunction(now)
    kind = Kind.GUEST
    status = Status.CONFIRMED
    confirmed_at = factory.LazyFunction(now)
    offered_until = factory.LazyAttribute(
        lambda guest: now() + dt.timedelta(days=1) if guest.status == Status.OFFERED else None
    )


class QuestionFactory(DjangoModelFactory[Question]):
    """Something asked at registration, in a few words unless ``kind`` says otherwise."""

    class Meta:
        model = Question

    event = factory.SubFactory(EventFactory)
    label = "Comment avez-vous entendu parler de nous ?"


class BadgeFactory(DjangoModelFactory[Badge]):
    """A guest's badge; ``registration=None, event=…`` for a blank one."""

    class Meta:
        model = Badge

    registration = factory.SubFactory(RegistrationFactory)
    event = factory.LazyAttribute(
        lambda badge: badge.registration.event if badge.registration else EventFactory()
    )
    number = factory.Sequence(lambda n: n + 1)


class OwnLabelFactory(DjangoModelFactory[OwnLabel]):
    """Cards that an association measured itself: eight of 90 × 55 mm on A4."""

    class Meta:
        model = OwnLabel

    association = factory.SubFactory(AssociationFactory)
    name = factory.Sequence(lambda n: f"Cartes du papetier {n}")
    sheet_width = 210
    sheet_height = 297
    columns = 2
    rows = 4
    width = 90
    height = 55
    left = 15
    top = 38.5
    x = 90
    y = 55


class CheckInFactory(DjangoModelFactory[CheckIn]):
    """That a guest came, found by name."""

    class Meta:
        model = CheckIn

    registration = factory.SubFactory(RegistrationFactory)
    source = CheckInSource.SEARCH


class OwnQuestionFactory(DjangoModelFactory[OwnQuestion]):
    """A question that an association added to the bank, in French alone."""

    class Meta:
        model = OwnQuestion

    association = factory.SubFactory(AssociationFactory)
    kind = "challenge"
    fr = factory.Sequence(lambda number: f"Qu’est-ce qui vous amène ici, pour la {number}e fois ?")


class WishFactory(DjangoModelFactory[Wish]):
    """That a guest would like to meet another of her event; open, unless ``state`` says more."""

    class Meta:
        model = Wish

    registration = factory.SubFactory(RegistrationFactory)
    wanted = factory.LazyAttribute(
        lambda wish: RegistrationFactory.create(event=wish.registration.event)
    )
    why = "Vous cherchez une salle, nous en avons une."
    answered_at = factory.LazyAttribute(
        lambda wish: now() if wish.state in {WishState.ACCEPTED, WishState.DECLINED} else None
    )
    state = WishState.OPEN


class EncounterFactory(DjangoModelFactory[Encounter]):
    """Two people met in an Impromptu round; given in any order, stored in one."""

    class Meta:
        model = Encounter

    event = factory.SubFactory(EventFactory)
    first = factory.SubFactory(UserFactory)
    second = factory.SubFactory(UserFactory)
    source = Source.IMPROMPTU
    key = "round-1"

    @classmethod
    def _create(cls, model_class: type[Encounter], *args: Any, **kwargs: Any) -> Encounter:
        pair = sorted((kwargs.pop("first"), kwargs.pop("second")), key=lambda person: person.pk)
        return super()._create(model_class, *args, first=pair[0], second=pair[1], **kwargs)


def begin_again() -> None:
    """Let every factory begin with its first words: who is made doesn't depend on earlier tests."""
    for made in list(globals().values()):
        if isinstance(made, type) and issubclass(made, DjangoModelFactory) and made._meta.model:
            made.reset_sequence(force=True)
