"""What one may say a column holds, where its heading doesn't or says it wrongly. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from followups.contacts.card import FAX, HOME, MOBILE, WORK
from followups.contacts.tables.headings import ADDRESS_PARTS, Column, Part


class Choice(StrEnum):
    """What a column holds, in the order in which it is offered."""

    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    FULL_NAME = "full_name"
    PREFIX = "prefix"
    ADDITIONAL_NAMES = "additional_names"
    SUFFIX = "suffix"
    NICKNAME = "nickname"
    TITLE = "title"
    ORGANISATION = "organisation"
    DEPARTMENT = "department"
    EMAIL = "email"
    WORK_EMAIL = "work email"
    HOME_EMAIL = "home email"
    MOBILE = "mobile"
    PHONE = "phone"
    WORK_PHONE = "work phone"
    HOME_PHONE = "home phone"
    FAX = "fax"
    LINK = "link"
    STREET = "street"
    POSTCODE = "postcode"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    BIRTHDAY = "birthday"
    NOTE = "note"
    TAGS = "tags"
    MET_WHERE = "met_where"
    MET_ON = "met_on"
    INTRODUCER = "introducer"
    # Its heading says more than could be chosen: the third number, the town of the second address.
    AS_SAID = "as said"


_LABELLED: Final[Mapping[Choice, tuple[Part, str]]] = {
    Choice.WORK_EMAIL: (Part.EMAIL, WORK),
    Choice.HOME_EMAIL: (Part.EMAIL, HOME),
    Choice.MOBILE: (Part.PHONE, MOBILE),
    Choice.WORK_PHONE: (Part.PHONE, WORK),
    Choice.HOME_PHONE: (Part.PHONE, HOME),
    Choice.FAX: (Part.PHONE, FAX),
}
_CHOSEN: Final = {held: choice for choice, held in _LABELLED.items()}
_WAYS: Final = (Part.EMAIL, Part.PHONE, Part.LINK)
# Of these a person has one, or what stands in several columns is put together.
SEVERAL: Final = frozenset({*_LABELLED, *map(Choice, (*_WAYS, Part.STREET, Part.NOTE, Part.TAGS))})


def choice_of(column: Column | None) -> Choice | None:
    """Return what a column is said to hold by its heading; None for one that is left out."""
    if column is None:
        return None
    if found := _CHOSEN.get((column.part, column.label)):
        return found
    elsewhere = column.part in ADDRESS_PARTS and column.slot != "address 1"
    if elsewhere or column.label or column.part not in {*Choice}:
        return Choice.AS_SAID
    return Choice(column.part)


def column_of(choice: Choice, at: int) -> Column:
    """Return what the column at this place holds if one chooses so; `AS_SAID` names nothing."""
    assert choice is not Choice.AS_SAID
    part, label = _LABELLED.get(choice) or (Part(choice), "")
    if part in ADDRESS_PARTS:
        return Column(part, "address 1")
    # A place of its own, so that no other column's label is taken for this one's.
    return Column(part, f"{part} of column {at}" if part in _WAYS else "", label)
