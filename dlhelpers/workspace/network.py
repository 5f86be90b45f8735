"""my_network.py: a learner's own functions, in a file that always works as a whole, and its versions."""

import contextlib
import os
import re
import tokenize
import traceback
import types
from pathlib import Path

from .. import files
from ..feedback import trees
from ..feedback.answer import bare
from ..feedback.cases import NAMES
from ..feedback.facts import named
from ..feedback.texts import is_blank
from . import place
from .texts import say

HEAD = '''"""My own L-layer network; what I have not written yet comes from dlhelpers."""

import numpy as np

import dlhelpers as dl
from dlhelpers import *
'''
running = []
"""The files that are run just now, to see one that keeps something itself."""


class Refused(ImportError):
    """Why something is not done, in one sentence."""


def path_in(folder):
    """Say where my_network.py lies: in `folder`, the learner's own if None."""
    try:
        return Path(folder or place.home()).expanduser().absolute() / place.FILE
    except FileNotFoundError:
        raise Refused(say("folder_gone", file=place.FILE)) from None


def shown(path):
    """Name a file as the file browser does: from the project's folder on; one elsewhere with all its folders."""
    return (path.relative_to(place.PROJECT) if path.is_relative_to(place.PROJECT) else path).as_posix()


def ours():
    """Return what the head of my_network.py brings: NumPy, dlhelpers, and every public name."""
    space = {}
    exec(HEAD, space)
    return space


class Network(types.ModuleType):
    """What my_network.py holds once it has run."""

    def __repr__(self):
        mine = [name for name in NAMES if is_written(vars(self).get(name))]
        return say("network", file=shown(Path(self.__file__)), n=len(mine), names=", ".join(mine) or "none yet")


def my_network(*, folder=None):
    """Return what was kept: my_network.py in `folder`, the learner's own if None, and ours for what it lacks."""
    path = path_in(folder)
    return run(read(path)[0], path) if path.exists() else ours()["dl"]


def run(text, path, otherwise="cannot_run", **words):
    """Run the text of my_network.py in a module of its own, and return that; `otherwise` says what it means if not."""
    network = Network(path.stem)
    network.__file__ = str(path)
    running.append(path)
    try:
        exec(compile(text, str(path), "exec", dont_inherit=True), vars(network))
    except (Exception, SystemExit) as error:
        at = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_globals is vars(network)][:1]
        last = [say("or_copy", version=shown(version)) for *_, version in versions(path)][-1:]
        words |= {"file": shown(path), "error": named(error), "line": f" at line {at[0]}" if at else ""}
        raise Refused(say(otherwise, or_copy="".join(last), **words)) from error
    finally:
        running.pop()
    return network


def is_written(function):
    """Tell whether there is a function of the learner's own, and it is not a blank."""
    inner = bare(function) if callable(function) else None
    if inner is None or (inner.__module__ or "").split(".")[0] == "dlhelpers":
        return False
    tree = trees.read(inner)
    return tree is None or not is_blank(tree)


def read(path):
    """Return the text of a file, its encoding, and what ends its lines; no text where there is no file."""
    try:
        with tokenize.open(path) as file:
            return file.read(), file.encoding, "\r\n" if file.newlines == "\r\n" else "\n"
    except FileNotFoundError:
        return "", "utf-8", "\n"
    except OSError as error:
        raise Refused(say("no_access", file=shown(path), error=error.strerror or error)) from error
    except (SyntaxError, ValueError) as error:
        raise Refused(say("unreadable", file=shown(path))) from error


@contextlib.contextmanager
def alone_with(path):
    """Let nobody else change my_network.py meanwhile, and hand out its text."""
    if running:
        raise Refused(say("inside", file=shown(path)))
    try:
        if path == path_in(None):
            path.parent.mkdir(exist_ok=True)
        hidden(path).mkdir(exist_ok=True)
        with files.held(hidden(path) / "lock"):
            yield read(path)[0]
    except TimeoutError:
        raise Refused(say("busy", file=shown(path))) from None
    except (OSError, UnicodeError) as error:
        told = getattr(error, "strerror", None) or error
        raise Refused(say("no_access", file=shown(path), error=told)) from error


def change(path, before, after, made_by):
    """Put a text in the place of the one that was found, and both among the versions; return the file of the latter."""
    now, encoding, end = read(path)
    if now != before:
        raise Refused(say("changed_meanwhile", file=shown(path)))
    number, _, last = [(0, "", None), *versions(path)][-1]
    if before and (not last or read(last)[0] != before):
        number, last = number + 1, hidden(path) / f"edited_{number + 1}.py"
        files.put(last, before.replace("\n", end).encode(encoding))
    for file in (hidden(path) / f"{made_by}_{number + 1}.py", Path(os.path.realpath(path))):
        files.put(file, after.replace("\n", end).encode(encoding))
    return last


def versions(path):
    """The versions of my_network.py, the oldest first: the number of each, what made it, and its file."""
    folder = hidden(path)
    found = [re.fullmatch(r"(\w+)_(\d+)\.py", name) for name in (os.listdir(folder) if folder.is_dir() else ())]
    return sorted((int(one[2]), one[1], folder / one[0]) for one in found if one)


def hidden(path):
    """The folder for the versions and the lock: beside the file itself, where `path` is a link to it."""
    real = Path(os.path.realpath(path))
    return real.with_name(f".{real.stem}")
