"""The search for a cause: the smallest change of a learner's own text that puts every case right.

It ends by the number of trials, so that a busy machine finds what a quiet one finds. What is found must be right on a
second set of inputs, too.
"""

import ast
import itertools
import re
import sys
from typing import NamedTuple

import numpy as np

from . import cases, donors, edits, judge, properties, rules, sandbox, trees

WORK, FEW, MOST, TURNS, ROOM = 50_000, 7, 3, 20_000, 2_000
"""What may be tried: lines of altered texts; first steps that are followed; edits of one line, or that are told at
once; turns of one trial, at most, and more than ten times those of the text as it is."""

LIKELY, UNLIKELY = (rules.SURE, rules.LIKELY), (rules.UNLIKELY, rules.LAST)
ALL = LIKELY + UNLIKELY
MET = "__met__"
"""What a condition calls with its value, where it is watched."""
RIGHT, NOTHING = (1.0, TURNS, 0), (0.0, 0, 0)
"""The best and the worst score: the share of a result that is right; the turns and the line that a text comes to."""
CHANGED = 0.985
"""The share of a result that is right, where an argument is no longer what it was."""

REST = {
    judge.NEARLY: judge.OLDER,
    CHANGED: "It also writes into what belongs to the caller: work on a copy, or make new arrays.",
}
"""What is still to be said where a change puts all but that right."""


def causes(answer, calls, expected, results):
    """Why it is wrong: a cause for each place to change; [] where no change was found."""
    return Search(answer, calls, expected, results).causes()


class Step(NamedTuple):
    """An edit that brings the text nearer to what is right, and how near."""

    score: tuple
    cost: tuple
    edit: edits.Edit
    scope: edits.Scope


