"""What the columns of address books are called, in French and in English. Pure.

Google numbers (“Phone 1 - Value” beside “Phone 1 - Label”), Outlook says it in the heading
(“Home Phone 2”, “Téléphone 2 (bureau)”); our own tables number too. What none of them says is read
as the headings of a guest list are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from events.guests import headings as guests
from followups.contacts.card import FAX, HOME, MOBILE, WORK
from networking.spreadsheets.headings import top_of
from networking.text import fold


class Part(StrEnum):
    """What a column holds; those that say one thing of somebody are named like `card.Details`."""

    PREFIX = "prefix"
    GIVEN_NAME = "given_name"
    ADDITIONAL_NAMES = "additional_names"
    FAMILY_NAME = "family_name"
    SUFFIX = "suffix"
    NICKNAME = "nickname"
    TITLE = "title"
    ORGANISATION = "organisation"
    DEPARTMENT = "department"
    BIRTHDAY = "birthday"
    NOTE = "note"
    TAGS = "tags"
    MET_WHERE = "met_where"
    MET_ON = "met_on"
    JOURNAL = "journal"
    PROMISES = "promises"
    INTRODUCER = "introducer"
    RHYTHM = "rhythm"
    UID = "uid"
    # The whole name; a name or a title of which the other columns say what it is.
    FULL_NAME = "full_name"
    NAME = "name"
    SOME_TITLE = "some title"
    # Several of each.
    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    STREET = "street"
    POSTCODE = "postcode"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    LABEL = "label"


# What our own tables call them, in English and in French; both are read in either language.
OURS: Final[Mapping[Part, tuple[str, str]]] = {
    Part.PREFIX: ("Form of address", "Civilité"),
    Part.GIVEN_NAME: ("First name", "Prénom"),
    Part.ADDITIONAL_NAMES: ("Other first names", "Autres prénoms"),
    Part.FAMILY_NAME: ("Family name", "Nom"),
    Part.SUFFIX: ("After the name", "Après le nom"),
    Part.NICKNAME: ("Nickname", "Surnom"),
    Part.TITLE: ("Job title", "Fonction"),
    Part.ORGANISATION: ("Organisation", "Organisation"),
    Part.BIRTHDAY: ("Birthday", "Anniversaire"),
    Part.NOTE: ("Note", "Note"),
    Part.TAGS: ("Tags", "Étiquettes"),
    Part.MET_WHERE: ("Where we met", "Lieu de rencontre"),
    Part.MET_ON: ("When we met", "Date de rencontre"),
    Part.JOURNAL: ("Journal", "Journal"),
    Part.PROMISES: ("Promises", "Promesses"),
    Part.INTRODUCER: ("Introduced by", "Mise en relation par"),
    Part.RHYTHM: ("Rhythm in months", "Rythme en mois"),
    Part.UID: ("UID", "Identifiant"),
    # Numbered: “Phone 1”, “Phone 1 label”, “Address 1 street”.
    Part.PHONE: ("Phone", "Téléphone"),
    Part.EMAIL: ("E-mail", "E-mail"),
    Part.LINK: ("Link", "Lien"),
    Part.STREET: ("street", "rue"),
    Part.POSTCODE: ("postcode", "code postal"),
    Part.CITY: ("city", "ville"),
    Part.REGION: ("region", "région"),
    Part.COUNTRY: ("country", "pays"),
    Part.LABEL: ("label", "libellé"),
}
ADDRESS: Final = ("Address", "Adresse")
ADDRESS_PARTS: Final = (Part.STREET, Part.POSTCODE, Part.CITY, Part.REGION, Part.COUNTRY)
SEVERAL: Final = (Part.PHONE, Part.EMAIL, Part.LINK, *ADDRESS_PARTS, Part.LABEL)
NAMES: Final = frozenset({Part.GIVEN_NAME, Part.FAMILY_NAME, Part.FULL_NAME, Part.NAME})

# Folded, without numbers.
_SAYINGS: Final[Mapping[Part, Sequence[str]]] = {
    Part.PREFIX: ("name prefix", "prefix", "prefixe", "civilite", "prefixe du nom"),
    Part.GIVEN_NAME: ("given name",),
    Part.ADDITIONAL_NAMES: (
        "middle name", "additional name", "deuxieme prenom", "second prenom", "autre prenom",
    ),
    Part.FAMILY_NAME: ("last name", "nom de famille", "surname"),
    Part.SUFFIX: ("suffix", "name suffix", "suffixe", "suffixe du nom"),
    Part.NICKNAME: ("short name",),
    Part.TITLE: ("organization title", "titre du poste", "profession", "poste"),
    Part.ORGANISATION: ("company", "societe", "organization name", "nom de l organisation"),
    Part.DEPARTMENT: ("department", "service", "organization department", "departement"),
    Part.BIRTHDAY: ("date de naissance", "date of birth", "naissance"),
    Part.NOTE: ("notes", "remarques", "commentaires", "comments"),
    Part.TAGS: ("categories", "labels", "group membership", "libelles", "groupes"),
    Part.NAME: ("name", "nom"),
    Part.SOME_TITLE: ("title", "titre"),
    Part.FULL_NAME: ("full name", "nom complet"),
    Part.INTRODUCER: ("presente par", "presentee par", "recommande par"),
    Part.STREET: ("address", "adresse", "adresse postale", "postal address"),
}  # fmt: skip
_EXACT: Final = {
    **{fold(word): part for part, words in OURS.items() if part not in SEVERAL for word in words},
    **{saying: part for part, sayings in _SAYINGS.items() for saying in sayings},
}
_MAILS: Final = frozenset({"mail", "email", "courriel", "messagerie"})
_LINKS: Final = frozenset({"website", "web", "url", "site", "link", "lien", "linkedin"})
_PHONES: Final = frozenset({
    "phone", "telephone", "tel", "mobile", "portable", "fax", "telecopie", "pager", "cell", "gsm",
    "cellphone", "natel",
})  # fmt: skip
_WHERE: Final[Sequence[tuple[frozenset[str], Part]]] = (
    (frozenset({"boite", "box", "extended", "street", "rue"}), Part.STREET),
    (frozenset({"country", "pays"}), Part.COUNTRY),
    (frozenset({"postal", "postcode", "zip", "cp"}), Part.POSTCODE),
    (frozenset({"city", "ville", "town", "localite"}), Part.CITY),
    (frozenset({"state", "region", "dep", "province", "canton"}), Part.REGION),
)
_KINDS: Final = (
    (frozenset({"fax", "telecopie"}), FAX),
    (frozenset({"mobile", "portable", "cell", "gsm", "cellphone", "natel", "iphone"}), MOBILE),
    (frozenset({"business", "work", "bureau", "professionnel", "professionnelle", "pro",
                "travail", "company"}), WORK),
    (frozenset({"home", "domicile", "personnel", "personnelle", "prive", "privee",
                "maison"}), HOME),
)  # fmt: skip
# What is about somebody else, or of no use.
_PASSED_OVER: Final = guests.PAYER | {
    "custom", "event", "relation", "phonetic", "yomi", "display", "assistant", "assistant e",
    "manager", "telex", "tdd", "tty", "ttytdd", "formatted", "photo", "jot", "calendar", "file",
}  # fmt: skip
# Headings that stand for what a guest list calls the same.
_GUESTS: Final = {
    guests.Field.GIVEN_NAME: (Part.GIVEN_NAME, ""),
    guests.Field.FAMILY_NAME: (Part.FAMILY_NAME, ""),
    guests.Field.FULL_NAME: (Part.FULL_NAME, ""),
    guests.Field.ORGANISATION: (Part.ORGANISATION, ""),
    guests.Field.TITLE: (Part.TITLE, ""),
    guests.Field.EMAIL: (Part.EMAIL, ""),
    guests.Field.PHONE: (Part.PHONE, ""),
    guests.Field.MOBILE: (Part.PHONE, MOBILE),
    guests.Field.FAX: (Part.PHONE, FAX),
}


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds; `slot` says which of several, `label` what that one is called."""

    part: Part
    slot: str = ""
    label: str = ""


