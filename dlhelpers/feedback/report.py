"""What `check` found, to be read by a person: Markdown in a notebook, plain text elsewhere."""


class Report:
    """The answer of `check`: `.passed`, `str(report)`, and Markdown for Jupyter."""

    def __init__(self, passed, lines):
        self.passed, self.lines = passed, [line for line in lines if line]

    def __str__(self):
        return "\n".join(self.lines)

    __repr__ = __str__

    def _repr_markdown_(self):
        return "\n\n".join(self.lines)
