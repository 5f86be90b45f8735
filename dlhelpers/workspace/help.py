"""Help on the way to a function: `hint`, `blank`, and at last `solution`."""

import functools
import inspect
import json
import re

from .. import activations, forward
from ..feedback import classic
from ..feedback.cases import NAMES
from ..feedback.checking import last
from ..feedback.report import BLANK, HINT, Report
from . import place
from .network import ours, shown
from .texts import HINTS, say

told, told_code = {}, set()
"""How many hints of each function were given in this session, and which code."""


def of_the_lessons(helper):
    """Let a helper be asked about a function or by its name, and say so where no lesson has it."""

    @functools.wraps(helper)
    def asked(function, name=None):
        name = name or getattr(function, "__name__", str(function))
        if name not in NAMES:
            return Report(False, [say("unknown", f=name, helper=helper.__name__)], BLANK)
        return helper(function, name)

    return asked


@of_the_lessons
def hint(function, name=None):
    """Tell the code that the last check found wrong, once; or the next of three hints: idea, formula, first line."""
    report = last.get(name)
    code = report.code if report and not report.is_open else []
    if code and (name, *code) not in told_code:
        told_code.add((name, *code))
        return Report(True, [say("told_code"), *code], HINT)
    step = min(told.get(name, 0), 2)
    told[name] = step + 1
    end = say("last_hint", f=name) if step == 2 else ""
    return Report(True, [say("hint", n=step + 1, text=HINTS[name][step]), end], HINT)


@of_the_lessons
def blank(function, name=None):
    """Show a fresh copy of the cell in which a function is to be written."""
    found = [
        (source, template)
        for template in place.templates()
        for source in cells(template)
        if "# Your code here." in source and re.search(rf"^def {name}\(", source, re.MULTILINE)
    ]
    if not found:
        return Report(False, [say("no_blank", f=name, folder=shown(place.TEMPLATES))])
    said = getattr(function, "__doc__", None) or ""
    source, template = max(found, key=lambda one: said in one[0])  # a lesson may ask for a function twice
    return Code(say("blank", f=name, file=shown(template)), source)


def cells(template):
    """The texts of a notebook's code cells."""
    notebook = json.loads(template.read_text("utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


@of_the_lessons
def solution(function, name=None):
    """Show how the reference writes a function, without the check of its arguments; of the training its core alone."""
    function = classic.L_layer_model if name == "L_layer_model" else inspect.unwrap(ours()[name])
    source = inspect.getsource(function)
    return Code("", "\n".join([source[source.index("def ") :].rstrip(), *origins(function)]))


def origins(function):
    """Say where the names stand that a function uses and `import dlhelpers` does not bring."""
    for name in function.__code__.co_names:
        homes = [home for home in (activations, forward) if name in vars(home)]
        if homes and name not in NAMES and not inspect.ismodule(vars(homes[0])[name]):
            yield f"# {name} stands in {homes[0].__name__.replace('.', '/')}.py"


class Code(Report):
    """A sentence, if there is one, and code to read or copy, shown as such in a notebook."""

    def __init__(self, sentence, code):
        super().__init__(True, [sentence, code])

    def _repr_markdown_(self):
        *sentence, code = self.lines
        return "\n\n".join([*sentence, f"```python\n{code}\n```"])