class Search:
    """One wrong answer: its text, the cases, and what is tried."""

    def __init__(self, answer, calls, expected, results):
        self.name, self.tree, self.space, self.known, self.rest = answer.name, answer.tree, answer.space, {}, ""
        self.calls, self.work, self.least, self.size = list(zip(calls, expected, strict=True)), WORK, WORK // 8, 0
        keywords = tuple(key for key in cases.OPTIONAL.get(self.name, ()) if answer.takes(key))
        others, wanted, _ = cases.inputs(self.name, keywords, 1)
        if isinstance(calls[0].kwargs.get("rng"), np.random.Generator):
            others = cases.with_generators(others)
        self.others = list(zip(others, wanted, strict=True))
        training = self.name == "L_layer_model"
        self.turns, self.most, self.turn = TURNS, 0, 5 if training else 3  # what five turns cost
        score, first = self.first_wrong(self.tree)
        if not training:  # whose first cases are shorter than the others
            self.turns = min(TURNS, ROOM + 10 * self.most)
        reached = self.traced(self.tree, calls[first])
        self.size = 8 + len(list(trees.statements(self.tree.body)))
        shown = [calls[first], *(case for case in calls if case is not calls[first])]
        self.donors = donors.Donors(answer.inner, self.tree, self.name, shown[:2], expected[0])
        self.scope = edits.Scope(self.tree, self.donors, reached, score, first)
        self.rests = REST.keys() - ({judge.NEARLY} if any(map(judge.numbered_as_today, expected, results)) else set())

    def causes(self):
        share, steps = self.scope.score[0], []
        if share == 1:  # what is wrong shows in no single case
            return []
        ranked = self.ranked(self.scope, ALL)
        if share == CHANGED:  # its first sentence is the cause; a copy may be all that lacks
            ranked = [(cost, edit) for cost, edit in ranked if rules.copies(edit.rule)]
        clear = [pair for pair in ranked if not vague(*pair)]
        found = self.one(self.scope, clear, steps, least=WORK // 3) or self.nearly(steps) or self.several(steps)
        self.least = 0
        found = found or self.lines()
        found = found or self.one(self.scope, [pair for pair in ranked if vague(*pair)], steps)
        told = rules.told([(step.edit, step.scope) for step in found])
        return [*told, self.rest] if found and self.rest else told

    def after(self, step):
        """What can be changed in a text after a step, seen in the first case that is wrong."""
        tree = self.edited(step.scope, step.edit)
        score, first = self.first_wrong(tree)
        reached = self.traced(tree, self.calls[first][0])
        return edits.Scope(tree, self.donors, reached, score, first)

    def first_wrong(self, tree):
        """The score of a text in the first case that it gets wrong, and which case that is."""
        for n, case in enumerate(self.calls):
            self.work -= self.size
            score = self.score(tree, *case)
            if score[0] < 1:
                return score, n
        return RIGHT, 0

    # --- one change, or several

    def one(self, scope, ranked, steps, least=0):
        """The likeliest edit that puts everything right by itself; the steps towards it go into `steps`."""
        for cost, edit in ranked:
            if self.work <= max(least, self.least):
                break
            self.work -= self.size
            step = Step(self.tried(scope, edit), cost, edit, scope)
            if step.score[0] == 1 and (self.idles(step) or scope.forgets(edit.changes)):
                continue
            if step.score[0] == 1 and self.right(step):
                return [step]
            row = edit.rule
            partly = step.score[0] > 0 or row in (None, rules.slip("assert")) or row.where != "line"
            sure = row is not None and row.tier == rules.SURE and not row.name
            if partly and (step.score > scope.score or (sure and step.score == scope.score)):
                if not scope.forgets(edit.changes):
                    steps.append(step)
        return []

    def nearly(self, steps):
        """A step after which all is right but for a convention, or for an argument that is written into."""
        for step in sorted(steps, key=nearest):
            if step.score[0] in self.rests and self.right(step):
                self.rest = REST[step.score[0]]
                return [step]
        return []

    def several(self, steps):
        """Two edits or three that put everything right together, the first of which is a step forward."""
        rest = []
        for _, group in itertools.groupby(some_of_each_line(steps), key=lambda step: round(step.score[0], 3)):
            if found := self.followed(list(group), rest):
                return found
        return self.unlikely(rest, self.least)

    def followed(self, steps, rest):
        """What puts everything right after one of these steps: the likely first; what is not tried goes into `rest`."""
        firsts = []
        for step in steps:
            if self.work <= self.least:
                break
            scope, more = self.after(step), []
            if self.idles(step) or scope.first < self.scope.first:  # it breaks what was right
                continue
            if found := self.one(scope, self.ranked(scope, LIKELY), more):
                return [step, *found]
            firsts.append((step, scope, more))
        for step, _, more in firsts:
            if found := self.nearly(more):
                return [step, *found]
        left = list(firsts)
        found = self.unlikely(left, self.work // 3) or self.three(firsts)
        rest += left
        return found

    def three(self, firsts):
        """Three likely edits, each of which makes more of the result right."""
        pairs = [(step, two) for step, _, more in firsts for two in more if two.score[0] > max(step.score[0], 0.5)]
        for step, two in sorted(pairs, key=lambda pair: nearest(pair[1]))[: FEW // 2]:
            scope = self.after(two)
            if self.work > self.least and (found := self.one(scope, self.ranked(scope, LIKELY), [])):
                return [step, two, *found]
        return []

    def unlikely(self, firsts, least):
        """Two edits, of which the second is an unlikely one."""
        while firsts and self.work > max(least, self.least):
            step, scope, more = firsts.pop(0)
            if found := self.one(scope, self.ranked(scope, UNLIKELY), more, least):
                return [step, *found]
        return []

    def lines(self):
        """As few lines of ours as put everything right together, each in the place of one that sets the same."""
        chosen = list(donors.whole_lines(self.donors, self.scope))
        if not self.together(chosen):
            return []
        for edit in list(chosen):
            fewer = [one for one in chosen if one is not edit]
            if len(chosen) > 1 and self.together(fewer):
                chosen = fewer
        return [Step(RIGHT, donors.WHOLE, edit, self.scope) for edit in chosen] if len(chosen) <= MOST else []

    def together(self, chosen):
        """Tell whether all is right after several edits at once."""
        tree = trees.changed(self.tree, [change for edit in chosen for change in edit.changes], self.scope.parents)
        return all(self.score(tree, *case)[0] == 1 for case in (*self.calls, *self.others))

    def ranked(self, scope, tiers):
        """Every edit that is as likely as that, with its cost, the likeliest first."""
        lines = {}
        if tiers != LIKELY:
            own = [line for line in trees.statements(scope.tree.body) if isinstance(line, (ast.Expr, ast.Assign))]
            lines = self.donors.lines | {trees.source(line): line for line in own}
        every = itertools.chain(edits.of_expressions(scope, tiers), edits.of_lines(scope, list(lines.values())))
        some = [(self.cost(one, scope), one) for one in every if one.rule.tier in tiers]
        if tiers != LIKELY:
            ours = donors.exchanges(self.donors, scope)
            some += (
                ours if tiers == ALL else [(cost, edit) for cost, edit in ours if cost[2] <= rules.LAST and not cost[5]]
            )
        self.work -= 4 * len(some)
        return sorted(some, key=lambda pair: pair[0])

    def cost(self, edit, scope):
        """How unlikely an edit is; the smaller comes first."""
        tier, late, places = edit.rule.tier, isinstance(edit.line, ast.Return), len(edit.changes)
        if edit.rule.where == "line":
            return tier > 0, tier == rules.LAST, tier, False, edit.rule.number, late, places
        if tier == rules.LIKELY and trees.is_stored(edit.old, scope.parents):
            tier = rules.LAST  # a wrong key is seen in the result: what was worked out is more often wrong
        around = trees.anchor(edit.old, scope.parents)
        has, needs = trees.source(around), trees.text(trees.changed(around, edit.changes[:1], scope.parents))
        foreign = not {needs, trees.text(edit.new)} & self.donors.expressions.keys()
        longer = len(re.sub("[()]", "", needs)) > len(re.sub("[()]", "", has))
        if isinstance(edit.old, ast.Name) and scope.loses(edit.changes):
            tier = rules.LAST  # what was worked out for nothing is more often used wrongly
        return tier > 0, foreign and longer, tier, foreign, edit.rule.number, max(late, places - 1), places

    # --- what a change is worth

    def edited(self, scope, edit):
        return trees.changed(scope.tree, edit.changes, scope.parents)

    def tried(self, scope, edit):
        """The score of an edit in the case that shows the mistake."""
        return self.score(self.edited(scope, edit), *self.calls[scope.first])

    def right(self, step):
        """Tell whether a step puts every case as right as the one that it was tried in, those of the second set too."""
        tree = self.edited(step.scope, step.edit)
        return all(self.score(tree, *case)[0] >= step.score[0] for case in (*self.calls, *self.others))

    def idles(self, step):
        """Tell whether a step leaves a branch or a loop that ran before, and never runs any more."""
        edit, scope = step.edit, step.scope
        if edit.rule is rules.slip("misspells"):  # the branch that ran for the right word was for others
            return False
        for loop in edits.turned_by(edit, scope):
            watched = loop.body, [ast.Expr(watching(ast.Constant(True))), *loop.body]
            if self.met(scope, watched) - self.met(scope, watched, *edit.changes):
                return True
        for owner, last in edits.tests(edit, scope):
            before = self.met(scope, (owner.test, watching(owner.test)))
            after = self.met(scope, *edit.changes, (owner.test, watching(trees.changed(owner.test, edit.changes))))
            if any(edits.governs(owner, one, last) for one in before - after):
                return True
        return False

    def met(self, scope, *changes):
        """What is met in all cases, after changes that watch for it: true, false, or both."""
        seen = set()
        tree = trees.changed(scope.tree, changes, scope.parents)
        function = trees.build(tree, {**self.space, MET: lambda value: seen.add(bool(value)) or value}, self.known)
        for case, _ in self.calls:
            sandbox.quickly(function, case, sandbox.Trial(TURNS))
        return seen

    def score(self, tree, case, wanted):
        """How right a text is in one case; and where it stops with an error, how far it comes."""
        try:
            function = trees.build(tree, self.space, self.known)
        except (SyntaxError, TypeError, ValueError, RecursionError):
            return NOTHING
        turns = self.space[trees.TURN] = sandbox.Trial(self.turns)
        outcome = sandbox.quickly(function, case, turns)
        spent = self.turns - turns.left
        self.work -= spent * self.turn // 5
        self.most = max(self.most, spent)
        if outcome.error:
            own = [n for n, (frame, _) in enumerate(outcome.frames) if frame.f_code is function.__code__]
            line, inside = (outcome.frames[own[-1]][1], own[-1] + 1 < len(outcome.frames)) if own else (0, False)
            return 0.0, spent if turns.left > 0 else 0, line + inside / 2  # a call that is under way is farther
        return self.share(case, wanted, outcome), TURNS, 0

    def share(self, case, wanted, outcome):
        if self.name == "initialize_parameters_deep":
            wrong = {one.place: one.stage for one in properties.initial(case, outcome.value) if one.stage != "remark"}
            if "structure" in wrong.values():
                return 0.1
            return max(0.9 - len(wrong) / 20, 0.2) if wrong else 1.0
        share = judge.share(self.name, wanted, outcome.value)
        return CHANGED if share == 1 and outcome.changed else share

    def traced(self, tree, case):
        """The statements that a case comes to, since only a change of these can change what comes of it."""
        function, before, lines = trees.build(tree, self.space, self.known), sys.gettrace(), set()

        def look(frame, event, _):
            if frame.f_code is not function.__code__:
                return None
            lines.add(frame.f_lineno)
            return look

        turns = self.space[trees.TURN] = sandbox.Trial(TURNS)
        sys.settrace(look)
        try:
            sandbox.quickly(function, case, turns)
        finally:
            sys.settrace(before)
        reached = [one for one in trees.statements(tree.body) if lines & {*range(one.lineno, trees.last_line(one) + 1)}]
        return set(map(id, reached))


def watching(node):
    """A call that notes whether an expression is true."""
    return ast.Call(ast.Name(MET, ast.Load()), [node], [])


def vague(cost, edit):
    """Tell whether an edit puts ours in the place of much at once: what is handed back, or what was made above."""
    return edit.rule is None and (cost[2] > rules.LAST or cost[5])


def some_of_each_line(steps):
    """The steps that are followed, the nearest first: each once, and no more than MOST of one line."""
    chosen = {}
    for step in sorted(steps, key=nearest):
        old, new = step.edit.changes[0]
        same = id(old), trees.source(new) if isinstance(new, ast.AST) else id(new), len(step.edit.changes)
        if sum(one.edit.line is step.edit.line for one in chosen.values()) < MOST:
            chosen.setdefault(same, step)
    return list(chosen.values())[:FEW]


def nearest(step):
    """The order in which first steps are followed: the most that is right, then the likelier, then the farther."""
    return -round(step.score[0], 3), step.cost[0], [-n for n in step.score[1:]], step.cost
