"""`check`: hold a learner's function against the reference, and say what was done instead."""

import contextlib
import functools
import re
import sys
import time

import numpy as np

from . import cases, diagnose, facts, initial, judge, reading, repairs, sandbox, training, trees
from .candidates import leaves, quickly, rebound, space_for
from .learner import bare, helpers_in, in_place_of, source_of, takes, uses_float32
from .report import Report
from .sentences import say

NO_CAUSE = (Exception,)  # a search that fails finds no cause; the tests empty this tuple, to see such an error
PATIENCE = 1.2
"""Seconds that the search for a cause may take."""


def check(function, name=None):
    """Say whether `function` is right, and if not, what it does instead.

    Parameters
    ----------
    function : the function you wrote, or any callable
    name : str, which of the workbook's functions it is, where its own name does not tell

    Returns
    -------
    report : shows itself in a notebook; report.passed is True or False, str(report) is plain text
    """
    name = name or getattr(function, "__name__", type(function).__name__)
    if not callable(function):
        meant = next((one for one in (name, function) if isinstance(one, str) and one in cases.NAMES), "linear_forward")
        return Report(False, [say("not_callable", f=meant)])
    if name not in cases.NAMES:
        return Report(False, [say("unknown", f=name)])
    if function is getattr(sys.modules["dlhelpers"], name):
        return Report(False, [say("ours", f=name)])
    return Attempt(function, name).report()


