"""Recognising the headings of a guest list, in French and in English, in any order. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Final

from networking.spreadsheets.headings import DEPTH, top_of
from networking.text import fold


class Field(StrEnum):
    """What a column may hold; the values are names of a registration's fields where it has one."""

    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    FULL_NAME = "full_name"
    EMAIL = "email"
    ORGANISATION = "organisation"
    TITLE = "title"
    PHONE = "phone"
    MOBILE = "mobile"
    FAX = "fax"
    DIET = "diet"
    # What became of the order, in a ticket office's list.
    ORDER = "order"


# Folded, and without the little words of `NOISE`.
SAYINGS: Final[Mapping[Field, Collection[str]]] = {
    Field.GIVEN_NAME: (
        "prenom", "prenoms", "first name", "firstname", "given name", "given names", "forename",
        "first",
    ),
    Field.FAMILY_NAME: (
        "nom", "noms", "nom famille", "nom usage", "nom naissance", "name", "last name",
        "lastname", "family name", "surname", "last",
    ),
    Field.FULL_NAME: (
        "nom complet", "nom prenom", "nom et prenom", "nom prenoms", "prenom nom",
        "prenom et nom", "full name", "fullname", "display name", "first and last name",
    ),
    Field.EMAIL: (
        "email", "e mail", "mail", "courriel", "adresse email", "adresse e mail", "adresse mail",
        "adresse courriel", "adresse electronique", "courrier electronique", "email address",
        "e mail address", "mail address", "mel", "emails", "adresse messagerie", "messagerie",
    ),
    Field.ORGANISATION: (
        "organisation", "organization", "organisme", "entreprise", "societe", "structure",
        "raison sociale", "company", "company name", "employer", "employeur", "association",
        "etablissement", "institution", "nom entreprise", "nom societe", "nom structure",
        "nom organisation", "nom organisme", "organisation name", "organization name",
        "entreprise organisation", "societe organisme", "firm", "business", "business name",
    ),
    Field.TITLE: (
        "fonction", "fonctions", "job title", "titre", "title", "poste", "profession", "metier",
        "intitule poste", "titre poste", "position", "role", "occupation", "job", "fonction titre",
        "titre fonction", "job position", "activite", "organization title", "organisation title",
    ),
    Field.PHONE: (
        "telephone", "tel", "phone", "telephone number", "phone number", "telephone fixe",
        "tel fixe", "fixe", "work phone", "landline", "home phone", "telephone bureau",
        "telephone professionnel", "tel professionnel", "tel pro", "ligne directe",
        "business phone",
    ),
    Field.MOBILE: (
        "portable", "mobile", "telephone portable", "telephone mobile", "tel portable",
        "tel mobile", "portable professionnel", "gsm", "natel", "cell", "cell phone", "cellphone",
        "cellulaire", "telephone cellulaire", "tel cellulaire", "mobile phone", "mobile number",
        "cell number",
    ),
    Field.FAX: ("fax", "telecopie", "telecopieur", "fax number", "business fax"),
    Field.DIET: (
        "regime", "regime alimentaire", "regimes alimentaires", "allergies", "allergie",
        "restrictions alimentaires", "contraintes alimentaires", "diet", "dietary requirements",
        "dietary restrictions", "dietary needs", "food allergies", "regime allergies",
    ),
    Field.ORDER: (
        "statut commande", "statut", "order status", "status", "etat commande",
        "statut inscription", "registration status", "attendee status", "statut paiement",
    ),
}  # fmt: skip

# Words that say nothing about what a column holds.
NOISE: Final = frozenset((
    "de", "du", "d", "la", "le", "l", "les", "des", "un", "une", "the", "of", "your", "votre",
    "vos", "no", "n", "num", "numero", "sur", "badge", "champ", "champs", "complementaire",
    "complementaires", "custom", "field", "personnalise", "question", "info", "infos",
    "information", "for", "on",
))  # fmt: skip
# Whose name, whose address: the participant's, or only the payer's.
PARTICIPANT: Final = frozenset((
    "participant", "participants", "participante", "attendee", "attendees", "guest", "guests",
    "invite", "invitee", "inscrit", "inscrite", "beneficiaire", "visiteur", "visitor", "convive",
    "holder",
))  # fmt: skip
PAYER: Final = frozenset((
    "payeur", "payeuse", "payer", "acheteur", "acheteuse", "buyer", "purchaser", "billing",
    "facturation", "commanditaire", "client", "customer",
))  # fmt: skip
# What an address book says of a value, and not the value.
ASIDE: Final = frozenset(("label", "type", "libelle"))
# Words that may mean another thing where a surer one stands beside them: Mr or Dr, the whole name.
VAGUE: Final = frozenset(("titre", "title", "nom", "noms", "name"))
# Fields whose word inside a longer heading is enough ("Votre fonction dans l'entreprise"). A name
# isn't one: there are too many names of something else.
LOOSE: Final = (
    Field.EMAIL, Field.MOBILE, Field.FAX, Field.PHONE, Field.TITLE, Field.ORGANISATION, Field.DIET,
)  # fmt: skip

