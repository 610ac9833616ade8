"""Reading and writing vCards: 3.0 and 4.0 both ways, and 2.1 as old telephones write it. Pure.

A reader and a writer of our own, because no kept library reads and writes both. `read` never fails
over one card: each is either `Details` or refused with its line and its reason. What `write` wrote
`read` gives back, in both versions.
"""

from followups.contacts.vcards.cards import Card, Refusal, is_vcards, read
from followups.contacts.vcards.properties import Oddity
from followups.contacts.vcards.writing import VERSIONS, write

__all__ = ["VERSIONS", "Card", "Oddity", "Refusal", "is_vcards", "read", "write"]
