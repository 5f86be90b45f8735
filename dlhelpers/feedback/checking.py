"""The whole way of one answer: judge it, say what is known without a search, then search for what was done instead."""

import contextlib
import sys

import numpy as np

from . import cases, facts, judge, properties, sandbox, search, slips, trees
from .answer import Answer, in_place_of, no_input
from .report import Report

NO_CAUSE = (Exception,)  # a search that fails finds no cause; the tests empty this tuple, to see such an error
inside = []
"""The answers that are being looked at, to see an answer that calls check itself."""


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
    if name == "<lambda>":
        name = next((key for key in cases.NAMES if function.__globals__.get(key) is function), name)
    if not callable(function):
        meant = next((one for one in (name, function) if isinstance(one, str) and one in cases.NAMES), "linear_forward")
        told = f"`dl.check` needs the function itself: write `dl.check({meant})`, without calling it."
        return Report(False, [told])
    if name not in cases.NAMES:
        known = (
            f'give the name of yours, as in `dl.check({name if str(name).isidentifier() else "f"}, "linear_forward")`'
        )
        return Report(False, [f"`dl.check` knows no function called `{name}`; {known}."])
    if function is cases.public(name):
        told = f"This is our `{name}`, which stands in for yours until it is written: write it in its cell, and run that cell."
        return Report(False, [told])
    if inside:
        raise RuntimeError(
            f"dl.check is called inside `{inside[-1]}`: move that line out of the function, to the margin"
        )
    inside.append(name)
    try:
        return Attempt(Answer(function, name)).report()
    finally:
        inside.pop()


