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


AGENDA = (
    ("8:00", "Accueil", "Welcome", 15, "done"),
    ("8:15", "Tour de table", "Round table", 30, "now"),
    ("8:45", "Tours impromptus et débriefing", "Impromptu rounds and debrief", 20, ""),
    ("9:05", "Fatou N’Diaye : louer sans vacance", "Fatou N’Diaye: letting without gaps", 40, ""),
    ("9:45", "Échanges bilatéraux", "Bilateral exchanges", 15, ""),
)

WORDS: dict[str, dict[str, str]] = {
    "fr": {
        "house": "Le Cercle des Petits-Déjeuners",
        "title": "Le petit-déjeuner de décembre",
        "when": "Mardi 1er décembre, 8 h – 10 h",
        "where": "Café Le Bosquet, Lyon",
        "event": "Événement",
        "people": "Participants",
        "meetings": "Mes rencontres",
        "contacts": "Contacts",
        "pitch_title": "Votre pitch dure 52 secondes",
        "pitch_text": "Il y manque une anecdote, ou une nouvelle de la semaine.",
        "pitch_button": "Préparer mon pitch",
        "to_meet": "À rencontrer",
        "agenda": "Le déroulement",
        "registered": "Vous êtes inscrite",
        "round": "Tour impromptu 2 sur 3",
        "table": "Table 4",
        "your_turn": "à vous la parole",
        "question": (
            "Quel défi apportez-vous à cette réunion\u202f? Qu’espérez-vous du groupe, que"
            " pouvez-vous lui donner\u202f?"
        ),
        "leave": "Je pars après ce tour",
        "now": "Maintenant",
        "next": "Ensuite",
        "round_table": "Tour de table",
        "to_speak": "14 à parler · finit à 8 h 47,",
        "late": "2 min de retard",
        "speaker": "Intervenante\u00a0: Fatou N’Diaye",
        "next_person": "Suivante",
        "undo": "Annuler",
        "pause": "Pause",
        "turn": "Tour de table · 12 sur 26",
        "motto": "Atelier Lumière · «\u202fJ’éclaire les lieux où l’on se parle\u202f»",
        "then": "Ensuite\u00a0: Youssef Benali",
        "ends": "8 h 31 · fin prévue 10 h 00",
        "empty_title": "Personne encore",
        "empty_text": (
            "Invitez les membres, ou déposez une liste\u202f: chacun recevra une seule invitation."
        ),
        "empty_button": "Inviter",
        "save": "Enregistrer",
        "cancel": "Annuler",
        "delete": "Supprimer",
        "dialog_title": "Annuler l’inscription d’Amina\u202f?",
        "dialog_text": (
            "Sa place va à la première personne de la liste d’attente. Amina en est informée."
        ),
        "saved": "C’est enregistré.",
        "promoted": "Youssef Benali a quitté la liste d’attente.",
        "almost": "Il reste deux places.",
        "failed": "Le fichier n’a pas pu être lu. Enregistrez-le en CSV et déposez-le de nouveau.",
        "wrong": "Écrivez une adresse complète, comme nom@exemple.fr.",
        "search": "Chercher un nom ou une organisation",
        "profile": "Profil complet à 62 %",
        "followed": "4 suivis sur 6",
        "guests": "Les inscrits",
        "sign_in": "Entrez avec votre e-mail",
        "sign_in_text": "Nous vous envoyons un code à six chiffres. Pas de mot de passe.",
        "send_code": "Recevoir mon code",
        "present": "présents",
        "here": "Est là",
        "on_list": "inscrits",
        "new": "nouveaux",
        "wait": "en attente",
    },
    "en": {
        "house": "Le Cercle des Petits-Déjeuners",
        "title": "The December breakfast",
        "when": "Tuesday 1 December, 8:00 – 10:00",
        "where": "Café Le Bosquet, Lyon",
        "event": "Event",
        "people": "People",
        "meetings": "My meetings",
        "contacts": "Contacts",
        "pitch_title": "Your pitch lasts 52 seconds",
        "pitch_text": "It lacks an anecdote, or a piece of news.",
        "pitch_button": "Prepare my pitch",
        "to_meet": "People to meet",
        "agenda": "The agenda",
        "registered": "You are registered",
        "round": "Impromptu round 2 of 3",
        "table": "Table 4",
        "your_turn": "the floor is yours",
        "question": (
            "What challenge do you bring? What do you hope to get from this group, and give to it?"
        ),
        "leave": "I leave after this round",
        "now": "Now",
        "next": "Next",
        "round_table": "Round table",
        "to_speak": "14 to speak · ends at 8:47,",
        "late": "2 min late",
        "speaker": "Speaker: Fatou N’Diaye",
        "next_person": "Next person",
        "undo": "Undo",
        "pause": "Pause",
        "turn": "Round table · 12 of 26",
        "motto": "Atelier Lumière · “I light the places where people talk”",
        "then": "Next: Youssef Benali",
        "ends": "8:31 · ends at 10:00",
        "empty_title": "Nobody yet",
        "empty_text": "Invite the members, or drop a list: each gets one invitation.",
        "empty_button": "Invite",
        "save": "Save",
        "cancel": "Cancel",
        "delete": "Delete",
        "dialog_title": "Cancel Amina’s registration?",
        "dialog_text": "Her seat goes to the first on the waiting list. Amina is told.",
        "saved": "Saved.",
        "promoted": "Youssef Benali has left the waiting list.",
        "almost": "Two seats are left.",
        "failed": "The file could not be read. Save it as CSV and drop it again.",
        "wrong": "Write a whole address, such as name@example.org.",
        "search": "Search a name or an organisation",
        "profile": "Profile 62% complete",
        "followed": "4 of 6 followed up",
        "guests": "Guests",
        "sign_in": "Come in with your e-mail",
        "sign_in_text": "We send you a code of six figures. No password.",
        "send_code": "Send me my code",
        "present": "present",
        "here": "Is here",
        "on_list": "registered",
        "new": "new",
        "wait": "waiting",
    },
}


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
