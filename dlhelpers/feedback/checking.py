"""`check`: hold a learner's function against the reference, and say what was done instead."""

import contextlib
import functools
import inspect
import linecache
import re
import sys
import time

import numpy as np

from . import cases, diagnose, initial, judge, reading, sandbox
from .report import Report
from .sentences import say

NO_CAUSE = (Exception,)  # a search that fails finds no cause; the tests empty this tuple, to see such an error
PATIENCE = 1.3
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
        return Report(False, [say("not_callable", f=name if name in cases.NAMES else "linear_forward")])
    if name not in cases.NAMES:
        return Report(False, [say("unknown", f=name)])
    if function is getattr(sys.modules["dlhelpers"], name):
        return Report(False, [say("ours", f=name)])
    return Attempt(function, name).report()


def bare(function):
    """The Python function inside a decorated, partial or callable thing; None if there is none."""
    for _ in range(20):
        inner = getattr(function, "__wrapped__", None) or getattr(function, "func", None)
        inner = inner or getattr(function, "__func__", None)
        if inspect.isfunction(function) and inner is None:
            return function
        if inner is None:
            inner = None if inspect.isclass(function) else vars(type(function)).get("__call__")
            if not inspect.isfunction(inner):
                return None
        function = inner
    return None


@contextlib.contextmanager
def in_place_of(function, names):
    """Let the learner's namespace, and `dlhelpers` itself, hold other functions under these names for a while."""
    inner = bare(function)
    spaces = [vars(sys.modules["dlhelpers"])] + ([inner.__globals__] if inner else [])
    missing = object()
    before = [(space, {key: space.get(key, missing) for key in names}) for space in spaces]
    try:
        for space in spaces:
            space.update(names)
        yield
    finally:
        for space, values in before:
            for key, value in values.items():
                if value is missing:
                    space.pop(key, None)
                else:
                    space[key] = value


