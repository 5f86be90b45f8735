"""Compare what came back with what should have: structure, then types, then shapes, then values."""
# ruff: noqa: E501  (sentences are one line each)

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from . import cases
from .answer import counted, describe, listed

NEARLY = 0.99
"""The share of gradients that are right under another numbering."""
STAGES = ("structure", "type", "shape", "value")
CACHE = ("linear_cache", "activation_cache")
PARTS = {
    ("linear_forward", "cache"): ("A", "W", "b"),
    ("linear_activation_forward", "cache"): CACHE,
    ("linear_activation_forward", "cache[0]"): ("A_prev", "W", "b"),
    ("L_model_forward", "caches[]"): CACHE,
    ("L_model_forward", "caches[][0]"): ("A_prev", "W", "b"),
    ("two_layer_gradients", "gradients"): ("dW1", "db1", "dW2", "db2"),
}
"""What the parts of a tuple are called; [] stands for any entry of a list."""


NO_LAYER = ("dW0", "db0", "W0", "b0")
LAST_COST = "`costs` leaves out the cost of the last iteration; ours has it, so that a plot ends where training does"
SHIFTED_COST = "what you add inside the logarithm shifts every cost a little; 1e-12 is enough to keep it finite, and clipping `AL` shifts nothing"
OLDER = "The gradients dA are numbered one too high: what layer l hands back is the gradient of its input, which is called `dA{l-1}` here, and not `dA{l}`."


class Difference(NamedTuple):
    """One thing that differs: its stage, the place of it in the result, and the sentence that tells it."""

    stage: str
    place: str
    said: str


def differences(name, expected, got):
    """List where the result of the function `name` differs from what is expected."""
    outputs = cases.OUTPUTS[name]
    if isinstance(outputs, str):
        found = compare(name, outputs, expected, got)
    elif unpacks(got, len(outputs)):
        found = (one for parts in zip(outputs, expected, got, strict=True) for one in compare(name, *parts))
    else:
        wanted = {2: "the pair", 3: "the three results"}[len(outputs)]
        names = ", ".join(f"`{one}`" for one in outputs)
        return [Difference("structure", "", f"it returns {describe(got)}; it should return {wanted} {names}")]
    return sorted(found, key=lambda one: (*STAGES, "remark").index(one.stage))


def compare(name, place, expected, got):
    """Yield where one part of a result differs."""
    if place == "costs":
        return compare_costs(name, place, expected, got)
    if isinstance(expected, Mapping):
        return compare_dicts(name, place, expected, got)
    if isinstance(expected, (list, tuple)):
        return compare_sequences(name, place, expected, got)
    return (compare_arrays if np.ndim(expected) else compare_numbers)(name, place, expected, got)


def compare_dicts(name, place, expected, got):
    if not isinstance(got, Mapping):
        keys = ", ".join(list(expected)[-2:] + list(expected)[:2])
        yield Difference("structure", place, f"`{place}` is {describe(got)}; it should be a dict with {keys} and so on")
        return
    if missing := [key for key in expected if key not in got]:
        zero = next((f". The layers count from 1, so there is no `{key}`" for key in got if key in NO_LAYER), "")
        told = f"`{place}` has no {listed(missing)}; it is {describe(got)}{capitals(missing, got)}{zero}"
        yield Difference("structure", place, told)
        return
    extra = [str(key)[:20] for key in got if key not in expected]
    if extra and place != "grads":
        told = f"`{place}` has {listed(extra)}, which do{'es' * (len(extra) == 1)} not belong there"
        yield Difference("structure", place, told)
    for key in expected:
        yield from compare(name, f'{place}["{key}"]', expected[key], got[key])


def compare_sequences(name, place, expected, got):
    names = PARTS.get((name, without_numbers(place)))
    if not unpacks(got, len(expected)):
        each = PARTS.get((name, f"{place}[]"))
        parts = f" ({', '.join(names)})" if names else f", each a pair ({', '.join(each)})" if each else ""
        row = f", or an array of shape ({len(expected)},)" if is_array(got) and place == "columns" else ""
        told = f"`{place}` is {describe(got)}; it should be {describe(expected)}{parts}{row}"
        yield Difference("structure", place, told)
        return
    for i, (one, other) in enumerate(zip(expected, got, strict=True)):
        yield from compare(name, names[i] if names and place == "gradients" else f"{place}[{i}]", one, other)


