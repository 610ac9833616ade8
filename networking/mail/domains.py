"""How fast mails may reach one recipient's domain: so many in any minute, the rest later. Pure.

A large provider of mailboxes that gets a mailing in one gulp refuses the end of it, and remembers.
Departures are counted in slices of ten seconds: a mail may leave if its slice and the six before
it hold fewer than the measure. As those cover a minute and more, no minute ever holds more.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

SLICE = dt.timedelta(seconds=10)
# The slices before the present one which a minute may reach into.
REACH = 6
MINUTE = dt.timedelta(minutes=1)


def domain_of(address: str) -> str:
    """What stands behind the @, in small letters."""
    return address.rpartition("@")[2].lower()


def slice_of(moment: dt.datetime) -> int:
    """The number of the slice of time that this instant lies in."""
    return int(moment.timestamp() // SLICE.total_seconds())


@dataclass
class Plan:
    """Which of some mails leave now, by position, and how long each of the others waits.

    `leaving` says how many leave to each domain.
    """

    now: list[int] = field(default_factory=list)
    later: dict[int, dt.timedelta] = field(default_factory=dict)
    leaving: Counter[str] = field(default_factory=Counter)


def plan(
    domains: Sequence[str], left: Mapping[str, int], put_off: Counter[str], measure: int
) -> Plan:
    """Let each domain have `measure` a minute at most, of which `left` have left lately.

    `put_off` says how many were put off before in the same sweep, and goes on counting: so they
    come back a minute's measure at a time, and are not looked at again and again meanwhile. Raises
    ValueError unless `measure` is at least 1.
    """
    if measure < 1:
        raise ValueError("at least one mail a minute")
    found = Plan()
    for position, domain in enumerate(domains):
        if left.get(domain, 0) + found.leaving[domain] < measure:
            found.leaving[domain] += 1
            found.now.append(position)
        else:
            # A slice more than a minute: then those of this minute are out of reach.
            minutes = 1 + put_off[domain] // measure
            found.later[position] = minutes * (MINUTE + SLICE)
            put_off[domain] += 1
    return found


def counted(departures: Iterable[tuple[str, int]]) -> dict[str, int]:
    """How many left to each domain, from slices of one domain or several."""
    found: Counter[str] = Counter()
    for domain, number in departures:
        found[domain] += number
    return found
