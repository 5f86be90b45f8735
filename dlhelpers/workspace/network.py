"""my_network.py: a learner's own functions, in a file that always works as a whole."""

import ast
import itertools
import os
import runpy
import types
from pathlib import Path

from .texts import say

FILE = "my_network.py"
HEAD = '''"""My own L-layer network; what I have not written yet comes from dlhelpers."""

import numpy as np

import dlhelpers as dl
from dlhelpers import *
'''


def path_in(folder):
    """Say where my_network.py lies: in `folder`, the current one if None."""
    return Path(folder or ".") / FILE


def ours():
    """Return what the head of my_network.py brings: NumPy, dlhelpers, and every public name."""
    space = {}
    exec(HEAD, space)
    return space


def my_network(*, folder=None):
    """Return what was kept: the functions of my_network.py in `folder`, and ours where it has none."""
    path = path_in(folder)
    if not path.exists():
        return ours()["dl"]
    try:
        return types.SimpleNamespace(**runpy.run_path(str(path), run_name=path.stem))
    except Exception as error:
        raise ImportError(say("cannot_run", file=FILE, error=f"{type(error).__name__}: {error}")) from error


def kept(path):
    """The names of the functions in my_network.py; none if there is no file, None if it is not Python any more."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (SyntaxError, ValueError, OSError):
        return None
    return [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]


def replaced(path, name, code):
    """The text of my_network.py with `code` in place of the function `name`, or at the end."""
    if not path.exists():
        return f"{HEAD}\n\n{code}"
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)]) - 1
            return "\n".join([*lines[:first], *code.rstrip().split("\n"), *lines[node.end_lineno :]])
    return text.rstrip() + "\n\n\n" + code


def save(path, text):
    """Write `text` to `path` as a whole or not at all; return the name under which replaced lines are kept."""
    backup = ""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    if before == text:
        return ""
    if not text.startswith(before.rstrip()):
        names = (f"{path.stem}_{number}{path.suffix}" for number in itertools.count(1))
        backup = next(name for name in names if not (path.parent / name).exists())
        put(path.parent / backup, before)
    put(path, text)
    return backup


def put(path, text):
    """Write a temporary file beside `path`, make sure that it is on the disk, and move it there."""
    temporary = path.with_name(f".{path.stem}.{os.getpid()}.tmp")
    try:
        with open(temporary, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
