"""What `check` found, to be read by a person: Markdown in a notebook, plain text elsewhere."""

from typing import NamedTuple

RIGHT, WRONG, BLANK = "✅", "❌", "⬜"
"""What a report begins with, to be told apart at a glance, without colours too."""


class Cause(NamedTuple):
    """Why an answer is wrong, in words; and the code that it has and needs, which is told later."""

    said: str
    code: str = ""

    @property
    def all(self):
        """The words and the code, as one sentence or two."""
        if ": " in self.said or not self.code:
            return " ".join(filter(None, (self.said, self.told)))
        return f"{self.said.rstrip('.')}: {self.code}."

    @property
    def told(self):
        """The code as a sentence of its own."""
        return self.code and self.code[0].upper() + self.code[1:] + "."


class Report:
    """The answer of `check`: `.passed`, `.lines`, `str(report)`, and Markdown for Jupyter.

    The code that a wrong answer needs is in its lines only after `open()`.
    """

    def __init__(self, passed, told, sign=""):
        self.passed, self.sign, self.is_open = passed, sign, False
        self.told = [one if isinstance(one, Cause) else Cause(one) for one in told if one]

    @property
    def lines(self):
        """The sentences, the first with its sign."""
        said = [one.all if self.is_open else one.said for one in self.told]
        return [f"{self.sign} {said[0]}".strip(), *said[1:]] if said else []

    @property
    def code(self):
        """What the code has and needs, a sentence for each place; [] if no cause was found."""
        return [one.told for one in self.told if one.code]

    def open(self):
        """Tell the code, too."""
        self.is_open = True
        return self

    def __str__(self):
        return "\n".join(self.lines)

    __repr__ = __str__

    def _repr_markdown_(self):
        first, *rest = self.lines or [""]
        if self.sign:  # set apart from the text of the lesson
            return "\n>\n> ".join([f"> {self.sign} **{first.removeprefix(self.sign).strip()}**", *rest])
        return "\n\n".join(self.lines)
