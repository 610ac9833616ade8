"""Finding people at the door: in two keystrokes, by name, organisation or the number on a badge."""

from dataclasses import dataclass
from typing import Final, Literal

from django.db.models import Case, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models import Count as DbCount

from events.calendar.models import Event
from events.door.models import Badge, CheckIn
from events.guests.models import Registration, RegistrationQuerySet, holding
from networking.text import fold

# As many rows as anybody reads while people wait; who isn't among them takes another letter.
MOST_ROWS: Final = 40

# What a row shows, and what checking in needs to know; whatever else is asked for costs a query.
_COLUMNS: Final = (
    "event_id", "user_id", "public_id", "status", "kind", "given_name", "family_name",
    "organisation", "search_text", "sort_name", "remark", "first_time", "observer", "to_pay",
    "check_in__at", "check_in__late", "check_in__source", "check_in__door", "check_in__tap",
    "check_in__by__given_name", "check_in__by__family_name", "check_in__by__email",
)  # fmt: skip

Which = Literal["expected", "here"]


@dataclass(frozen=True)
class Count:
    """How many are here, of how many expected."""

    here: int
    expected: int

    @property
    def missing(self) -> int:
        return self.expected - self.here

    @property
    def share(self) -> float:
        return self.here / self.expected if self.expected else 0.0


def count_of(event: Event) -> Count:
    """Count those expected and those here. One query."""
    counted = event.registrations.confirmed().aggregate(
        expected=DbCount("pk"), here=DbCount("check_in__id")
    )
    return Count(**counted)


def look(event: Event, text: str, which: Which = "expected") -> RegistrationQuerySet:
    """Those with a seat who match `text`, accents and case aside; without it, those of `which`.

    A search finds those who are here as well, so that nobody is added twice. A word of the name or
    organisation that begins so comes before one that only contains it, and a single letter only
    finds beginnings. Figures also find the number on a badge.
    """
    found = at_the_door(event)
    wanted = fold(text)
    if not wanted:
        return found.filter(check_in__isnull=which == "expected").by_name()
    begins = Q(search_text__startswith=wanted) | Q(search_text__contains=f" {wanted}")
    matching = begins if len(wanted) == 1 else holding(wanted)
    if wanted.isdecimal() and len(wanted) < 10:
        badges = Badge.objects.valid().filter(event=event, number=int(wanted))
        matching |= Q(pk__in=badges.values("registration_id"))
    rank = Case(When(begins, then=Value(0)), default=Value(1), output_field=IntegerField())
    here = Case(When(check_in__isnull=True, then=Value(0)), default=Value(1))
    ranked = found.filter(matching).alias(rank=rank, here=here)
    return ranked.order_by("rank", "here", "sort_name", "pk")


def at_the_door(event: Event) -> RegistrationQuerySet:
    """The guests who hold a seat, with what a row of the door shows and nothing else. One query."""
    return with_arrivals(event).select_related(None).select_related("check_in__by").only(*_COLUMNS)


def with_arrivals(event: Event) -> RegistrationQuerySet:
    """The guests who hold a seat, with who is here, who invited them, and their badges' numbers."""
    valid = Badge.objects.valid().filter(registration=OuterRef("pk"))
    return (
        event.registrations.confirmed()
        .select_related("check_in__by", "inviter")
        .annotate(badge_number=Subquery(valid.values("number")[:1]))
    )


def arrival_of(registration: Registration) -> CheckIn | None:
    """The check-in of a guest, if she is here."""
    return getattr(registration, "check_in", None)


def number_of(registration: Registration) -> str:
    """The number on the badge of a guest loaded by `at_the_door`; empty if she has none yet."""
    return str(getattr(registration, "badge_number", None) or "")
