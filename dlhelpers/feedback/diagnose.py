"""Find what was done instead: the simplest slip that gives exactly the learner's result in every case."""

import ast
import copy
import functools
import re
import types

import numpy as np

from . import cases, classic, judge, mutants, slips
from .sandbox import Outcome, Patience, changes, hold, restored
from .sentences import SENTENCES, say

SIDES = {
    "transpose_missing": "transpose_extra", "transpose_extra": "transpose_missing", "elementwise": "matrix_product",
    "matrix_product": "elementwise", "factor_missing": "factor_extra", "factor_extra": "factor_missing",
    "division_missing": "division_extra", "division_extra": "division_missing", "multiplied": "divided",
    "divided": "multiplied", "whole_division": "float_division", "float_division": "whole_division",
    "term_missing": "term_extra", "term_extra": "term_missing", "mean_for_sum": "sum_for_mean",
    "sum_for_mean": "mean_for_sum", "return_in_loop": "return_out", "return_out": "return_in_loop",
    "turned_whole": "turned_whole", "squeeze": "squeezed", "brackets_set": "brackets",
    "result_assigned": "result_dropped", "function_missing": "function_extra",
    "division_twice": "division_missing",
}  # fmt: skip
SURE_UNTIL = "transpose_missing"
"""The kinds before this one in the table are told alone."""
UNLIKELY = "term_extra"
"""The first of the kinds that are told only if no kind before it in the table explains the result."""
SURE_ERRORS = (KeyError, IndexError, TypeError, AttributeError, UnboundLocalError, NameError)


DEPENDENT = ("L_model_forward", "L_model_backward", "feedback_alignment", "L_layer_model")
"""Functions whose outputs follow from one another, so that each cannot be explained by itself."""
KINDS = {key: number for number, key in enumerate(SENTENCES)}


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
    thought = [Candidate(f.__name__, {}, functools.partial(rebound, f, space)) for f in slips.slips_of(name)]
    groups = [thought]
    for source in (getattr(classic, name, None), getattr(classic, f"{name}_before", None), cases.reference()[name]):
        if source and not (name == "L_layer_model" and source is cases.reference()[name]):
            groups.append([candidate(mutants.tree_of(source), edit, space) for edit in mutants.first_order(source)])
    return groups


def candidate(tree, edit, space):
    words = {"place": edit.place, "right": edit.before, "wrong": edit.after, "part": edit.part}
    return Candidate(edit.kind, words, lambda: mutants.build(mutants.changed(tree, edit.changes), space))


def order(key):
    """Kinds are believed in the order in which their sentences stand in the table."""
    return KINDS[sentence_key(SIDES.get(key, key) if key not in SENTENCES else key)]


def sentence_key(key):
    """Several slips share a sentence: compute_cost__squared_half says what compute_cost__squared does."""
    while key not in SENTENCES and "_" in key:
        key = key.rpartition("_")[0]
    return key


def agreement(mine, other, wanted):
    """Weigh two outcomes of one case: False if they differ, else how much their agreement says."""
    if mine.error or other.error:
        if type(mine.error) is not type(other.error):
            return False
        return 0.5 if isinstance(mine.error, SURE_ERRORS) and str(mine.error) == str(other.error) else 0.0
    if mine.changed != other.changed or not judge.same(mine.value, other.value, tolerance(mine.value)):
        return False
    return 0.0 if not mine.changed and judge.same(mine.value, wanted, tolerance(mine.value)) else 1.0


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
    """Return how strongly a candidate explains all outcomes: 0 not at all, 0.5 by its errors, 1 by its values."""
    best = 0.0
    for number, (mine, case, wanted) in enumerate(zip(outcomes, calls, expected, strict=True)):
        weight = agreement(mine, candidate.outcome(number, case), wanted)
        if weight is False:
            return 0.0
        best = max(best, weight)
    return best


