"""Compare what came back with what should have: structure, then types, then shapes, then values."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from . import cases
from .answer import describe

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


class Difference(NamedTuple):
    """One thing that differs: its stage, the place of it in the result, and the sentence that tells it."""

    stage: str
    place: str
    said: str


def differences(name, expected, got):
    """List where the result of the function `name` differs from what is expected."""
    outputs = cases.OUTPUTS[name]
    found = []
    if isinstance(outputs, str):
        compare(name, outputs, expected, got, found)
    elif not unpacks(got, len(outputs)):
        wanted = "the pair" if len(outputs) == 2 else "the three results" if len(outputs) == 3 else "the results"
        names = ", ".join(f"`{one}`" for one in outputs)
        found.append(Difference("structure", "", f"it returns {describe(got)}; it should return {wanted} {names}"))
    else:
        for output, one, other in zip(outputs, expected, got, strict=True):
            compare(name, output, one, other, found)
    return sorted(found, key=lambda one: STAGES.index(one.stage) if one.stage in STAGES else len(STAGES))


def compare(name, place, expected, got, found):
    """Add to `found` where one part of a result differs."""
    if place == "costs":
        compare_costs(name, expected, got, found)
    elif isinstance(expected, Mapping):
        compare_dicts(name, place, expected, got, found)
    elif isinstance(expected, (list, tuple)):
        compare_sequences(name, place, expected, got, found)
    elif np.ndim(expected) == 0:
        compare_numbers(name, place, expected, got, found)
    else:
        compare_arrays(name, place, expected, got, found)


def compare_dicts(name, place, expected, got, found):
    if not isinstance(got, Mapping):
        return found.append(Difference("structure", place, f"`{place}` is {describe(got)}; it should be a dict"))
    missing = [key for key in expected if key not in got]
    extra = [str(key)[:20] for key in got if key not in expected]
    if missing:
        told = f"`{place}` has no {listed(missing)}; it is {describe(got)}"
        return found.append(Difference("structure", place, told))
    if extra and place != "grads":
        told = f"`{place}` has {listed(extra)}, which do{'es' * (len(extra) == 1)} not belong there"
        found.append(Difference("structure", place, told))
    for key in expected:
        compare(name, f'{place}["{key}"]', expected[key], got[key], found)
    return None


def compare_sequences(name, place, expected, got, found):
    names = PARTS.get((name, without_numbers(place)))
    if not unpacks(got, len(expected)):
        parts = f" ({', '.join(names)})" if names else ""
        wanted = f"{describe(expected)}{parts}"
        return found.append(Difference("structure", place, f"`{place}` is {describe(got)}; it should be {wanted}"))
    for i, (one, other) in enumerate(zip(expected, got, strict=True)):
        inner = names[i] if names and place == "gradients" else f"{place}[{i}]"
        compare(name, inner, one, other, found)
    return None


def compare_costs(name, expected, got, found):
    """Those of the classic course end before the last iteration."""
    if not isinstance(got, (list, tuple)) and not (is_array(got) and got.ndim):
        found.append(Difference("structure", "costs", f"`costs` is {describe(got)}; it should be a list of numbers"))
    elif len(got) == len(expected) - 1 > 0:
        compare_sequences(name, "costs", expected[:-1], got, found)
        found.append(Difference("remark", "costs", LAST_COST))
    elif len(got) != len(expected):
        told = f"`costs` holds {counted(len(got), 'cost')} and should hold {len(expected)}"
        found.append(Difference("structure", "costs", f"{told}: at iterations 0, 100, 200, ... and at the last"))
    else:
        for i, (one, other) in enumerate(zip(expected, got, strict=True)):
            compare_numbers(name, f"costs[{i}]", one, other, found)


def compare_numbers(name, place, expected, got, found):
    number = isinstance(got, (int, float, np.integer, np.floating)) and not isinstance(got, bool)
    zero_axes = type(got) is np.ndarray and got.shape == () and got.dtype.kind in "fiu"
    if not (number or zero_axes) or getattr(got, "dtype", None) == np.float16:
        told = f"`{place}` is {describe(got)}; it should be one number"
        return found.append(Difference("shape" if np.ndim(expected) == 0 and is_array(got) else "type", place, told))
    if not np.isfinite(got):
        return found.append(Difference("value", place, f"`{place}` is {float(got)}; it should be a finite number"))
    if not close(got, expected):
        if name == "compute_cost" and abs(got - expected) < 1e-3 * abs(expected):
            return found.append(Difference("remark", place, SHIFTED_COST))
        found.append(Difference("value", place, f"`{place}` is {float(got):.6g}, which is not right"))
    return None


def compare_arrays(name, place, expected, got, found):
    if type(got) is not np.ndarray:
        told = f"`{place}` is {describe(got)}; it should be an array of shape {expected.shape}"
        return found.append(Difference("type", place, told))
    if got.shape != expected.shape:
        told = f"`{place}` has shape {got.shape}; it should be {expected.shape}"
        return found.append(Difference("shape", place, told))
    floats, predictions = expected.dtype.kind == "f", place == "predictions"
    kinds = "f" if floats else "fiu" if predictions else "fiub"
    if got.dtype.kind not in kinds or (got.dtype.kind == "f" and got.dtype.itemsize < 4):
        what = "True and False" if got.dtype == bool else f"{got.dtype} entries"
        wanted = "floats" if floats else "the whole numbers 0 and 1" if predictions else "whole numbers"
        mend = ": add `.astype(int)`" if predictions and got.dtype == bool else ""
        return found.append(Difference("type", place, f"`{place}` holds {what} and should hold {wanted}{mend}"))
    if expected.dtype == np.float32 != got.dtype:
        return found.append(Difference("type", place, f"`{place}` holds {got.dtype} and should hold float32"))
    right = close(got, expected)
    if not right.all():
        position = tuple(int(i) for i in np.argwhere(~right)[0])
        entry, value = f"`{place}[{', '.join(map(str, position))}]`", got[position]
        if np.isfinite(value):
            told = f"`{place}` has the right shape and wrong values: {entry} is {value:.6g}"
        else:
            told = f"{entry} is {value}; it should be a finite number"
        return found.append(Difference("value", place, told))
    if place == "predictions" and got.dtype.kind == "f":
        found.append(Difference("remark", place, "the answers are floats; `.astype(int)` makes them 0 and 1"))
    return None


LAST_COST = "`costs` leaves out the cost of the last iteration; ours has it, so that a plot ends where training does"
SHIFTED_COST = (
    "what is added inside the logarithm shifts every cost a little; 1e-12 is enough to keep it finite, "
    "and clipping `AL` shifts nothing"
)


def close(got, expected):
    """Tell whether numbers agree up to rounding, that of float32 where there is one."""
    loose = np.float32 in (getattr(got, "dtype", None), getattr(expected, "dtype", None))
    relative, absolute = (1e-3, 1e-4) if loose else (1e-5, 1e-7)
    finite = np.abs(np.where(np.isfinite(expected), expected, 0))
    return np.isclose(got, expected, rtol=relative, atol=absolute * min(np.max(finite, initial=1e-3), 1))


def same(a, b):
    """Tell whether two values are the same in structure, shape and, up to rounding, entries."""
    if isinstance(a, Mapping) or isinstance(b, Mapping):
        alike = isinstance(a, Mapping) and isinstance(b, Mapping) and list(a) == list(b)
        return alike and all(same(a[key], b[key]) for key in a)
    if isinstance(a, (list, tuple)) or isinstance(b, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, str) or isinstance(b, str) or a is None or b is None:
        return type(a) is type(b) and a == b
    if not (is_number(a) and is_number(b)) or np.shape(a) != np.shape(b):
        return False
    return bool(np.all(np.isclose(a, b, rtol=1e-7, atol=1e-12, equal_nan=True)))


def is_number(value):
    kinds = (bool, int, float, np.number, np.bool_)
    return isinstance(value, kinds) or (type(value) is np.ndarray and value.dtype.kind in "biuf")


def is_array(value):
    return isinstance(value, np.ndarray)


def unpacks(value, n):
    """Tell whether a value can be unpacked into n."""
    if is_array(value):
        return value.ndim == 1 and len(value) == n
    return isinstance(value, (list, tuple)) and len(value) == n


def without_numbers(place):
    """A place with its first index left open: caches[2][0] becomes caches[][0]."""
    head, bracket, rest = place.partition("[")
    return f"{head}[]{rest.partition(']')[2]}" if bracket and head == "caches" else place


def listed(names):
    return ", ".join(f"`{one}`" for one in names[:6]) + (", ..." if len(names) > 6 else "")


def counted(n, thing):
    return f"{n or 'no'} {thing}{'s' * (n != 1)}"


def finite(value):
    """Tell whether all numbers of a result are finite."""
    parts = value if isinstance(value, (list, tuple)) else [value]
    return all(is_number(one) and np.all(np.isfinite(one)) for one in parts)


def share(name, expected, got):
    """How much of a result is right, from 0 to 1; 1 where there is no difference."""
    parts = list(worths(expected, got))
    if sum(parts) == len(parts) or name == "L_layer_model":
        if not any(one.stage in STAGES for one in differences(name, expected, got)):
            return 1.0
    if cases.OUTPUTS[name] == "grads" and older_numbering(expected, got):
        return NEARLY
    return 0.98 * sum(parts) / max(len(parts), 1)


def older_numbering(expected, got):
    """Tell whether gradients are right, with dA numbered as in the older version of the course: one too high."""
    if not isinstance(got, Mapping):
        return False
    if not any(key.startswith("dA") for key in expected):
        return False
    older = {f"dA{int(key[2:]) + 1}" if key.startswith("dA") else key: one for key, one in expected.items()}
    return all(is_number(got.get(key)) and worth(one, got[key]) == 1 for key, one in older.items())


OLDER = (
    "The gradients dA are numbered as in the course's older version, where `dA{l}` is what layer l hands back; in "
    "today's, and here, that is `dA{l-1}`, the gradient of the input of layer l."
)


def worths(expected, got):
    """What each leaf of a result is worth: 1 if it is right, a little if its shape is."""
    if isinstance(expected, Mapping):
        for key, one in expected.items():
            yield from worths(one, got.get(key) if isinstance(got, Mapping) else None)
    elif isinstance(expected, (list, tuple)):
        for i, one in enumerate(expected):
            yield from worths(one, got[i] if isinstance(got, (list, tuple)) and i < len(got) else None)
    else:
        yield worth(expected, got)


def worth(expected, got):
    if not is_number(got) or np.shape(got) != np.shape(expected):
        return 0.0
    return 1.0 if np.all(close(got, expected)) else 0.1
