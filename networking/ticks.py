"""What beat says, and how often: "look now". The database is the truth; an old tick is nothing."""

from typing import Any

# An event that nobody closed is closed an hour after its end; a minute more or less is no matter.
MINUTE = 60.0


def every(seconds: float) -> dict[str, dict[str, Any]]:
    """Return beat's schedule, with mails and reminders looked for every `seconds`.

    Each tick expires when the next is due, so that a worker that was away isn't flooded.
    """
    return {
        "mail": _tick("networking.mail.tasks.send_due", seconds),
        "reminders": _tick("followups.reminders.tasks.remind", seconds),
        "segments": _tick("events.agenda.tasks.go_on_by_itself", seconds),
        "series": _tick("events.calendar.tasks.make_ahead", MINUTE),
        "agenda": _tick("events.agenda.tasks.close_overdue", MINUTE),
        "imports": _tick("events.guests.tasks.sweep_imports", MINUTE),
        "contact_imports": _tick("followups.contacts.tasks.sweep_imports", MINUTE),
        "packs": _tick("events.door.tasks.sweep_packs", MINUTE),
        "offers": _tick("events.guests.tasks.lapse_offers", MINUTE),
        "invitations": _tick("events.guests.tasks.remind_invited", MINUTE),
        "rooms": _tick("events.rooms.tasks.sweep_rooms", MINUTE),
        "wishes": _tick("events.wishes.tasks.tell", MINUTE),
        "eve": _tick("events.directory.tasks.tell_of_tomorrow", MINUTE),
    }


def _tick(task: str, seconds: float) -> dict[str, Any]:
    return {"task": task, "schedule": seconds, "options": {"expires": seconds}}