def causes(name, outcomes, calls, expected, repairs, patience):
    """Return the sentences of the cause, a list for each way to explain the result; empty if none is known."""
    with restored():
        half = patience if repairs.tree is None else Patience(patience.seconds / 2)
        matches = whole(name, outcomes, calls, expected, half)
        found = simplest([match for match in matches if match[0] == 1.0])
        if found and not found[0].words:
            return [[tell(name, found[0])]]
        repaired = repairs.one(patience)
        if repaired:
            places = {one.words.get("place") for one in found}
            return [[tell(name, one)] for one in simplest(repaired, places)[:2]]
        if found:
            if repairs.tree and not any(isinstance(node, ast.Compare) for node in ast.walk(repairs.tree)):
                found = [one for one in found if one.key != "comparison"] or found
            return [[tell(name, one)] for one in found[:2]]
        by_output = one_by_one(name, outcomes, calls, expected, patience)
        if by_output:
            return [by_output]
        repaired = repairs.two(patience)
        repaired = repaired or repairs.with_slip([one for group in catalogue(name) for one in group], patience)
        if repaired:
            return [list(dict.fromkeys(tell(name, one) for one in repaired))]
        known = relations(name, outcomes, calls, expected)
        if known:
            return [known]
        one = repairs.of_several()
        return [[tell(name, one[0]), say("one_of_several")]] if one else []


def tell(name, found):
    return say(sentence_key(found.key), f=name, **found.words)


def whole(name, outcomes, calls, expected, patience):
    """The candidates that explain everything, of the first group that has any."""
    weak = []
    for group in catalogue(name):
        matches = []
        for one in group:
            if patience.over():
                break
            weight = explains(one, outcomes, calls, expected)
            if weight:
                matches.append((weight, one))
        if any(weight == 1.0 for weight, _ in matches):
            return matches
        weak += matches
    return weak


def simplest(matches, places=()):
    """The likeliest candidates, one for each place and kind; those at `places`, and those that shorten, come first."""

    def rank(one):
        words = one.words
        adds = places != () and len(words.get("right", "")) > len(words.get("wrong", ""))
        tier = 0 if order(one.key) < order(SURE_UNTIL) else 2 if order(one.key) >= order(UNLIKELY) else 1
        at_home = words.get("place") in places
        return tier > 0, adds, tier, not at_home, order(one.key), words.get("place") == "the returned value"

    ranked = sorted(((rank(one), number, one) for number, (_, one) in enumerate(matches)), key=lambda entry: entry[:2])
    chosen = []
    for weight, _, one in ranked:
        if weight[:3] != ranked[0][0][:3] or (chosen and not weight[0]):
            break
        if all(one.key != other.key and one.words.get("place") != other.words.get("place") for other in chosen):
            chosen.append(one)
    return chosen


def parts(name, value):
    """Split a result into its outputs: the members of a tuple, or the entries W, b, dW, ... of a dict."""
    names = cases.OUTPUTS[name]
    if isinstance(value, dict):
        groups = {}
        for key, entry in value.items():
            groups.setdefault(re.sub(r"\d+$", "", str(key)), {})[key] = entry
        return groups
    if isinstance(names, tuple) and isinstance(value, (tuple, list)) and len(value) == len(names):
        return dict(zip(names, value, strict=True))
    return {names if isinstance(names, str) else "the result": value}


def one_by_one(name, outcomes, calls, expected, patience):
    """Explain each wrong output by a slip of its own; nothing unless all of them are explained."""
    if name in DEPENDENT or any(outcome.error or outcome.changed for outcome in outcomes):
        return []
    mine = [parts(name, outcome.value) for outcome in outcomes]
    right = [parts(name, wanted) for wanted in expected]
    if any(set(one) != set(other) for one, other in zip(mine, right, strict=True)) or len(right[0]) < 2:
        return []
    told = []
    for output in right[0]:
        pairs = list(zip(mine, right, strict=True))
        if all(judge.same(one[output], other[output], tolerance(one[output])) for one, other in pairs):
            continue
        sentences = by_output(name, output, mine, right, calls, patience) or related(name, output, pairs, calls)
        if not sentences:
            return []
        told += sentences
    return list(dict.fromkeys(told))