_exact: Final = {saying: field for field, sayings in SAYINGS.items() for saying in sayings}
_EXACT, _INSIDE, _PARTICIPANTS, _PAYERS = 4, 1, 1, -2


def understand(heading: str) -> tuple[Field, int] | None:
    """Return what a heading announces and how surely (1 hardly, 5 surely), or None."""
    words = fold(heading).split()
    said = [word for word in words if word not in NOISE | PARTICIPANT | PAYER]
    whose = _PARTICIPANTS if PARTICIPANT & set(words) else 0
    if PAYER & set(words):
        whose = _PAYERS
    if said and said[-1] in ASIDE:
        return None
    if not said:
        # "Participant" alone: whoever it is, it is her name.
        return (Field.FULL_NAME, 2) if whose > 0 else None
    field = _exact.get(" ".join(said))
    if field:
        vague = len(said) == 1 and said[0] in VAGUE
        return field, _EXACT + whose - vague
    loose = _inside(" ".join(said))
    return (loose, max(1, _INSIDE + whose)) if loose else None


def _inside(said: str) -> Field | None:
    """The field whose saying comes first inside this heading; the longest of those."""
    found = [
        (match.start(), -len(saying), field)
        for field in LOOSE
        for saying in SAYINGS[field]
        if (match := re.search(rf"\b{saying}\b", said))
    ]
    return min(found)[2] if found else None


def recognised(cells: Sequence[str]) -> int:
    """Return how many different things this line announces, if it is a line of headings."""
    sure = {found[0] for cell in cells if (found := understand(cell)) and found[1] > _INSIDE + 1}
    return len(sure)


def find(lines: Sequence[Sequence[str]]) -> int | None:
    """Return where the headings stand in a list, or None in a list without any."""
    return top_of(lines, recognised=recognised, names_somebody=_names_somebody)


def _names_somebody(cells: Sequence[str]) -> bool:
    found = {understood[0] for cell in cells if (understood := understand(cell))}
    return bool(found & {Field.EMAIL, Field.FAMILY_NAME, Field.FULL_NAME})


def assign(titles: Sequence[str], lines: Sequence[Sequence[str]] = ()) -> dict[Field, int]:
    """Return which column holds what: each field once, the surest column for it first.

    A participant's column wins over a payer's. Where no heading announces an address, the column
    of `lines` that holds most is taken. "Name" without a first name beside it is the whole name.
    """
    ranked = sorted(
        (-found[1], column, found[0])
        for column, title in enumerate(titles)
        if (found := understand(title))
    )
    columns: dict[Field, int] = {}
    sure: dict[Field, int] = {}
    for unsure, column, field in ranked:
        if field not in columns:
            columns[field], sure[field] = column, -unsure
    if Field.EMAIL not in columns:
        columns |= _column_of_addresses(lines, taken=set(columns.values()))
    if Field.FAMILY_NAME in columns and Field.GIVEN_NAME not in columns:
        family = columns.pop(Field.FAMILY_NAME)
        if sure[Field.FAMILY_NAME] > sure.get(Field.FULL_NAME, 0):
            columns[Field.FULL_NAME] = family
    if Field.FAMILY_NAME in columns and Field.GIVEN_NAME in columns:
        columns.pop(Field.FULL_NAME, None)
    return columns


def _column_of_addresses(
    lines: Sequence[Sequence[str]], taken: Collection[int]
) -> dict[Field, int]:
    counts: dict[int, int] = {}
    for cells in lines[:DEPTH]:
        for column, cell in enumerate(cells):
            if "@" in cell and column not in taken:
                counts[column] = counts.get(column, 0) + 1
    return {Field.EMAIL: max(counts, key=lambda column: counts[column])} if counts else {}


def whose_address(titles: Sequence[str], columns: Mapping[Field, int]) -> tuple[int, ...]:
    """Return the payer's name columns if the address is the payer's, so that it can be checked.

    A ticket office's list may hold one address for several people: that of who paid.
    """
    email = columns.get(Field.EMAIL)
    if email is None or email >= len(titles) or not PAYER & set(fold(titles[email]).split()):
        return ()
    return tuple(
        column
        for column, title in enumerate(titles)
        if PAYER & set(fold(title).split())
        and (found := understand(title))
        and found[0] in {Field.GIVEN_NAME, Field.FAMILY_NAME, Field.FULL_NAME}
    )