class Attempt:
    """A learner's function and all that is found out about it."""

    def __init__(self, function, name, above=()):
        self.function, self.name, self.above = function, name, above
        self.end = time.monotonic() + sandbox.SECONDS
        self.calls, self.expected, self.remarks = inputs(name, takes(function, name))
        self.remark_keys = []

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
                found[-1] = [*found[-1], judge.Difference("changed", "", "changed", {})]
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
        return [initial.problem("init_rng_fixed")] if judge.same(outcomes[0].value, outcomes[1].value) else []

    def wrong(self, found):
        return any(d.stage != "remark" for differences in found for d in differences)

    # --- telling it

    def report(self):
        """Run the function, and say what there is to say."""
        for seeds in (np.random.default_rng, int) if self.name == "initialize_parameters_deep" else (None,):
            self.seed_with(seeds)
            own = self.run_all(self.function, False)
            if own[-1].error is None:
                break
        stopped = own[-1].error
        if isinstance(stopped, sandbox.TimeIsUp):
            return Report(False, [say("failed", f=self.name), self.too_slow(own[-1])])
        found = self.differences(own)
        if self.wrong(found) and self.name == "L_layer_model" and stopped is None and not self.asked(self.calls[2]):
            found = self.by_properties(own, found)
        if not self.wrong(found):
            return self.praise(found)
        if self.blank(own[0]):
            return self.not_written()
        helped = self.run_all(self.function, True)
        if isinstance(helped[-1].error, sandbox.TimeIsUp):
            return Report(False, [say("failed", f=self.name), self.too_slow(helped[-1])])
        if self.blank(helped[0]):
            return self.not_written()
        if not self.wrong(self.differences(helped)):
            return Report(False, [say("failed", f=self.name), self.blame_helper(own)])
        return self.explain(helped)

    def seed_with(self, make):
        if make:
            self.calls = [
                case._replace(kwargs={**case.kwargs, "rng": make(case.kwargs["rng"])}) if "rng" in case.kwargs else case
                for case in inputs(self.name, takes(self.function, self.name))[0]
            ]
            self.expected = [diagnose.quickly(cases.reference()[self.name], case).value for case in self.calls]

    def praise(self, found):
        keys = {d.key for differences in found for d in differences if d.stage == "remark"}
        remarks = [say(key) for key in sorted(keys)]
        for case, wanted in self.remarks:
            with_case = self.run_all(self.function, False, [case])[0]
            if (
                with_case.error
                or self.wrong([judge.in_result(self.name, wanted, with_case.value)])
                or with_case.changed
            ):
                lost = with_case.error or not all(np.isfinite(leaf).all() for leaf in diagnose.leaves(with_case.value))
                remarks.append(say(case.remark if lost or case.remark == "tie" else "not_ours", case=case.label))
        if self.name == "initialize_parameters_deep" and "rng" not in takes(self.function, self.name):
            remarks.append(say("no_rng"))
        if self.name == "L_layer_model":
            remarks += self.on_training()
        return Report(True, [say("passed", f=self.name, n=len(self.calls)), *remarks])

    def on_training(self):
        """Remarks on what training does beside its results: seeds that it drops, and words that nobody asked for."""
        case, handed = self.calls[2], []

        def recording(layer_dims, *args, rng=None, **_):
            handed.append(rng or args)
            return cases.start(layer_dims)

        with in_place_of(self.function, {"initialize_parameters_deep": recording}):
            seeded = "rng" in inspect.signature(self.function).parameters
            outcome = sandbox.run(self.function, case.args, {"rng": 5} if seeded else {}, 1.0)
        dropped = seeded and handed and not handed[0]
        return [say("rng_dropped")] * dropped + [say("prints_always")] * bool(outcome.printed.strip())

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

    def too_slow(self, outcome):
        line, code, _ = self.where(outcome)
        place = say("too_slow_at", line=line, code=code) if code else ""
        return say("time_is_up", f=self.name, seconds=sandbox.SECONDS) + place

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
            if isinstance(outcomes[-1].error, sandbox.TimeIsUp) or attempt.wrong(attempt.differences(outcomes)):
                return say("helper_wrong", f=self.name, helper=helper)
        return say("helpers_differ", f=self.name, helpers=", ".join(f"`{key}`" for key in used) or "none")

    def explain(self, outcomes):
        """Say what is known of a wrong answer, and its cause where one is found."""
        found = self.differences(outcomes)
        lines = [say("failed", f=self.name), self.fact(outcomes, found)]
        if not any(outcome.error for outcome in outcomes) and self.name == "initialize_parameters_deep":
            return Report(False, [*lines, *self.printed(outcomes)])
        if self.all_none(outcomes):
            return Report(False, [lines[0], self.nothing_returned(), *self.printed(outcomes)])
        sizes = self.other_sizes(outcomes)
        if sizes:
            return Report(False, [*lines, sizes])
        read = self.slip_read(outcomes)
        if read:
            return Report(False, [*lines, read, *self.printed(outcomes)])
        names = {key: value for key, value in diagnose.space_for(self.name).items() if key in cases.NAMES}
        names.pop(self.name)
        if cases.OUTPUTS[self.name] == "grads":
            outcomes = list(self.without_extra_keys(outcomes))
        ways = []
        with in_place_of(self.function, names):
            deadline = time.monotonic() + PATIENCE
            with contextlib.suppress(*NO_CAUSE):
                ways = diagnose.causes(self.name, outcomes, self.calls, self.expected, self.repairs(), deadline)
        for number, way in enumerate(ways):
            lines += [say("or")] * (number > 0)
            lines += way
        return Report(False, [*lines, *self.printed(outcomes)])

    def slip_read(self, outcomes):
        inner = bare(self.function)
        space = inner.__globals__ if inner else None
        stopped = next((outcome for outcome in outcomes if outcome.error), None)
        frames = [frame for frame, _ in stopped.frames if frame.f_globals is space] if stopped else []
        code = self.where(stopped)[1] if stopped else ""
        return reading.slip(self.name, inner, outcomes, frames[-1] if frames else None, code)

    def repairs(self):
        plain = self.function if inspect.isfunction(self.function) and self.function is bare(self.function) else None
        return diagnose.Repairs(plain, self.worth, self.credits)

    def worth(self, function):
        """The share of outputs that an edited function gets right: a few cases, and if those are right, all."""
        share = self.share(function, 0, 3)
        return share if share < 1.0 or len(self.calls) <= 3 else 0.99 + 0.01 * self.share(function, 3, None)

    def share(self, function, first, last):
        """The share of outputs that are right in a slice of the cases."""
        calls, wanted = self.calls[first:last], self.expected[first:last]
        outcomes = sandbox.run(lambda: [diagnose.quickly(function, case) for case in calls], (), {}, 0.3).value
        right = total = 0
        for case, value, outcome in zip(calls, wanted, outcomes or (), strict=False):
            pieces = diagnose.parts(self.name, value)
            total += len(pieces)
            if outcome.error or outcome.changed:
                continue
            if self.name == "initialize_parameters_deep":
                right += len(pieces) * (not initial.differences(case, outcome.value))
                continue
            mine = diagnose.parts(self.name, outcome.value)
            right += sum(self.credit(key, mine, pieces) for key in pieces)
        return right / total if total else 0.0

    def credit(self, key, mine, pieces):
        """1 for an output that is right, a little for one whose shape is right."""
        if key not in mine:
            return 0.0
        if key == "costs" and judge.costs_lack_the_last(pieces[key], mine[key]):
            pieces = {key: pieces[key][:-1]}
        stages = {d.stage for d in judge.differences(pieces[key], mine[key], self.output(key))} - {"remark"}
        return 1.0 if not stages else 0.1 if stages == {"value"} else 0.0

    def credits(self, function):
        """The least credit that each output gets in any case."""
        least = dict.fromkeys(diagnose.parts(self.name, self.expected[0]), 1.0)
        for case, value in zip(self.calls, self.expected, strict=True):
            outcome = diagnose.quickly(function, case)
            mine, pieces = diagnose.parts(self.name, outcome.value), diagnose.parts(self.name, value)
            for key in pieces:
                given = 0.0 if outcome.error or outcome.changed else self.credit(key, mine, pieces)
                least[key] = min(least[key], given)
        return least

    def output(self, key):
        """The output that a part belongs to; extra keys are allowed in grads."""
        return "grads" if cases.OUTPUTS[self.name] == "grads" else key

    def without_extra_keys(self, outcomes):
        """The same outcomes without keys in grads that nobody asks for."""
        for wanted, outcome in zip(self.expected, outcomes, strict=True):
            whole = isinstance(wanted, dict) and isinstance(outcome.value, dict) and set(wanted) <= set(outcome.value)
            kept = {key: outcome.value[key] for key in wanted} if whole else outcome.value
            yield outcome._replace(value=kept)

    def all_none(self, outcomes):
        return all(outcome.error is None and outcome.value is None for outcome in outcomes)

    def nothing_returned(self):
        names = cases.OUTPUTS[self.name]
        names = (names,) if isinstance(names, str) else names
        return say("returned_none", f=self.name, output=", ".join(f"`{one}`" for one in names))

    def other_sizes(self, outcomes):
        """For training: whether the network was begun with sizes of its own."""
        if self.name != "L_layer_model":
            return ""
        got = ""
        for case in self.calls[:2]:
            asked = self.asked(case)
            if not asked or asked[0] == list(case.args[2]):
                return ""
            got = asked[0]
        return say("fixed_sizes", f=self.name, got=got)

    def asked(self, case):
        """The sizes with which training calls initialize_parameters_deep."""
        asked = []

        def recording(layer_dims, *_, **__):
            asked.append(list(layer_dims))
            return cases.start(asked[-1])

        names = {key: value for key, value in cases.reference().items() if key in cases.NAMES and key != self.name}
        with in_place_of(self.function, {**names, "initialize_parameters_deep": recording}):
            sandbox.run(self.function, case.args, {}, 1.0)
        return asked

    def by_properties(self, outcomes, found):
        """For training from a start of its own: shapes, and a cost that falls; the values are a matter of chance."""
        costs = [outcome.value[1] for outcome in outcomes if judge.alike(outcome.value, 2)]
        falls = len(costs) == len(outcomes) and all(len(one) < 2 or one[-1] < one[0] for one in costs)
        given = [bool(case.kwargs) for case in self.calls]
        return [
            [d for d in differences if d.stage != "value" or kept or not falls]
            for differences, kept in zip(found, given, strict=True)
        ]

    def printed(self, outcomes):
        text = outcomes[0].printed.strip()
        if not text or self.name == "L_layer_model":
            return []
        return [say("printed", text=text[:200].replace("\n", " ").replace("`", "'"))]

    def where(self, outcome):
        """The line of the learner's own code at which it stopped, its source and the shapes that met there."""
        inner = bare(self.function)
        space = inner.__globals__ if inner else None
        frames = [(frame, line) for frame, line in outcome.frames if frame.f_globals is space]
        if not frames:
            return None, "", ""
        frame, line = frames[-1]
        code = linecache.getline(frame.f_code.co_filename, line).strip()
        shapes = []
        for name in dict.fromkeys(re.findall(r"\b[A-Za-z_]\w*", code)):
            value = frame.f_locals.get(name)
            if isinstance(value, np.ndarray):
                shapes.append(f"`{name}` has shape {value.shape}")
        return line, code.replace("`", "'"), ", ".join(shapes)

    def fact(self, outcomes, found):
        """One sentence of what is known: the first case that is wrong, in the order error, structure, shape, value."""
        for stage in ("error", "structure", "shape", "value", "changed"):
            for case, outcome, differences in zip(self.calls, outcomes, found, strict=False):
                for difference in differences:
                    if difference.stage == stage:
                        return self.say_fact(case, outcome, difference)
        return ""

    def say_fact(self, case, outcome, difference):
        words = {**difference.words, "f": self.name, "case": case.label}
        if difference.stage == "error":
            return self.say_error(case, outcome)
        if difference.stage == "changed":
            names = list(inspect.signature(cases.reference()[self.name]).parameters)[: len(case.args)] + list(
                case.kwargs
            )
            return say("changed", **{**words, "argument": f"`{names[outcome.changed[0][0]]}`"})
        words["output"] = difference.output if difference.output == "the result" else f"`{difference.output}`"
        if difference.key == "wrong_value" and not words["entry"]:
            return say("wrong_number", **words)
        if difference.key == "wrong_value":
            words["output"], words["entry"] = difference.output, words["entry"]
            return say("wrong_value", **words)
        return say(difference.key, **words)

    def say_error(self, case, outcome):
        if isinstance(outcome.error, (SystemExit, GeneratorExit)):
            return say("left", f=self.name)
        message = str(outcome.error).split("\n")[0][:200]
        error = f"{type(outcome.error).__name__}: {message}" if message else type(outcome.error).__name__
        line, code, shapes = self.where(outcome)
        if not code:
            return say("raised", f=self.name, case=case.label, error=error)
        told = say("raised_at", f=self.name, case=case.label, error=error, line=line, code=code)
        return told + (say("met", shapes=shapes) if shapes else "")


