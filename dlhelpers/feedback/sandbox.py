"""Run a learner's function so that the kernel survives it: no endless loop, flood of output or sys.exit gets through.

It promises survival, not secrecy: this is for self-study, and code that wants to look behind the curtain can.
"""

# ruff: noqa: NPY002  (the legacy random numbers are put back, not drawn from)

import contextlib
import copy
import ctypes
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

SECONDS = 5.0
CHARACTERS = 2000


class TimeIsUp(BaseException):
    """The time limit; not an Exception, so that a learner's `except Exception` lets it through."""


class Patience:
    """A limit in seconds of work, so that a busy machine gives the same answer; by the clock half as much again."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.work, self.clock = time.process_time() + seconds, time.monotonic() + 1.5 * seconds

    def over(self):
        return time.process_time() > self.work or time.monotonic() > self.clock


class Outcome(NamedTuple):
    """What one call came to: a value, or an error with its frames; which arguments changed; what was printed."""

    value: object
    error: BaseException | None
    frames: list
    changed: tuple
    printed: str


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
    """Put back whatever a learner's function does to NumPy, the builtins, dlhelpers and the random numbers."""
    watched = [sys.modules[name] for name in sorted(sys.modules) if name.split(".")[0] == "dlhelpers"]
    watched += [np, np.linalg, np.random, sys.modules["builtins"], sys.modules["math"], time]
    before = [(module, dict(vars(module))) for module in watched if module]
    numbers, dice, floats, folder = np.random.get_state(), random.getstate(), np.geterr(), os.getcwd()
    limit, options = sys.getrecursionlimit(), np.get_printoptions()
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
        if os.getcwd() != folder:
            os.chdir(folder)


def by_signal(work, seconds):
    """Interrupt `work` by a timer that rings again and again, so that a bare `except:` does not swallow it."""

    def ring(signum, frame):
        raise TimeIsUp

    before = signal.signal(signal.SIGALRM, ring)
    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds, 0.05)
            return work()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)


def by_thread(work, seconds):
    """Do `work` in a thread, and throw TimeIsUp into it when it is late: for Windows, and outside the main thread."""
    results, errors = [], []

    def target():
        try:
            results.append(work())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=target, daemon=True)
    thread.start()
    thread.join(seconds)
    for _ in range(20):
        if not thread.is_alive():
            break
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(TimeIsUp))
        thread.join(0.05)
    if errors:
        raise errors[0]
    if not results:
        raise TimeIsUp
    return results[0]


def can_use_signals():
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def run(function, args, kwargs, seconds):
    """Call `function` on copies of its arguments, and return the Outcome."""
    args, kwargs = copy.deepcopy((args, kwargs))
    given = (*args, *(value for value in kwargs.values() if isinstance(value, dict)))
    before, held, stream = copy.deepcopy(given), hold(given), Cut()

    def work():
        with restored(), contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
            return function(*args, **kwargs)

    value, error, frames = None, None, []
    try:
        value = (by_signal if can_use_signals() else by_thread)(work, max(seconds, 0.01))
    except KeyboardInterrupt:
        raise
    except BaseException as caught:
        error, frames = caught, list(traceback.walk_tb(caught.__traceback__))
    changed = changes(before, held, given)
    return Outcome(value, error, frames, changed, stream.kept)


def hold(args):
    """Keep hold of the arrays in the arguments, even if a dict should lose them."""
    return [dict(arg) if isinstance(arg, dict) else arg for arg in args]


def changes(before, held, args):
    """Tell which arguments changed, as pairs of a position and whether an array itself was overwritten."""
    return tuple(
        (position, not identical(before[position], held[position]))
        for position in range(len(before))
        if not identical(before[position], args[position]) or not identical(before[position], held[position])
    )


def identical(a, b):
    """Tell whether two arguments hold the same things, to the last bit."""
    if isinstance(a, dict) and isinstance(b, dict):
        return list(a) == list(b) and all(identical(a[key], b[key]) for key in a)
    if isinstance(a, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(identical, a, b))
    if isinstance(a, np.ndarray):
        return isinstance(b, np.ndarray) and a.dtype == b.dtype and np.array_equal(a, b, equal_nan=True)
    return a == b
