"""The badges one by one, as the page of paper lists them: whose, at which table, printed or not."""

from dataclasses import dataclass

from events.calendar.models import Event
from events.door import faces
from events.door.models import Badge
from events.door.print_forms import PrintForm
from events.door.seating import tables_of


@dataclass(frozen=True)
class Row:
    """One guest's badge; `made` says whether it is there already, or only will be.

    `changed` where it was printed and says something else by now.
    """

    badge: Badge
    name: str
    table: int | None
    changed: bool
    ticked: bool

    @property
    def made(self) -> bool:
        return self.badge.pk is not None


def rows_of(event: Event, form: PrintForm) -> list[Row]:
    """A row for each guest who holds a seat, by number, compared with how badges were printed last.

    Those that `form` chooses are ticked. Queries don't grow with the guests.
    """
    wishes = PrintForm.as_last_time(event).wishes()
    tables = tables_of(event)
    ticked = {str(pk) for pk in form["guests"].value() or ()}
    rows = []
    for badge, face in faces.faced(event, faces.expected(event), wishes):
        assert badge.registration is not None
        rows.append(
            Row(
                badge=badge,
                name=badge.registration.full_name,
                table=tables.get(badge.registration.pk),
                changed=bool(badge.printed_at) and badge.printed_face != faces.digest_of(face),
                ticked=str(badge.registration_id) in ticked,
            )
        )
    return rows
