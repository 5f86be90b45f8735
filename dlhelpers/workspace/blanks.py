"""`blank`: the cell of a function as it was before anything was written."""

import json
import re

from ..feedback.cases import NAMES
from ..feedback.report import Report
from . import place
from .network import shown
from .texts import say


def blank(function, name=None):
    """Show a fresh copy of the cell in which a function is to be written."""
    name = name or getattr(function, "__name__", str(function))
    if name not in NAMES:
        return Report(False, [say("unknown", f=name)])
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
    return Blank(say("blank", f=name, file=shown(template)), source)


def cells(template):
    """The texts of a notebook's code cells."""
    notebook = json.loads(template.read_text("utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


class Blank(Report):
    """A sentence, and code to copy."""

    def __init__(self, sentence, code):
        super().__init__(True, [sentence, code])

    def _repr_markdown_(self):
        sentence, code = self.lines
        return f"{sentence}\n\n```python\n{code}\n```"
