"""`hint` and `solution`: up to three steps towards a function, and how we wrote it."""

import inspect
import sys

from .. import __dict__ as public
from . import classic
from .cases import NAMES
from .report import Report
from .sentences import HINTS, say

told = {}
"""How many hints of each function were given in this session."""


def hint(function, name=None):
    """Give the next hint for `function`: the idea, then the formula with shapes, then the first line."""
    name = name or getattr(function, "__name__", str(function))
    if name not in NAMES:
        return Report(False, [say("unknown", f=name)])
    step = min(told.get(name, 0), 2)
    told[name] = step + 1
    end = say("last_hint", f=name) if step == 2 else ""
    return Report(True, [say("hint", n=step + 1, text=HINTS[name][step]), end])


def solution(function, name=None):
    """Show how the reference writes `function`, without the check of its arguments; of the training its core alone."""
    name = name or getattr(function, "__name__", str(function))
    if name not in NAMES:
        return Report(False, [say("unknown", f=name)])
    function = classic.L_layer_model if name == "L_layer_model" else inspect.unwrap(public[name])
    lines = inspect.getsource(function).splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("def "))
    return Source("\n".join([*lines[start:], *origins(function)]))


def origins(function):
    """Say where the names stand that a function uses and `import dlhelpers` does not bring."""
    for name in function.__code__.co_names:
        for home in ("activations", "forward"):
            value = vars(sys.modules[f"dlhelpers.{home}"]).get(name)
            if value is not None and not inspect.ismodule(value) and name not in public["__all__"]:
                yield f"# {name} stands in dlhelpers/{home}.py"
                break


class Source(Report):
    """Python code that shows itself as such in a notebook."""

    def __init__(self, code):
        super().__init__(True, [code])

    def _repr_markdown_(self):
        return f"```python\n{self}\n```"
