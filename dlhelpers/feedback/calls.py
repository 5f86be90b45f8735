"""What a learner's function hands to the functions that it calls, and what it keeps of their results, beside ours.

The functions that are called answer as they should, whatever they are given. So no mistake makes another one, and each
shows by itself, however the learner writes.
"""

import ast
import copy
import inspect
import re
from typing import NamedTuple

import numpy as np

from . import cases, classic, judge, mutants, sandbox
from .candidates import rebound, space_for
from .learner import in_place_of
from .sentences import say

KIND = {"relu": "activation", "sigmoid": "activation", "relu_backward": "slope", "sigmoid_backward": "slope"}
"""Functions that take each other's turn."""
RESULTS = {
    "linear_forward": ("`Z{}`", "the linear cache of layer {}"),
    "relu": ("`A{}`", "`Z{}`"),
    "sigmoid": ("`A{}`", "`Z{}`"),
    "linear_activation_forward": ("`A{}`", "the cache of layer {}"),
    "relu_backward": ("`dZ{}`",),
    "sigmoid_backward": ("`dZ{}`",),
    "linear_backward": ("`dA{}`", "`dW{}`", "`db{}`"),
    "linear_activation_backward": ("`dA{}`", "`dW{}`", "`db{}`"),
    "L_model_forward": ("the AL of iteration {}", "the caches of iteration {}"),
    "compute_cost": ("the cost of iteration {}",),
    "L_model_backward": ("the gradients of iteration {}",),
    "update_parameters": ("the parameters after iteration {}",),
}
"""The names of what they return, with {} for the layer or the iteration."""
ALONE = {"the linear cache of layer {}": "`linear_cache`", "`dA{}`": "`dA_prev`"}
"""Those names where there is one layer only."""
BEGINNINGS = ("AL - Y", "Y - AL", "AL", "Y")
"""With what the way back is begun too, besides slips in the formula of dAL."""
LIMIT = 3
"""In a long training so many calls of a kind tell enough."""


class Call(NamedTuple):
    """One call as it should be: of which function, with what, for layer or iteration l, and L layers in all."""

    helper: str
    given: dict
    value: object
    l: int
    L: int


class Odd(NamedTuple):
    """One thing that is not as it should be: an argument of a call, or a part of the result (then call is None)."""

    helper: str
    part: list
    got: list
    wanted: list
    call: Call | None


