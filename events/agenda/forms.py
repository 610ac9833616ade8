"""What organisers type about an agenda."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.agenda.formats import FORMATS
from events.agenda.models import AgendaTemplate, Segment
from events.agenda.templates import TEMPLATES


class TemplateForm(forms.Form):
    """Which agenda to begin with."""

    template = forms.ChoiceField(label=_("Start from"))

    def __init__(self, data: Any = None, *, own: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        proven = [
            (each.key, f"{each.label} · {each.minutes}\N{NARROW NO-BREAK SPACE}min")
            for each in TEMPLATES.values()
        ]
        choices = [(_("That have proved themselves"), proven)]
        if own:
            choices.append((_("Your own"), [*own]))
        chosen = self.fields["template"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = choices


class NameForm(forms.ModelForm[AgendaTemplate]):
    """What a template of one's own is called."""

    class Meta:
        model = AgendaTemplate
        fields = ("name",)


class AddForm(forms.Form):
    """Which kind of segment to add, and where."""

    format = forms.ChoiceField(label=_("Format"), choices=FORMATS.choices)
    # Not a choice among those that are there: one that is gone meanwhile means "at the end".
    after = forms.IntegerField(label=_("Where"), required=False, widget=forms.Select)

    def __init__(
        self, data: Any = None, *, segments: Iterable[tuple[int, str]] = (), after: str = ""
    ) -> None:
        super().__init__(data, initial={"after": after})
        behind = [(pk, gettext("after “%(title)s”") % {"title": title}) for pk, title in segments]
        places = forms.Select(choices=[("", _("at the end")), *behind])
        self.fields["after"].widget = places


class PlaceForm(forms.Form):
    """Which segment goes where: behind another one, or first."""

    segment = forms.IntegerField()
    after = forms.IntegerField(required=False)


class MinutesForm(forms.ModelForm[Segment]):
    """How long a segment is, on the list itself."""

    class Meta:
        model = Segment
        fields = ("minutes",)


class SegmentForm(forms.ModelForm[Segment]):
    """A segment, and below it whatever its format wants to know."""

    format = forms.ChoiceField(label=_("Format"), choices=FORMATS.choices)

    class Meta:
        model = Segment
        fields = ("title", "format", "minutes", "not_before", "by_itself", "lead", "notes")
        widgets = {
            "not_before": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "notes": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What it said when the page was loaded goes along, so that only what was changed there is
        # saved, and nothing of what somebody else changed meanwhile.
        for name in self._meta.fields or ():
            self.fields[name].show_hidden_initial = True
        if not FORMATS[self.instance.format].by_the_clock:
            del self.fields["by_itself"]
        self.settings = self._settings()

    def _settings(self) -> forms.Form | None:
        format_ = FORMATS[self.instance.format]
        if format_.settings_form is None:
            return None
        form = format_.settings_form(
            self.data or None, initial=self.instance.options, prefix="settings"
        )
        format_.offer(form, self.instance.event)
        for field in form.fields.values():
            field.show_hidden_initial = True
        return form

    def shown(self) -> list[forms.BoundField]:
        """What the format wants to know, but for what few need."""
        rare = self.rare()
        return [bound for bound in self.settings or () if bound not in rare]

    def rare(self) -> list[forms.BoundField]:
        """What few need: named by the format's form as its `rare`."""
        names: Sequence[str] = getattr(self.settings, "rare", ())
        return [self.settings[name] for name in names] if self.settings else []

    def rare_is_used(self) -> bool:
        """Whether one of them says something, or something is wrong with it."""
        return any(bound.value() or bound.errors for bound in self.rare())

    def is_valid(self) -> bool:
        """Both must be right; what belongs to another format is not asked for."""
        if not super().is_valid():
            return False
        return self.settings is None or self._changes_format or self.settings.is_valid()

    def changes(self) -> dict[str, Any]:
        """Return what to hand to the action: what was changed, and the options of the format."""
        options = self.instance.options
        if self._changes_format:
            options = {}
        elif self.settings is not None:
            options = {**options, **_changed(self.settings)}
        return {**_changed(self), "options": options}

    @property
    def _changes_format(self) -> bool:
        asked = self.cleaned_data["format"]
        return "format" in self.changed_data and bool(asked != self.initial["format"])


def _changed(form: forms.BaseForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in form.changed_data}
