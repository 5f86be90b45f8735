"""`keep` and `unkeep`: what is right goes into my_network.py, with all that it needs there, and comes out again."""

import builtins
import contextlib
import inspect
import re
import sys

from ..feedback import check
from ..feedback.answer import MISSING, Answer, listed
from ..feedback.cases import AROUND_IT, NAMES
from ..feedback.report import RIGHT, WRONG, Report
from ..feedback.sandbox import same_code
from . import place
from .network import HEAD, Refused, alone_with, change, ours, path_in, read, run, shown, versions
from .source import def_in, definition, globals_of, imports, placed
from .texts import say

CALLED_WITH = {"initialize_parameters_deep": ["rng"], "L_layer_model": ["parameters", "rng"]}
"""The keyword arguments with which lessons 4 and 5 call what was kept."""


def keep(function, name=None, *, folder=None):
    """Check `function`, and if it is right, write it into my_network.py in `folder`, the learner's own if None."""
    report = check(function, name)
    name = name or getattr(function, "__name__", "function")
    if not report.passed:
        return report.and_then(not_kept(name, folder))
    kept = reported(stored, function, name, folder)
    return report.and_then(*kept.told) if kept.passed else kept


def unkeep(function, name=None, *, folder=None):
    """Take back the last `keep` of a function, so that my_network.py has again what it had before, or nothing."""
    return reported(taken_back, name or getattr(function, "__name__", str(function)), folder)


def reported(work, *args):
    """Do some work, and report what it says, or why it is not done."""
    try:
        return Report(True, [work(*args)], RIGHT)
    except Refused as why:
        return Report(False, [str(why)], WRONG)


def not_kept(name, folder):
    """Say that an answer that is not right is not kept, and what the file has in its place."""
    with contextlib.suppress(Refused, SyntaxError):
        path = path_in(folder)
        if def_in(read(path)[0], name):
            return say("still_kept", f=name, file=shown(path))
    return say("not_kept", f=name)


def stored(function, name, folder):
    """Write a function that is right into the file, if it is the same there, and right, too; return what to say."""
    path = path_in(folder)
    words = {"f": name, "file": shown(path)}
    if name in AROUND_IT:
        return say("around_it", **words)
    takes = Answer(function, name).takes
    if lacking := [f"`{key}`" for key in CALLED_WITH.get(name, ()) if not takes(key)]:
        raise Refused(say("lacks", f=name, names=" and ".join(lacking)))
    code = definition(function, name)
    with alone_with(path) as text:
        before = text if text.strip() else HEAD
        modules = needed(function, name, code, vars(run(before, path)), words)
        after = placed(before, name, code, imports(code, modules))
        try_out(function, name, code, vars(run(after, path, "would_stop", f=name)), words)
        if after != text:
            if place.is_finished(folder):
                raise Refused(say("finished", mine=shown(place.MINE)))
            change(path, text, after, name)
    if place.is_finished(folder):
        return say("kept_finished", **words)
    told = say("kept_before" if def_in(before, name) not in ("", def_in(after, name)) else "kept", **words)
    return f"{told} {say('take_home', **words)}" if sys.platform == "emscripten" and not text else told


def needed(function, name, code, there, words):
    """The modules that the file must import for a def; a sentence where the def needs what the file does not have."""
    brought, modules, lacking = ours(), {}, []
    for key in sorted(globals_of(code) - {name}):
        here, held = looked_up(key, function.__globals__), looked_up(key, there)
        if here is function:
            raise Refused(say("calls_itself", old=key, **words))
        if inspect.ismodule(here) and held is MISSING:
            modules[key] = here
        elif here is not MISSING and here is not held:
            if held is MISSING or (key not in NAMES and held is looked_up(key, brought)):
                lacking.append(key)
    if lacking:
        raise Refused(say("leans_on", names=listed(lacking), **words))
    return modules


def looked_up(key, space):
    return space.get(key, vars(builtins).get(key, MISSING))


def try_out(function, name, code, there, words):
    """See that what the file would hold is the function that was given, and right there, too."""
    if not same(there.get(name), function):
        raise Refused(say("set_again", **words))
    if not check(there[name], name).passed:
        mine = {key: looked_up(key, function.__globals__) for key in sorted(globals_of(code))}
        others = [key for key in mine if mine[key] is not looked_up(key, there) and mine[key] is not function]
        raise Refused(say("other_helpers" if others else "not_there", names=listed(others), **words))


def same(held, function):
    """Tell whether two functions do the same, with the same arguments and defaults."""
    if not inspect.isfunction(held) or not same_code(held.__code__, function.__code__):
        return False
    specs = [inspect.getfullargspec(one)._replace(annotations={}) for one in (held, function)]
    return len({re.sub(r" at 0x\w+", "", repr(one)) for one in specs}) == 1


def taken_back(name, folder):
    """Give the file the def that it had before the last `keep`, or none if it had none; return what to say."""
    if place.is_finished(folder):
        raise Refused(say("finished", mine=shown(place.MINE)))
    path = path_in(folder)
    words = {"f": name, "file": shown(path)}
    with alone_with(path) as text:
        run(text, path)
        before = defs_before(name, path)
        while before and before[-1] == def_in(text, name):  # as where that `keep` was cut short
            before.pop()
        if not before:
            raise Refused(say("never_kept", **words))
        after = placed(text if text.strip() else HEAD, name, before[-1])
        run(after, path, "would_stop", f=name)
        version = change(path, text, after, f"{name}_brought_back")
    return say("brought_back" if before[-1] else "taken_out", version=shown(version), **words)


def defs_before(name, path):
    """What was there before each `keep` of a function that was not taken back, "" for nothing."""
    before, now = [], ""
    for _, made_by, version in versions(path):
        if made_by == name:
            before.append(now)
        elif made_by == f"{name}_brought_back":
            del before[-1:]
        now = def_in(read(version)[0], name)
    return before
