"""What one reads aloud once, so that we know one's pace: some forty seconds.

They are not translated from each other: each is a text that reads well aloud, and says why.
"""

from typing import Final

PARAGRAPHS: Final = {
    "fr": (
        "Il est huit heures moins le quart. La salle sent le café et le pain chaud. Près de la "
        "fenêtre, une femme pose son manteau sur une chaise, regarde autour d’elle, et se demande "
        "à qui parler en premier. Personne ne sait encore que, dans une heure, elle aura trouvé "
        "l’imprimeur qu’elle cherche depuis le printemps. Il suffit souvent d’une phrase simple, "
        "dite sans se presser, à quelqu’un qui écoute vraiment. Le reste vient tout seul : une "
        "question, un sourire, un nom que l’on note au dos d’une carte. On repart avec une idée "
        "de plus, et la matinée commence bien."
    ),
    "en": (
        "It is a quarter to eight. The room smells of coffee and warm bread. Near the window a "
        "woman puts her coat on a chair, looks around, and wonders whom to talk to first. Nobody "
        "knows yet that within the hour she will have found the printer she has been looking for "
        "since spring. Often all it takes is one plain sentence, said without haste, to somebody "
        "who really listens. The rest comes by itself: a question, a smile, a name jotted down on "
        "the back of a card. You leave with one idea more than you came with, and the morning has "
        "begun well."
    ),
}


def paragraph(language: str | None) -> tuple[str, str]:
    """Return the (language, text) to read in this language; English where we have none."""
    found = (language or "")[:2]
    found = found if found in PARAGRAPHS else "en"
    return found, PARAGRAPHS[found]