class Watched:
    """One case: the calls that belong to it, and how those of the learner's function differ."""

    def __init__(self, name, case, source):
        self.name, self.case, self.source, made, space = name, case, source, [], space_for(name)
        for helper in cases.CALLED[name]:
            space[helper] = recording(helper, rebound(getattr(classic, helper, space[helper]), space), made)
        self.expected = rebound(getattr(classic, name), space)(*case.args, **case.kwargs)
        self.calls = {kind_of(helper): [] for helper in cases.CALLED[name]}
        for kind in self.calls:
            mine = [call for call in made if kind_of(call[0]) == kind]
            first, L = int(name != "L_layer_model"), len(mine)
            steps = range(L, 0, -1) if "backward" in name else range(first, L + first)
            self.calls[kind] = [Call(*call, l, L) for call, l in zip(mine, steps, strict=True)]
        self.m = case.args[0].shape[-1]
        self.known = [*self.arguments(), *self.results()]

    # --- the names of all values

    def arguments(self):
        """Yield (text, number, value) for the arguments and their parts; the number stands for {} in the text."""
        names = inspect.signature(cases.reference()[self.name]).parameters
        given = dict(zip(names, self.case.args, strict=False)) | self.case.kwargs
        if self.name == "L_layer_model":
            begun = cases.start(given["layers_dims"])
            yield "the first parameters", None, given.get("parameters") or begun
            yield "what `initialize_parameters_deep` returns", None, begun
        for name, value in given.items():
            if name not in ("layers_dims", "print_cost", "activation"):
                yield f"`{name}`", None, value
        for key, value in given.get("parameters", {}).items():
            yield f"`{key[0]}{{}}`", int(key[1:]), value
        if "cache" in given:
            (A_prev, W, b), Z = given["cache"]
            yield from (("`linear_cache`", None, (A_prev, W, b)), ("`Z`", None, Z), ("`A_prev`", None, A_prev))
            yield from (("`W`", None, W), ("`b`", None, b))
        for i, (linear_cache, Z) in enumerate(given.get("caches", ())):
            yield from (("`caches[{}]`", i, (linear_cache, Z)), ("the linear cache of layer {}", i + 1, linear_cache))
            yield from (("`Z{}`", i + 1, Z), ("`A{}`", i, linear_cache[0]))
        if "caches" in given:
            yield from beginnings(given["AL"], given["Y"], len(given["caches"]), self.source)

    def results(self):
        """Yield the same for the results of the calls."""
        alone = self.name.startswith("linear_activation")
        for call in (call for calls in self.calls.values() for call in calls):
            values = call.value if isinstance(call.value, tuple) else (call.value,)
            if call.helper == "update_parameters" and call.l + 1 == call.L:
                AL, _ = cases.reference()["L_model_forward"](self.case.args[0], call.value)
                yield "the cost of iteration {}", call.L, cases.reference()["compute_cost"](AL, self.case.args[1])
            for text, value in zip(RESULTS[call.helper], values, strict=True):
                if alone:
                    yield ALONE.get(text, text.replace("{}", "")), None, value
                elif self.name == "predict":
                    yield ("`AL`", "`caches`")["caches" in text], None, value
                else:
                    yield text, call.l - (text == "`dA{}`"), value
            if len(values) > 1:
                yield f"all that `{call.helper}` returns", None, call.value

    def names(self, value, call=None, wanted=None):
        """The names of a value, also with its number counted from that of a call."""
        if isinstance(value, str):
            return [f"'{value}'"]
        found = [(text, number) for text, number, other in self.known if alike(value, other)]
        if not found and wanted is not None:
            forms = list(relation(value, wanted, self.m))
            found = [(form.format(text), n) for text, n, other in self.known if alike(wanted, other) for form in forms]
        if not found and isinstance(value, (bool, int, float)) and call is not None:
            return [f"{value:g}"]
        return list(dict.fromkeys(t for text, number in found for t in numbered(text, number, call)))

    # --- the calls of the learner's function

    def look(self, function):
        """Run the learner's function on right answers; tell whether it came to its end."""
        self.strict, self.watched = (), cases.CALLED[self.name]
        outcome = self.once(function)
        self.strict = [kind for kind, calls in self.calls.items() if self.count[kind] == len(calls)]
        layers = self.name.replace("L_model", "linear_activation")
        if layers in self.calls and self.count[layers] >= len(self.calls[layers]):
            self.watched = [layers]  # what it calls itself is its own affair
        elif layers in self.calls:  # a layer that is written out calls what it likes
            self.watched = [helper for helper in self.watched if kind_of(helper) in (layers, *self.strict)]
        outcome = self.once(function)
        self.odd = [odd for odd in self.odd if id(odd.call) not in self.met]
        if outcome.error or outcome.changed:
            return False
        for kind, calls in self.calls.items():
            if 0 < self.turn[kind] < len(calls) and kind != "compute_cost":  # not each cost is kept
                self.odd += [Odd(call.helper, [], [], [], call) for call in calls[self.turn[kind] :][:LIMIT]]
        self.result(outcome.value)
        return True

    def once(self, function):
        self.odd, self.met, self.given = [], set(), []
        self.turn, self.count = dict.fromkeys(self.calls, 0), dict.fromkeys(self.calls, 0)
        names = {helper: self.answering(helper) for helper in self.watched}
        if self.name == "L_layer_model":
            names["initialize_parameters_deep"] = cases.start
        with in_place_of(function, names):
            return sandbox.run(function, self.case.args, self.case.kwargs, 1.0)

    def answering(self, helper):
        """A function that gives the right answer of its turn, and notes what it was given instead.

        Where the calls are as many as they should be, the turns are in order; else one that is right may come again.
        """
        kind, ours = kind_of(helper), cases.reference()[helper]

        def call(*args, **kwargs):
            calls, turn = self.calls[kind], self.turn[kind]
            given = bound(helper, args, kwargs)
            self.given.append((kind, given))

            def unlike(one):
                return len(differing(one, helper, given))

            if kind == "compute_cost" and sum(odd.helper == helper for odd in self.odd) >= LIMIT:
                return ours(*args, **kwargs)
            self.count[kind] += 1
            later = len(calls) if kind == "compute_cost" else turn + 2
            turns = [turn] if kind in self.strict else [turn, turn - 1, *range(turn + 1, later)]
            turns = [n for n in turns if 0 <= n < len(calls)]
            number = next((n for n in turns if not unlike(calls[n])), None)
            if number is not None:
                self.met.add(id(calls[number]))
            elif kind == "compute_cost":
                self.note(helper, given, min(calls, key=unlike))
                return ours(*args, **kwargs)
            elif turn >= len(calls):
                return ours(*args, **kwargs)
            else:  # the call that it is most like, of this turn and the one before
                number = min((n for n in turns if n <= turn), key=lambda n: unlike(calls[n]))
                self.note(helper, given, calls[number])
            self.turn[kind] = max(turn, number + 1)
            return copy.deepcopy(calls[number].value)

        return call

    def note(self, helper, given, call):
        if helper != call.helper:
            self.odd.append(Odd("", [], [f"`{helper}`"], [f"`{call.helper}`"], call))
        for key in differing(call, call.helper, given):
            if sum(odd.part == [key] and odd.helper == call.helper for odd in self.odd) < LIMIT:
                got, wanted = given.get(key), call.given.get(key)
                names = self.names(got, call, wanted)
                self.odd.append(Odd(call.helper, [key], names, self.names(wanted, call), call))

    def loops_forward(self):
        """Tell whether the way back takes the caches from the first to the last."""
        caches = [given["cache"] for kind, given in self.given if kind == "linear_activation_backward"]
        return bool(caches) and len(caches) == len(self.case.args[2]) and alike(caches, self.case.args[2])

    # --- the learner's result

    def result(self, got):
        names, wanted = cases.OUTPUTS[self.name], self.expected
        if isinstance(names, str) or not judge.alike(got, len(names)):
            self.part(names if isinstance(names, str) else "the result", wanted, got)
            return
        if "costs" in names and judge.costs_lack_the_last(wanted[1], got[1]):
            wanted = wanted[0], wanted[1][:-1]
        self.members("the result", names, wanted, got)

    def members(self, path, paths, wanted, got):
        """Note which members of a sequence differ; all in one, if they stand in another order."""
        orders = [[plain(self.names(one)) for one in members] for members in (got, wanted)]
        if all(orders[0]) and orders[0] != orders[1] and sorted(orders[0]) == sorted(orders[1]):
            self.odd.append(Odd("", [path], *([", ".join(order)] for order in orders), None))
            return
        for name, one, other in zip(paths, wanted, got, strict=True):
            self.part(name, one, other)

    def part(self, path, wanted, got):
        """Note the smallest parts of the result that are not what they should be."""
        if alike(wanted, got):
            return
        lists = isinstance(wanted, (list, tuple)) and isinstance(got, (list, tuple))
        row = self.row(got) if isinstance(wanted, list) and lists else ""
        named = self.names(got) and self.names(wanted)
        if row:
            self.odd.append(Odd("", [path], [row], [self.row(wanted)], None))
        elif isinstance(wanted, dict) and isinstance(got, dict) and set(wanted) <= set(got) and not named:
            for key in wanted:
                self.part(f"{path}['{key}']", wanted[key], got[key])
        elif isinstance(wanted, dict) and isinstance(got, dict) and (moved := moved_keys(got, wanted)):
            keys = " and ".join(f"{right} under '{wrong}'" for right, wrong in moved.items())
            self.odd.append(Odd("", [path], [keys], ["each under its own key"], None))
        elif lists and len(got) == len(wanted) and not named:
            self.members(path, [f"{path}[{i}]" for i in range(len(wanted))], wanted, got)
        else:
            number = re.match(r"(caches\[|\w+\['d?[AWb])(\d+)", path)
            paths, place = [path], None
            if number:
                place = Call("", {}, None, int(number[2]) + ("caches" in path), 0)
                paths = numbered(number[1] + "{}" + path[number.end() :], int(number[2]), place)
            self.odd.append(Odd("", paths, self.names(got, place, wanted), self.names(wanted, place), None))

    def row(self, values):
        """The numbers of the layers or iterations in a list, as text; "" if its members are not all of one kind."""
        kinds = [(t, n, v) for t, n, v in self.known if n is not None and t.startswith(("the cache of", "the cost of"))]
        numbers = [next((str(n) for _, n, other in kinds if alike(value, other)), "") for value in values]
        if not values:
            return "nothing"
        if not all(numbers):
            return ""
        if len(numbers) > 7:
            numbers = [*numbers[:5], "...", numbers[-1]]
        return f"those of {kinds[0][0].split()[-2]}s {', '.join(numbers)}"


