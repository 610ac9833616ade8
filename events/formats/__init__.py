"""What a segment can be. Each package here is one format behind `events.agenda.formats`.

A format needs a module ``format``; it may have ``models``, ``signals``, ``backs`` (of badges) and
``urls``, which are found here too. No format knows another.
"""

import pkgutil
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType


def discover(name: str) -> list[ModuleType]:
    """Import and return the module ``name`` of each format that has one, in order of name."""
    packages = sorted(
        f"{__name__}.{found.name}" for found in pkgutil.iter_modules(__path__) if found.ispkg
    )
    return [
        import_module(f"{package}.{name}")
        for package in packages
        if package != f"{__name__}.migrations" and find_spec(f"{package}.{name}")
    ]
