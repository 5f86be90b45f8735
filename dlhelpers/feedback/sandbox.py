"""Run a learner's function so that the kernel survives it: no endless loop, flood of output or sys.exit gets through.

It promises survival, not secrecy: this is for self-study, and code that wants to look behind the curtain can. Loops are
ended by the number of their turns, so that a busy machine gives the same answer; a clock stands behind that for what
waits without turning.
"""

# ruff: noqa: NPY002  (the legacy random numbers are put back, not drawn from)

import ast
import contextlib
import copy
import dis
import inspect
import io
import os
import random
import signal
import sys
import threading
import time
import traceback
import warnings
from typing import NamedTuple

import numpy as np

from . import trees

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None

SECONDS, TURNS, BYTES, CHARACTERS = 10.0, 500_000, 2 * 2**30, 2000
"""What one call may take: seconds of waiting or working, turns of its loops, new memory, printed characters."""
LARGEST = 10**6
"""The most entries that an array may have where an altered text is tried."""
LONGEST = 10**9
"""The longest range that may be made: what sums over it inside Python or NumPy can't be interrupted."""


class TimeIsUp(BaseException):
    """A limit is reached; not an Exception, so that a learner's `except Exception` lets it through."""


class NeverEnds(TimeIsUp):
    """What was asked for has no end that anybody could wait for."""


class IntoItself(Exception):
    """A list is put into itself, which nothing that goes through it would survive."""


class Outcome(NamedTuple):
    """What one call came to: a value, or an error with its frames; which arguments changed; what was printed."""

    value: object
    error: BaseException | None = None
    frames: list = []  # noqa: RUF012
    changed: tuple = ()
    printed: str = ""


# --- counting turns


class Turns:
    """Counts the turns of all loops of one call. It is asked where a loop begins a turn, outside any `try` in it."""

    def __init__(self, most):
        self.left, self.over = most, False

    def __call__(self):
        self.left -= 1
        if self.left < 0 or self.over:
            raise TimeIsUp

    def fill(self, method, *args, **options):
        """Let a list be filled, but not with itself: NumPy would go round in that for ever."""
        box = getattr(method, "__self__", None)
        if isinstance(box, list) and holds(args, box, set()):
            raise IntoItself
        return method(*args, **options)


class Trial(Turns):
    """The turns of an altered text, whose arrays must stay small: one that grows in each turn keeps NumPy for hours."""

    def __call__(self):
        super().__call__()
        for value in sys._getframe(1).f_locals.values():
            for one in value.values() if isinstance(value, dict) else (value,):
                if isinstance(one, np.ndarray) and one.size > LARGEST:
                    raise TimeIsUp


def holds(things, box, seen):
    """Tell whether `box` is one of the things, or in one of them."""
    for one in things.values() if isinstance(things, dict) else things:
        if one is box:
            return True
        if isinstance(one, (list, tuple, dict)) and id(one) not in seen:
            seen.add(id(one))
            if holds(one, box, seen):
                return True
    return False


def short_range(*args):
    """A range, unless it is so long that nothing that counts it would end."""
    numbers = range(*args)
    if numbers[LONGEST:]:
        raise NeverEnds
    return numbers


def counted(function):
    """A twin of a plain function whose loops count their turns; itself, where its source is not at hand."""
    if not inspect.isfunction(function) or function.__closure__ or function.__name__ == "<lambda>":
        return function
    tree = trees.read(function)
    if tree is None or not trees.loops(tree):
        return function
    ast.increment_lineno(tree, function.__code__.co_firstlineno - 1)
    file = function.__code__.co_filename
    if not same_code(code_of(tree, file), function.__code__):
        return function  # the file has changed since: what runs is what was defined
    code = code_of(trees.with_turns(tree, {}), file)
    twin = type(function)(code, function.__globals__, function.__name__, function.__defaults__)
    twin.__kwdefaults__, twin.__wrapped__ = function.__kwdefaults__, function
    return twin


