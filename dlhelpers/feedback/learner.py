"""A learner's function: the Python inside it, the names it sees, the functions it calls, the arguments it takes."""

import contextlib
import inspect
import sys

from . import cases


def bare(function):
    """The Python function inside a decorated, partial or callable thing; None if there is none."""
    for _ in range(20):
        inner = getattr(function, "__wrapped__", None) or getattr(function, "func", None)
        inner = inner or getattr(function, "__func__", None)
        if inspect.isfunction(function) and inner is None:
            return function
        if inner is None:
            inner = None if inspect.isclass(function) else vars(type(function)).get("__call__")
            if not inspect.isfunction(inner):
                return None
        function = inner
    return None


@contextlib.contextmanager
def in_place_of(function, names):
    """Let the learner's namespace, and `dlhelpers` itself, hold other functions under these names for a while."""
    inner = bare(function)
    spaces = [vars(sys.modules["dlhelpers"])] + ([inner.__globals__] if inner else [])
    missing = object()
    before = [(space, {key: space.get(key, missing) for key in names}) for space in spaces]
    try:
        for space in spaces:
            space.update(names)
        yield
    finally:
        for space, values in before:
            for key, value in values.items():
                if value is missing:
                    space.pop(key, None)
                else:
                    space[key] = value


def helpers_in(function, space, seen=()):
    """The workbook's functions that a learner's function calls, directly or through helpers of their own."""
    names, codes = [], [function.__code__]
    while codes:
        code = codes.pop()
        names += code.co_names
        codes += [constant for constant in code.co_consts if inspect.iscode(constant)]
    found = []
    for name in names:
        if name in space and name not in seen and inspect.isfunction(space[name]) and space[name] is not function:
            mine = space[name].__globals__ is space
            found += [name] if name in cases.NAMES else []
            found += helpers_in(space[name], space, (*seen, name)) if mine else []
    return list(dict.fromkeys(found))


def takes(function, name):
    """Which of the keyword arguments of the reference the learner's function takes."""
    wanted = {"initialize_parameters_deep": ("scale", "rng"), "L_layer_model": ("parameters",)}.get(name, ())
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        return ()
    anything = any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values())
    return tuple(key for key in wanted if anything or key in parameters)


def uses_float32(function):
    inner = bare(function)
    return bool(inner) and "float32" in repr((inner.__code__.co_names, inner.__code__.co_consts))


def source_of(function):
    """The source of a function, and "" where it cannot be had."""
    try:
        return inspect.getsource(bare(function))
    except (OSError, TypeError):
        return ""
