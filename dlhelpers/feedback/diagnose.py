"""Find what was done instead: the simplest slip that gives exactly the learner's result in every case."""

import ast
import functools

from . import cases, classic, exchange, judge, reading, trees
from .candidates import catalogue, explains, order, sentence_key
from .learner import bare
from .relations import relations
from .sandbox import Patience, restored
from .sentences import say

SURE_UNTIL = "transpose_missing"
"""The kinds before this one in the table are told alone."""
UNLIKELY = "term_extra"
"""The first of the kinds that are told only if no kind before it in the table explains the result."""
LAST = "not_renewed"
"""The first of those that are told only if there is nothing else."""
DEPENDENT = ("L_model_forward", "L_model_backward", "feedback_alignment", "L_layer_model")
"""Functions whose outputs follow from one another, so that each cannot be explained by itself."""
WEAK = ("predict__up", "predict__cut", "L_layer_model__starts_again_there")
"""Slips whose results other mistakes give, too: what is found in the text is told first."""
PROPERTIES = ("started_anew", "out_of_loop", "into_loop", "brackets", "line_missing", "return_out", "return_in_loop")
"""Kinds that are told of initial parameters, whose values are a matter of chance."""
LAST_LOOK = 0.6
"""The share of the time for a look at whole expressions, where no slip explains the result."""


class Search:
    """The search for the cause of one wrong answer."""

    def __init__(self, attempt, outcomes, repairs):
        self.attempt, self.name, self.calls, self.expected = attempt, attempt.name, attempt.calls, attempt.expected
        self.outcomes, self.repairs = outcomes, repairs

    def causes(self, patience):
        """Return the sentences of the cause, a list for each way to explain the result; empty if none is known."""
        self.seconds = patience.seconds
        slips, *edited = catalogue(self.name)
        with restored():
            if found := self.explaining([one for one in slips if one.key not in WEAK], patience):
                return [[self.tell(found[0])]]
            repaired = simplest(self.repairs.one(patience), texts(self.name))
            if self.name == "initialize_parameters_deep" and not any(outcome.error for outcome in self.outcomes):
                sure = [one for one in repaired if one.key in PROPERTIES]
                return [[self.tell(one)] for one in sure or repaired[: not self.property_told()]]
            if repaired:
                return [[self.tell(one)] for one in repaired[:2]]
            told = self.hidden() or self.exchanged(small=True) or self.relations() or self.exchanged()
            if told := told or self.two(patience):
                return [told]
            groups = [slips] if self.repairs.tree else [slips, *edited]  # an edit of ours speaks of lines of ours
            found = next(filter(None, (self.explaining(group, patience) for group in groups)), [])
            return [[self.tell(one)] for one in simplest(found)[:2]]

    def property_told(self):
        """Tell whether what is known of initial parameters is a cause already."""
        found = self.attempt.differences(self.outcomes)
        return any(d.key.startswith("init_") for differences in found for d in differences)

    def tell(self, found):
        """The sentence of a slip; `acts like` where it was not read in the learner's own text."""
        words = {**found.words, "f": self.name, "has": "acts like" if found.make else "has"}
        return say(sentence_key(found.key), **words)

    def explaining(self, candidates, patience):
        """Those of some candidates that explain everything."""
        seen = self.outcomes, self.calls, self.expected
        return [one for one in candidates if not patience.over() and explains(one, *seen)]

    def two(self, patience):
        """Two mistakes that hide each other."""
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


@functools.cache
def texts(name):
    """All expressions in our two ways to write a function."""
    sources = filter(None, (cases.reference()[name], getattr(classic, name, None)))
    nodes = (node for source in sources for node in ast.walk(trees.tree_of(source)))
    return {ast.unparse(node) for node in nodes if isinstance(node, ast.expr)}


def simplest(candidates, ours=()):
    """The likeliest candidates, one for each place and kind: first what is `ours`, and what doesn't get longer."""

    def rank(one):
        words, kind = one.words, order(one.key)
        longer = len(words.get("right", "")) > len(words.get("wrong", ""))
        adds = one.key not in ("neighbour", "not_renewed") and longer and bool(ours)
        tier = sum(kind >= order(bound) for bound in (SURE_UNTIL, UNLIKELY, LAST))
        foreign = words.get("right") not in ours
        late = words.get("place") == "the returned value"
        return tier > 0, foreign and adds, tier, foreign, kind, late

    ranked = sorted(candidates, key=rank)
    chosen = []
    for one in ranked:
        if rank(one)[:4] != rank(ranked[0])[:4] or (chosen and not rank(one)[0]):
            break
        if all(one.key != other.key and one.words.get("place") != other.words.get("place") for other in chosen):
            chosen.append(one)
    return chosen
