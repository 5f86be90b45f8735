"""`keep`, `my_network` and `progress`: a learner's own functions, in a module that always works as a whole."""

import ast
import builtins
import inspect
import os
import runpy
import sys
import tempfile
import textwrap
import types
from pathlib import Path

import dlhelpers

from .cases import AROUND_IT, NETWORK
from .checking import check
from .learner import bare
from .report import Report
from .sentences import say

FILE = "my_network.py"
HEAD = '''"""My own L-layer network; what I have not written yet comes from dlhelpers."""

import numpy as np

import dlhelpers as dl
from dlhelpers import *
'''
CALLED_WITH = {"initialize_parameters_deep": ["rng"], "L_layer_model": ["parameters", "rng"]}
"""The keyword arguments with which lessons 4 and 5 call what was kept."""
MARKS = ("### BEGIN SOLUTION", "### END SOLUTION", "# Your code here.")
KNOWN = {"np", "dl", *dlhelpers.__all__, *dir(builtins)}


def keep(function, name=None, folder=None):
    """Check `function`, and if it is right, write it into my_network.py.

    Parameters
    ----------
    function : the function you wrote
    name : str, which of the workbook's functions it is, where its own name does not tell
    folder : where my_network.py lies; the current folder if None
    """
    report = check(function, name)
    if not report.passed:
        return Report(False, [*report.lines, say("not_kept", f=name or getattr(function, "__name__", "it"))])
    name = name or function.__name__
    if name in AROUND_IT:
        return Report(True, [*report.lines, say("around_it", f=name, file=FILE)])
    lacking = [f"`{key}`" for key in CALLED_WITH.get(name, ()) if key not in inspect.signature(function).parameters]
    if lacking:
        return Report(False, [*report.lines, say("lacks", f=name, names=" and ".join(lacking))])
    path = Path(folder or ".") / FILE
    code, problem = written(function, name)
    if problem:
        return Report(False, [*report.lines, problem])
    mine = kept(path)
    if mine is None:
        return Report(False, [*report.lines, say("unreadable", file=FILE)])
    text = replaced(path, name, code)
    try:
        backup = save(path, text)
    except OSError as error:
        return Report(False, [*report.lines, say("cannot_write", file=FILE, error=error.strerror or str(error))])
    told = say("kept_before", f=name, file=FILE, backup=backup) if backup else say("kept", f=name, file=FILE)
    return Report(True, [*report.lines, told])


def written(function, name):
    """The source of a function under the name it is to have, with its own helpers; or a sentence why not."""
    if not inspect.isfunction(function) or function is not bare(function) or function.__closure__:
        return "", say("not_a_def", f=name)
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    except (OSError, TypeError, SyntaxError, IndexError):
        return "", say("no_source", f=name)
    if not isinstance(tree, ast.FunctionDef):
        return "", say("not_a_def", f=name)
    lines = textwrap.dedent(inspect.getsource(function)).rstrip().split("\n")
    source, missing = "\n".join(line for line in lines if line.strip() not in MARKS), []
    if tree.name != name:
        source = source.replace(f"def {tree.name}(", f"def {name}(", 1)
    for other in sorted(names_used(tree) - KNOWN - {tree.name}):
        value = function.__globals__.get(other)
        if inspect.ismodule(value):
            source = imported(other, value, source)
        elif other in function.__globals__:
            missing.append(other)
    if missing:
        names = ", ".join(f"`{other}`" for other in missing)
        return "", say("leans_on", f=name, names=names, file=FILE)
    return source + "\n", ""


def imported(name, module, source):
    """Put the import of a module as the first line inside the function."""
    tree = ast.parse(source).body[0]
    first = tree.body[1] if ast.get_docstring(tree) is not None and len(tree.body) > 1 else tree.body[0]
    lines = source.split("\n")
    line = f"import {module.__name__} as {name}" if module.__name__ != name else f"import {name}"
    lines.insert(first.lineno - 1, " " * first.col_offset + line)
    return "\n".join(lines)


def names_used(tree):
    """The global names a definition needs, decorators and default arguments too."""
    loads = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    bound |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    bound |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node is not tree}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            bound |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ExceptHandler) and node.name:
            bound.add(node.name)
    return loads - bound


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
    if path.exists():
        before = path.read_text(encoding="utf-8")
        if before == text:
            return ""
        if text.startswith(before.rstrip()):
            return put(path, text) or ""
        backup = next(name for name in backups(path) if not (path.parent / name).exists())
        put(path.parent / backup, before)
    put(path, text)
    return backup


def backups(path):
    number = 1
    while True:
        yield f"{path.stem}_{number}{path.suffix}"
        number += 1


def put(path, text):
    """Write a temporary file beside `path`, make sure that it is on the disk, and move it there."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def my_network(folder=None):
    """Return what was kept: the functions of my_network.py, and ours where it has none.

    Parameters
    ----------
    folder : where my_network.py lies; the current folder if None

    Returns
    -------
    network : its attributes are the functions of the workbook, by name
    """
    path = Path(folder or ".") / FILE
    if not path.exists():
        return dlhelpers
    try:
        return types.SimpleNamespace(**runpy.run_path(str(path), run_name=path.stem))
    except Exception as error:
        raise ImportError(say("cannot_run", file=FILE, error=f"{type(error).__name__}: {error}")) from error


def progress(folder=None):
    """Show, for each lesson, which functions are kept, which are written here, and which are missing."""
    mine = kept(Path(folder or ".") / FILE)
    if mine is None:
        return Report(False, [say("unreadable", file=FILE)])
    space = notebook()
    lines, done, wanted = [], 0, 0
    for lesson, names in NETWORK.items():
        states = {"kept": [], "written": [], "missing": []}
        for name in names:
            state = "kept" if name in mine else "written" if is_written(space.get(name)) else "missing"
            states[state].append(f"`{name}`")
        done, wanted = done + len(states["kept"]), wanted + len(names)
        lines.append(say("lesson", lesson=lesson))
        lines += ["- " + say(f"{state}_list", names=", ".join(found)) for state, found in states.items() if found]
    return Progress(done == wanted, [say("progress", done=done, all=wanted, file=FILE), *lines])


class Progress(Report):
    """A report whose lines are a list."""

    def _repr_markdown_(self):
        return "\n".join(f"\n{line}\n" if not line.startswith("- ") else line for line in self.lines).strip()


def notebook():
    """The names of the notebook that asks, or of the program that runs."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return shell.user_ns if shell else vars(sys.modules["__main__"])


def is_written(function):
    """Tell whether there is a function of the learner's own, and it is not a blank."""
    inner = bare(function) if callable(function) else None
    if inner is None or inner.__module__.startswith("dlhelpers"):
        return False
    return "NotImplementedError" not in inner.__code__.co_names
