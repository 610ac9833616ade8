"""What the style guide shows: every component in its states, and the shells with people in them.

Its people and sentences are made up, and stand here in both languages rather than in the
catalogues: nobody translates a sample.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.messages import constants
from django.utils.translation import get_language

from networking.web import nav
from networking.web.figures import TINTS
from networking.web.samples import AGENDA, WORDS

SWATCHES = ("paper", "card", "ink", "soft", "accent", "tint", "leaf", "amber", "coral")
PAGES = frozenset({"", "guest", "round", "organiser", "console", "screen", "question", "letter"})


@dataclass(frozen=True)
class Person:
    """Somebody who doesn't exist, as far as tags need to know her."""

    full_name: str
    initials: str
    french: str
    english: str
    why_french: str = ""
    why_english: str = ""
    role: str = "member"

    @property
    def text(self) -> str:
        """What she does, in the language of the page."""
        return self.french if _french() else self.english

    @property
    def why(self) -> str:
        """Why one should meet her, in the language of the page."""
        return self.why_french if _french() else self.why_english


@dataclass(frozen=True)
class Message:
    """A message, as far as a toast needs to know."""

    level_tag: str
    words: str

    def __str__(self) -> str:
        return self.words


PEOPLE = (
    Person(
        "Amina Diallo",
        "AD",
        "Cheffe de projet · Énergie Partagée",
        "Project lead · Énergie Partagée",
        "Cherche une comptable, comme vous",
        "Looks for an accountant, like you",
    ),
    Person(
        "Jean-Baptiste Roux",
        "JR",
        "Associé · Cabinet Roux & Associés",
        "Partner · Cabinet Roux & Associés",
        "Offre des locaux à partager",
        "Offers offices to share",
        "organiser",
    ),
    Person(
        "Claire Lefèvre",
        "CL",
        "Éclairagiste · Atelier Lumière",
        "Lighting designer · Atelier Lumière",
        role="speaker",
    ),
    Person("Youssef Benali", "YB", "Menuisier · Bois d’Ici", "Joiner · Bois d’Ici", role="visitor"),
    Person(
        "Nguyễn Thị Minh Khai",
        "NK",
        "Traductrice indépendante",
        "Freelance translator",
        role="first_time",
    ),
    Person(
        "Øystein Łukasiewicz",
        "ØŁ",
        "Ingénieur · Fjord & Fils",
        "Engineer · Fjord & Sons",
        role="host",
    ),
)


class Sample(forms.Form):
    """Every kind of field; what is wrong with some of them is part of the picture."""

    name = forms.CharField(label="Nom / Name", initial="Amina Diallo")
    email = forms.EmailField(label="E-mail", help_text="amina@example.org")
    phone = forms.CharField(label="Téléphone / Phone", required=False)
    role = forms.ChoiceField(
        label="Rôle / Role", choices=[("host", "Accueil / Host"), ("member", "Membre / Member")]
    )
    pace = forms.IntegerField(label="Rythme / Pace", initial=150)
    pitch = forms.CharField(
        label="Pitch",
        widget=forms.Textarea(attrs={"rows": 4}),
        initial="J’éclaire les lieux où l’on se parle.",
        help_text="150 mots, une minute / 150 words, one minute",
    )
    when = forms.DateField(
        label="Date", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    goal = forms.ChoiceField(
        label="Objectif / Objective",
        widget=forms.RadioSelect,
        choices=[
            ("partner", "Un partenariat / A partnership"),
            ("ideas", "De l’inspiration / Inspiration"),
            ("known", "Me faire connaître / Being known"),
        ],
        initial="ideas",
    )
    shared = forms.MultipleChoiceField(
        label="Je partage / I share",
        widget=forms.CheckboxSelectMultiple,
        choices=[("mobile", "Portable / Mobile"), ("email", "E-mail")],
        initial=["email"],
        required=False,
    )
    usual = forms.BooleanField(
        label="Ma carte habituelle / My usual card", required=False, initial=True
    )
    guests = forms.FileField(label="Liste / List", help_text="CSV, XLSX", required=False)
    code = forms.CharField(
        label="Code",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 6}
        ),
        initial="482 913",
    )


def context() -> dict[str, Any]:
    """Everything the pages of the style guide speak of."""
    language = "fr" if _french() else "en"
    words = WORDS[language]
    sample = Sample()
    wrong = Sample(
        prefix="wrong",
        data={"wrong-name": "", "wrong-email": "amina@", "wrong-goal": "none", "wrong-pace": "x"},
    )
    wrong.is_valid()
    wrong.errors["email"] = wrong.error_class([words["wrong"]], field_id="id_wrong-email")
    return {
        "w": words,
        "people": PEOPLE,
        "sample": sample,
        "wrong": wrong,
        "agenda": [
            (time, french if _french() else english, minutes, state)
            for time, french, english, minutes, state in AGENDA
        ],
        "toasts": [
            Message(constants.DEFAULT_TAGS[constants.SUCCESS], words["saved"]),
            Message(constants.DEFAULT_TAGS[constants.INFO], words["promoted"]),
            Message(constants.DEFAULT_TAGS[constants.WARNING], words["almost"]),
            Message(constants.DEFAULT_TAGS[constants.ERROR], words["failed"]),
        ],
        "stages": _stages(),
        "roles": ["organiser", "facilitator", "host", "speaker", "member", "visitor", "first_time"],
        "accents": ["#8a1c42", "#0b5d7a", "#2e7d32", "#b4540a", "#5b3fa0", "#ffd500"],
        "tints": range(TINTS),
        "swatches": SWATCHES,
    }


def _stages() -> list[dict[str, Any]]:
    """An event that goes on right now, for the rail."""
    pages = {
        "before": ("Inscriptions", "Invitations"),
        "eve": ("Badges", "Liste"),
        "during": ("Accueil", "Console"),
        "after": ("Bilan",),
    }
    at = list(nav.STAGES).index("during")
    return [
        {
            "word": word,
            "past": place < at,
            "now": place == at,
            "links": [
                nav.Link(label, "#", "", "", stage, here=label == "Accueil")
                for label in pages[stage]
            ],
        }
        for place, (stage, word) in enumerate(nav.STAGES.items())
    ]


def _french() -> bool:
    return (get_language() or "").startswith("fr")
