"""What organisers type about those who speak, or might."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.calendar.models import Event, Speaker, Standing
from networking.accounts.models import normalise
from networking.associations.models import Association
from networking.dates import said_date


class EventChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the association's events, said by its day and its title."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{said_date(obj.local_start.date())} · {obj.title}"


class SpeakerForm(forms.ModelForm[Speaker]):
    """A speaker: a family name is enough to begin with."""

    event = EventChoiceField(
        label=_("speaks at"),
        queryset=Event.objects.none(),
        required=False,
        empty_label=_("No event yet: an idea for the season"),
    )

    class Meta:
        model = Speaker
        fields = (
            *("given_name", "family_name", "title", "organisation", "topic", "about"),
            *("standing", "event", "email"),
        )
        widgets = {
            "about": forms.Textarea(attrs={"rows": 4}),
            "standing": forms.RadioSelect,
        }
        help_texts = {
            "topic": _("As it should stand on the page."),
            "about": _("A few lines for the page."),
            "email": _(
                "For the organisers. Once she has agreed, who signs in with it sees the "
                "speaker’s view. No mail leaves from here."
            ),
        }

    def __init__(self, *args: Any, association: Association, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.association = association
        events = association.events.upcoming()
        if self.instance.event_id:
            events = events | association.events.filter(pk=self.instance.event_id)
        field = self.fields["event"]
        assert isinstance(field, EventChoiceField)
        field.queryset = events

    def clean_email(self) -> str:
        """Keep an address as accounts have theirs."""
        return normalise(self.cleaned_data["email"]) or ""


class IdeaForm(forms.ModelForm[Speaker]):
    """Somebody who comes to mind: a name, and a word on why."""

    class Meta:
        model = Speaker
        fields = ("given_name", "family_name", "organisation", "topic")


class PlaceForm(forms.Form):
    """At which event somebody speaks, and how far one is with her."""

    event = EventChoiceField(queryset=Event.objects.none(), required=False)
    standing = forms.ChoiceField(choices=Standing.choices, required=False)

    def __init__(self, *args: Any, association: Association, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["event"]
        assert isinstance(field, EventChoiceField)
        field.queryset = association.events.upcoming()