def by_output(name, output, mine, right, calls, patience):
    for group in catalogue(name):
        matches = []
        for one in group:
            if patience.over():
                return []
            if all(
                gives(one, number, case, name, output, mine[number], right[number]) for number, case in enumerate(calls)
            ):
                matches.append((1.0, one))
        if matches:
            at_home = [match for match in matches if match[1].words.get("place") == f"the line for `{output}`"]
            return [tell(name, simplest(at_home or matches)[0])]
    return []


def gives(one, number, case, name, output, mine, right):
    """Tell whether a candidate gives this output of the learner's, and no other that is neither theirs nor right."""
    outcome = one.outcome(number, case)
    other = {} if outcome.error or outcome.changed else parts(name, outcome.value)
    if output not in other or not judge.same(mine[output], other[output], tolerance(mine[output])):
        return False
    return all(
        key in mine and (judge.same(value, right[key]) or judge.same(value, mine[key])) for key, value in other.items()
    )


def relations(name, outcomes, calls, expected):
    """What relates each wrong output to the right one, if one relation holds in every case."""
    if any(outcome.error or outcome.changed for outcome in outcomes):
        return []
    pairs = [(parts(name, o.value), parts(name, w)) for o, w in zip(outcomes, expected, strict=True)]
    if any(set(one) != set(other) for one, other in pairs):
        return []
    wrong = [key for key in pairs[0][1] if not all(judge.same(one[key], two[key]) for one, two in pairs)]
    told = [related(name, key, pairs, calls) for key in wrong]
    return [sentence for sentences in told for sentence in sentences] if all(told) else []


def related(name, output, pairs, calls):
    """Name the relation of one output to the right one: a factor, a transpose, a lost axis."""
    got, wanted = [], []
    for one, other in pairs:
        if any(d.stage == "structure" for d in judge.differences(other[output], one[output], output)):
            if not isinstance(other[output], np.ndarray):
                return []
        mine, right = list(leaves(one[output])), list(leaves(other[output]))
        if len(mine) != len(right) or any(judge.table(leaf) is None for leaf in mine):
            return []
        got.append([judge.table(leaf) for leaf in mine])
        wanted.append([judge.table(leaf) for leaf in right])
    flat = [(a, b) for one, other in zip(got, wanted, strict=True) for a, b in zip(one, other, strict=True)]
    if all(a.shape == b.shape for a, b in flat):
        return factor(name, output, got, wanted, calls)
    if all(a.shape == b.T.shape and np.allclose(a, b.T) for a, b in flat):
        return [say("transposed", f=name, output=f"`{output}`")]
    if all(a.size == b.size and a.ndim <= b.ndim and np.allclose(a.ravel(), b.ravel()) for a, b in flat):
        return [say("squeezed_axis", f=name, output=f"`{output}`")]
    return []


def factor(name, output, got, wanted, calls):
    factors = []
    for one, other in zip(got, wanted, strict=True):
        a, b = np.concatenate([leaf.ravel() for leaf in one]), np.concatenate([leaf.ravel() for leaf in other])
        if not np.isfinite(a).all():
            return []
        if not np.any(a) and not np.any(b):
            factors.append(np.nan)
            continue
        factors.append(float(a @ b / max(b @ b, 1e-300)))
        if not np.allclose(a, factors[-1] * b, rtol=1e-6, atol=1e-9):
            return []
    factors, counts = np.array(factors), np.array([count(call) for call in calls], dtype=float)
    factors, counts = factors[np.isfinite(factors)], counts[np.isfinite(factors)]
    if not len(factors):
        return []
    if np.allclose(factors, -1):
        return [say("negative", f=name, output=f"`{output}`")]
    if np.allclose(factors, counts):
        return [say("times_m", f=name, output=f"`{output}`")]
    if np.allclose(factors, 1 / counts):
        return [say("per_m", f=name, output=f"`{output}`")]
    if np.allclose(factors, factors[0]) and abs(factors[0]) > 1e-9 and not np.isclose(factors[0], 1):
        return [say("times", f=name, output=f"`{output}`", factor=f"{factors[0]:.6g}")]
    return []


def count(call):
    """The number of examples in a call."""
    first = call.args[0]
    return first.shape[-1] if isinstance(first, np.ndarray) else 1