def moved_keys(got, wanted):
    """The key under which each value stands whose own key is missing; nothing if one of them is nowhere."""
    missing = [key for key in wanted if key not in got]
    moved = {key: other for key in missing for other in got if alike(wanted[key], got[other])}
    return moved if len(moved) == len(missing) else {}


def kind_of(helper):
    return KIND.get(helper, helper)


def recording(helper, function, made):
    """The same function, which also writes down its calls."""

    def call(*args, **kwargs):
        value = function(*args, **kwargs)
        made.append((helper, bound(helper, args, kwargs), value))
        return value

    return call


def bound(helper, args, kwargs):
    """Arguments by their names."""
    return dict(inspect.signature(cases.reference()[helper]).bind(*args, **kwargs).arguments)


def differing(call, helper, given):
    """The arguments that are not those of the call; a word for all of them if another function is called."""
    keys = [key for key in {**call.given, **given} if not alike(given.get(key), call.given.get(key))]
    return keys or [""] * (helper != call.helper)


def alike(a, b):
    if isinstance(a, str) or isinstance(b, str):
        return isinstance(a, str) and isinstance(b, str) and a == b
    return judge.same(a, b)


def beginnings(AL, Y, L, source):
    """Yield what the way back may begin with, rightly or wrongly; of the slips those that the learner has written."""
    space, right = {"AL": AL, "Y": Y, "np": np}, classic.first_gradient
    yield from (("`dAL`", None, right(AL, Y)), ("`dA{}`", L, right(AL, Y)))
    kinds = ("line_missing", "return_missing")
    edits = [edit for edit in mutants.first_order(right) if edit.kind not in kinds]
    trees = [mutants.changed(mutants.tree_of(right), edit.changes) for edit in edits]
    slips = (ast.unparse(tree.body[-1].value) for tree in trees)
    for form in dict.fromkeys((*BEGINNINGS, *(slip for slip in slips if slip in source or not source))):
        yield f"`{form}`", None, eval(form, space)


