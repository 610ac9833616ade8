"""What is chosen before printing: which badges, on what, in which design; and at which tables."""

import re
from typing import Any, Final, Self, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField, BoundWidget
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.calendar.models import Event
from events.door import backs
from events.door.faces import Wishes
from events.door.models import PrintSettings, Seating
from networking.paper.designs import CLASSIC, DESIGNS
from networking.paper.labels import A4, DEFAULT, LABELS, LETTER, Label

_DASH: Final = re.compile(r"\s*[-–]\s*")
_RANGE: Final = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?", re.ASCII)

# The fourth design: the classic one in front, and something behind it.
TWO_SIDED: Final = "two-sided"
ALL, NEW, CHOSEN = "all", "new", "chosen"
# What is kept for the next time: how, not which.
_REMEMBERED: Final = ("label", "design", "back", "first_time", "seated", "trim_marks")

Choices = list[tuple[str | Promise, list[tuple[str, str | Promise]]]]


class PrintForm(forms.Form):
    """How badges are to be printed, and which. Begins as this association printed last."""

    label = forms.ChoiceField(label=_("Labels"))
    start_at = forms.IntegerField(
        label=_("Begin at label"),
        min_value=1,
        initial=1,
        help_text=_("On a sheet already begun, the first label that is left."),
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    design = forms.ChoiceField(
        label=_("Design"),
        choices=[
            *((key, design.name) for key, design in DESIGNS.items()),
            (TWO_SIDED, _("Two-sided")),
        ],
        initial=CLASSIC.key,
        widget=forms.RadioSelect,
    )
    back = forms.ChoiceField(
        label=_("On the back"),
        required=False,
        help_text=_("Print on both sides, turning the paper over its long edge."),
    )
    which = forms.ChoiceField(
        label=_("Which badges"),
        choices=[
            (ALL, _("All")),
            (NEW, _("New or changed since they were printed")),
            (CHOSEN, _("Only those I choose")),
        ],
        initial=ALL,
        widget=forms.RadioSelect,
    )
    numbers = forms.CharField(
        label=_("Their numbers"),
        max_length=200,
        required=False,
        help_text=_("Such as 3, 8–12. Or tick them in the list below."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    guests = forms.TypedMultipleChoiceField(required=False, coerce=int, empty_value=[])
    first_time = forms.BooleanField(
        label=_("Mark those who come for the first time"), required=False
    )
    seated = forms.BooleanField(label=_("Print each guest’s table"), required=False)
    trim_marks = forms.BooleanField(label=_("Trim marks"), required=False)

    def __init__(self, data: QueryDict | dict[str, Any] | None = None, *, event: Event) -> None:
        self.event = event
        self.own = {each.key: each.label() for each in event.association.own_labels.all()}
        super().__init__(data, initial=None if data else remembered(event))
        self._offer("label", _sheets(self.own))
        self._offer("back", [(name, back.label) for name, back in backs.known().items()])
        if data is not None:
            ids = event.registrations.confirmed().values_list("pk", flat=True)
            self._offer("guests", [(pk, pk) for pk in ids])
        # It means something with one design alone; there it is never empty.
        self.fields["back"].required = data is None or data.get("design") == TWO_SIDED
        if not Seating.objects.filter(event=event).exists():
            del self.fields["seated"]

    def _offer(self, name: str, choices: Any) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    @property
    def designs(self) -> list[tuple[BoundWidget, str | Promise]]:
        """The designs to choose from, and what each is for."""
        notes: dict[str, str | Promise] = {key: design.note for key, design in DESIGNS.items()}
        notes[TWO_SIDED] = _("The classic one, with something to read or write on its back.")
        return [(option, notes[str(option.data["value"])]) for option in self["design"]]

    @property
    def how(self) -> list[BoundField]:
        """How they are printed, whichever they are: for a pack, which holds them all."""
        named = ("label", "start_at", "design", "back", "seated", "first_time", "trim_marks")
        return [self[name] for name in named if name in self.fields]

    @classmethod
    def asked(cls, sent: QueryDict, event: Event) -> Self:
        """What was sent; what it doesn't say is as it stands in the empty form."""
        given = {
            name: sent.getlist(name) if name == "guests" else sent.get(name)
            for name in sent
            if name in cls.base_fields
        }
        chosen = given.get("numbers") or given.get("guests")
        defaults = {
            "label": DEFAULT.key,
            "design": CLASSIC.key,
            "start_at": 1,
            "which": CHOSEN if chosen else ALL,
            "back": next(iter(backs.known()), ""),
        }
        return cls(defaults | given, event=event)

    @classmethod
    def as_last_time(cls, event: Event, guest: int | None = None) -> Self:
        """Filled in as this association printed last, for one badge or for all; always valid."""
        only = {"which": CHOSEN, "guests": [guest]} if guest is not None else {"which": ALL}
        form = cls(remembered(event) | only, event=event)
        if not form.is_valid():
            # A sheet of its own was forgotten since, say.
            form = cls.asked(QueryDict("" if guest is None else f"guests={guest}"), event)
            form.full_clean()
        return form

    def clean_numbers(self) -> list[tuple[int, int]]:
        """Read “3, 8–12” as ranges. What isn't a number or a range is said, not guessed."""
        ranges = []
        for part in re.split(r"[,;\s]+", _DASH.sub("-", self.cleaned_data["numbers"])):
            found = _RANGE.fullmatch(part)
            if found is not None:
                ranges.append((int(found[1]), int(found[2] or found[1])))
            elif part:
                raise ValidationError(_("Write numbers such as 3, 8–12."))
        return ranges

    def clean(self) -> dict[str, Any]:
        """A sheet has only so many labels, and whoever chooses chooses somebody."""
        cleaned = super().clean() or self.cleaned_data
        label = self._labels().get(cleaned.get("label", ""))
        if label and cleaned.get("start_at", 1) > label.per_sheet:
            self.add_error(
                "start_at",
                ValidationError(
                    _("A sheet of these has %(count)s labels."), params={"count": label.per_sheet}
                ),
            )
        chosen = cleaned.get("numbers") or cleaned.get("guests") or self.errors
        if cleaned.get("which") == CHOSEN and not chosen:
            self.add_error("numbers", _("Write their numbers, or tick them in the list below."))
        return cleaned

    def _labels(self) -> dict[str, Label]:
        return LABELS | self.own

    def wishes(self) -> Wishes:
        """Return what was chosen, once it is valid."""
        chosen = self.cleaned_data
        two_sided = chosen["design"] == TWO_SIDED
        these = chosen["which"] == CHOSEN
        return Wishes(
            label=self._labels()[chosen["label"]],
            design=DESIGNS.get(chosen["design"], CLASSIC),
            back=chosen["back"] if two_sided else "",
            start_at=chosen["start_at"],
            numbers=chosen["numbers"] if these else (),
            guests=frozenset(chosen["guests"]) if these else (),
            unprinted=chosen["which"] == NEW,
            mark_first_time=chosen["first_time"],
            seated=chosen.get("seated", False),
            trim_marks=chosen["trim_marks"],
        )

    def to_remember(self) -> dict[str, Any]:
        """What the next print begins with."""
        return {name: self.cleaned_data.get(name) for name in _REMEMBERED}


def remembered(event: Event) -> dict[str, Any]:
    """How this association printed last; the form's own beginnings where it never did."""
    kept = PrintSettings.objects.filter(association=event.association).first()
    begin = {
        "label": DEFAULT.key,
        "design": CLASSIC.key,
        "back": next(iter(backs.known()), ""),
        "which": ALL,
        "start_at": 1,
    }
    return begin | (kept.wishes if kept else {})


def _sheets(own: dict[str, Label]) -> Choices:
    """The labels there are, by their sheets; the association's own first."""
    groups: dict[str, list[tuple[str, str | Promise]]] = {"a4": [], "letter": [], "roll": []}
    for key, label in LABELS.items():
        group = "a4" if label.sheet == A4 else "letter" if label.sheet == LETTER else "roll"
        groups[group].append((key, label.name))
    found: Choices = [
        (_("On A4"), groups["a4"]),
        (_("On Letter"), groups["letter"]),
        (_("On a roll"), groups["roll"]),
    ]
    if own:
        found.insert(0, (_("Your own"), [(key, label.name) for key, label in own.items()]))
    return found


class TablesForm(forms.Form):
    """How many sit at a table."""

    size = forms.IntegerField(
        label=_("Seats at a table"),
        min_value=2,
        max_value=60,
        initial=8,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
