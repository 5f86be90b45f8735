"""What a learner handed over: the Python inside it, its text, the names it sees, and what may be done with it."""

import ast
import contextlib
import functools
import inspect
import math
import types

import numpy as np

from . import trees

MISSING = object()
HARMLESS = set("numpy math cmath copy itertools functools operator random collections time builtins dlhelpers".split())
"""Modules that reach nothing outside Python: an altered version of code that uses others is not run."""
REACHING = set(
    "open exec eval compile input breakpoint globals vars getattr setattr delattr save savez savez_compressed savetxt "
    "load loadtxt genfromtxt fromfile tofile memmap dump DataSource fromregex open_memmap lib ctypeslib f2py sleep os "
    "sys".split()
)
"""Names that reach files, processes or other names in a roundabout way."""


class Answer:
    """One answer to one of the workbook's functions."""

    def __init__(self, function, name):
        self.function, self.name = function, name
        self.inner = bare(function)
        self.space = self.inner.__globals__ if self.inner else {}
        self.tree = trees.read(self.inner) if self.inner else None
        self.plain = self.inner is function and not self.inner.__closure__ and self.tree is not None
        """Whether it is a function by itself, whose text says all."""

    @functools.cached_property
    def helpers(self):
        """Their own functions that it calls, directly or through others, by name."""
        found, functions = {}, [self.inner] if self.inner else []
        while functions:
            for name in names_read(functions.pop().__code__):
                helper = self.space.get(name)
                own = inspect.isfunction(helper) and helper.__globals__ is self.space and helper is not self.inner
                if own and name not in found:
                    found[name] = helper
                    functions.append(helper)
        return found

    @functools.cached_property
    def parameters(self):
        """The arguments that it takes; None where Python can't tell."""
        try:
            return inspect.signature(self.function).parameters
        except (TypeError, ValueError):
            return None

    def takes(self, key):
        """Whether it takes an argument by that name; with **kwargs, whether its text asks for it."""
        parameters = self.parameters or {}
        asked = self.inner is not None and key in self.inner.__code__.co_consts
        return key in parameters or (asked and any(one.kind is one.VAR_KEYWORD for one in parameters.values()))

    @functools.cached_property
    def harmless(self):
        """Whether its text, and that of its helpers, reaches nothing but numbers, so that altered versions may run."""
        return self.plain and all(map(self.reaches_nothing, [self.inner, *self.helpers.values()]))

    def reaches_nothing(self, function):
        """Tell whether the text of one function reaches nothing outside Python."""
        tree, names = trees.read(function), set(names_read(function.__code__))
        imports = [one for one in ast.walk(tree) if isinstance(one, (ast.Import, ast.ImportFrom))] if tree else []
        homes = [getattr(one, "module", None) or alias.name for one in imports for alias in one.names]
        homes += [home for home in map(self.home, names) if home]
        hidden = [name for name in names if name.startswith("__") and name != trees.TURN]
        return bool(tree) and not (names & REACHING or hidden) and {one.split(".")[0] for one in homes} <= HARMLESS

    def home(self, name):
        """The module from which something callable or a module comes; "" for data and for functions of their own."""
        value = self.space.get(name)
        if isinstance(value, types.ModuleType):
            return value.__name__
        own = inspect.isfunction(value) and value.__globals__ is self.space
        return (getattr(value, "__module__", None) or "builtins") if callable(value) and not own else ""


def names_read(code):
    """The names that some code looks for outside itself, and those of attributes; inner functions included."""
    yield from code.co_names
    for constant in code.co_consts:
        if inspect.iscode(constant):
            yield from names_read(constant)


def bare(function):
    """The Python function inside a decorated, partial or callable thing; None if there is none."""
    for _ in range(20):
        inner = vars(function).get("__wrapped__") if inspect.isfunction(function) else None
        if inspect.isfunction(function) and inner is None:
            return function
        if isinstance(function, functools.partial):
            inner = function.func
        elif inspect.ismethod(function):
            inner = function.__func__
        elif inner is None and callable(function) and not inspect.isclass(function):
            inner = type(function).__call__
            inner = inner if inspect.isfunction(inner) else getattr(function, "__wrapped__", None)
        if inner is None:
            return None
        function = inner
    return None


@contextlib.contextmanager
def in_place_of(space, names):
    """Let a namespace hold other things under these names for a while."""
    before = {key: space.get(key, MISSING) for key in names}
    try:
        space.update(names)
        yield
    finally:
        for key, value in before.items():
            if value is MISSING:
                space.pop(key, None)
            else:
                space[key] = value


def no_input(*_):
    raise RuntimeError("nobody can type an answer while dl.check looks at it; hand it over as an argument")


def describe(value):
    """Say what a thing is: `a tuple with 3 entries`, `an array of shape (4, 1)`."""
    if type(value) is np.ndarray:
        return f"an array of shape {value.shape}" if value.dtype != object else "an array of objects"
    if isinstance(value, np.ma.MaskedArray):
        return "a masked array"
    if isinstance(value, np.ndarray):
        return f"an np.{type(value).__name__}" if type(value).__module__.startswith("numpy") else "a kind of array"
    if isinstance(value, (dict, list, tuple)) and not value:
        return f"an empty {type(value).__name__}"
    if isinstance(value, dict):
        return "a dict with " + ", ".join(str(key)[:20] for key in list(value)[:8]) + ", ..." * (len(value) > 8)
    if isinstance(value, (list, tuple)):
        return f"a {type(value).__name__} with {len(value)} entr{'y' if len(value) == 1 else 'ies'}"
    if value is None or value is ... or isinstance(value, (bool, np.bool_)):
        return str(value)
    if isinstance(value, (int, float, np.number)):
        return f"the number {value:.6g}" if abs(value) < math.inf else f"the number {value}"
    if isinstance(value, types.GeneratorType):
        return "a generator"
    if inspect.isroutine(value):
        return f"the function {getattr(value, '__name__', '')}".strip()
    word = type(value).__name__
    return f"a{'n' * (word[:1].lower() in 'aeiou')} {word}"


def listed(names):
    """`a`, `b`, `c`, six of them at most."""
    return ", ".join(f"`{one}`" for one in names[:6]) + ", ..." * (len(names) > 6)


def counted(n, thing):
    """1 example, 3 examples."""
    return f"{n or 'no'} {thing}{'s' * (n != 1)}"
