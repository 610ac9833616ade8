"""A sheet of labels that an organiser measures with a ruler, checked before any paper is spoilt."""

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from events.door.models import OwnLabel
from networking.paper import faces
from networking.paper.labels import A4, LETTER, Label

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SHEETS: Final = {"a4": A4, "letter": LETTER}
_LONGEST: Final = 1000
# A ruler's own error, in millimetres.
_TOLERANCE: Final = 0.1


class Millimetres(forms.FloatField):
    """A length, with a point or a comma."""

    def __init__(
        self, label: "str | _StrPromise", *, least: float = 0, required: bool = True, help: Any = ""
    ) -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help,
            widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
            validators=[
                MinValueValidator(least, _("At least %(limit_value)s mm.")),
                MaxValueValidator(_LONGEST, _("At most %(limit_value)s mm.")),
            ],
            error_messages={"invalid": _("Write a length in millimetres, such as 63.5.")},
        )

    def to_python(self, value: Any) -> Any:
        """Read what was typed; a comma is a point."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


def _count(label: "str | _StrPromise", most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )


class OwnLabelForm(forms.Form):
    """The sheet and its labels, in millimetres from the sheet's upper left corner."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("What stands on the box, so that you find it again."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    sheet = forms.ChoiceField(
        label=_("The sheet"),
        choices=[("a4", "A4"), ("letter", "Letter"), ("own", _("Another size, or a roll"))],
        initial="a4",
        widget=forms.RadioSelect,
    )
    sheet_width = Millimetres(_("Width of the sheet"), least=20, required=False)
    sheet_height = Millimetres(_("Height of the sheet"), least=20, required=False)
    columns = _count(_("Columns"), 20)
    rows = _count(_("Rows"), 50)
    width = Millimetres(_("Width of a label"), least=1)
    height = Millimetres(_("Height of a label"), least=1)
    left = Millimetres(_("Left margin"))
    top = Millimetres(_("Top margin"))
    x = Millimetres(
        _("From column to column"),
        required=False,
        help=_("From a label’s left edge to the next one’s. Empty: no gap."),
    )
    y = Millimetres(
        _("From row to row"),
        required=False,
        help=_("From a label’s upper edge to the next one’s. Empty: no gap."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Asked for where the sheet has no name; the page shows them only there.
        for name in ("sheet_width", "sheet_height"):
            field = self.fields[name]
            field.required = not self.is_bound or self.data.get("sheet") == "own"
            field.error_messages["required"] = _(
                "Write it in millimetres: the sheet has a size of its own."
            )

    def clean(self) -> dict[str, Any]:
        """Complete what was left empty, and say what can't be printed on."""
        said = super().clean() or self.cleaned_data
        for length, name in (("width", "x"), ("height", "y")):
            if said.get(name) is None and name in said:
                said[name] = said.get(length)
        self._settle_sheet(said)
        if not self.errors:
            self._check(self._label(said))
        return said

    def _settle_sheet(self, said: dict[str, Any]) -> None:
        sizes = SHEETS.get(said.get("sheet", ""))
        if sizes:
            said["sheet_width"], said["sheet_height"] = sizes

    def _check(self, label: Label) -> None:
        if not faces.large_enough(label.width, label.height):
            least = {"long": f"{faces.SMALLEST_LENGTH:g}", "short": f"{faces.SMALLEST_SIDE:g}"}
            self._refuse("width", _("A badge needs %(long)s × %(short)s mm at least."), **least)
        if label.columns > 1 and label.x < label.width:
            self._refuse("x", _("The labels would overlap: it is their width at least."))
        elif label.right < -_TOLERANCE:
            self._refuse(
                "columns",
                _("The columns reach %(over)s mm beyond the right edge of the sheet."),
                over=number_format(-label.right, 1),
            )
        if label.rows > 1 and label.y < label.height:
            self._refuse("y", _("The labels would overlap: it is their height at least."))
        elif label.bottom < -_TOLERANCE:
            self._refuse(
                "rows",
                _("The rows reach %(over)s mm beyond the lower edge of the sheet."),
                over=number_format(-label.bottom, 1),
            )

    def _refuse(self, name: str, words: "str | _StrPromise", **params: str) -> None:
        self.add_error(name, ValidationError(words, params=params))

    def _label(self, said: dict[str, Any]) -> Label:
        return OwnLabel(**self._measures(said)).label()

    def _measures(self, said: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in said.items() if name != "sheet"}

    def measures(self) -> dict[str, Any]:
        """Return what was measured, once it is valid, by the names of `OwnLabel`."""
        return self._measures(self.cleaned_data)
