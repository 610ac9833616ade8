"""What is done to guest lists: taking a seat, giving it up, importing, consenting."""

from events.guests.actions.cards import describe, set_consent
from events.guests.actions.companions import (
    Refusal,
    Refused,
    bring,
    leave_out,
    send_in_place,
)
from events.guests.actions.inviting import (
    accept,
    invite_people,
    remind_invited,
    turn_down,
    withdraw_invitation,
)
from events.guests.actions.lists import (
    begin_import,
    import_batch,
    map_columns,
    store_batch,
    sweep_imports,
)
from events.guests.actions.many import cancel_all
from events.guests.actions.messages import (
    Changed,
    Sent,
    discard,
    draft,
    redraft,
    send,
    send_test,
)
from events.guests.actions.news import tell_called_off, tell_moved
from events.guests.actions.offers import (
    accept_offer,
    give_seat,
    lapse_overdue,
    pass_on,
    promote,
)
from events.guests.actions.questions import (
    TooMany,
    answer,
    ask,
    copy_questions,
    drop_question,
    move_question,
    rephrase,
)
from events.guests.actions.seats import (
    Closed,
    add,
    approve,
    cancel,
    confirm,
    decline,
    register,
    walk_in,
)
from events.guests.actions.tagging import (
    annotate,
    mark_to_pay,
    note_export,
    set_tags,
    tag,
    untag,
)
from events.guests.actions.undoing import TooLate, take_back, undo_batch
from events.guests.actions.writing import write

__all__ = [
    "Changed",
    "Closed",
    "Refusal",
    "Refused",
    "Sent",
    "TooLate",
    "TooMany",
    "accept",
    "accept_offer",
    "add",
    "annotate",
    "answer",
    "approve",
    "ask",
    "begin_import",
    "bring",
    "cancel",
    "cancel_all",
    "confirm",
    "copy_questions",
    "decline",
    "describe",
    "discard",
    "draft",
    "drop_question",
    "give_seat",
    "import_batch",
    "invite_people",
    "lapse_overdue",
    "leave_out",
    "map_columns",
    "mark_to_pay",
    "move_question",
    "note_export",
    "pass_on",
    "promote",
    "redraft",
    "register",
    "remind_invited",
    "rephrase",
    "send",
    "send_in_place",
    "send_test",
    "set_consent",
    "set_tags",
    "store_batch",
    "sweep_imports",
    "tag",
    "take_back",
    "tell_called_off",
    "tell_moved",
    "turn_down",
    "undo_batch",
    "untag",
    "walk_in",
    "withdraw_invitation",
    "write",
]