def numbered(text, number, call):
    """A name with its number, counted from that of a call, and from the last layer, too."""
    if number is None:
        return [text]
    counted = [("i" if "iteration" in text else "l", number - call.l)] if call else []
    counted += [("L", number - call.L)] if call and call.L else []
    texts = []
    for symbol, step in counted:
        where = f"{symbol} {'+-'[step < 0]} {abs(step)}" if step else symbol
        tight = re.search(r"[A-Za-z]\{\}", text)
        texts.append(text.format("{" + where.replace(" ", "") + "}" if tight else where))
    return [*texts, text.format(number)]


def relation(got, wanted, m):
    """Yield how a table that has no name is made of the one that belongs there."""
    a, b = judge.table(got), judge.table(wanted)
    if a is None or b is None or not a.size:
        return
    for form, other in (("minus {}", -b), ("{} transposed", b.T), ("m times {}", m * b), ("{} divided by m", b / m)):
        if judge.same(a, other):
            yield form
    for places in range(5):
        if judge.same(a, np.round(b, places)):
            yield f"{{}} rounded to {places} places"
            break
    if a.ndim == b.ndim == 2 and len(a) == len(b) and a.shape[1] < b.shape[1]:
        starts = range(b.shape[1] - a.shape[1] + 1)
        if any(judge.same(a, b[:, start : start + a.shape[1]]) for start in starts):
            yield "only a part of {}"
    if a.size == b.size and a.shape not in (b.shape, b.T.shape) and np.allclose(a.ravel(), b.ravel()):
        yield "{} in another shape"


def mistakes(attempt, outcomes, source):
    """Say what is handed on or kept wrongly: a list that explains the whole result, and one of what is known of it."""
    if attempt.name not in cases.CALLED:
        return [], []
    watched, whole = [Watched(attempt.name, case, source) for case in attempt.calls], True
    for one, outcome, wanted in zip(watched, outcomes, attempt.expected, strict=False):
        right = not outcome.error and not outcome.changed and judge.same(outcome.value, wanted)
        whole &= one.look(attempt.function) and (right or bool(one.odd))
    groups = {}
    for odd in (odd for one in watched for odd in one.odd):
        part = odd.part[0] if odd.call is None and odd.part else "".join(odd.part)
        instead = odd.got[0] if not odd.helper and odd.call else ""
        groups.setdefault((kind_of(odd.helper), part, odd.call is None, instead), []).append(odd)
    grouped = sorted(groups.values(), key=lambda odds: (odds[0].call is None, bool(odds[0].part)))
    if all(one.loops_forward() for one in watched) and grouped:
        return [say("loop_forward", f=attempt.name)], []
    told = [sentence(attempt.name, odds, watched) for odds in grouped]
    if any(odds[0].call and not odds[0].part and not odds[0].got for odds in grouped):  # a call is left out
        told = [one for one, odds in zip(told, grouped, strict=True) if one or odds[0].call]
    if whole and told and all(told):
        return list(dict.fromkeys(told)), []
    known = list(dict.fromkeys(one for one in told if one))
    if known and not any(outcome.error for outcome in outcomes):
        return [], [*known, say("one_of_several")]
    return [], [] if known else [line for odds in grouped for line in wrongly_given(attempt.name, odds, watched)]


