"""Who speaks in the demo: at its breakfasts, and the names noted for those that have nobody yet."""

from events.calendar import actions as calendar
from events.calendar.models import Event, Standing
from networking.accounts.models import User
from networking.associations.models import Association

IDEAS = (
    ("Nadia", "Belkacem", "Les Jardins suspendus", "Cultiver sur les toits", Standing.ASKED),
    ("Gwenaëlle", "Le Goff", "Librairie L’Échappée", "", Standing.IDEA),
)


def announce(event: Event, talk: str, owner: User) -> None:
    """Announce who gives a talk: “Claire Lefèvre : éclairer les lieux où l’on se parle”."""
    name, _, topic = talk.partition("\u00a0: ")
    given_name, _, family_name = name.partition(" ")
    calendar.note_speaker(
        association=event.association,
        event=event,
        given_name=given_name,
        family_name=family_name,
        topic=topic[:1].upper() + topic[1:],
        standing=Standing.AGREED,
        by=owner,
    )


def note_ideas(association: Association, owner: User) -> None:
    """Note whom the organisers would like to hear."""
    for given_name, family_name, organisation, topic, standing in IDEAS:
        calendar.note_speaker(
            association=association,
            event=None,
            given_name=given_name,
            family_name=family_name,
            organisation=organisation,
            topic=topic,
            standing=standing,
            by=owner,
        )
