"""Who would like to meet whom at the breakfast that begins, so that nobody's page is empty."""

from collections.abc import Sequence

from events.guests.models import Registration
from events.wishes import actions

# By their places in the cast: who asks whom, and what the other says, if she has answered.
WISHES = (
    (2, 0, "Vos écoles ont un toit. J’aimerais m’occuper de leurs lampes.", ""),
    (3, 0, "Votre coopérative a sûrement un vieux tableur. Je peux le soigner.", ""),
    (0, 4, "Quarante-deux camions, et les entrepôts au sud : parlons de leurs toits.", ""),
    (0, 1, "Des statuts de coopérative à relire, autour d’un café.", ""),
    # She asked him, he asks her: both have said yes.
    (1, 0, "Nos deux bureaux vides ont une fenêtre sur les toits.", ""),
    (4, 1, "Quarante chauffeurs, un seul contrat, et personne ne l’a lu.", "yes"),
    (0, 5, "On m’a dit que nous cherchons les mêmes communes.", "no"),
)


def wish(guests: Sequence[Registration]) -> None:
    """Let some of these guests, in the order of the cast, ask and answer each other."""
    for asker, asked, why, said in WISHES:
        one, other = guests[asker], guests[asked]
        actions.wish(registration=one, wanted=other, why=why, by=one.user)
        if said == "yes":
            actions.accept(registration=other, asker=one, by=other.user)
        elif said == "no":
            actions.decline(registration=other, asker=one, by=other.user)
