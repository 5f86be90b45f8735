"""Find what was done instead: the simplest slip that gives exactly the learner's result in every case."""

import ast
import builtins
import functools
import inspect
import keyword
import re

import numpy as np

from . import calls, cases, exchange, judge, mutants, reading
from .candidates import catalogue, explains, order, sentence_key, tolerance
from .learner import bare
from .relations import parts, related, relations
from .sandbox import Patience, restored
from .sentences import say

SURE_UNTIL = "transpose_missing"
"""The kinds before this one in the table are told alone."""
UNLIKELY = "term_extra"
"""The first of the kinds that are told only if no kind before it in the table explains the result."""
DEPENDENT = ("L_model_forward", "L_model_backward", "feedback_alignment", "L_layer_model")
"""Functions whose outputs follow from one another, so that each cannot be explained by itself."""
PROPERTIES = ("started_anew", "out_of_loop", "into_loop", "brackets", "line_missing", "return_out", "return_in_loop")
"""Kinds that are told of initial parameters, whose values are a matter of chance."""
LAST_LOOK = 0.6
"""The share of the time for a look at whole expressions, where no slip explains the result."""
PLACES = ("the", "line", "for", "returned", "value", "head", "of", "loop", "condition")
EVERYBODYS = {*dir(builtins), *dir(np), *keyword.kwlist, "np", "T", "shape", "axis", "keepdims"}
"""Names that a sentence may use, whatever the learner's own are."""


