"""The search for a cause: the smallest change of a learner's own text that puts every case right.

It ends by the number of trials, so that a busy machine finds what a quiet one finds. What is found must be right on a
second set of inputs, too.
"""

import ast
import functools
import sys
from typing import NamedTuple

from . import cases, donors, edits, judge, properties, rules, sandbox, trees

WORK, FEW, STEPS, TURNS = 75_000, 6, 3, 20_000
"""What may be tried: lines of altered texts in all; first steps to be followed; steps to a cause; turns of one trial."""

LIKELY, UNLIKELY = (rules.SURE, rules.LIKELY), (rules.UNLIKELY, rules.LAST)
ALL = LIKELY + UNLIKELY
CHANGED = 0.985
"""The share of a result that is right, where an argument is no longer what it was."""

REST = {
    judge.NEARLY: judge.OLDER,
    CHANGED: "And it writes into what belongs to the caller: work on a copy, or make new arrays.",
}
"""What is still to be said where a change puts all but that right."""


def causes(answer, calls, expected):
    """The sentences of the cause: a line for each place to change; [] where no change was found."""
    return Search(answer, calls, expected).causes()


class Step(NamedTuple):
    """An edit that brings the text nearer to what is right, and how near."""

    score: tuple
    cost: tuple
    edit: edits.Edit
    scope: edits.Scope