class Attempt:
    """A learner's function and all that is found out about it."""

    def __init__(self, function, name, above=()):
        self.function, self.name, self.above = function, name, above
        self.end = time.monotonic() + sandbox.SECONDS
        self.calls, self.expected, self.remarks = inputs(name, takes(function, name))

    # --- running it

    def run_all(self, function, helped, calls=None):
        """Call the function in every case; with `helped`, on our helper functions in place of the learner's own."""
        names = {"initialize_parameters_deep": cases.start} if self.name == "L_layer_model" else {}
        if helped:
            names = {key: value for key, value in cases.reference().items() if key in cases.NAMES} | names
            names.pop(self.name, None)
        outcomes = []
        with in_place_of(function, names):
            for case in self.calls if calls is None else calls:
                outcomes.append(sandbox.run(function, case.args, case.kwargs, self.end - time.monotonic()))
                if isinstance(outcomes[-1].error, sandbox.TimeIsUp):
                    break
        return outcomes

    def differences(self, outcomes):
        """For each case, what differs from the reference: an error first, then structure, shapes, values."""
        found = []
        for case, wanted, outcome in zip(self.calls, self.expected, outcomes, strict=False):
            if outcome.error:
                found.append([judge.Difference("error", "", "", {})])
            elif self.name == "initialize_parameters_deep":
                found.append(initial.differences(case, outcome.value, source_of(self.function)))
            else:
                found.append(judge.in_result(self.name, wanted, outcome.value, uses_float32(self.function)))
            if not any(d.stage != "remark" for d in found[-1]) and outcome.changed:
                found[-1] = [*found[-1], judge.CHANGED]
        if self.name == "initialize_parameters_deep" and not any(found):
            found[0] = self.follows_rng(outcomes)
        return found

    def follows_rng(self, outcomes):
        """Equal seeds must give equal weights, and different seeds different ones."""
        if "rng" not in takes(self.function, self.name):
            return []
        by_number = self.calls[0]._replace(kwargs={**self.calls[0].kwargs, "rng": 5})
        alike = self.run_all(self.function, True, [by_number])[0]
        if not alike.error and (repeated := initial.differences(by_number, alike.value)):
            return repeated
        again = self.run_all(self.function, True, self.calls[:1])[0]
        if again.error or not judge.same(outcomes[0].value, again.value):
            return [initial.problem("init_rng_ignored")]
        if not judge.same(outcomes[0].value, outcomes[1].value):
            return []
        tree = trees.read(bare(self.function))
        used = tree is None or trees.mentions(tree, "rng")
        if re.search(r"np\.random\.(rand|normal|uniform|standard_normal)", source_of(self.function)):
            return [initial.problem("init_rng_global")]
        return [initial.problem("init_rng_fixed" if used else "init_rng_unused")]

    # --- telling it

    def report(self):
        """Run the function, and say what there is to say."""
        for seeds in (np.random.default_rng, int) if self.name == "initialize_parameters_deep" else (None,):
            self.seed_with(seeds)
            own = self.run_all(self.function, False)
            if own[-1].error is None:
                break
        numbers_only = seeds is int and own[-1].error is None
        stopped = own[-1].error
        if isinstance(stopped, sandbox.TimeIsUp):
            return Report(False, [say("failed", f=self.name), facts.too_slow(self, own[-1])])
        found = self.differences(own)
        if wrong(found) and self.name == "L_layer_model" and stopped is None:
            found = training.by_properties(self, own, found)
        if not wrong(found):
            return self.praise(found, [say("rng_number_only")] * numbers_only)
        if self.blank(own[0]):
            return self.not_written()
        helped = self.run_all(self.function, True)
        if isinstance(helped[-1].error, sandbox.TimeIsUp):
            return Report(False, [say("failed", f=self.name), facts.too_slow(self, helped[-1])])
        if self.blank(helped[0]):
            return self.not_written()
        if not wrong(self.differences(helped)):
            return Report(False, [say("failed", f=self.name), self.blame_helper(own)])
        return self.explain(helped)

    def seed_with(self, make):
        if make:
            self.calls = [
                case._replace(kwargs={**case.kwargs, "rng": make(case.kwargs["rng"])}) if "rng" in case.kwargs else case
                for case in inputs(self.name, takes(self.function, self.name))[0]
            ]
            self.expected = [quickly(cases.reference()[self.name], case).value for case in self.calls]

    def praise(self, found, remarks):
        keys = {d.key for differences in found for d in differences if d.stage == "remark"}
        remarks += [say(key) for key in sorted(keys)]
        for case, wanted in self.remarks:
            with_case = self.run_all(self.function, False, [case])[0]
            if with_case.changed and not with_case.error:
                told = facts.say_fact(self, case, with_case, judge.CHANGED)
                return Report(False, [say("failed", f=self.name), told])
            other = [] if with_case.error else judge.in_result(self.name, wanted, with_case.value)
            if with_case.error or wrong([other]):
                lost = with_case.error or not all(np.isfinite(leaf).all() for leaf in leaves(with_case.value))
                output = f"the {other[0].output}" if other else ""
                key = case.remark if lost or case.remark in ("tie", "from_loss") else "not_ours"
                remarks.append(say(key, case=case.label, output=output))
            elif self.name == "sigmoid" and np.isin(with_case.value[0], (0, 1)).any():
                remarks.append(say("certain", case=case.label))
        if self.name == "initialize_parameters_deep" and "rng" not in takes(self.function, self.name):
            remarks.append(say("no_rng"))
        if self.name == "initialize_parameters_deep" and "scale" not in takes(self.function, self.name):
            remarks.append(say("no_scale"))
        if self.name == "L_layer_model":
            remarks += training.remarks(self)
        return Report(True, [say("passed", f=self.name, n=len(self.calls)), *remarks])

    def blank(self, outcome):
        """Tell whether the function itself, not one that it calls, says that it is not written."""
        inner = bare(self.function)
        own_frame = not outcome.frames or inner is None or outcome.frames[-1][0].f_code is inner.__code__
        return isinstance(outcome.error, NotImplementedError) and own_frame

    def not_written(self):
        """Say so, and lend the learner's notebook ours under that name, so that the cells below can run."""
        inner, told = bare(self.function), [say("not_written", f=self.name)]
        if inner and inner.__globals__.get(self.name) is self.function:
            inner.__globals__[self.name] = getattr(sys.modules["dlhelpers"], self.name)
            told.append(say("lent"))
        return Report(False, told)

    def blame_helper(self, own):
        """The function is right on our helper functions: find which of the learner's own is not."""
        for outcome in own:
            unknown = re.match(r"name '(\w+)' is not defined", str(outcome.error))
            if isinstance(outcome.error, NameError) and unknown and unknown[1] in cases.NAMES:
                return say("helper_unknown", f=self.name, helper=unknown[1])
        inner = bare(self.function)
        space = inner.__globals__ if inner else {}
        used = helpers_in(inner, space) if inner else []
        for helper in (key for key in cases.NAMES if key in used and key not in self.above):
            attempt = Attempt(space[helper], helper, (*self.above, self.name))
            outcomes = attempt.run_all(space[helper], True)
            if attempt.blank(outcomes[0]):
                return say("helper_blank", f=self.name, helper=helper)
            if isinstance(outcomes[-1].error, sandbox.TimeIsUp) or wrong(attempt.differences(outcomes)):
                return say("helper_wrong", f=self.name, helper=helper)
        return say("helpers_differ", f=self.name, helpers=", ".join(f"`{key}`" for key in used) or "none")

    def explain(self, outcomes):
        """Say what is known of a wrong answer, and its cause where one is found."""
        if facts.all_none(outcomes):
            told = [facts.nothing_returned(self)]
        else:
            told = [facts.fact(self, outcomes, self.differences(outcomes)), *self.cause(outcomes)]
        return Report(False, [say("failed", f=self.name), *told, *facts.printed(self, outcomes)])

    def cause(self, outcomes):
        """Say what was done instead, in each way that explains the result; nothing where none does."""
        with contextlib.suppress(*NO_CAUSE):
            if self.name == "L_layer_model" and (sizes := training.other_sizes(self)):
                return [sizes]
            if read := self.slip_read(outcomes):
                return [read]
        names = {key: value for key, value in space_for(self.name).items() if key in cases.NAMES}
        names.pop(self.name)
        if cases.OUTPUTS[self.name] == "grads":
            outcomes = list(self.without_extra_keys(outcomes))
        plain, ways = self.function if self.function is bare(self.function) else None, []
        with in_place_of(self.function, names), contextlib.suppress(*NO_CAUSE):
            edits = repairs.Repairs(plain, self.name, self.calls, self.expected)
            ways = diagnose.Search(self, outcomes, edits).causes(sandbox.Patience(PATIENCE))
        return [line for way in ways for line in (say("or"), *way)][1:]

    def slip_read(self, outcomes):
        inner = bare(self.function)
        space = inner.__globals__ if inner else None
        stopped = next((outcome for outcome in outcomes if outcome.error), None)
        frames = [frame for frame, _ in stopped.frames if frame.f_globals is space] if stopped else []
        code = facts.where(self.function, stopped)[1] if stopped else ""
        pairs = zip(self.calls, self.differences(outcomes), strict=True)
        only_deep = {case.label for case, found in pairs if wrong([found])} == {cases.DEEP}
        return reading.slip(self.name, inner, outcomes, frames[-1] if frames else None, code, only_deep)

    def without_extra_keys(self, outcomes):
        """The same outcomes without keys in grads that nobody asks for."""
        for wanted, outcome in zip(self.expected, outcomes, strict=True):
            whole = isinstance(wanted, dict) and isinstance(outcome.value, dict) and set(wanted) <= set(outcome.value)
            kept = {key: outcome.value[key] for key in wanted} if whole else outcome.value
            yield outcome._replace(value=kept)


def wrong(found):
    """Tell whether there is any difference but a remark."""
    return any(d.stage != "remark" for differences in found for d in differences)


@functools.cache
def inputs(name, keywords):
    """The cases of a function with the keyword arguments that it takes, what is expected, and the remarks."""
    function = space_for(name)[name]
    if name == "L_layer_model":
        function = rebound(function, space_for(name))
    calls, remarks = [], []
    for case in cases.cases(name):
        case = case._replace(kwargs={key: value for key, value in case.kwargs.items() if key in keywords})
        if case.kwargs.get("scale", 0) is None:
            case.kwargs.pop("scale")
        elif name == "initialize_parameters_deep" and "scale" not in keywords and "scale=" in case.label:
            continue
        wanted = quickly(function, case).value
        if case.remark:
            remarks.append((case, wanted))
        else:
            calls.append(case)
    expected = [quickly(function, case).value for case in calls]
    return calls, expected, remarks
