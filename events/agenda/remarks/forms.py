"""What a phone or a console sends."""

from typing import Any

from django import forms
from django.http import QueryDict

from events.agenda.log import Refused
from events.agenda.remarks.models import LONGEST


class RemarkForm(forms.Form):
    """A question or a note; `id` is made by the device. How long it is, the action says."""

    id = forms.UUIDField()
    segment = forms.IntegerField()
    text = forms.CharField(required=False, max_length=4 * LONGEST)
    named = forms.BooleanField(required=False)


class VoteForm(forms.Form):
    """Whether a vote shall stand."""

    wanted = forms.BooleanField(required=False)


def read_remark(sent: QueryDict) -> dict[str, Any]:
    """Return what was sent, as `actions.send` takes it; raise `Refused` for what is no remark."""
    form = RemarkForm(sent)
    if not form.is_valid():
        raise Refused("no_words")
    return form.cleaned_data


def read_vote(sent: QueryDict) -> bool:
    """Return whether a vote shall stand."""
    form = VoteForm(sent)
    form.is_valid()
    return bool(form.cleaned_data["wanted"])
