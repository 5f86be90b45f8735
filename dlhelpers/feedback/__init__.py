"""Feedback on what a learner wrote: whether it is right, what was done instead, a hint, and a place to keep it.

Importing it is cheap: what is costly is loaded when first asked for.
"""


def check(function, name=None):
    """Say whether `function` is right, and if not, what it does instead; `name` says which function it is."""
    from .checking import check

    return check(function, name)
