"""What relates a wrong output to the right one: a factor, a transpose, a lost axis."""

import re

import numpy as np

from . import cases, judge
from .candidates import leaves
from .sentences import say


def parts(name, value):
    """Split a result into its outputs: the members of a tuple, or the entries W, b, dW, ... of a dict."""
    names = cases.OUTPUTS[name]
    if isinstance(value, dict):
        groups = {}
        for key, entry in value.items():
            groups.setdefault(re.sub(r"\d+$", "", str(key)), {})[key] = entry
        return groups
    if isinstance(names, tuple) and isinstance(value, (tuple, list)) and len(value) == len(names):
        pieces = {}
        for key, entry in zip(names, value, strict=True):
            inner = key.strip("()").split(", ")
            whole = len(inner) == 1 or not isinstance(entry, (tuple, list)) or len(entry) != len(inner)
            pieces |= {key: entry} if whole else dict(zip(inner, entry, strict=True))
        return pieces
    return {names if isinstance(names, str) else "the result": value}


def relations(name, outcomes, calls, expected):
    """What relates each wrong output to the right one, if one relation holds in every case."""
    if any(outcome.error or outcome.changed for outcome in outcomes):
        return []
    pairs = [(parts(name, o.value), parts(name, w)) for o, w in zip(outcomes, expected, strict=True)]
    if any(set(one) != set(other) for one, other in pairs):
        return []
    if name == "update_parameters":
        return steps(outcomes, calls)
    wrong = [key for key in pairs[0][1] if not all(judge.same(one[key], two[key]) for one, two in pairs)]
    told = [related(name, key, pairs, calls) for key in wrong]
    return [sentence for sentences in told for sentence in sentences] if all(told) else []


def steps(outcomes, calls):
    """What the parameters come out as, where that is made of themselves, their gradients and the learning rate."""
    told = {}
    for letter in "Wb":
        forms = None
        for outcome, (parameters, grads, rate) in zip(outcomes, (call.args for call in calls), strict=True):
            weights = {"": 1, "learning_rate * ": rate, "2 * ": 2, "(1 - learning_rate) * ": 1 - rate}
            for key in (key for key in parameters if key[0] == letter):
                pair = np.stack([parameters[key].ravel(), grads[f"d{key}"].ravel()], axis=1)
                got = judge.table(outcome.value.get(key)) if isinstance(outcome.value, dict) else None
                if got is None or got.shape != parameters[key].shape:
                    return []
                if np.linalg.matrix_rank(pair) < 2:
                    continue
                found = np.linalg.lstsq(pair, got.ravel(), rcond=None)[0]
                if not np.allclose(pair @ found, got.ravel()):
                    return []
                mine = {(one, two) for one in terms(found[0], weights) for two in terms(found[1], weights)}
                forms = mine if forms is None else forms & mine
        if not forms:
            return []
        one, two = min(forms, key=lambda form: len(form[0]) + len(form[1]))
        told[letter] = ((one and one + "{p}") + (two and two + "d{p}")).removeprefix(" + ").strip() or "0"
    right, each = "{p} - learning_rate * d{p}", set(told.values())
    which = {"W": "each W", "b": "each b"} if len(each) == 2 else {"W": "each parameter p"}
    return [
        say(
            "steps",
            f="update_parameters",
            which=text,
            form=told[letter].format(p=text[-1]),
            right=right.format(p=text[-1]),
        )
        for letter, text in which.items()
        if told[letter] != right
    ]


def terms(value, weights):
    """The texts of a term that has this weight, with its sign; "" if the weight is 0."""
    if abs(value) < 1e-9:
        return {""}
    return {
        f" {'-' if value < 0 else '+'} {text}"
        for text, weight in weights.items()
        if np.isclose(abs(value), abs(weight))
    }


def related(name, output, pairs, calls):
    """Name the relation of one output to the right one: a factor, a transpose, a lost axis."""
    got, wanted = [], []
    for one, other in pairs:
        if any(d.stage == "structure" for d in judge.differences(other[output], one[output], output)):
            if not isinstance(other[output], np.ndarray):
                return []
        mine, right = list(leaves(one[output])), list(leaves(other[output]))
        if len(mine) != len(right) or any(judge.table(leaf) is None for leaf in mine):
            return []
        got.append([judge.table(leaf) for leaf in mine])
        wanted.append([judge.table(leaf) for leaf in right])
    flat = [(a, b) for one, other in zip(got, wanted, strict=True) for a, b in zip(one, other, strict=True)]
    if all(a.shape == b.shape for a, b in flat):
        return factor(name, output, got, wanted, calls)
    if all(a.shape == b.T.shape and np.allclose(a, b.T) for a, b in flat):
        return [say("transposed", f=name, output=f"`{output}`")]
    if all(a.size == b.size and a.ndim <= b.ndim and np.allclose(a.ravel(), b.ravel()) for a, b in flat):
        return [say("squeezed_axis", f=name, output=f"`{output}`")]
    return []


def factor(name, output, got, wanted, calls):
    factors = []
    for one, other in zip(got, wanted, strict=True):
        a, b = np.concatenate([leaf.ravel() for leaf in one]), np.concatenate([leaf.ravel() for leaf in other])
        if not np.isfinite(a).all():
            return []
        if not np.any(a) and not np.any(b):
            factors.append(np.nan)
            continue
        factors.append(float(a @ b / max(b @ b, 1e-300)))
        if not np.allclose(a, factors[-1] * b, rtol=1e-6, atol=1e-9):
            return []
    factors, counts = np.array(factors), np.array([count(call) for call in calls], dtype=float)
    factors, counts = factors[np.isfinite(factors)], counts[np.isfinite(factors)]
    if not len(factors):
        return []
    if np.allclose(factors, -1):
        return [say("negative", f=name, output=f"`{output}`")]
    if np.allclose(factors, counts):
        return [say("times_m", f=name, output=f"`{output}`")]
    if np.allclose(factors, 1 / counts):
        return [say("per_m", f=name, output=f"`{output}`")]
    if np.allclose(factors, factors[0]) and abs(factors[0]) > 1e-9 and not np.isclose(factors[0], 1):
        return [say("times", f=name, output=f"`{output}`", factor=f"{factors[0]:.6g}")]
    return []


def count(call):
    """The number of examples in a call."""
    first = call.args[0]
    return first.shape[-1] if isinstance(first, np.ndarray) else 1
