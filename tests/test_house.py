"""The house keeps its order: what import-linter can't see, and what a review would forget."""

import ast
import importlib
import inspect
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.template.base import Lexer, TokenType
from django.urls import URLPattern, URLResolver, get_resolver

from networking.associations.models import Association
from networking.web.access import declared_access

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("networking", "events", "followups")
# Rooms in the order a guest passes them: a room knows those before it, never those after it. The
# rooms of the ground floor know each other.
GROUND = ("accounts", "associations", "profiles", "mail", "push", "paper", "audit", "web")
UPSTAIRS = (
    *("calendar", "encounters", "guests", "directory", "wishes", "door", "rooms", "agenda"),
    *("rounds", "formats"),
    *("contacts", "reminders"),
)
STEPS = dict.fromkeys(GROUND, 0) | {room: step for step, room in enumerate(UPSTAIRS, start=1)}
# Libraries' own addresses and templates, which belong to the ground floor.
LIBRARIES = ("account", "allauth", "mfa", "socialaccount", "django", "elements")
# The first page leads into the demo, where there is one.
WAYS_INTO_THE_DEMO = {"web/home.html": {"demo"}}
# Where actions are made by machines alone, there is nobody to name.
NOBODY_ACTS = {"networking.push.actions"}
# "About 300": a file that outgrows this becomes a package of the same name.
LINES_OF_A_FILE = 320
LINES_OF_A_VIEW = 25