class Attempt:
    """One answer, the calls that it is judged by, and what came of them."""

    def __init__(self, answer, above=()):
        self.answer, self.name, self.above = answer, answer.name, above
        self.calls, self.expected, self.remarks = cases.inputs(
            self.name, tuple(key for key in cases.OPTIONAL.get(self.name, ()) if answer.takes(key))
        )

    # --- running and judging it

    def names(self, ours=False):
        """What the learner's namespace holds while the function runs: their helpers, or ours in their place."""
        names = {"input": no_input, **{key: sandbox.counted(one) for key, one in self.answer.helpers.items()}}
        if ours:
            names |= {key: cases.reference()[key] for key in cases.NAMES if key != self.name}
        if self.name == "L_layer_model":
            names["initialize_parameters_deep"] = cases.start
        return names

    def run(self, ours=False, calls=None):
        """Call the function in every case, to the first that takes too long; the long one only where all is right."""
        outcomes, answer = [], self.answer
        function = sandbox.counted(answer.function)
        with in_place_of(answer.space, self.names(ours)), in_place_of(vars(sys.modules["dlhelpers"]), self.starts()):
            for case in self.calls if calls is None else calls:
                wrong_ones = (
                    [one for one in self.differences(outcomes) if wrong([one])] if self.name == "L_layer_model" else ()
                )
                if len(wrong_ones) > 1 or (case.long and wrong_ones):
                    break
                outcomes.append(sandbox.run(function, case.args, case.kwargs, answer.space))
                if isinstance(outcomes[-1].error, (sandbox.TimeIsUp, MemoryError)):
                    break
        return outcomes

    def starts(self):
        return {"initialize_parameters_deep": cases.start} if self.name == "L_layer_model" else {}

    def differences(self, outcomes, calls=None, expected=None):
        """For each case, what differs from what is expected; an error is a difference of its own."""
        found = []
        for case, wanted, outcome in zip(calls or self.calls, expected or self.expected, outcomes, strict=False):
            if outcome.error:
                found.append([judge.Difference("error", "", "")])
            elif self.name == "initialize_parameters_deep":
                found.append(properties.initial(case, outcome.value))
            else:
                found.append(judge.differences(self.name, wanted, outcome.value))
            if not wrong(found[-1:]) and outcome.changed:
                found[-1] = [judge.Difference("changed", "", ""), *found[-1]]
        return found

    def right_with(self, calls):
        """Tell whether the function is right in other calls than its own."""
        with contextlib.suppress(Exception):
            outcomes = self.run(calls=calls[:2])
            return len(outcomes) == 2 and not wrong(self.differences(outcomes))
        return False

    # --- telling it

    def report(self):
        answer = self.answer
        if told := facts.not_written(answer):
            return self.blank(told)
        own = self.run()
        found = self.judged(own)
        if not wrong(found):
            return self.praise(found)
        known = facts.left_blank(answer) or facts.wrong_call(answer, self)
        if known:
            return self.wrong(known)
        if told := next(filter(None, (facts.wrong_names(answer, one) for one in own if one.error)), ""):
            return self.wrong(
                told, *(self.cause(own, found, False) if "is no argument" in told or "no value" in told else ())
            )
        if isinstance(own[-1].error, sandbox.TimeIsUp):
            return self.explain(own, found, own)
        helped = self.run(ours=True)
        if not wrong(self.judged(helped)):
            return self.wrong(*self.blame(own))
        return self.explain(own, found, helped)

    def judged(self, outcomes):
        """The differences, where chance decides too: equal seeds, and a start of one's own."""
        found = self.differences(outcomes)
        if self.name == "initialize_parameters_deep" and not wrong(found):
            found[0] = [*self.follows_rng(outcomes), *found[0]]
        if (
            self.name == "L_layer_model"
            and wrong(found)
            and not any(one.error for one in outcomes)
            and self.own_start()
        ):
            found = [
                known if case.kwargs else properties.training(case, wanted, outcome.value)
                for case, wanted, outcome, known in zip(self.calls, self.expected, outcomes, found, strict=False)
            ]
        return found

    def follows_rng(self, outcomes):
        """Equal seeds must give equal weights, and different seeds different ones."""
        if not self.answer.takes("rng"):
            return []
        again = self.run(calls=self.calls[:1])[0]
        told = ""
        if again.error or not judge.same(outcomes[0].value, again.value):
            told = "two equal seeds give different weights: draw all of them from `rng`, with rng.standard_normal"
        elif judge.same(outcomes[0].value, outcomes[1].value):
            told = "different seeds give the same weights: draw them from `rng`, with rng.standard_normal"
        return [judge.Difference("value", "parameters", told)] if told else []

    def own_start(self):
        """Tell whether training draws its first parameters without initialize_parameters_deep."""
        return not self.seen("initialize_parameters_deep", self.calls[cases.FRESH])

    def seen(self, name, case):
        """The calls of one of the workbook's functions while the answer runs: their arguments."""
        calls, space = [], self.answer.space

        def watching(*args, **kwargs):
            calls.append((args, kwargs))
            return cases.start(*args) if name == "initialize_parameters_deep" else None

        with (
            in_place_of(space, {**self.names(), name: watching}),
            in_place_of(vars(sys.modules["dlhelpers"]), {name: watching}),
        ):
            sandbox.run(sandbox.counted(self.answer.function), case.args, case.kwargs, space)
        return calls

    def blank(self, told):
        """Say so, and lend the learner's notebook ours under that name, so that the cells below can run."""
        space, lines = self.answer.space, [told]
        if space.get(self.name) is self.answer.function:
            space[self.name] = cases.public(self.name)
            lines.append("Until then, ours stands in for it in the cells below.")
        return Report(False, lines)

    def wrong(self, *told):
        return Report(False, [f"`{self.name}` is not right yet.", *told])

    def praise(self, found):
        """Say that it is right, and what may be remarked."""
        remarks = dict.fromkeys(one.said for case in found for one in case if one.stage == "remark")
        for case, wanted in self.remarks:
            outcome = self.run(calls=[case])[0]
            if outcome.changed and not outcome.error:
                return self.wrong(facts.changed(self.answer, case, outcome))
            other = [] if outcome.error else judge.differences(self.name, wanted, outcome.value)
            if outcome.error or wrong([other]):
                finite = case.remark == "saturated" and not outcome.error and judge.finite(outcome.value)
                remarks[cases.REMARKS["clipped" if finite else case.remark]] = None
            elif self.name == "sigmoid" and np.isin(outcome.value[0], (0, 1)).any():
                remarks[cases.REMARKS["certain"]] = None
        remarks |= dict.fromkeys(self.remarked())
        lines = ["One remark: " + remark.rstrip(".") + "." for remark in remarks]
        return Report(
            True, [f"✓ `{self.name}` is right: it gives what it should in all {len(self.calls)} cases.", *lines]
        )

    def remarked(self):
        """Remarks on what a right answer does beside its results."""
        answer = self.answer
        if self.name == "initialize_parameters_deep":
            if not answer.takes("rng"):
                yield "it takes no `rng`, so that a run cannot be repeated with a seed of your choice"
            if not answer.takes("scale"):
                yield "it takes no `scale`, with which lesson 2 tries other spreads"
            with contextlib.suppress(StopIteration):
                by_number = self.calls[0]._replace(kwargs={**self.calls[0].kwargs, "rng": np.random.default_rng(5)})
                if answer.takes("rng") and self.run(calls=[by_number])[0].error:
                    yield "`rng` works as a number only; `rng = np.random.default_rng(rng)` takes a Generator, too"
        if self.name == "L_layer_model":
            case = self.calls[cases.FRESH]
            if answer.takes("rng"):
                seeded = case._replace(kwargs={**case.kwargs, "rng": 5})
                calls = self.seen("initialize_parameters_deep", seeded)
                if calls and 5 not in (*calls[0][0], *calls[0][1].values()):
                    yield "`rng` is not handed on to initialize_parameters_deep, so that a run cannot be repeated"
            told = self.run(calls=[case._replace(args=(*case.args[:-1], True))])[0].printed.strip()
            untold = self.run(calls=[case])[0].printed.strip()
            if untold:
                yield "it prints although print_cost is False"
            elif not told:
                yield "it prints nothing although print_cost is True"
        for helper, fault in self.broken_helpers():
            yield f"your `{helper}` is not as the workbook's, so other functions cannot use it: {fault}"

    def broken_helpers(self):
        """The workbook's functions that it calls and that are not right, each with the first sentence on it."""
        for helper in self.answer.helpers:
            if helper in cases.NAMES and helper not in self.above:
                attempt = Attempt(Answer(self.answer.helpers[helper], helper), (*self.above, self.name))
                if told := facts.not_written(attempt.answer):
                    yield helper, told
                    continue
                outcomes = attempt.run()
                found = attempt.judged(outcomes)
                if wrong(found):
                    yield (
                        helper,
                        (
                            facts.left_blank(attempt.answer)
                            or facts.wrong_call(attempt.answer, attempt)
                            or attempt.first_fact(outcomes, found)
                        ),
                    )

    def blame(self, own):
        """The function is right on our helpers: say which of the learner's own breaks the contract, and how."""
        broken = list(self.broken_helpers())
        if broken:
            helper, fault = broken[0]
            if fault.endswith("is not written yet."):
                return [f"It calls `{helper}`, which is not written yet: write that first."]
            return [
                f"It is right as it stands, and the mistake lies in `{helper}`, which it calls: fix that first.",
                fault,
            ]
        names = [f"`{key}`" for key in self.answer.helpers]
        return [
            f"It is right with our helper functions and not with yours ({', '.join(names)}): look at what they return."
        ]

    def explain(self, own, found, helped):
        """Say what is known of a wrong answer, and its cause where one is found."""
        ours = self.share(helped) > self.share(own)
        outcomes = helped if ours else own
        found = self.judged(outcomes)
        broken = [] if ours else list(self.broken_helpers())
        told = [self.first_fact(outcomes, found)]
        if self.name == "initialize_parameters_deep":  # its weights and its biases are told apart
            others = [one for one in found[0] if one.stage != "remark" and one.place[:1] != found[0][0].place[:1]]
            told += [facts.came_back(self.answer, self.calls[0], one) for one in others[:1]]
        cause = self.cause(outcomes, found, ours)
        if not cause and (case := next((one for one in outcomes if one.changed and not one.error), None)):
            cause = (
                [facts.changed(self.answer, self.calls[0], case)] if not told[0].startswith(f"`{self.name}` ") else []
            )
        if not cause and (outside := facts.read_from_outside(self.answer)):
            cause = [facts.from_outside(self.answer, outside)]
        for helper, fault in broken:
            cause.append(f"Your `{helper}`, which it calls, is not as the workbook's: {fault}")
        return self.wrong(*told, *cause, *self.printed(outcomes))

    def share(self, outcomes):
        return sum(
            judge.share(self.name, wanted, outcome.value) if outcome.error is None else 0
            for wanted, outcome in zip(self.expected, outcomes, strict=False)
        )

    def first_fact(self, outcomes, found):
        """The first thing that is wrong: an error, None, structure, types, shapes, values, changed arguments."""
        answer = self.answer
        if all(one.error is None and one.value is None for one in outcomes):
            return facts.returned_none(answer)
        for stage in ("error", *judge.STAGES, "changed"):
            for case, outcome, differences in zip(self.calls, outcomes, found, strict=False):
                for one in differences:
                    if one.stage == stage == "error":
                        return facts.stopped(answer, case, outcome)
                    if one.stage == stage == "changed":
                        return facts.changed(answer, case, outcome)
                    if one.stage == stage and outcome.value is None:
                        return facts.returned_none(answer)
                    if one.stage == stage:
                        return facts.came_back(answer, case, one)
        return ""

    def printed(self, outcomes):
        text = outcomes[0].printed.strip()
        if not text or self.name == "L_layer_model":
            return []
        return ["It printed: `" + text[:200].replace("\n", " ").replace("`", "'") + "`"]

    def cause(self, outcomes, found, ours):
        """Say what was done instead; nothing where no way is found to put it right."""
        with contextlib.suppress(*NO_CAUSE):
            told = facts.unpacked_wrongly(self.answer) or facts.grown_default(self.answer)
            if told := told or facts.exchanged_inside(self.answer, self):
                return [told]
            if thought := slips.told(self.answer, self.calls, self.expected, outcomes):
                return thought
            with (
                sandbox.little_memory(),
                in_place_of(self.answer.space, self.names(ours) | {trees.TURN: None}),
                sandbox.restored(),
                contextlib.redirect_stdout(sandbox.Cut()),
            ):
                return search.causes(self.answer, self.calls, self.expected) if self.answer.harmless else []
        return []


def wrong(found):
    """Tell whether there is any difference but a remark."""
    return any(one.stage != "remark" for differences in found for one in differences)
