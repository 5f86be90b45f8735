"""What is known of a wrong answer, before its cause: where it stopped, what came back, what was changed or printed."""

import inspect
import linecache
import re

import numpy as np

from . import cases, sandbox
from .learner import bare
from .sentences import say


def fact(attempt, outcomes, found):
    """One sentence of what is known: the first case that is wrong, in the order error, structure, shape, value."""
    for stage in ("error", "structure", "shape", "value", "changed"):
        for case, outcome, differences in zip(attempt.calls, outcomes, found, strict=False):
            for difference in differences:
                if difference.stage == stage:
                    return say_fact(attempt, case, outcome, difference)
    return ""


def say_fact(attempt, case, outcome, difference):
    words = {**difference.words, "f": attempt.name, "case": case.label}
    if difference.stage == "error":
        return say_error(attempt, case, outcome)
    if difference.stage == "changed":
        parameters = list(inspect.signature(cases.reference()[attempt.name]).parameters)
        names = [*parameters[: len(case.args)], *case.kwargs]
        return say("changed", **words, argument=f"`{names[outcome.changed[0][0]]}`")
    if difference.key == "wrong_value" and words["entry"]:
        return say("wrong_value", **words, output=difference.output)
    output = difference.output if difference.output == "the result" else f"`{difference.output}`"
    return say("wrong_number" if difference.key == "wrong_value" else difference.key, **words, output=output)


def say_error(attempt, case, outcome):
    if isinstance(outcome.error, (SystemExit, GeneratorExit)):
        return say("left", f=attempt.name)
    if given := other_arguments(attempt, case):
        names = list(inspect.signature(cases.reference()[attempt.name]).parameters)[: len(case.args)]
        return say("signature", f=attempt.name, wanted=", ".join(names), got=given)
    message = str(outcome.error).split("\n")[0][:200]
    error = f"{type(outcome.error).__name__}: {message}" if message else type(outcome.error).__name__
    line, code, shapes = where(attempt.function, outcome)
    if not code:
        return say("raised", f=attempt.name, case=case.label, error=error)
    told = say("raised_at", f=attempt.name, case=case.label, error=error, line=line, code=code)
    return told + (say("met", shapes=shapes) if shapes else "")


def other_arguments(attempt, case):
    """The arguments of a function that cannot be called as it should be; "" if it can."""
    try:
        signature = inspect.signature(attempt.function)
    except (TypeError, ValueError):
        return ""
    try:
        signature.bind(*case.args, **case.kwargs)
    except TypeError:
        return ", ".join(signature.parameters) or "none"
    return ""


def where(function, outcome):
    """The line of the learner's own code at which it stopped, its source and the shapes that met there."""
    inner = bare(function)
    space = inner.__globals__ if inner else None
    frames = [(frame, line) for frame, line in outcome.frames if frame.f_globals is space]
    if not frames:
        return None, "", ""
    frame, line = frames[-1]
    code = linecache.getline(frame.f_code.co_filename, line).strip()
    shapes = []
    for name in dict.fromkeys(re.findall(r"\b[A-Za-z_]\w*", code)):
        value = frame.f_locals.get(name)
        if isinstance(value, np.ndarray):
            shapes.append(f"`{name}` has shape {value.shape}")
    return line, code.replace("`", "'"), ", ".join(shapes)


def too_slow(attempt, outcome):
    line, code, _ = where(attempt.function, outcome)
    place = say("too_slow_at", line=line, code=code) if code else ""
    return say("time_is_up", f=attempt.name, seconds=sandbox.SECONDS) + place


def all_none(outcomes):
    return all(outcome.error is None and outcome.value is None for outcome in outcomes)


def nothing_returned(attempt):
    names = cases.OUTPUTS[attempt.name]
    names = (names,) if isinstance(names, str) else names
    return say("returned_none", f=attempt.name, output=", ".join(f"`{one}`" for one in names))


def printed(attempt, outcomes):
    text = outcomes[0].printed.strip()
    if not text or attempt.name == "L_layer_model":
        return []
    return [say("printed", text=text[:200].replace("\n", " ").replace("`", "'"))]