def label_of(text: str) -> str:
    """Return a label as it is kept: one of ours by its name in any program, or what it says."""
    bare = text.strip().removeprefix("*").strip()
    words = set(fold(bare).split())
    if not words or words <= {"other", "autre", "obsolete", "main", "principal", "smtp", "ex"}:
        return ""
    known = frozenset().union(*(names for names, _label in _KINDS))
    return _kind(words) if words <= known | {"phone", "telephone", "tel"} else bare


def understand(heading: str) -> Column | None:
    """Return what an address book's heading announces, or None."""
    said = fold(heading).split()
    words = [word for word in said if not word.isdigit()]
    number = next((word for word in said if word.isdigit()), "1")
    exact = _EXACT.get(" ".join(words))
    if exact is not None:
        return Column(exact, slot="address 1" if exact is Part.STREET else "")
    if _PASSED_OVER & set(words):
        return None
    return _one_of_several(set(words), number, aside=bool(guests.ASIDE & set(words)))


def _one_of_several(words: set[str], number: str, *, aside: bool) -> Column | None:
    where = next((part for names, part in _WHERE if names & words), None)
    if _MAILS & words and {"nom", "name"} & words:
        return None
    for names, part in ((_MAILS, Part.EMAIL), (_PHONES, Part.PHONE), (_LINKS, Part.LINK)):
        if names & words:
            slot = f"{part} {number}"
            return Column(Part.LABEL, slot) if aside else Column(part, slot, _kind(words))
    numbered = bool({"address", "adresse"} & words)
    slot = f"address {number}" if numbered else _kind(words) or "address 1"
    if numbered and aside:
        return Column(Part.LABEL, slot)
    return Column(where, slot, "" if numbered else _kind(words)) if where else None


