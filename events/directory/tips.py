"""A few words before going: short, kind, and not all at once."""

import random

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TIPS: tuple[Promise, ...] = (
    _("Come a little early: the first conversations are the easiest."),
    _("Have two easy subjects ready, for the silences."),
    _("Give before you receive: ask what you could do for them."),
    _("Go to those who stand alone; they will be glad of it."),
    _("Sit with people you don’t know: you’ll see your friends again."),
    _("End a conversation kindly: “I’m glad we met. I’ll let you meet others.”"),
    _("Don’t keep those whom many would like to see."),
    _("Don’t book anything right after: people will want to talk."),
)


def tips_for(seed: int, most: int = 3) -> list[Promise]:
    """Return `most` tips, in the order above: the same for one seed, others for the next."""
    chosen = random.Random(seed).sample(range(len(TIPS)), k=min(most, len(TIPS)))  # noqa: S311
    return [TIPS[number] for number in sorted(chosen)]
