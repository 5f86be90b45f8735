"""What `check` and the learner's folder answer, for a person: Markdown in a notebook, plain text elsewhere."""

import re
from typing import NamedTuple

RIGHT, WRONG, BLANK, HINT = "✅", "❌", "⬜", "💡"
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


class Aside(Cause):
    """What is said beside the matter: in italics."""


class Report:
    """An answer to a learner: `.passed`, `.lines`, `str(report)`, and Markdown for Jupyter.

    The code that a wrong answer needs is in its lines only after `open()`.
    """

    def __init__(self, passed, told, sign=""):
        self.passed, self.sign, self.is_open = passed, sign, False
        self.told = [one if isinstance(one, Cause) else Cause(one) for one in told if one]

    @property
    def said(self):
        """The sentences alone."""
        return [one.all if self.is_open else one.said for one in self.told]

    @property
    def lines(self):
        """The sentences, the first with its sign."""
        first, *rest = self.said or [""]
        return [f"{self.sign} {first}".strip(), *rest]

    @property
    def code(self):
        """What the code has and needs, a sentence for each place; [] if no cause was found."""
        return [one.told for one in self.told if one.code]

    def open(self):
        """Tell the code, too."""
        self.is_open = True
        return self

    def and_then(self, *told):
        """The same report, with more to tell at its end."""
        longer = Report(self.passed, [*self.told, *told], self.sign)
        return longer.open() if self.is_open else longer

    def __str__(self):
        return "\n".join(self.lines)

    __repr__ = __str__

    def _repr_markdown_(self):
        """A block quote, set apart from the lesson: a row for each sentence, the head of the first in bold."""
        rows = list(map(escaped, self.said))
        if self.sign:
            rows[0] = f"{self.sign} {headed(rows[0])}"
        rows = [f"*{row}*" if isinstance(one, Aside) else row for one, row in zip(self.told, rows, strict=True)]
        return "  \n".join(f"> {row}" for row in rows)


def headed(line):
    """Put into bold what stands before the first colon or full stop."""
    return re.sub(r"^(.+?(\.(?=\s|$)|(?=:(\s|$))|$))", r"**\1**", line, count=1)


def escaped(line):
    """Take from characters outside `code` the meaning that they have in Markdown."""
    return re.sub(r"`[^`]*`|[\\*_<$~]", lambda found: found[0] if found[0][0] == "`" else "\\" + found[0], line)