class Search:
    """One wrong answer: its text, the cases, and what is tried."""

    def __init__(self, answer, calls, expected):
        self.name, self.tree, self.space, self.known, self.rest = answer.name, answer.tree, answer.space, {}, None
        self.calls, self.expected, self.work, self.size = calls, expected, WORK, 0
        self.base, self.first = self.first_wrong(self.tree)
        self.size = 8 + len(list(trees.statements(self.tree.body))) + self.calls_made() // 20
        keywords = tuple(key for key in cases.OPTIONAL.get(self.name, ()) if answer.takes(key))
        self.others = cases.inputs(self.name, keywords, 1)[:2]
        shown = [calls[self.first], *(case for case in calls if case is not calls[self.first])]
        self.donors = donors.Donors(answer.inner, self.tree, self.name, shown[:2])

    def causes(self):
        if self.base[0] == 1:  # what is wrong shows in no single case
            return []
        scope, steps = self.scope(self.tree), []
        ranked = self.ranked(scope, ALL)
        if self.base[0] == CHANGED:  # its first sentence is the cause; a copy may be all that lacks
            ranked = [pair for pair in ranked if rules.copies(pair[1].rule)]
        found = self.one(scope, ranked, steps, least=WORK // 3) or self.nearly([], steps) or self.several(steps)
        told = rules.told([(edit, within.parents) for edit, within in found])
        return [*told, REST[self.rest]] if found and self.rest else told

    def nearly(self, path, steps):
        """A step after which all is right but for a convention, or for an argument that is written into."""
        for step in sorted(steps, key=nearest):
            if step.score[0] in REST and self.right(step.scope, step.edit, step.score[0]):
                self.rest = step.score[0]
                return [*path, (step.edit, step.scope)]
        return []

    def scope(self, tree):
        """What can be changed in a text, seen in the first case that is wrong."""
        score, first = self.first_wrong(tree)
        return edits.Scope(tree, self.donors, self.reached(tree, self.calls[first]), score, first)

    def first_wrong(self, tree):
        """The score of a text in the first case that it gets wrong, and which case that is."""
        for n, (case, wanted) in enumerate(zip(self.calls, self.expected, strict=True)):
            self.work -= self.size
            score = self.score(tree, [case], [wanted])
            if score[0] < 1:
                return score, n
        return (1.0, TURNS, 0), 0

    # --- one change, or several

    def one(self, scope, ranked, steps, least=0):
        """The likeliest edit that puts everything right by itself; the steps towards it go into `steps`."""
        for cost, edit in ranked:
            if self.work <= least:
                break
            score = self.tried(scope, edit)
            if score[0] == 1 and self.right(scope, edit):
                return [(edit, scope)]
            if score > scope.score and (score[0] > 0 or edit.rule == "assert" or edit.rule not in rules.LINES):
                steps.append(Step(score, cost, edit, scope))
        return []

    def several(self, steps, before=()):
        """Edits that put everything right together, each of which is a step forward: the likely ones first, two rather
        than three."""
        paths = []
        for step in sorted(steps, key=nearest)[:FEW]:
            if self.work <= 0:
                break
            after, more = self.scope(trees.changed(step.scope.tree, step.edit.changes)), []
            path = (*before, (step.edit, step.scope))
            if found := self.one(after, self.ranked(after, LIKELY), more):
                return [*path, *found]
            paths.append((path, after, more))
        for path, _, more in paths:
            if found := self.nearly(path, more):
                return found
        for path, after, more in paths:
            if before or self.work <= 0:
                break  # a third step must be a likely one
            if found := self.one(after, self.ranked(after, UNLIKELY), more):
                return [*path, *found]
        for path, _, more in paths if len(before) + 2 < STEPS else ():
            if found := self.several(more, path):
                return found
        return []

    def ranked(self, scope, tiers):
        """Every edit that is as likely as that, with its cost, the likeliest first."""
        some = [(self.cost(one, scope), one) for one in edits.of_expressions(scope, tiers)]
        if tiers != LIKELY:
            own = {
                ast.unparse(one): one
                for one in trees.statements(scope.tree.body)
                if isinstance(one, (ast.Expr, ast.Assign))
            }
            more = edits.of_lines(scope, list({**self.donors.lines, **own}.values()))
            some += [(self.cost(one, scope), one) for one in more]
        for cost, *one in donors.exchanges(self.donors, scope) if tiers != LIKELY else ():
            edit = edits.Edit(*one)
            if tiers == ALL or not (cost[2] > rules.LAST or isinstance(edit.line, ast.Return)):
                some.append((cost, edit))
        self.work -= 4 * len(some)
        return sorted(some, key=lambda pair: pair[0])

    def cost(self, edit, scope):
        """How unlikely an edit is; the smaller comes first."""
        tier, rank = rules.tier_and_rank(edit)
        late, places = isinstance(edit.line, ast.Return), len(edit.changes)
        if edit.rule in rules.LINES:
            return tier > 0, tier > 2, tier, False, rank, late, places
        if tier == rules.LIKELY and trees.is_stored(edit.old, scope.parents):
            tier = rules.LAST  # a wrong key is seen in the result: what was worked out is more often wrong
        around = trees.anchor(edit.old, scope.parents)
        has, needs = ast.unparse(around), trees.text(trees.changed(around, edit.changes[:1], scope.parents))
        foreign = not {needs, trees.text(edit.new)} & self.donors.expressions.keys()
        return tier > 0, foreign and len(needs) > len(has), tier, foreign, rank, late, places

    # --- what a change is worth

    def tried(self, scope, edit):
        """The score of an edit in the case that shows the mistake."""
        self.work -= self.size
        if fills_itself(edit, scope.parents):
            return 0.0, 0, 0
        n = scope.first
        return self.score(self.edited(scope, edit), self.calls[n : n + 1], self.expected[n : n + 1])

    def right(self, scope, edit, share=1.0):
        """Tell whether an edit puts every case right, those of the second set too."""
        tree, others = self.edited(scope, edit), zip(*self.others, strict=True)
        both = [*zip(self.calls, self.expected, strict=True), *others]
        return all(self.score(tree, [case], [wanted])[0] >= share for case, wanted in both)

    def edited(self, scope, edit):
        return trees.changed(scope.tree, edit.changes, scope.parents)

    def score(self, tree, calls, expected):
        """How right a text is: the share of what is right; and where it stops with an error, how far it comes."""
        try:
            function = trees.build(tree, self.space, self.known)
        except (SyntaxError, TypeError, ValueError, RecursionError):
            return 0.0, 0, 0
        total = 0.0
        for case, wanted in zip(calls, expected, strict=True):
            turns = self.space[trees.TURN] = sandbox.Turns(TURNS)
            outcome = sandbox.quickly(function, case, turns)
            if outcome.error:
                frames = [line for frame, line in outcome.frames if frame.f_code is function.__code__]
                return 0.0, TURNS - turns.left if turns.left > 0 else 0, frames[-1] if frames else 0
            share = self.share(case, wanted, outcome)
            if share < 1:
                return share, TURNS, 0
            total += share
        return 1.0, TURNS, 0

    def traced(self, tree, case, look):
        """Run a text in one case under the eyes of `look`; return the turns that its loops took."""
        function, before = trees.build(tree, self.space, self.known), sys.gettrace()
        turns = self.space[trees.TURN] = sandbox.Turns(TURNS)
        sys.settrace(functools.partial(look, function.__code__))
        try:
            sandbox.quickly(function, case, turns)
        finally:
            sys.settrace(before)
        return TURNS - turns.left

    def calls_made(self):
        """The calls and turns in the first case, as a measure of what a trial costs."""
        calls = []
        turns = self.traced(self.tree, self.calls[self.first], lambda code, frame, event, _: calls.append(event))
        return turns + 3 * len(calls)

    def reached(self, tree, case):
        """The statements that a case comes to: only a change of these can change what comes of it."""
        lines = set()

        def look(code, frame, event, _):
            if frame.f_code is not code:
                return None
            lines.add(frame.f_lineno)
            return functools.partial(look, code)

        self.traced(tree, case, look)
        return {
            id(one) for one in trees.statements(tree.body) if lines & {*range(one.lineno, trees.last_line(one) + 1)}
        }

    def share(self, case, wanted, outcome):
        if self.name == "initialize_parameters_deep":
            wrong = {one.place for one in properties.initial(case, outcome.value) if one.stage != "remark"}
            return max(0.9 - len(wrong) / 20, 0.1) if wrong else 1.0
        share = judge.share(self.name, wanted, outcome.value)
        return CHANGED if share == 1 and outcome.changed else share


def fills_itself(edit, parents):
    """Tell whether an edit puts a list or dict into itself, which nothing in C that reads it survives."""
    for old, new in edit.changes:
        call = parents.get(old) if isinstance(old, ast.AST) else None
        while isinstance(call, ast.expr) and trees.np_name(call) not in trees.FILLS:
            call = parents.get(call)
        if isinstance(call, ast.Call) and trees.names_in(call.func) & trees.names_in(new):
            return True
    return False


def nearest(step):
    """The order in which first steps are followed: the most that is right, then the likelier, then the farther."""
    return -round(step.score[0], 3), step.cost[0], [-n for n in step.score[1:]], step.cost
