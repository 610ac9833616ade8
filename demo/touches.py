"""What an organiser of the demo has done by hand: a logo, tags, a question, a word to everybody."""

from PIL import Image, ImageDraw

from demo.people import verify
from events.calendar.models import Event
from events.directory.actions import ask_introduction
from events.guests import actions as guests
from events.guests.audience import Audience
from events.guests.models import QuestionKind, Registration
from events.guests.readers import readers_of
from networking.accounts.actions import enrol
from networking.accounts.models import User
from networking.associations import actions as associations
from networking.associations.models import Association
from networking.pictures import encoded

ACCENT = "#8a1c42"
ABOUT = (
    "Le premier mardi du mois, une quarantaine de personnes qui ne se connaissent pas encore "
    "prennent le café ensemble, à Lyon. On vient avec un métier et une envie ; on repart avec "
    "trois noms."
)
# Sides in pixels: drawn four times as large as kept, so that the edges are soft.
SIDE, FINE = 192, 4

QUESTION = "Restez-vous pour le café d’après ?"
TAGS = (("à présenter", slice(0, 3)), ("journée portes ouvertes", slice(2, 4)))
WRITTEN = "Le café Le Bosquet a changé de porte"
LETTER = (
    "Bonjour à toutes et à tous,\n\nLe café refait sa vitrine : on entre par la cour, au 14 du "
    "quai. Suivez l’odeur des croissants.\n\nÀ mardi,\nÉlodie"
)
WHY = "Nous cherchons tous deux une salle calme le matin."
# They came by a friend, and have not yet said what they do.
LATELY = (
    ("Sylvain", "Marchetti", "Fleuriste", "Au Coin des Pivoines"),
    ("Nour", "Hadjadj", "Ingénieure du son", ""),
    ("Apolline", "de Vaucresson", "", "Compagnie du Grand Huit"),
)


def dress(association: Association, owner: User) -> None:
    """Give the association its logo and a few words about itself."""
    logo = encoded(_cup(), box=(SIDE, SIDE), format="PNG")
    associations.dress(
        association=association,
        name=association.name,
        accent=ACCENT,
        language=association.language,
        time_zone=association.time_zone,
        description=ABOUT,
        logo=logo,
        by=owner,
    )


def _cup() -> Image.Image:
    """Draw a cup seen from above on its saucer: two circles and a handle."""
    side = SIDE * FINE
    picture = Image.new("RGBA", (side, side), (255, 255, 255, 0))
    pen = ImageDraw.Draw(picture)

    def circle(radius: float, colour: str) -> None:
        middle, reach = side / 2, radius * side
        pen.ellipse((middle - reach, middle - reach, middle + reach, middle + reach), fill=colour)

    circle(0.49, ACCENT)
    pen.rounded_rectangle(
        (side * 0.68, side * 0.44, side * 0.9, side * 0.56), side * 0.06, fill="#ffffff"
    )
    circle(0.28, "#ffffff")
    circle(0.21, "#6b4630")
    return picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS)


def prepare(event: Event, owner: User) -> None:
    """Do for the next breakfast what an organiser does: ask, sort, write, be asked."""
    question = guests.ask(event=event, label=QUESTION, kind=QuestionKind.YES_NO, by=owner)
    seated = list(event.registrations.seated().order_by("pk"))
    for registration, stays in zip(seated[:6], (True, True, False, True, True, False), strict=True):
        guests.answer(
            registration=registration,
            diet="végétarien" if registration == seated[1] else "",
            answers={str(question.pk): stays},
            by=owner,
        )
    seated += [_newcomer(event, lately, owner) for lately in LATELY]
    newest = [registration.pk for registration in reversed(seated)]
    for name, some in TAGS:
        guests.tag(event=event, guests=newest[some], name=name, by=owner)
    guests.mark_to_pay(event=event, guests=newest[:1], to_pay=True, by=owner)
    asking, wanted = seated[2], seated[4]
    ask_introduction(registration=asking, wanted=wanted, note=WHY, by=asking.user)
    _write(event, owner)


def _newcomer(event: Event, lately: tuple[str, str, str, str], owner: User) -> Registration:
    given_name, family_name, title, organisation = lately
    email = f"{given_name}.{family_name}@exemple.org".lower().replace(" ", "-")
    user = enrol(
        email=email, given_name=given_name, family_name=family_name, language="fr", by=None
    )
    verify(user)
    return guests.add(
        event=event,
        given_name=given_name,
        family_name=family_name,
        email=email,
        title=title,
        organisation=organisation,
        by=owner,
    )


def _write(event: Event, owner: User) -> None:
    audience = Audience()
    message = guests.draft(event=event, subject=WRITTEN, body=LETTER, audience=audience, by=owner)
    guests.send(message=message, seen=readers_of(event, audience).digest, by=owner)
