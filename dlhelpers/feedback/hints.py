"""`hint` and `solution`: up to three steps towards a function, and how we wrote it."""

import inspect

from .. import __dict__ as public
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
    """Show how the reference writes `function`, without the check of its arguments."""
    name = name or getattr(function, "__name__", str(function))
    if name not in NAMES:
        return Report(False, [say("unknown", f=name)])
    lines = inspect.getsource(inspect.unwrap(public[name])).splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("def "))
    return Source("\n".join(lines[start:]))


class Source(Report):
    """Python code that shows itself as such in a notebook."""

    def __init__(self, code):
        super().__init__(True, [code])

    def _repr_markdown_(self):
        return f"```python\n{self}\n```"
