"""Free exchanges: a bell every five minutes says it's time to move on kindly."""

import datetime as dt

import pytest

from events.agenda.clock import Moment, Planned
from events.agenda.formats import FORMATS
from networking.push.snapshots import LIMIT, encode

TEN = dt.datetime(2026, 12, 1, 8, 45, tzinfo=dt.UTC)


def exchanges(length, **options):
    span = dt.timedelta(minutes=length)
    segment = Planned(1, "bilateral", "Exchanges", span, options)
    moment = Moment(segment, TEN, dt.timedelta(), span, running=True, current=True)
    phases = FORMATS["bilateral"].public(None, moment)["phases"]
    assert all(phase["bell"] == "bowl" for phase in phases)
    assert phases[-1]["ends_at"] == round((TEN + span).timestamp() * 1000)
    return [phase["length"] / 60_000 for phase in phases]


@pytest.mark.parametrize(
    ("length", "options", "expected"),
    [
        (15, {}, [5, 5, 5]),
        (12, {}, [5, 5, 2]),
        (3, {}, [3]),
        (15, {"bell_minutes": 7}, [7, 7, 1]),
        (0, {}, [0]),
    ],
)
def test_a_bell_every_five_minutes_and_one_at_the_end(length, options, expected):
    assert exchanges(length, **options) == expected


@pytest.mark.parametrize("elapsed", [0, 61, 595, 640])
def test_a_whole_day_of_exchanges_is_short_enough_to_be_told(elapsed):
    span, since = dt.timedelta(hours=10), dt.timedelta(minutes=elapsed)
    segment = Planned(1, "bilateral", "É" * 80, span, {"bell_minutes": 2})
    moment = Moment(segment, TEN, since, span, running=True, current=True)
    shared = FORMATS["bilateral"].public(None, moment)
    assert len(encode(shared)) < LIMIT - 1_000
    present = next((one for one in shared["phases"] if one["left"] > 0), shared["phases"][-1])
    assert present["length"] == 120_000
    assert shared["phases"][-1]["ends_at"] == round((TEN - since + span).timestamp() * 1000)
