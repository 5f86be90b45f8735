"""Feedback on what a learner wrote: whether it is right, and what was done instead.

Importing it is cheap: what is costly is loaded when first asked for. The rooms, in the order in which an answer goes
through them:

- checking: the whole way of one answer; cases: the inputs it is called with; sandbox: a call that the kernel survives;
  learner: the Python inside what was handed over.
- judge: structure, shapes and values beside ours; initial and training: what is judged by its properties;
  facts: the sentence for what is known.
- diagnose: the search for the cause, in this order. reading: what the text or the error shows by itself; slips: slips
  of thought, each held against the result; repairs: edits of the learner's text that put everything right (trees: the
  text as a tree; mutants and lines: edits of expressions and of whole lines); exchange: one of our expressions in the
  place of one of theirs; relations: what the outputs have in common with ours. Without a text: candidates, edits of
  two right forms, ours and the classic one (classic).
- sentences: every text; report: how it shows itself.
"""


def check(function, name=None):
    """Say whether `function` is right, and if not, what it does instead; `name` says which function it is."""
    from .checking import check

    return check(function, name)
