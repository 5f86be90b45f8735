"""Imports go down only, and stand where they can be seen: at the top of a file, and never to hide a circle."""

import ast
import graphlib
import importlib.util
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "dlhelpers"
FLOORS = [
    ["machine", "files", "validation"],
    ["activations"],
    ["forward"],
    ["backward"],
    ["training", "data", "plots"],
    ["model", "lessons"],
    ["search", "feedback"],
    ["workspace"],
    ["playground", "__init__", "__main__"],
]
"""From the ground up: a room imports from the floors below and from itself."""
NOT_YET = []
FILES = {file: ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts) for file in PACKAGE.rglob("*.py")}
NAMES = {name.removesuffix(".__init__") for name in FILES.values()}


def room(module):
    """The file or folder at the door of the package in which a module stands."""
    return (module.split(".") + ["__init__"])[1]


def floor(module):
    return next(number for number, rooms in enumerate(FLOORS) if room(module) in rooms)


def imports(file):
    """Yield each module of the package that a file imports, and whether the import stands inside a function."""
    package = FILES[file].rpartition(".")[0]
    tree = ast.parse(file.read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    inside = {id(node) for function in functions for node in ast.walk(function)}
    for node in ast.walk(tree):
        found = []
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            home = importlib.util.resolve_name("." * node.level + (node.module or ""), package)
            inner = [f"{home}.{alias.name}" for alias in node.names]
            found = [module if module in NAMES else home for module in inner]
        for module in found:
            if module.split(".")[0] == "dlhelpers":
                yield module, id(node) in inside


def test_every_room_has_its_floor():
    assert {room(name) for name in FILES.values()} == {name for rooms in FLOORS for name in rooms}


@pytest.mark.parametrize("file", FILES, ids=FILES.values())
def test_a_file_imports_from_its_own_room_and_from_below(file):
    for module, inside in imports(file):
        own = room(module) == room(FILES[file])
        if room(FILES[file]) in NOT_YET and (inside or module == "dlhelpers"):
            continue
        assert own or floor(module) < floor(FILES[file]), f"{FILES[file]} imports {module}, which is not below it"
        assert not inside, f"{FILES[file]} imports {module} inside a function"


def test_there_is_no_circle():
    graph = {
        name.removesuffix(".__init__"): {module for module, _ in imports(file)}
        for file, name in FILES.items()
        if room(name) not in NOT_YET
    }
    graphlib.TopologicalSorter(graph).prepare()
