"""The whole way of one answer: judge it, say what is known without a search, then search for what was done instead."""

import contextlib
import contextvars
import sys
import threading

import numpy as np

from . import cases, facts, judge, properties, sandbox, search, slips, texts, trees
from .answer import Answer, in_place_of, no_input
from .report import BLANK, RIGHT, WRONG, Aside, Report

NO_CAUSE = (Exception,)  # a search that fails finds no cause; the tests empty this tuple, to see such an error
inside = contextvars.ContextVar("inside", default="")
"""The answer that is being looked at, to see one that calls check itself."""
alone = threading.Lock()
"""One answer at a time: while one is looked at, its notebook and NumPy are not as they were."""
SEED = "`rng` works as a Generator only; `rng = np.random.default_rng(rng)` takes a seed, too"
TRIES = 3
"""So many different wrong answers, and the code is told without being asked for."""
tries, last = {}, {}
"""For each function the texts of the wrong answers in this session, and the last report."""


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
    if told := misused(function, name):
        return Report(False, [told], BLANK)
    if inside.get():
        told = f"dl.check is called inside `{inside.get()}`: move that line out of the function, to the margin"
        raise RuntimeError(told)
    with alone:
        before = inside.set(name)
        try:
            answer = Answer(function, name)
            last[name] = report = Attempt(answer).report()
        finally:
            inside.reset(before)
    if report.passed:
        tries.pop(name, None)
    elif report.code and len(tries.setdefault(name, {})) < TRIES:
        tries[name][trees.source(answer.tree)] = True
    return report.open() if len(tries.get(name, ())) >= TRIES else report


def misused(function, name):
    """Say what check needs, where it did not get it."""
    if not callable(function):
        meant = next((one for one in (name, function) if isinstance(one, str) and one in cases.NAMES), "linear_forward")
        return f"`dl.check` needs the function itself: write `dl.check({meant})`, without calling it."
    if name not in cases.NAMES:
        known = f'`dl.check({name if str(name).isidentifier() else "f"}, "linear_forward")`'
        return f"`dl.check` knows no function called `{name}`; give the name of yours, as in {known}."
    if function is cases.public(name):
        ours = f"This is our `{name}`, which stands in for yours until it is written"
        return f"{ours}: write it in its cell, and run that cell."
    return ""