def wrongly_given(name, odds, watched):
    """Say at least which argument of a call is wrong, where nothing before it is and it has no name."""
    mine, wanted = {id(odd) for odd in odds}, common([odd.wanted for odd in odds])
    cases_hit = [one for one in watched if any(id(odd) in mine for odd in one.odd)]
    if odds[0].call is None or not odds[0].part or not wanted or any(id(one.odd[0]) not in mine for one in cases_hit):
        return []
    place = where(name, odds, watched)
    return [say("given_wrong", f=name, helper=odds[0].helper, argument=odds[0].part[0], wanted=wanted, where=place)]


def sentence(name, odds, watched):
    """Say what several calls, or parts of results, have in common; "" if there is no name for it."""
    rows = [odd for odd in odds if "".join(odd.got[:1]).startswith("those of")]
    first = max(rows, key=lambda odd: len(odd.got[0]), default=odds[0])
    if not (first.got or first.wanted):
        return say("not_called", f=name, helper=first.helper, where=where(name, odds, watched)) if first.call else ""
    got, wanted = common([odd.got for odd in odds], right_too(odds, watched)), common([odd.wanted for odd in odds])
    if not got or not wanted:
        if not all(odd.got and odd.wanted for odd in odds):
            return ""
        odds, got, wanted = [first], plain(first.got), plain(first.wanted)
    words = {"f": name, "got": got, "wanted": wanted}
    if first.call:
        key = "handed" if first.part else "called_instead"
        place = where(name, odds, watched)
        helpers = " and ".join(dict.fromkeys(f"`{odd.helper}`" for odd in odds))
        return say(key, helper=helpers, argument="".join(first.part), where=place, **words)
    output = plain(first.part) if len(odds) == 1 else common([odd.part for odd in odds])
    return say("held", output=output if output == "the result" else f"`{output}`", **words)


def right_too(odds, watched):
    """For the other calls of the kind, which are right: what they were given is called so and so."""
    call, mine = odds[0].call, {id(odd.call) for odd in odds}
    if call is None or not odds[0].part:
        return []
    key, kind = odds[0].part[0], kind_of(call.helper)
    others = [(one, other) for one in watched for other in one.calls[kind] if id(other) not in mine]
    return [one.names(other.given.get(key), other) for one, other in others[:9]]


def common(lists, others=()):
    """The first name that is in all lists, with its number as it fits most of the others; "" if there is none."""
    texts = [text for text in lists[0] if all(text in other for other in lists)]
    ways = [text for text in texts if re.match(r"\W*[A-Za-z_]*", text)[0] == re.match(r"\W*[A-Za-z_]*", texts[0])[0]]
    return max(ways, key=lambda text: sum(text in other for other in others), default="")


def plain(texts):
    """The first text without a letter that stands for a number."""
    return next((text for text in texts if not re.search(r"\b[lLi]\b", text)), "")


def where(name, odds, watched):
    """Say which layers, iterations or activations these calls belong to."""
    mine = {id(odd.call) for odd in odds}
    every = [
        (one, call) for one in watched for call in one.calls.get(kind_of(odds[0].call.helper), ()) if call is not None
    ]
    hit = [(one, call) for one, call in every if id(call) in mine]
    if name.startswith("linear_activation"):
        words = {one.case.args[-1] for one, _ in hit}
        return f" where activation is '{words.pop()}'" if len(words) == 1 else ""
    if name == "predict":
        return ""
    if name == "L_layer_model":
        first = min(call.l for _, call in hit)
        return f" from iteration {first} on" if first else ""
    classes = {
        " for the last layer": lambda call: call.l == call.L,
        " for the hidden layers": lambda call: call.l < call.L,
        " for layer 1": lambda call: call.l == 1,
        " for every layer but the first": lambda call: call.l > 1,
        " for the hidden layers after the first": lambda call: 1 < call.l < call.L,
        " for every layer": lambda call: True,
    }
    for text, belongs in classes.items():
        members = [call for _, call in every if belongs(call)]
        if all(belongs(call) for _, call in hit) and 2 * len(hit) > len(members):
            return text
    return f" for layer {odds[0].call.l} of {odds[0].call.L}"