def _kind(words: set[str]) -> str:
    return next((label for names, label in _KINDS if names & words), "")


def recognised(cells: Sequence[str]) -> int:
    """Return how many different things this line announces, if it is a line of headings."""
    ours = {found for cell in cells if (found := understand(cell))}
    return max(len(ours), guests.recognised(cells))


def find(lines: Sequence[Sequence[str]]) -> int | None:
    """Return where the headings stand in a list, or None in a list without any."""
    return top_of(lines, recognised=recognised, names_somebody=_names_somebody)


def _names_somebody(cells: Sequence[str]) -> bool:
    found = {column.part for cell in cells if (column := understand(cell))}
    return bool(found & (NAMES | {Part.EMAIL})) or guests.find([cells, ["@"]]) == 0


def assign(titles: Sequence[str], lines: Sequence[Sequence[str]] = ()) -> dict[int, Column]:
    """Return what each column holds; what says nothing is left out.

    “Nom” beside a first name is the family name, else the whole one; of two titles the first is a
    form of address. What no address book says is looked for as in a guest list.
    """
    columns = {at: found for at, title in enumerate(titles) if (found := understand(title))}
    there = {column.part for column in columns.values()}
    for field, at in guests.assign(titles, lines).items():
        part, label = _GUESTS.get(field, (None, ""))
        taken = part in there and (part is not Part.PHONE or not label)
        if part and not taken and at not in columns:
            columns[at] = Column(part, f"{part} {label}", label)
    there = {column.part for column in columns.values()}
    columns = {at: _settled(column, there) for at, column in columns.items()}
    return _titles_settled(columns)


def _settled(column: Column, there: set[Part]) -> Column:
    if column.part is not Part.NAME:
        return column
    named = Part.GIVEN_NAME in there and Part.FAMILY_NAME not in there
    return replace(column, part=Part.FAMILY_NAME if named else Part.FULL_NAME)


def _titles_settled(columns: dict[int, Column]) -> dict[int, Column]:
    unsure = [at for at, column in columns.items() if column.part is Part.SOME_TITLE]
    if any(column.part is Part.TITLE for column in columns.values()):
        return columns | {at: Column(Part.PREFIX) for at in unsure}
    if len(unsure) > 1:
        return columns | {unsure[0]: Column(Part.PREFIX), unsure[1]: Column(Part.TITLE)}
    return columns
