"""A letter before it leaves: its words, what goes along, by which way."""

import datetime as dt
from typing import Any, Final

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from followups.reminders.models import Coffee, Way
from followups.reminders.writing.actions import File, Words
from followups.reminders.writing.coffee import MOST
from followups.reminders.writing.files import ACCEPT, made_anew
from followups.reminders.writing.models import LONGEST
from networking.time import now

TIMES: Final = tuple(f"time{number}" for number in range(1, MOST + 1))
WEB: Final = ("http", "https")
# Not the label of a state, but what a button does.
HOW: Final = tuple((way.value, way.value) for way in Way)
YEAR: Final = dt.timedelta(days=366)


def _time(**said: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        **said,
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        error_messages={"invalid": _("Write a day and an hour, or leave it empty.")},
    )


class LetterForm(forms.Form):
    """What one writes to somebody met. Without `by_tablee` no file can go along."""

    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 11}),
        error_messages={"required": _("A message needs a few words.")},
    )
    link = forms.URLField(
        label=_("A link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=WEB)],
        error_messages={"invalid": _("This is no address of a page. Copy it from the browser.")},
    )
    file = forms.FileField(
        label=_("A file"),
        help_text=_("A PDF or a picture, 5 MB at most."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    coffee = forms.ChoiceField(
        label=_("A coffee?"), choices=Coffee.choices, required=False, widget=forms.RadioSelect
    )
    where = forms.CharField(
        label=_("The link or the place"),
        help_text=_("By video, the link of the call if you have it already."),
        required=False,
        max_length=300,
    )
    time1 = _time(label=_("first proposal"))
    time2 = _time(label=_("second proposal"))
    time3 = _time(label=_("third proposal"))
    language = forms.CharField(required=False, widget=forms.HiddenInput)
    how = forms.ChoiceField(choices=HOW, required=False)
    # All but the words: to say so beside each would say nothing.
    all_optional = True

    def __init__(self, *args: Any, by_tablee: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not by_tablee:
            del self.fields["file"]

    @property
    def way(self) -> Way:
        """Who sends it: the author's own mail program, unless she said otherwise."""
        return Way(self.cleaned_data["how"] or Way.OWN)

    @property
    def times(self) -> list[forms.BoundField]:
        """The fields of the times, for the page."""
        return [self[name] for name in TIMES]

    def words(self, language: str) -> Words:
        """Return what was written, for the action."""
        said = self.cleaned_data
        coffee = Coffee(said["coffee"])
        return Words(
            text=said["text"],
            language=language,
            link=said["link"],
            coffee=coffee,
            where=said["where"] if coffee else "",
            times=sorted({said[name] for name in TIMES if said[name]}) if coffee else (),
            file=said.get("file"),
        )

    def clean_text(self) -> str:
        """Return the words with the breaks that everything but a browser knows."""
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n").strip()

    def clean_file(self) -> File | None:
        """Return the file made anew; say in a sentence why it can't go along."""
        sent = self.cleaned_data["file"]
        return made_anew(sent) if sent else None

    def clean(self) -> dict[str, Any]:
        """A file needs Tablée's mail; a coffee a time to come, and a place or a link."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("file") and said.get("how") != Way.SENT:
            self.add_error(
                "file",
                _("A file can go only with a mail sent from Tablée. Attach it in your own mail"
                  " program, or give a link."),
            )  # fmt: skip
        if said.get("coffee"):
            self._look_at_the_coffee(said)
        return said

    def _look_at_the_coffee(self, said: dict[str, Any]) -> None:
        for name in TIMES:
            time = said.get(name)
            if time and time <= now():
                self.add_error(name, _("This time is over."))
            elif time and time > now() + YEAR:
                self.add_error(name, _("This is more than a year away."))
        if not any(said.get(name) or name in self.errors for name in TIMES):
            self.add_error("time1", _("A coffee needs a time, one at least."))
        where = said.get("where", "")
        if said["coffee"] == Coffee.PLACE and not where:
            self.add_error("where", _("Say where."))
        if said["coffee"] == Coffee.VIDEO and where:
            try:
                URLValidator(schemes=WEB)(where)
            except forms.ValidationError:
                self.add_error("where", _("This is no link. Copy the one of the call."))
