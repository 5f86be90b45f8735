"""Feedback on what a learner wrote: whether it is right, and what was done instead.

The rooms, in the order in which an answer goes through them:

- checking: the whole way of one answer; answer: the Python in it, its text and the names that it sees;
  cases: the inputs that it is called with; sandbox: a call that the kernel survives.
- judge: structure, types, shapes and values beside ours; properties: what is a matter of chance.
- texts: what the text and the call give away; facts: what the results do; slips: what an output is instead, in lines.
- search: the smallest change of the learner's text that puts every case right. rules: the table that makes the changes
  and says them; edits: every place where a row fits; donors: our expressions in the learner's names; classic: one more
  way to write ours; trees: a text as a tree.
- report: how it shows itself.
"""

from .checking import check

__all__ = ["check"]