def helpers_in(function, space, seen=()):
    """The workbook's functions that a learner's function calls, directly or through helpers of their own."""
    names, codes = [], [function.__code__]
    while codes:
        code = codes.pop()
        names += code.co_names
        codes += [constant for constant in code.co_consts if inspect.iscode(constant)]
    found = []
    for name in names:
        if name in space and name not in seen and inspect.isfunction(space[name]) and space[name] is not function:
            mine = space[name].__globals__ is space
            found += [name] if name in cases.NAMES else []
            found += helpers_in(space[name], space, (*seen, name)) if mine else []
    return list(dict.fromkeys(found))


def takes(function, name):
    """Which of the keyword arguments of the reference the learner's function takes."""
    wanted = {"initialize_parameters_deep": ("scale", "rng"), "L_layer_model": ("parameters",)}.get(name, ())
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        return ()
    anything = any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values())
    return tuple(key for key in wanted if anything or key in parameters)


@functools.cache
def inputs(name, keywords):
    """The cases of a function with the keyword arguments that it takes, what is expected, and the remarks."""
    function = diagnose.space_for(name)[name]
    if name == "L_layer_model":
        function = diagnose.rebound(function, diagnose.space_for(name))
    calls, remarks = [], []
    for case in cases.cases(name):
        case = case._replace(kwargs={key: value for key, value in case.kwargs.items() if key in keywords})
        if case.kwargs.get("scale", 0) is None:
            case.kwargs.pop("scale")
        elif name == "initialize_parameters_deep" and "scale" not in keywords and "scale=" in case.label:
            continue
        wanted = diagnose.quickly(function, case).value
        if case.remark:
            remarks.append((case, wanted))
        else:
            calls.append(case)
    expected = [diagnose.quickly(function, case).value for case in calls]
    return calls, expected, remarks


def uses_float32(function):
    inner = bare(function)
    return bool(inner) and "float32" in repr((inner.__code__.co_names, inner.__code__.co_consts))


def source_of(function):
    """The source of a function, and "" where it cannot be had."""
    try:
        return inspect.getsource(bare(function))
    except (OSError, TypeError):
        return ""
