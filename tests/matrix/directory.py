"""Who is coming."""

from tests.matrix.rows import ATTENDING, Row, event_page

TABLE: dict[str, Row] = {
    # Who is coming
    "directory:people": event_page(ATTENDING),
    "directory:person": event_page(
        ATTENDING, needs=lambda cast: {"public_id": cast.registration.public_id}
    ),
}