def sources() -> Iterator[Path]:
    for floor in (*FLOORS, "demo"):
        for path in sorted((ROOT / floor).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def modules_named(name: str) -> list[ModuleType]:
    """Every `name.py` of the house, and every module of a package `name/`."""
    found = [
        path for path in sources() if path.stem == name or (path.parent.name == name and path.stem)
    ]
    dotted = (".".join(path.relative_to(ROOT).with_suffix("").parts) for path in found)
    return [importlib.import_module(name.removesuffix(".__init__")) for name in dotted]


def test_a_lock_on_a_person_keeps_nobody_waiting_who_only_names_her() -> None:
    # With the key locked, PostgreSQL has every row wait that points at her: a tap she made.
    locking = re.compile(r"User\.objects\.select_for_update\((?!no_key=True)")
    assert [path.name for path in sources() if locking.search(path.read_text())] == []


def own_functions(module: ModuleType) -> list[Callable[..., Any]]:
    """The functions that a module defines itself, whatever decorates them."""
    return [
        function
        for function in (
            inspect.unwrap(value) for value in vars(module).values() if callable(value)
        )
        if inspect.isfunction(function) and function.__module__ == module.__name__
    ]


def identity(value: object) -> str:
    return str(value)


# --- Templates -----------------------------------------------------------------------------------


def templates() -> dict[str, Path]:
    """Every template of ours by the name it is loaded by."""
    homes = [ROOT / "templates"]
    for floor in FLOORS:
        homes += [path for path in (ROOT / floor).rglob("templates") if path.is_dir()]
    return {
        path.relative_to(home).as_posix(): path
        for home in homes
        for path in sorted(home.rglob("*"))
        if path.is_file()
    }


def tags(path: Path) -> Iterator[list[str]]:
    """The words of each template tag."""
    for token in Lexer(path.read_text()).tokenize():
        if token.token_type is TokenType.BLOCK:
            yield token.split_contents()


def rooms_named_in(path: Path) -> set[str]:
    """Rooms whose addresses or templates a template names outright."""
    rooms = set()
    for tag, *words in tags(path):
        name = words[0].strip("\"'") if words and words[0][0] in "\"'" else ""
        if tag == "url" and ":" in name:
            rooms.add(name.partition(":")[0])
        elif tag in {"include", "extends"} and "/" in name:
            rooms.add(name.partition("/")[0])
    return rooms


def test_every_folder_of_templates_is_a_room() -> None:
    rooms = {name.partition("/")[0] for name in templates() if "/" in name}
    assert rooms <= {*STEPS, *LIBRARIES, "demo"}


@pytest.mark.parametrize("name", sorted(templates()), ids=identity)
def test_a_template_names_only_its_own_room_and_those_below(name: str) -> None:
    room = name.partition("/")[0]
    allowed = {other for other, step in STEPS.items() if step <= STEPS.get(room, 0)}
    allowed |= {*LIBRARIES, *({"demo"} if room == "demo" else WAYS_INTO_THE_DEMO.get(name, ()))}
    assert rooms_named_in(templates()[name]) <= allowed


# --- Files, views, actions -----------------------------------------------------------------------


@pytest.mark.parametrize("path", list(sources()), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_fits_on_a_few_screens(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LINES_OF_A_FILE


def test_a_view_loads_does_one_thing_and_answers() -> None:
    long = []
    for path in sources():
        if "views" not in (path.stem, path.parent.name):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                begin = node.body[0].lineno
                if ast.get_docstring(node) and len(node.body) > 1:
                    begin = node.body[1].lineno
                lines = (node.end_lineno or begin) - begin + 1
                if lines > LINES_OF_A_VIEW:
                    long.append(f"{path.relative_to(ROOT)}: {node.name} has {lines} lines")
    assert not long


def test_an_action_is_called_by_keywords_and_says_who_acts() -> None:
    """An action is what opens a transaction; reads beside it are called as they like."""
    wrong = []
    for module in modules_named("actions"):
        for function in own_functions(module):
            name = f"{module.__name__}.{function.__name__}"
            if "._" in name or "transaction.atomic" not in inspect.getsource(function):
                continue
            given = inspect.signature(function).parameters
            if any(one.kind is one.POSITIONAL_OR_KEYWORD for one in given.values()):
                wrong.append(f"{name}: by keywords only")
            if not inspect.getdoc(function):
                wrong.append(f"{name}: what does it do, and what when it is called twice?")
            if "by" not in given and module.__name__ not in NOBODY_ACTS:
                wrong.append(f"{name}: who acts? (by=)")
    assert not wrong


# --- Models --------------------------------------------------------------------------------------


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith(FLOORS)]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_a_model_declares_its_way_to_its_association(model: type[Model]) -> None:
    """`tenant` is a path of relations; "" is the association itself, None belongs to everybody."""
    assert hasattr(model, "tenant"), "it says nothing"
    way: str | None = model.tenant
    reached: Any = model
    for step in way.split("__") if way else ():
        reached = reached._meta.get_field(step).related_model
    assert way is None or reached is Association


@pytest.mark.django_db
@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_a_model_can_be_asked_for_one_association_only(model: type[Model]) -> None:
    way: str | None = model.tenant  # type: ignore[attr-defined]
    if way:
        assert not model._default_manager.filter(**{way: Association(pk=0)}).exists()


# --- Addresses -----------------------------------------------------------------------------------


def addresses(
    patterns: list[URLPattern | URLResolver] | None = None, prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every address of the site, with its whole pattern."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        whole = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, whole)
        else:
            yield whole, pattern


def test_every_view_says_who_may_use_it() -> None:
    silent = [path for path, pattern in addresses() if declared_access(pattern.callback) is None]
    assert not silent


def test_an_address_is_spelled_one_way() -> None:
    """Small letters, digits, hyphens and dots between the slashes."""
    ours = (path for path, pattern in addresses() if pattern.callback.__module__.startswith(FLOORS))
    plain = (re.sub(r"\(\?P<.*?\)|<.+?>", "x", path).strip("^$") for path in ours)
    spelled = re.compile(r"([a-z0-9.-]+/)*[a-z0-9.\\-]*")
    assert not [path for path in plain if not spelled.fullmatch(path)]


# --- The workshop --------------------------------------------------------------------------------


def contract(name: str) -> dict[str, Any]:
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = configuration["tool"]["importlinter"]["contracts"]
    (found,) = (contract for contract in contracts if contract["name"].startswith(name))
    return dict(found)


def test_every_format_is_held_apart_from_the_others() -> None:
    formats = ROOT / "events" / "formats"
    packages = {
        f"events.formats.{path.parent.name}"
        for path in formats.glob("*/__init__.py")
        if (path.parent / "format.py").exists()
    }
    assert set(contract("Formats")["modules"]) == packages


def pins(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text().splitlines()
    found = (re.match(r"([\w.-]+)==(.+?)\s*\\?$", line) for line in lines)
    return {match[1] + match[2].partition(";")[2]: match[2] for match in found if match}


def test_developers_use_what_the_site_uses() -> None:
    site = pins("requirements.txt")
    assert site.items() <= pins("requirements-dev.txt").items()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "pyproject.toml"])
def test_no_package_index_is_named(name: str) -> None:
    text = (ROOT / name).read_text()
    assert not re.search(r"--(extra-)?index-url|--find-links [^ ]|https?://", text)


def test_only_who_signs_out_forgets_what_the_device_keeps() -> None:
    """`data-leaves` empties it, scans and check-ins not sent yet included."""
    for name, path in templates().items():
        for line in path.read_text().splitlines():
            assert "data-leaves" not in line or "account_logout" in line, name