def code_of(tree, file):
    """The code of a definition."""
    module = compile(ast.Module([tree], []), file, "exec")
    codes = (one for one in module.co_consts if inspect.iscode(one) and one.co_name == tree.name)
    return next(codes, module)  # a default argument may have code, too


def same_code(a, b):
    """Tell whether two code objects do the same, wherever they stand."""
    inner = [[one for one in code.co_consts if inspect.iscode(one)] for code in (a, b)]
    alike = list(instructions(a)) == list(instructions(b)) and len(inner[0]) == len(inner[1])
    return alike and all(map(same_code, *inner))


def instructions(code):
    """What a code object does; a method is called in two ways, as the import of its module is in sight or not."""
    for one in dis.get_instructions(code):
        if one.opname not in ("CACHE", "PRECALL", "PUSH_NULL", "NOP", "EXTENDED_ARG"):
            place = one.opcode in dis.hasjrel or one.opcode in dis.hasjabs or inspect.iscode(one.argval)
            name = one.opname.replace("LOAD_METHOD", "LOAD_ATTR").replace("CALL_METHOD", "CALL_FUNCTION")
            yield name, None if place else repr(one.argval)


# --- running


class Cut(io.TextIOBase):
    """A text stream that keeps its first characters and drops the rest."""

    encoding = "utf-8"

    def __init__(self):
        self.kept = ""

    def writable(self):
        return True

    def write(self, text):
        if len(self.kept) < CHARACTERS:
            self.kept += text[: CHARACTERS - len(self.kept)]
        return len(text)


@contextlib.contextmanager
def restored():
    """Put back whatever a learner's function does to NumPy, the builtins, dlhelpers, the random numbers and folders."""
    watched = [sys.modules[name] for name in sorted(sys.modules) if name.split(".")[0] == "dlhelpers"]
    watched += [np, np.linalg, np.random, sys.modules["builtins"], sys.modules["math"], time]
    before = [(module, dict(vars(module))) for module in watched if module]
    numbers, dice, floats = np.random.get_state(), random.getstate(), np.geterr()
    limit, options, folder = sys.getrecursionlimit(), np.get_printoptions(), working_folder()
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            yield
    finally:
        for module, names in before:
            now = vars(module)
            now.update({name: value for name, value in names.items() if now.get(name, now) is not value})
        np.random.set_state(numbers)
        random.setstate(dice)
        np.seterr(**floats)
        if sys.getrecursionlimit() != limit:
            sys.setrecursionlimit(limit)
        if np.get_printoptions() != options:
            np.set_printoptions(**options)
        if folder and working_folder() != folder:
            os.chdir(folder)


def working_folder():
    try:
        return os.getcwd()
    except OSError:  # it was deleted
        return None


