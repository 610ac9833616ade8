"""``python -m bench <name> [--json]``: takes one figure and prints it."""

import argparse
import importlib
import json
import pkgutil
import sys
from typing import Any

import bench
from bench._machine import machine


def names() -> list[str]:
    """The benchmarks there are: a module of this package each."""
    found = (each.name for each in pkgutil.iter_modules(bench.__path__))
    return sorted(name for name in found if not name.startswith("_"))


def main() -> int:
    """Run one benchmark; its last line is one JSON object where ``--json`` asks for it.

    What the parser doesn't know goes to the benchmark: ``python -m bench badges --rounds 3``.
    """
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", choices=names())
    parser.add_argument(
        "--json", action="store_true", help="print one JSON object on the last line"
    )
    args, rest = parser.parse_known_args()
    module = importlib.import_module(f"bench.{args.name}")
    result: dict[str, Any] = {"name": args.name, "machine": machine()} | module.run(rest)
    width = max(map(len, result))
    for key, value in result.items():
        print(f"{key:<{width}}  {f'{value:,.3f}' if isinstance(value, float) else value}")
    if args.json:
        print(json.dumps(result, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
