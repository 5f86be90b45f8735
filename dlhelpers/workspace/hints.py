"""`hint`: what the last check left unsaid, then up to three steps towards a function."""

from ..feedback.cases import NAMES
from ..feedback.checking import last
from ..feedback.report import BLANK, HINT, Report
from .texts import HINTS, say

told, told_code = {}, set()
"""How many hints of each function were given in this session, and which code."""


def hint(function, name=None):
    """Tell the code that the last check found wrong, once; or the next of three hints: idea, formula, first line."""
    name = name or getattr(function, "__name__", str(function))
    if name not in NAMES:
        return Report(False, [say("unknown", f=name)], BLANK)
    report = last.get(name)
    code = report.code if report and not report.is_open else []
    if code and (name, *code) not in told_code:
        told_code.add((name, *code))
        return Report(True, [say("told_code"), *code], HINT)
    step = min(told.get(name, 0), 2)
    told[name] = step + 1
    end = say("last_hint", f=name) if step == 2 else ""
    return Report(True, [say("hint", n=step + 1, text=HINTS[name][step]), end], HINT)