class Attempt:
    """One answer, the calls that it is judged by, and what came of them."""

    def __init__(self, answer, above=()):
        self.answer, self.name, self.above = answer, answer.name, above
        self.training, self.initial = self.name == "L_layer_model", self.name == "initialize_parameters_deep"
        self.start = {"initialize_parameters_deep": cases.start} if self.training else {}
        self.meant, self.seedless = {}, False
        taken = tuple(key for key in cases.OPTIONAL.get(self.name, ()) if answer.takes(key))
        self.calls, self.expected, self.remarks = cases.inputs(self.name, taken)

    def report(self):
        """Judge the answer, and tell what came of it."""
        answer = self.answer
        own = self.run()
        if self.initial and any(map(facts.wants_generator, own)):
            self.seedless, self.calls = True, cases.with_generators(self.calls)
            own = self.run()
        found = self.judged(own)
        if not wrong(found):
            return self.praise(found)
        if told := texts.not_written(answer, own):
            return self.blank(told)
        if told := texts.left_blank(answer):
            return Report(False, [told], BLANK)
        first = next((one for one in own if one.error), None)
        if told := first and facts.wrong_name(answer, first):
            if meant := facts.stands_for(answer, first):
                self.meant |= meant
                return self.beside_name(told)
            in_the_text = ("is not an argument" in told or "no value" in told) and "`assert" not in told
            return self.wrong(told, *(self.stuck(self.cause(own, ours=False)) if in_the_text else ()))
        default = texts.wrong_call(answer, self)
        if default and not (default.startswith("The default") and self.wrong_beside_defaults(found)):
            return self.wrong(default)
        if isinstance(own[-1].error, sandbox.TimeIsUp):
            return self.explain(own, own)
        helped = self.run(ours=True)
        if not wrong(self.judged(helped)):
            return self.blame()
        return self.explain(own, helped, default)

    def beside_name(self, told):
        """What is told of a name that stands for another, and all that is wrong beside it."""
        rest = self.report()
        more = [] if rest.passed else rest.told
        return self.wrong(told, *[one for one in more if one.said != self.wrong().told[0].said])

    # --- running

    def names(self, ours=False):
        """What the learner's namespace holds while the function runs: their helpers, or ours in their place."""
        names = {"input": no_input, **{key: sandbox.counted(one) for key, one in self.answer.helpers.items()}}
        if ours:
            names |= {key: cases.reference()[key] for key in cases.NAMES if key != self.name}
        return names | self.start | self.meant

    @contextlib.contextmanager
    def surroundings(self, names, start=None):
        """Let the learner's namespace hold these names; training finds its start in dlhelpers, too."""
        start = start or self.start
        names = {"range": sandbox.short_range, **names, **start}
        with in_place_of(self.answer.space, names), in_place_of(vars(sys.modules["dlhelpers"]), start):
            yield sandbox.counted(self.answer.function)

    def run(self, ours=False, calls=None):
        """Call the function in every case, to the first that takes too long; the long one only where all is right."""
        outcomes = []
        with self.surroundings(self.names(ours)) as function:
            for case in self.calls if calls is None else calls:
                allowed = 0 if case.long else 1
                if self.training and sum(map(is_wrong, self.differences(outcomes))) > allowed:
                    break  # enough is known, and training takes long
                outcomes.append(sandbox.run(function, case.args, case.kwargs, self.answer.space))
                if isinstance(outcomes[-1].error, (sandbox.TimeIsUp, MemoryError)):
                    break
        return outcomes

    def run_with(self, case, args=None, **options):
        """Call the function once, with other arguments than those of the case."""
        return self.run(calls=[case._replace(args=args or case.args, kwargs={**case.kwargs, **options})])[0]

    def starts(self, case):
        """The calls of initialize_parameters_deep while training runs, each with its arguments."""
        seen = []

        def watching(*args, **kwargs):
            seen.append((*args, *kwargs.values()))
            return cases.start(*args)

        with self.surroundings(self.names(), {"initialize_parameters_deep": watching}) as function:
            sandbox.run(function, case.args, case.kwargs, self.answer.space)
        return seen

    # --- judging

    def differences(self, outcomes):
        """For each case, what differs from what is expected; an error is a difference of its own."""
        found = []
        for case, expected, outcome in zip(self.calls, self.expected, outcomes, strict=False):
            if outcome.error:
                differences = [judge.Difference("error", "", "")]
            elif self.initial:
                differences = properties.initial(case, outcome.value)
            else:
                differences = judge.differences(self.name, expected, outcome.value)
            if outcome.changed and not is_wrong(differences):
                differences = [judge.Difference("changed", "", ""), *differences]
            found.append(differences)
        return found

    def judged(self, outcomes):
        """The differences, where chance decides too: equal seeds, and a start of one's own."""
        found = self.differences(outcomes)
        if self.initial and not wrong(found):
            found[0] = [*self.follows_rng(outcomes), *found[0]]
        failed = any(one.error for one in outcomes)
        if self.training and wrong(found) and not failed and not self.starts(self.calls[cases.FRESH]):
            found = [
                known if case.kwargs else properties.training(case, expected, outcome.value)
                for case, expected, outcome, known in zip(self.calls, self.expected, outcomes, found, strict=False)
            ]
        return found

    def follows_rng(self, outcomes):
        """Equal seeds must give equal weights, and different seeds different ones."""
        if not self.answer.takes("rng"):
            return []
        again = self.run(calls=self.calls[:1])[0]
        if again.error or not judge.same(outcomes[0].value, again.value):
            told = "two equal seeds give different weights: draw all of them from `rng`, with rng.standard_normal"
        elif judge.same(outcomes[0].value, outcomes[1].value):
            told = "different seeds give the same weights: draw them from `rng`, with rng.standard_normal"
        else:
            return []
        return [judge.Difference("value", "parameters", told)]

    def right_with(self, calls):
        """Tell whether the function is right in other calls than its own."""
        with contextlib.suppress(Exception):
            outcomes = self.run(calls=calls[:2])
            return len(outcomes) == 2 and not wrong(self.differences(outcomes))
        return False

    def share(self, outcomes):
        """How much of the results is right."""
        return sum(
            judge.share(self.name, expected, outcome.value) if outcome.error is None else 0
            for expected, outcome in zip(self.expected, outcomes, strict=False)
        )

    # --- telling that it is not written, or right

    def blank(self, told):
        """Say so, and lend the learner's notebook ours under that name, so that the cells below can run."""
        space, lines = self.answer.space, [told]
        if space.get(self.name) is self.answer.function:
            space[self.name] = cases.public(self.name)
            lines.append("Until then, ours stands in for it in the cells below.")
        return Report(False, lines, BLANK)

    def praise(self, found):
        """Say that it is right, and what may be remarked."""
        remarks = dict.fromkeys(one.said for case in found for one in case if one.stage == "remark")
        for case, expected in self.remarks:
            outcome = self.run_with(case)
            if outcome.changed and not outcome.error:
                return self.wrong(*self.stuck([facts.changed(self.answer, case, outcome)]))
            if outcome.error or is_wrong(judge.differences(self.name, expected, outcome.value)):
                finite = case.remark == "saturated" and not outcome.error and judge.finite(outcome.value)
                remarks[cases.REMARKS["clipped" if finite else case.remark]] = None
            elif self.name == "sigmoid" and np.isin(outcome.value[0], (0, 1)).any():
                remarks[cases.REMARKS["certain"]] = None
        remarks |= dict.fromkeys(self.remarked())
        said, right = [f"{remark.rstrip('.')}." for remark in remarks], f"`{self.name}` is right"
        if not said:
            told = [f"{right}: it gives what it should in all {len(self.calls)} cases."]
        elif len(said) == 1:
            told = [f"{right}, but for one thing: {said[0]}"]
        else:
            told = [f"{right}, but for the following:", *(one[0].upper() + one[1:] for one in said)]
        return Report(True, told, RIGHT)

    def remarked(self):
        """Remarks on what a right answer does beside its results."""
        takes_rng = self.answer.takes("rng")
        if self.initial:
            if not takes_rng:
                yield "it takes no `rng`, so a run cannot be repeated with a seed of your choice"
            if not self.answer.takes("scale"):
                yield "it takes no `scale`, with which lesson 2 tries other spreads"
            if takes_rng and self.run_with(self.calls[0], rng=np.random.default_rng(5)).error:
                yield "`rng` works as a number only; `rng = np.random.default_rng(rng)` takes a Generator, too"
            if self.seedless:
                yield SEED
        if self.training:
            case = self.calls[cases.FRESH]
            starts = self.starts(case._replace(kwargs={**case.kwargs, "rng": 5})) if takes_rng else []
            if starts and 5 not in starts[0]:
                yield "`rng` is not passed on to initialize_parameters_deep, so a run cannot be repeated"
            if self.run_with(case).printed.strip():
                yield "it prints even when print_cost is False"
            elif not self.run_with(case, (*case.args[:-1], True)).printed.strip():
                yield "it prints nothing when print_cost is True"
        if self.name == "descend_in_span" and texts.product_in_loop(self.answer):
            yield "each iteration still multiplies by `X`: W X and X^T X, computed once before the loop, are enough"
        for helper, fault in self.broken_helpers():
            yield f"your `{helper}` differs from the workbook's, so other functions cannot use it: {fault}"

    # --- telling what is wrong

    def wrong(self, *told):
        return Report(False, [f"`{self.name}` is not right yet.", *told], WRONG)

    def stuck(self, told):
        """What is told of an answer, and the way to more help."""
        written = getattr(self.answer.inner, "__name__", "") == self.name
        return [*told, Aside(f"Stuck? `dl.hint({self.name if written else repr(self.name)})`")]

    def broken_helpers(self):
        """The workbook's functions that it calls and that are not right, each with the first sentence on it."""
        for name, helper in self.answer.helpers.items():
            if name in cases.NAMES and name not in self.above:
                attempt = Attempt(Answer(helper, name), (*self.above, self.name))
                if told := attempt.fault():
                    yield name, told

    def fault(self):
        """The first sentence on an answer; "" if it is right."""
        outcomes = self.run()
        found = self.judged(outcomes)
        if not wrong(found):
            return ""
        known = texts.not_written(self.answer, outcomes) or texts.left_blank(self.answer)
        return known or texts.wrong_call(self.answer, self) or self.first_fact(outcomes, found)

    def blame(self):
        """The function is right on our helpers: say which of the learner's own breaks the contract, and how."""
        if broken := list(self.broken_helpers()):
            (helper, fault), *others = broken
            there = f"`{self.name}` is right as it stands; `{helper}`, which it calls, is not"
            if fault.endswith("is not written yet."):
                return Report(False, [f"{there} written yet: write that first."], BLANK)
            told = [f"{there} right yet.", fault, *map(beside_ours, others)]
            return Report(False, [*told, Aside(f"Stuck? `dl.hint({helper})`")], WRONG)
        names = ", ".join(f"`{key}`" for key in self.answer.helpers)
        told = (
            f"`{self.name}` is right with our helper functions, but not with yours ({names}): look at what they return."
        )
        return Report(False, [told], WRONG)

    def wrong_beside_defaults(self, found):
        """Tell whether it goes wrong where nothing is left to a default."""
        return wrong(one for case, one in zip(self.calls, found, strict=False) if not case.long)

    def explain(self, own, helped, default=""):
        """Say what is known of a wrong answer, and its cause where one is found."""
        ours = self.share(helped) > self.share(own)
        outcomes = helped if ours else own
        found = self.judged(outcomes)
        broken = [] if ours else list(self.broken_helpers())
        told = [self.first_fact(outcomes, found)]
        told += [facts.came_back(self.answer, self.calls[0], one) for one in self.others(found[0])]
        told += self.cause(outcomes, ours) or self.beside(outcomes, told[0])
        told += map(beside_ours, broken)
        told += [default] * bool(default) + [f"{SEED}."] * self.seedless
        printed = outcomes[0].printed.strip()
        if printed and not self.training:
            told.append("It printed: `" + printed[:200].replace("\n", " ").replace("`", "'") + "`")
        return self.wrong(*self.stuck(told))

    def others(self, found):
        """What is told beside the first difference: weights and biases apart, and another result of another kind."""
        first, *rest = [one for one in found if one.stage != "remark"] or [None]
        if self.initial:
            other = [one for one in rest if one.place[:1] != first.place[:1]]
            return other[:1] + [one for one in rest if one.place == "W1 numbers"]
        other = [one for one in rest if one.place.split("[")[0] != first.place.split("[")[0]]
        return [one for one in other if one.stage == first.stage == "structure"][:1]

    def first_fact(self, outcomes, found):
        """The first thing that is wrong: an error, None, structure, types, shapes, values, changed arguments."""
        if all(one.error is None and one.value is None for one in outcomes):
            return facts.returned_none(self.answer)
        for stage in ("error", *judge.STAGES, "changed"):
            for case, outcome, differences in zip(self.calls, outcomes, found, strict=False):
                difference = next((one for one in differences if one.stage == stage), None)
                if difference is None:
                    continue
                if stage == "error":
                    return facts.stopped(self.answer, case, outcome)
                if stage == "changed":
                    return facts.changed(self.answer, case, outcome)
                if outcome.value is None:
                    return facts.returned_none(self.answer)
                return facts.came_back(self.answer, case, difference)
        return ""

    def cause(self, outcomes, ours):
        """Say what was done instead; nothing where no way is found to put it right."""
        answer = self.answer
        if any(isinstance(one.error, sandbox.NeverEnds) for one in outcomes):
            return []  # a search would make it again
        with contextlib.suppress(*NO_CAUSE):
            nested = answer.name == "linear_activation_backward"  # where the search may know more
            told = (not nested and texts.unpacked_wrongly(answer)) or texts.grown_default(answer)
            told = told or texts.exchanged_inside(answer, self) or self.ignored_start(outcomes)
            if told:
                return [told]
            for table in (slips.TABLE, slips.LATE * bool(texts.unused(answer))):
                if thought := slips.told(answer, self.calls, self.expected, outcomes, table):
                    return thought + self.beside(outcomes, thought[0], text=False)
            if told := texts.unused(answer, least=2):
                return [told]
            with (
                sandbox.little_memory(),
                in_place_of(answer.space, self.names(ours) | {trees.TURN: None}),
                sandbox.restored(),
                contextlib.redirect_stdout(sandbox.Cut()),
            ):
                greedy = any(isinstance(one.error, (MemoryError, sandbox.TimeIsUp)) for one in outcomes)
                results = [one.value for one in outcomes]
                if answer.harmless and not greedy:
                    if found := search.causes(answer, self.calls, self.expected, results):
                        return found
            if told := texts.unpacked_wrongly(answer) or texts.before_the_loop(answer):
                return [told]
            return slips.told(answer, self.calls, self.expected, outcomes, slips.LATE)
        return []

    def ignored_start(self, outcomes):
        """Say that training begins as it would without the parameters that it is given."""
        case, first = self.calls[0], outcomes[0]
        if not case.kwargs or not self.training or first.error:
            return ""
        without = self.run_with(case, parameters=None)
        same = not without.error and judge.same(first.value, without.value)
        return "`parameters` is given here and not used: begin from it, and draw only where it is None." if same else ""

    def beside(self, outcomes, told, text=True):
        """What else is wrong: an argument that changed; or what the text gives away, where no cause is found."""
        changed = next((one for one in outcomes if one.changed and not one.error), None)
        if changed:
            known = told.startswith(f"`{self.name}` ")
            return [] if known else [facts.changed(self.answer, self.calls[0], changed)]
        return [] if not text else [texts.in_rows(self) or texts.unused(self.answer) or texts.from_outside(self.answer)]


def beside_ours(broken):
    """The sentence on a helper function of the learner's, and its fault."""
    return "Your `{}`, which it calls, differs from the workbook's: {}".format(*broken)


def is_wrong(differences):
    """Tell whether there is any difference but a remark."""
    return any(one.stage != "remark" for one in differences)


def wrong(found):
    """Tell whether any case is wrong."""
    return any(map(is_wrong, found))