class Search:
    """The search for the cause of one wrong answer."""

    def __init__(self, attempt, outcomes, repairs):
        self.attempt, self.name, self.calls, self.expected = attempt, attempt.name, attempt.calls, attempt.expected
        self.outcomes, self.repairs = outcomes, repairs
        self.words = EVERYBODYS | (set() if repairs.tree else contract(self.name))
        self.source = ast.unparse(repairs.tree) if repairs.tree else ""
        self.own = set(re.findall(r"[A-Za-z_]\w*", self.source or "m"))

    def causes(self, patience):
        """Return the sentences of the cause, a list for each way to explain the result; empty if none is known."""
        self.seconds = patience.seconds
        with restored():
            half = patience if self.repairs.tree is None else Patience(patience.seconds / 2)
            found = simplest([one for one in self.whole(half) if not self.refuted(one)])
            if found and not found[0].words:
                return [[self.tell(found[0])]]
            repaired = self.repairs.one(patience)
            if self.name == "initialize_parameters_deep" and not any(outcome.error for outcome in self.outcomes):
                sure = [one for one in (*repaired, *found) if one.key in PROPERTIES]
                if not sure and not self.property_told():
                    sure = simplest(repaired)
                return [[self.tell(sure[0])]] if sure else []
            if repaired:
                places = {one.words.get("place") for one in found}
                return [[self.tell(one)] for one in simplest(repaired, places)[:2]]
            explained, partly = calls.mistakes(self.attempt, self.outcomes, self.source)
            if not explained and found:
                return self.of_catalogue(found, patience, partly)
            several = (
                explained
                or self.hidden()
                or self.one_by_one(patience)
                or self.exchanged(small=True)
                or self.two(patience)
                or self.relations()
                or self.exchanged()
            )
            if several:
                return [several]
            one = self.repairs.of_several()
            return [[self.tell(one[0]), say("one_of_several")]] if one else [partly] if partly else []

    def property_told(self):
        """Tell whether what is known of initial parameters is a cause already."""
        found = self.attempt.differences(self.outcomes)
        return any(d.key.startswith("init_") for differences in found for d in differences)

    def tell(self, found):
        """The sentence of a slip; if it shows code that is not the learner's, it says that it is ours."""
        key, words = sentence_key(found.key), {**found.words, "f": self.name}
        if self.foreign(found):
            return say("as_if", cause=say(key, **words | {"place": "something"}).split(":")[0], **words)
        return say(key, **words)

    def foreign(self, found):
        """Tell whether a candidate of the catalogue speaks of names that the learner does not have."""
        place, right = (set(re.findall(r"[A-Za-z_]\w*", found.words.get(key, ""))) for key in ("place", "right"))
        ours = (right - {"m"}) | (place - set(PLACES))
        elsewhere = found.words.get("place") in ("the head of the loop", "the condition") and not self.lines(found)
        return found.make is not None and (elsewhere or bool(ours - self.words - self.own))

    def lines(self, found):
        """The learner's lines at the place that a candidate speaks of."""
        body = self.repairs.tree.body if self.repairs.tree else []
        return [one for one in mutants.statements(body) if mutants.place_of(one) == found.words.get("place")]

    def refuted(self, found):
        """Tell whether the learner's own line has what a candidate of the catalogue asks for."""
        right, wrong = (found.words.get(key, "") for key in ("right", "wrong"))
        texts = [mutants.short(getattr(one, "value", one)) for one in self.lines(found)]
        return bool(texts) and all(spaced(right) in spaced(text) and wrong not in text for text in texts)

    def of_catalogue(self, found, patience, partly):
        """What is told of candidates of the catalogue, in the learner's words where they are those of the lesson."""
        if self.repairs.tree and not any(isinstance(node, ast.Compare) for node in ast.walk(self.repairs.tree)):
            found = [one for one in found if one.key != "comparison"] or found
        own = [one for one in found if not self.foreign(one)]
        if not own:
            others = self.hidden() or self.relations() or self.exchanged(small=True) or self.both_edits(patience)
            if others := others or self.exchanged() or partly:
                return [others]
        return [[self.tell(one)] for one in (own or found)[:2]]

    def whole(self, patience):
        """The candidates that explain everything, of the first group that has any."""
        seen = self.outcomes, self.calls, self.expected
        for group in catalogue(self.name):
            if matches := [one for one in group if not patience.over() and explains(one, *seen)]:
                return matches
        return []

    def two(self, patience):
        """Two mistakes that hide each other."""
        known = [one for group in catalogue(self.name) for one in group]
        return self.both_edits(patience) or self.telling(self.repairs.with_slip(known, patience))

    def both_edits(self, patience):
        return self.telling(self.repairs.two(patience))

    def telling(self, found):
        return list(dict.fromkeys(self.tell(one) for one in found))

    def hidden(self):
        function = bare(self.attempt.function)
        pairs = zip(self.outcomes, self.expected, strict=True)
        right = all(not outcome.error and judge.same(outcome.value, wanted) for outcome, wanted in pairs)
        if right and (line := reading.in_place(self.name, function)):
            return line
        return reading.hidden_error(self.name, function, self.calls)

    def exchanged(self, small=False):
        dependent = self.name in DEPENDENT
        if small and dependent:
            return []  # there each trial takes long: all sizes are tried at once, at the end
        patience = self.last_look  # it counts the time of the list, too
        tried = [one for one in self.exchanges if dependent or one.small == small]
        return self.telling(exchange.first_right(self.repairs, tried, patience))

    @functools.cached_property
    def last_look(self):
        return Patience(LAST_LOOK * self.seconds)

    @functools.cached_property
    def exchanges(self):
        return exchange.exchanges(self.repairs)

    def relations(self):
        return relations(self.name, self.outcomes, self.calls, self.expected)

    def one_by_one(self, patience):
        """Explain each wrong output by a slip of its own; nothing unless all of them are explained."""
        if self.name in DEPENDENT or any(outcome.error or outcome.changed for outcome in self.outcomes):
            return []
        mine = [parts(self.name, outcome.value) for outcome in self.outcomes]
        right = [parts(self.name, wanted) for wanted in self.expected]
        if any(set(one) != set(other) for one, other in zip(mine, right, strict=True)) or len(right[0]) < 2:
            return []
        told = []
        if self.name == "update_parameters" and (steps := self.relations()):
            return steps
        for output in right[0]:
            pairs = list(zip(mine, right, strict=True))
            if all(judge.same(one[output], other[output], tolerance(one[output])) for one, other in pairs):
                continue
            sentences = self.by_output(output, mine, right, patience) or related(self.name, output, pairs, self.calls)
            if not sentences:
                return []
            told += sentences
        return list(dict.fromkeys(told))

    def by_output(self, output, mine, right, patience):
        for group in catalogue(self.name):
            matches = []
            for one in group:
                if patience.over():
                    return []
                numbered = enumerate(self.calls)
                if not self.refuted(one) and all(
                    self.gives(one, number, case, output, mine[number], right[number]) for number, case in numbered
                ):
                    matches.append(one)
            if matches:
                at_home = [one for one in matches if one.words.get("place") == f"the line for `{output}`"]
                return [self.tell(simplest(at_home or matches)[0])]
        return []

    def gives(self, one, number, case, output, mine, right):
        """Tell whether a candidate gives this output as the learner has it, and each other so or as it should be."""
        outcome = one.outcome(number, case)
        other = {} if outcome.error or outcome.changed else parts(self.name, outcome.value)
        if output not in other or not judge.same(mine[output], other[output], tolerance(mine[output])):
            return False
        return all(
            key in mine and (judge.same(value, right[key]) or judge.same(value, mine[key]))
            for key, value in other.items()
        )


def spaced(code):
    """The words and signs of some code with spaces between them, so that a part is found as a whole word only."""
    return " " + " ".join(re.findall(r"\w+|\S", code)) + " "


def contract(name):
    """The words that the contract gives to a function and to those under it."""
    words = set()
    for each in (name, *cases.CALLED.get(name, ())):
        words |= set(inspect.signature(cases.reference()[each]).parameters)
        words |= set(re.findall(r"\w+", str(cases.OUTPUTS[each])))
    return words


def simplest(candidates, places=()):
    """The likeliest candidates, one for each place and kind; those at `places`, and those that shorten, come first."""

    def rank(one):
        words = one.words
        longer = len(words.get("right", "")) > len(words.get("wrong", ""))
        adds = places != () and one.key != "neighbour" and longer
        tier = 0 if order(one.key) < order(SURE_UNTIL) else 2 if order(one.key) >= order(UNLIKELY) else 1
        at_home = words.get("place") in places
        return tier > 0, adds, tier, not at_home, order(one.key), words.get("place") == "the returned value"

    ranked = sorted(candidates, key=rank)
    chosen = []
    for one in ranked:
        if rank(one)[:3] != rank(ranked[0])[:3] or (chosen and not rank(one)[0]):
            break
        if all(one.key != other.key and one.words.get("place") != other.words.get("place") for other in chosen):
            chosen.append(one)
    return chosen