def compare_costs(name, place, expected, got):
    """Those of the classic course end before the last iteration."""
    if not isinstance(got, (list, tuple)) and not (is_array(got) and got.ndim):
        yield Difference("structure", place, f"`costs` is {describe(got)}; it should be a list of numbers")
        return
    lacks_last = len(got) == len(expected) - 1 > 0
    if len(got) != len(expected) and not lacks_last:
        told = f"`costs` holds {counted(len(got), 'cost')}; it should hold {len(expected)}"
        yield Difference("structure", place, f"{told}: at iterations 0, 100, 200, ... and at the last")
        return
    for i, (one, other) in enumerate(zip(expected, got, strict=False)):
        yield from compare_numbers(name, f"costs[{i}]", one, other)
    if lacks_last:
        yield Difference("remark", place, LAST_COST)


def compare_numbers(name, place, expected, got):
    number = isinstance(got, (int, float, np.integer, np.floating)) and not isinstance(got, bool)
    zero_axes = type(got) is np.ndarray and got.shape == () and got.dtype.kind in "fiu"
    if not (number or zero_axes) or getattr(got, "dtype", None) == np.float16:
        mean = ", the mean over the examples" * (name == "compute_cost" and is_array(got) and got.size > 2)
        told = f"`{place}` is {describe(got)}; it should be one number{mean}"
        yield Difference("shape" if is_array(got) else "type", place, told)
    elif not np.isfinite(got):
        yield Difference("value", place, f"`{place}` is {float(got)}; it should be a finite number")
    elif not close(got, expected):
        if name == "compute_cost" and abs(got - expected) < 1e-3 * abs(expected):
            yield Difference("remark", place, SHIFTED_COST)
        else:
            below = name == "compute_cost" and got < 0
            what = "but a cost is never negative: look at the signs" if below else "which is not right"
            yield Difference("value", place, f"`{place}` is {float(got):.6g}, {what}")


def compare_arrays(name, place, expected, got):
    if type(got) is not np.ndarray:
        told = f"`{place}` is {describe(got)}; it should be an array of shape {expected.shape}"
        parts = isinstance(got, (list, tuple, dict)) and any(map(is_array, got))
        yield Difference("structure" if parts else "type", place, told)
        return
    if got.shape != expected.shape:
        yield Difference("shape", place, f"`{place}` has shape {got.shape}; it should be {expected.shape}")
        return
    floats, predictions = expected.dtype.kind == "f", place == "predictions"
    kinds = "f" if floats else "fiu" if predictions else "fiub"
    if got.dtype.kind not in kinds or (got.dtype.kind == "f" and got.dtype.itemsize < 4):
        what = "True and False" if got.dtype == bool else f"{got.dtype} entries"
        wanted = "floats" if floats else "the whole numbers 0 and 1" if predictions else "whole numbers"
        mend = ": add `.astype(int)`" if predictions and got.dtype == bool else ""
        yield Difference("type", place, f"`{place}` holds {what}; it should hold {wanted}{mend}")
    elif expected.dtype == np.float32 != got.dtype:
        yield Difference("type", place, f"`{place}` holds {got.dtype}; it should hold float32")
    elif not (right := close(got, expected)).all():
        position = tuple(int(i) for i in np.argwhere(~right)[0])
        entry, value = f"`{place}[{', '.join(map(str, position))}]`", got[position]
        told = f"`{place}` has the right shape and wrong values: {entry} is {value + 0:.6g}"
        if not np.isfinite(value):
            told = f"{entry} is {value}; it should be a finite number"
        yield Difference("value", place, told)
    elif predictions and got.dtype.kind == "f":
        yield Difference("remark", place, "the answers are floats; `.astype(int)` makes them 0 and 1")


def capitals(missing, keys):
    """Say so, where keys are there, but for their capital letters."""
    there = {str(key).lower() for key in keys}
    return ". Capital letters count" if any(str(key).lower() in there and key not in keys for key in missing) else ""


