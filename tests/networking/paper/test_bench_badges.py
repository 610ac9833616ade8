import json
import subprocess
import sys

import pytest


@pytest.mark.slow
def test_the_benchmark_prints_its_figures_as_json_on_its_last_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "badges", "--json", "--count", "20", "--rounds", "1"],
        capture_output=True,
        text=True,
        check=True,
    )
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures["name"] == "badges"
    assert figures["n"] == 20
    expected = {"machine", "seconds", "floor_seconds", "peer_seconds", "bytes", "queries"}
    expected |= {"memory", "peer_memory", "large_seconds", "headline_seconds", "two-sided_seconds"}
    assert expected <= figures.keys()
