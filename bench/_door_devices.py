"""Devices at the door: each on a connection of its own, one request after the other.

``python -m bench._door_devices``; JSON in: port, devices, headers, requests (method, path, body)
and, if they come at a rate, pause in seconds. JSON out: seconds in all, of each answer, and of each
how many the server says it took (`_door_site`); an answer that isn't 2xx or 3xx ends it all.
"""

import http.client
import json
import sys
import threading
import time
from typing import Any


def device(
    asked: dict[str, Any], mine: list[tuple[str, str, str]], taken: list[float], served: list[float]
) -> None:
    """Send these requests and note how long each took, and how long the server."""
    connection = http.client.HTTPConnection("127.0.0.1", asked["port"], timeout=30)
    due = time.monotonic()
    for method, path, body in mine:
        if asked.get("pause"):
            due += asked["pause"]
            time.sleep(max(0.0, due - time.monotonic()))
        began = time.perf_counter()
        connection.request(method, path, body.encode(), asked["headers"])
        answer = connection.getresponse()
        answer.read()
        taken.append(time.perf_counter() - began)
        if said := answer.getheader("Server-Timing"):
            served.append(float(said.partition("dur=")[2]) / 1000)
        if answer.status >= 400:
            raise RuntimeError(f"{answer.status} at {path}")


def main() -> int:
    """Share the requests among the devices and wait for them all."""
    asked = json.load(sys.stdin)
    taken: list[float] = []
    served: list[float] = []
    requests, devices = asked["requests"], asked["devices"]
    threads = [
        threading.Thread(target=device, args=(asked, requests[at::devices], taken, served))
        for at in range(devices)
    ]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    json.dump({"seconds": seconds, "each": taken, "served": served}, sys.stdout)
    return 0 if len(taken) == len(requests) else 1


if __name__ == "__main__":
    sys.exit(main())