def close(got, expected):
    """Tell whether numbers agree up to rounding, that of float32 where there is one."""
    loose = np.float32 in (getattr(got, "dtype", None), getattr(expected, "dtype", None))
    relative, absolute = (1e-3, 1e-4) if loose else (1e-5, 1e-7)
    finite = np.abs(np.where(np.isfinite(expected), expected, 0))
    return np.isclose(got, expected, rtol=relative, atol=absolute * min(np.max(finite, initial=1e-3), 1))


def nearly(a, b):
    return np.isclose(a, b, rtol=1e-7, atol=1e-12, equal_nan=True)


def same(a, b, close=nearly):
    """Tell whether two values are the same in structure, shape and, up to rounding, entries."""
    if is_number(a) and is_number(b):
        return np.shape(a) == np.shape(b) and bool(np.all(close(a, b)))
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        return list(a) == list(b) and all(same(a[key], b[key], close) for key in a)
    if type(a) is not type(b):
        return False
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(same(*both, close) for both in zip(a, b, strict=True))
    return (isinstance(a, str) or a is None) and a == b


def is_number(value):
    kinds = (bool, int, float, np.number, np.bool_)
    return isinstance(value, kinds) or (type(value) is np.ndarray and value.dtype.kind in "biuf")


def is_array(value):
    return isinstance(value, np.ndarray)


def unpacks(value, n):
    """Tell whether a value can be unpacked into n."""
    return (isinstance(value, (list, tuple)) or (is_array(value) and value.ndim == 1)) and len(value) == n


def without_numbers(place):
    """A place with its first index left open: caches[2][0] becomes caches[][0]."""
    head, bracket, rest = place.partition("[")
    return f"{head}[]{rest.partition(']')[2]}" if bracket and head == "caches" else place


def finite(value):
    """Tell whether all numbers of a result are finite."""
    parts = value if isinstance(value, (list, tuple)) else [value]
    return all(is_number(one) and np.all(np.isfinite(one)) for one in parts)


def share(name, expected, got):
    """How much of a result is right, from 0 to 1; 1 where there is no difference."""
    parts = list(worths(expected, got))
    may_be_right = sum(parts) == len(parts) or name == "L_layer_model"
    if may_be_right and not any(one.stage in STAGES for one in differences(name, expected, got)):
        return 1.0
    if cases.OUTPUTS[name] == "grads" and older_numbering(expected, got):
        return NEARLY
    return 0.98 * sum(parts) / max(len(parts), 1)


def older_numbering(expected, got):
    """Tell whether gradients are right, with dA numbered one too high, as in another convention."""
    if not isinstance(got, Mapping) or not any(key.startswith("dA") for key in expected):
        return False
    older = {f"dA{int(key[2:]) + 1}" if key.startswith("dA") else key: one for key, one in expected.items()}
    return all(is_number(got.get(key)) and worth(one, got[key]) == 1 for key, one in older.items())


def numbered_as_today(expected, got):
    """Tell whether any dA is right under its own name."""
    if not isinstance(expected, Mapping) or not isinstance(got, Mapping):
        return False
    return any(key.startswith("dA") and worth(one, got.get(key)) == 1 for key, one in expected.items())


def worths(expected, got):
    """What each leaf of a result is worth: 1 if it is right, a little if its shape is."""
    if isinstance(expected, Mapping):
        for key, one in expected.items():
            yield from worths(one, got.get(key) if isinstance(got, Mapping) else None)
    elif isinstance(expected, (list, tuple)):
        for i, one in enumerate(expected):
            mine = got[i] if isinstance(got, (list, tuple)) and i < len(got) else None
            if isinstance(one, float):  # in a list any number has the right shape, which is no merit
                yield float(worth(one, mine) == 1)
            else:
                yield from worths(one, mine)
    else:
        yield worth(expected, got)


def worth(expected, got):
    if not is_number(got) or np.shape(got) != np.shape(expected):
        return 0.0
    return 1.0 if np.all(close(got, expected)) else 0.1