@contextlib.contextmanager
def little_memory():
    """Let nobody take more than BYTES of new memory: where there is no such limit, as on Windows, anybody may."""
    if resource is None or not sys.platform.startswith("linux"):
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    with open("/proc/self/statm") as file:
        most = int(file.read().split()[0]) * resource.getpagesize() + BYTES
    resource.setrlimit(resource.RLIMIT_AS, (most if soft == resource.RLIM_INFINITY else min(soft, most), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def by_signal(work, turns):
    """Interrupt `work` by a timer that rings again and again; an interrupt by the learner goes to whoever called."""
    begin, stopped = time.monotonic(), []

    def ring(signum, frame):
        if signum == signal.SIGINT:
            stopped.append(signum)
        if stopped or time.monotonic() - begin > SECONDS:
            turns.over = True
            raise TimeIsUp

    before = {one: signal.signal(one, ring) for one in (signal.SIGALRM, signal.SIGINT)}
    left, interval = signal.setitimer(signal.ITIMER_REAL, 0.1, 0.05)
    try:
        return work()
    finally:
        while True:
            try:
                signal.setitimer(signal.ITIMER_REAL, 0)
                for one, handler in before.items():
                    signal.signal(one, handler)
                if left:  # a timer of the learner's own goes on
                    signal.setitimer(signal.ITIMER_REAL, max(left - (time.monotonic() - begin), 0.001), interval)
                break
            except TimeIsUp:  # it rang once more
                continue
        if stopped:
            raise KeyboardInterrupt from None


def by_trace(work, turns):
    """Look at the clock before each line of the learner's: for Windows, browsers, and outside the main thread.

    Python drops a trace function that raises; so what it raised puts it back, when a bare `except` drops that.
    """
    begin, before = time.monotonic(), sys.gettrace()

    def look(frame, event, _):
        if time.monotonic() - begin > SECONDS:
            turns.over = True
            raise Late
        return look if frame.f_globals.get(trees.TURN) is turns else None

    class Late(TimeIsUp):
        def __del__(self):
            if turns.over:
                sys._getframe(1).f_trace = look
                sys.settrace(look)

    sys.settrace(look)
    try:
        return work()
    finally:
        turns.over = False
        sys.settrace(before)


def can_use_signals():
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def run(function, args, kwargs, space):
    """Call `function` on copies of its arguments, and return the Outcome; `space` are the names that it sees."""
    given, options = copy.deepcopy((args, kwargs))
    changes, stream, turns = Changes(args, kwargs, given, options), Cut(), Turns(TURNS)
    space[trees.TURN] = turns
    value, error, frames = None, None, []
    with restored(), contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream), little_memory():
        seed()
        try:
            value = (by_signal if can_use_signals() else by_trace)(lambda: function(*given, **options), turns)
        except KeyboardInterrupt:
            raise
        except BaseException as caught:
            error, frames = caught, list(traceback.walk_tb(caught.__traceback__))
        finally:
            space.pop(trees.TURN, None)
    return Outcome(value, error, frames, tuple(changes), stream.kept)


def seed():
    """Start the random numbers of NumPy and of Python anew: the same words in every run."""
    np.random.seed(0)
    random.seed(0)


def quickly(function, case, turns):
    """Call a function that is no danger on copies of a case's arguments, with a count of turns that it may take."""
    given, options = copied(case.args), copied(case.kwargs)
    changes = Changes(case.args, case.kwargs, given, options)
    function.__globals__[trees.TURN] = turns
    seed()
    try:
        return Outcome(function(*given, **options), changed=changes)
    except (Exception, TimeIsUp) as caught:
        return Outcome(None, caught, list(traceback.walk_tb(caught.__traceback__)))


def copied(value):
    """A copy of the arguments of a case: numbers, words, arrays, and tuples, lists and dicts of them."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, dict):
        return {key: copied(one) for key, one in value.items()}
    if isinstance(value, np.random.Generator):
        return copy.deepcopy(value)
    return type(value)(map(copied, value)) if isinstance(value, (tuple, list)) else value


class Changes:
    """Which arguments a call changed, as pairs of a position and whether an array itself was overwritten.

    It is looked at only where somebody asks.
    """

    def __init__(self, args, kwargs, given, options):
        self.before = (*args, *(value for value in kwargs.values() if isinstance(value, dict)))
        self.given = (*given, *(value for value in options.values() if isinstance(value, dict)))
        self.held = [one.copy() if isinstance(one, (dict, list)) else one for one in self.given]  # if one loses any

    def __iter__(self):
        for position, (before, given, held) in enumerate(zip(self.before, self.given, self.held, strict=True)):
            overwritten = not identical(before, held)
            if overwritten or not identical(before, given):
                yield position, overwritten

    def __bool__(self):
        return any(True for _ in self)


def identical(a, b):
    """Tell whether two arguments hold the same things, to the last bit; `a` is ours, and `b` may be anything."""
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        return list(a) == list(b) and all(identical(a[key], b[key]) for key in a)
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(identical, a, b))
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and np.array_equal(a, b, equal_nan=a.dtype.kind == "f")
    return bool(a == b)
