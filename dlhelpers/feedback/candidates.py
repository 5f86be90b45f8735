"""Slips that can be tried: each a function that makes it, held against what the learner's function gave."""

import copy
import functools
import types

import numpy as np

from . import cases, classic, judge, mutants, slips, trees
from .sandbox import Outcome, changes, hold
from .sentences import SENTENCES

SIDES = {
    "not_converted": "function_extra", "one_beside": "off_by_one", "axis_added": "axis_missing",
    "transpose_missing": "transpose_extra", "transpose_extra": "transpose_missing", "elementwise": "matrix_product",
    "matrix_product": "elementwise", "factor_missing": "factor_extra", "factor_extra": "factor_missing",
    "division_missing": "division_extra", "division_extra": "division_missing", "multiplied": "divided",
    "divided": "multiplied", "whole_division": "float_division", "float_division": "whole_division",
    "term_missing": "term_extra", "term_extra": "term_missing", "mean_for_sum": "sum_for_mean",
    "sum_for_mean": "mean_for_sum", "return_in_loop": "return_out", "return_out": "return_in_loop",
    "turned_whole": "turned_whole", "squeeze": "squeezed", "brackets_set": "brackets",
    "result_assigned": "result_dropped", "function_missing": "function_extra", "axis_missing": "axis_extra",
    "wrapped": "function_extra", "aliased": "not_copied", "element_missing": "element_extra",
    "line_missing": "line_extra", "reducer": "function_wrong", "division_twice": "division_missing",
}  # fmt: skip

KINDS = {key: number for number, key in enumerate(SENTENCES)}
"""Kinds are believed in the order in which their sentences stand in the table."""


class Candidate:
    """One slip: its sentence, the function that makes it (compiled when first needed), and its outcomes so far."""

    def __init__(self, key, words, make):
        self.key, self.words, self.make, self.seen = key, words, make, {}

    @functools.cached_property
    def function(self):
        return self.make()

    def outcome(self, number, case):
        key = number, *case.kwargs  # the cases of a function that takes fewer arguments are others
        if key not in self.seen:
            self.seen[key] = quickly(self.function, case)
        return self.seen[key]


def quickly(function, case):
    """Call one of our own functions on copies of its arguments."""
    args, kwargs = copy.deepcopy((case.args, case.kwargs))
    before, given = ((*a, *(v for v in k.values() if isinstance(v, dict))) for a, k in (case[1:3], (args, kwargs)))
    held = hold(given)
    try:
        value, error = function(*args, **kwargs), None
    except Exception as caught:
        value, error = None, caught
    changed = changes(before, held, given)
    return Outcome(value, error, [], changed, "")


def space_for(name):
    """The names that a mutant of `name` sees: our functions, and a fixed start for training."""
    space = dict(cases.reference())
    if name == "L_layer_model":
        space["initialize_parameters_deep"] = cases.start
    return space


def rebound(function, space):
    """The same function in another namespace."""
    twin = types.FunctionType(function.__code__, space, function.__name__, function.__defaults__, function.__closure__)
    twin.__kwdefaults__ = function.__kwdefaults__
    return twin


@functools.cache
def catalogue(name):
    """All candidates for `name`, in groups: slips of thought, edits of the classic form, edits of the reference."""
    space = space_for(name)
    space |= {helper.__name__: rebound(helper, space) for helper in slips.AGAIN}
    thought = [Candidate(key, {}, functools.partial(rebound, f, space)) for key, f in slips.slips_of(name).items()]
    groups = [thought]
    for source in (getattr(classic, name, None), getattr(classic, f"{name}_before", None), cases.reference()[name]):
        if source and not (name == "L_layer_model" and source is cases.reference()[name]):
            groups.append([candidate(trees.tree_of(source), edit, space) for edit in mutants.first_order(source)])
    return groups


def candidate(tree, edit, space):
    words = {"place": edit.place, "right": edit.before, "wrong": edit.after, "part": edit.part}
    return Candidate(edit.kind, words, lambda: trees.build(trees.changed(tree, edit.changes), space))


def order(key):
    """Kinds are believed in the order in which their sentences stand in the table."""
    return KINDS[sentence_key(SIDES.get(key, key) if key not in SENTENCES else key)]


def sentence_key(key):
    """Several slips share a sentence: compute_cost__squared_half says what compute_cost__squared does."""
    while key not in SENTENCES and "_" in key:
        key = key.rpartition("_")[0]
    return key


def agree(mine, other):
    """Tell whether two outcomes of one case are the same: an error of the same kind, or the same value and changes."""
    if mine.error or other.error:
        return type(mine.error) is type(other.error)
    if isinstance(mine.value, tuple) and isinstance(other.value, np.ndarray):
        return False
    return mine.changed == other.changed and judge.same(mine.value, other.value, tolerance(mine.value))


def tolerance(value):
    """The rounding to allow for in a result: more of it where float32 is in it."""
    for leaf in leaves(value):
        if getattr(leaf, "dtype", None) in (np.float32, np.float16):
            return 1e-4
    return 1e-7


def leaves(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for entry in value:
            yield from leaves(entry)
    else:
        yield value


def explains(candidate, outcomes, calls, expected):
    """Tell whether a candidate gives the same outcome in every case; errors alone, which many slips share, don't count.

    So in one case at least there must be a wrong value, or a change of what belongs to the caller.
    """
    pairs = enumerate(zip(outcomes, calls, strict=True))
    if not all(agree(mine, candidate.outcome(number, case)) for number, (mine, case) in pairs):
        return False
    return any(
        mine.changed or not judge.same(mine.value, wanted, tolerance(mine.value))
        for mine, wanted in zip(outcomes, expected, strict=True)
        if not mine.error
    )
