"""Amina's contact list: those she knew before yesterday, as such lists are."""

import datetime as dt
from typing import Final

from followups.contacts import actions
from followups.contacts.card import Address, Details, Way
from followups.contacts.journal import actions as journal
from followups.contacts.models import Contact, Kind, Rhythm
from networking.accounts.models import User


def _known(
    name: tuple[str, str],
    role: tuple[str, str],
    place: tuple[str, str],
    tags: tuple[str, ...],
    note: str = "",
) -> Details:
    """One of hers; the addresses are nobody's (RFC 2606)."""
    given_name, family_name = name
    mailbox = f"{given_name[0]}.{family_name.rsplit(maxsplit=1)[-1]}".lower()
    return Details(
        given_name=given_name,
        family_name=family_name,
        title=role[0],
        organisation=role[1],
        emails=(Way(f"{mailbox}@example.org", "work"),),
        addresses=(Address(city=place[0], country=place[1]),),
        tags=tags,
        note=note,
    )


LYON: Final = ("Lyon", "France")
CONTACTS: Final = (
    _known(("Sigrid", "Aune"), ("Éditrice", "Fjord Forlag"), ("Bergen", "Norvège"), ("Livre",),
           "Rencontrée au salon. **Cherche des traducteurs** du français."),
    _known(("Paul", "Baumann"), ("Menuisier", "Bois & Cie"), LYON, ("Artisans", "Voisins"),
           "- deux enfants, l’école de Vaise\n- refait des vitrines"),
    _known(("Inès", "Carvalho"), ("Avocate", "Carvalho"), ("Porto", "Portugal"), ("Droit",)),
    _known(("Léon", "Dubreuil"), ("Retraité", ""), LYON, ("Famille",)),
    _known(("Mei", "Lin"), ("Céramiste", "Atelier Terre"), ("Genève", "Suisse"), ("Artisans",),
           "Expose en mars. Son atelier manque de lumière."),
    _known(("Mei", "Lin"), ("Céramiste", ""), ("Genève", "suisse"), ()),
    _known(("Moussa", "Traoré"), ("Ingénieur", "Soleils du Sud"), ("Bamako", "Mali"), ("Énergie",)),
    _known(("Anna", "Vogel"), ("Journaliste", "Radio Croix-Rousse"), LYON, ("Presse", "Voisins"),
           "Aime les portraits d’artisans."),
)  # fmt: skip


def fill(amina: User, today: dt.date) -> None:
    """Give Amina her list: some of it due for a word, some of it promised. Twice makes two."""
    made = [
        actions.describe(owner=amina, contact=None, details=each, by=amina) for each in CONTACTS
    ]
    sigrid, paul, *_, anna = made
    _touched(sigrid, today - dt.timedelta(days=400), Rhythm.YEARLY)
    _touched(paul, today - dt.timedelta(days=20), Rhythm.QUARTERLY)
    _touched(anna, today - dt.timedelta(days=100), Rhythm.QUARTERLY)
    journal.log(
        contact=anna,
        kind=Kind.COFFEE,
        on=today - dt.timedelta(days=100),
        text="Un café place *Sathonay*.",
        by=amina,
    )
    by_then = today + dt.timedelta(days=10)
    journal.promise(contact=anna, text="Lui présenter Paul", due_on=by_then, by=amina)


def _touched(contact: Contact, day: dt.date, rhythm: Rhythm) -> None:
    actions.write(contact=contact, seen_on=day, wrote_on=day, rhythm=rhythm, by=contact.owner)
