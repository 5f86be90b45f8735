"""Edits of a learner's own source that make it right: read backwards, they are the slips, at their place."""

import ast
import re

from . import cases, initial, judge, mutants, sandbox, trees
from .candidates import SIDES, Candidate, order, quickly
from .diagnose import simplest
from .relations import parts

REPAIRS = {
    *SIDES, "sign", "factors_swapped", "turned_round", "upside_down", "axis", "keepdims", "neighbour", "activation",
    "off_by_one", "number", "comparison", "branches_swapped", "order", "brackets", "squeezed",
    "first_only", "wrong_count", "hard_coded", "function_missing", "function_wrong", "elif", "else", "out_of_loop",
    "into_loop", "connective", "whole_numbers", "comma", "overwritten", "line_missing", "aliased", "element_missing",
    "column", "fixed_index", "axis_missing", "reducer", "none_kept", "augmented", "not_renewed", "not_indexed",
    "before_loop", "axis_added", "lines_swapped", "each_turn", "loop_turned",
}  # fmt: skip


class Repairs:
    """The edits of one function, and what each is worth."""

    def __init__(self, function, name, calls, expected):
        self.name, self.calls, self.expected, self.steps, self.tree = name, calls, expected, None, None
        self.lacks_last = True
        if function is None or function.__closure__:
            return
        self.tree = trees.read(function)
        if self.tree is None:
            return
        self.function, self.space = function, function.__globals__
        self.lacks_last = name == "L_layer_model" and any(
            judge.alike(mine.value, 2) and judge.costs_lack_the_last(right[1], mine.value[1])
            for mine, right in zip(self.outcomes(function, calls), expected, strict=False)
        )
        self.base = self.worth(function)
        self.tree = self.tree if self.base < 1.0 else None

    def one(self, patience):
        """Single edits that make everything right."""
        if self.tree is None:
            return []
        self.steps = list(self.try_all(self.tree, patience))
        return [as_slip(edit) for value, edit in self.steps if value == 1.0]

    def two(self, patience):
        """Two edits that do so together, the first of which is a step forward by itself."""
        if self.tree is None:
            return []
        for edit in self.forward():
            tried = self.try_all(trees.changed(self.tree, edit.changes), patience)
            matches = [as_slip(other) for v, other in tried if v == 1.0 and not undoes(edit, other)]
            if matches:
                one, other = as_slip(edit), simplest(matches, ("",))[0]
                if one.words["right"] == other.words["wrong"]:  # both at one place: it is shown as it should be
                    one.words["right"], other.words["wrong"] = other.words["right"], one.words["wrong"]
                return [one, other]
        return []

    def forward(self):
        """The edits that bring the result nearer to the right one, the best first."""
        steps = [step for step in self.steps or () if self.base < step[0] < 1.0]
        return [edit for _, edit in sorted(steps, key=lambda step: (-step[0], order(step[1].kind)))[:6]]

    def try_all(self, tree, patience):
        for edit in likely(tree):
            if patience.over():
                return
            try:
                function = trees.build(trees.changed(tree, edit.changes), self.space)
            except (SyntaxError, TypeError, ValueError):
                continue
            yield self.worth(function), edit

    def worth(self, function):
        """The share of outputs that an edited function gets right: in the first case, and if that is right, in all."""
        share = self.share(function, 0, 1)
        return share if share < 1.0 else 0.99 + 0.01 * self.share(function, 1, None)

    def outcomes(self, function, calls):
        """What an edited function gives; nothing if it takes too long."""
        return sandbox.run(lambda: [quickly(function, case) for case in calls], (), {}, 0.3).value or []

    def share(self, function, first, last):
        """The share of outputs that are right in a slice of the cases."""
        calls, wanted = self.calls[first:last], self.expected[first:last]
        right = total = 0
        for case, value, outcome in zip(calls, wanted, self.outcomes(function, calls), strict=False):
            pieces = parts(self.name, value)
            total += len(pieces)
            if outcome.error or outcome.changed:
                continue
            if self.name == "initialize_parameters_deep":
                right += len(pieces) * (not initial.differences(case, outcome.value))
                continue
            mine = parts(self.name, outcome.value)
            if set(mine) - set(pieces) and cases.OUTPUTS[self.name] != "grads":
                continue
            right += sum(self.credit(key, mine, pieces) for key in pieces)
        return right / total if total else 0.0

    def credit(self, key, mine, pieces):
        """1 for an output that is right, a little for one whose shape is right."""
        if key not in mine:
            return 0.0
        if key == "costs" and self.lacks_last and judge.costs_lack_the_last(pieces[key], mine[key]):
            pieces = {key: pieces[key][:-1]}
        output = "grads" if cases.OUTPUTS[self.name] == "grads" else key  # where extra keys are allowed
        stages = {d.stage for d in judge.differences(pieces[key], mine[key], output)} - {"remark"}
        return 1.0 if not stages else 0.1 if stages == {"value"} else 0.0


def undoes(edit, other):
    """Tell whether one exchanged variable may only undo the other; the same in what two lines read does not."""
    one, two = ((each.part, ast.unparse(each.changes[0][1])) for each in (edit, other))
    written = any(re.search(rf"\b{re.escape(edit.part)}\b", each.place) for each in (edit, other))
    return edit.kind == other.kind == "neighbour" and (one != two or written)


def likely(tree):
    """The edits that may put a learner's source right, the likelier slips first; no number is fitted to the result."""
    arguments = {one.arg for one in tree.args.args}
    counts = {"m"} | {name for name in trees.counts_in(tree) if name not in arguments}
    fit = []
    for edit in mutants.edits(tree):
        counted = "shape" in edit.before or "len(" in edit.before
        if edit.kind not in REPAIRS or (
            counted and edit.kind in ("sign", "division_extra", "factor_extra", "term_extra")
        ):
            continue
        if edit.kind == "hard_coded" and re.search(r"\(.*\b0\b(?!\.\d).*\)", edit.before):
            continue  # a beginning, as in np.full(shape, 0)
        if edit.kind == "division_extra" and edit.part not in counts:
            continue
        if edit.kind == "line_missing" and not may_be_extra(edit.changes[0]):
            continue
        if edit.kind == "sign" and (edit.place == "the condition" or re.fullmatch(r"\w+ [+-](=| ) ?1", edit.before)):
            continue  # a number that is counted up or down
        if edit.kind in ("factor_extra", "term_extra") and edit.part not in arguments | {"m", "b", "db", "dW"}:
            continue
        fit.append(edit)
    return sorted(fit, key=lambda edit: order(edit.kind))


def may_be_extra(change):
    """Tell whether what is left out sets a variable, or leaves a loop: a raise, a call or another block stays."""
    before, after = change
    gone = [one for one in before if one not in after]
    leaves = [one for one in gone if isinstance(one, ast.If) and isinstance(one.body[-1], (ast.Break, ast.Continue))]
    return bool(leaves) or any(isinstance(one, (ast.Assign, ast.AugAssign)) for one in gone)


def as_slip(edit):
    """Read a repair backwards: what the edit puts right is the slip that was there."""
    words = {"place": edit.place, "right": edit.after, "wrong": edit.before, "part": edit.part}
    if edit.kind == "brackets":
        return Candidate("brackets_extra", words, None)
    if edit.kind == "wrong_count" and "shape[0]" in edit.after:  # m would become 1: it divides once too often
        return Candidate("read_twice", {}, None)
    return Candidate(SIDES.get(edit.kind, edit.kind), words, None)
