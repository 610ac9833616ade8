"""How fast an association may write to many: so many mails a day, the rest on the days after. Pure.

An open site lets anybody found an association; a list of thousands must not leave it in one hour,
neither by mistake nor on purpose. Nothing is refused and nothing gets lost: what is above the
day's measure leaves a day later, or two.
"""

from collections.abc import Iterator


def days(before: int, count: int, per_day: int) -> Iterator[int]:
    """After how many days each of `count` mails leaves, where `before` stand before them.

    `before` are those of the last 24 hours and those that wait. Raises ValueError unless `per_day`
    is at least 1.
    """
    if per_day < 1:
        raise ValueError("at least one mail a day")
    return ((before + at) // per_day for at in range(count))
