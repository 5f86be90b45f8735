"""Compare what came back with what should have: first the structure, then the shapes, then the values."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from . import cases


class Difference(NamedTuple):
    """One thing that differs: how deep, in which output, and the key and the words of its sentence."""

    stage: str
    output: str
    key: str
    words: dict


CHANGED = Difference("changed", "", "changed", {})
"""The result is right, and an argument is no longer what it was."""


def close(a, b, loose=False):
    """Tell whether two arrays of the same shape agree up to rounding, that of float32 if `loose`."""
    relative, absolute = (1e-3, 1e-4) if loose else (1e-5, 1e-7)
    largest = np.max(np.abs(b[np.isfinite(b)]), initial=1e-3)
    return np.isclose(a, b, rtol=relative, atol=absolute * min(largest, 1), equal_nan=True)


def same(a, b, relative=1e-7):
    """Tell whether two results are the same in structure, shape and, up to rounding, values."""
    if isinstance(a, Mapping) or isinstance(b, Mapping):
        return isinstance(a, Mapping) and isinstance(b, Mapping) and set(a) == set(b) and all(
            same(a[key], b[key], relative) for key in a
        )  # fmt: skip
    a, b = list(a) if unpacks_as(a, b) else a, list(b) if unpacks_as(b, a) else b
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(same(x, y, relative) for x, y in zip(a, b, strict=True))
    if table(a) is None or table(b) is None:
        return a is None and b is None
    a, b = table(a), table(b)
    if a.shape != b.shape:
        return False
    largest = np.max(np.abs(b[np.isfinite(b)]), initial=1e-3)
    return bool(np.allclose(a, b, rtol=relative, atol=relative * 0.01 * min(largest, 1), equal_nan=True))


def unpacks_as(array, sequence):
    """Tell whether an array stands where the other result has a list or a tuple."""
    return isinstance(array, np.ndarray) and array.ndim > 0 and isinstance(sequence, (list, tuple))


def table(value):
    """Return a number or an array of numbers as floats, and None for anything else."""
    if isinstance(value, (list, tuple, str, Mapping)) or value is None:
        return None
    try:
        array = np.asarray(value)
        return array.astype(float) if array.dtype.kind in "biuf" else None
    except (TypeError, ValueError):
        return None


def kind(value):
    """Say what came back: `a tuple of 3`, `an array of shape (4, 1)`."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}" if value.dtype != object else "an array of objects"
    if isinstance(value, Mapping):
        return "a dict with " + (", ".join(map(str, list(value)[:8])) or "no keys")
    if isinstance(value, (list, tuple)):
        return f"a {type(value).__name__} of {len(value)}"
    if isinstance(value, (bool, int, float, np.number, np.bool_)):
        return f"the number {value:.6g}"
    return "None" if value is None else f"a {type(value).__name__}"


def differences(expected, got, output, loose=False):
    """List where `got` differs from `expected`; tuple, list or array are alike where they unpack alike."""
    if isinstance(expected, dict):
        return in_dict(expected, got, output, loose)
    if isinstance(expected, (list, tuple)):
        named = output.startswith("(")  # as in "(dW1, db1, dW2, db2)"
        names = output.strip("()").split(", ") if named else [f"{output}[{i}]" for i in range(len(expected))]
        return in_sequence(expected, got, output, names, loose)
    return in_table(expected, got, output, loose)


def in_result(name, expected, got, loose=False):
    """List the differences between two results of the function `name`."""
    names = cases.OUTPUTS[name]
    if isinstance(names, str):
        return differences(expected, got, names, loose)
    if name == "L_layer_model" and alike(got, 2) and isinstance(got[1], (list, tuple, np.ndarray)):
        return [*differences(expected[0], got[0], "parameters", loose), *in_costs(expected[1], got[1], loose)]
    return in_sequence(expected, got, "the result", names, loose)


def in_costs(expected, got, loose):
    """List what is wrong with the costs; those of the classic course end before the last iteration."""
    if not costs_lack_the_last(expected, got):
        if len(got) != len(expected):
            return [Difference("structure", "costs", "wrong_costs", {"got": len(got), "wanted": len(expected)})]
        return differences(expected, got, "costs", loose)
    return [*differences(expected[:-1], got, "costs", loose), Difference("remark", "costs", "last_cost", {})]


def costs_lack_the_last(expected, got):
    """Tell whether there is one cost less than expected, as in the classic course."""
    return len(expected) > 1 and isinstance(got, (list, tuple)) and len(got) == len(expected) - 1


def alike(got, n):
    """Tell whether `got` unpacks into n."""
    if isinstance(got, np.ndarray):
        return got.ndim > 0 and len(got) == n
    return isinstance(got, Sequence) and not isinstance(got, str) and len(got) == n


def in_sequence(expected, got, output, names, loose):
    if not alike(got, len(expected)):
        unnamed = names == [f"{output}[{i}]" for i in range(len(expected))]
        wanted = kind(expected) if unnamed else " and ".join(names) + ", in this order"
        return [Difference("structure", output, "not_a_pair", {"wanted": wanted, "got": kind(got)})]
    found = []
    for name, one, other in zip(names, expected, got, strict=True):
        found += differences(one, other, name, loose)
    return found


def in_dict(expected, got, output, loose):
    if not isinstance(got, Mapping):
        return [Difference("structure", output, "not_a_dict", {"got": kind(got)})]
    missing = [key for key in expected if key not in got]
    extra = [key for key in got if key not in expected and output != "grads"]
    if missing:
        return [Difference("structure", output, "missing_keys", {"missing": ", ".join(missing), "got": kind(got)})]
    found = [Difference("structure", output, "extra_keys", {"extra": ", ".join(map(str, extra))})] if extra else []
    for key in expected:
        found += differences(expected[key], got[key], f'{output}["{key}"]', loose)
    return found


def in_table(expected, got, output, loose):
    wanted, array = np.asarray(expected, dtype=float), table(got)
    if array is None or (wanted.ndim and not isinstance(got, np.ndarray)):
        key = "not_an_array" if wanted.ndim else "not_a_number"
        return [Difference("structure", output, key, {"got": kind(got), "shape": wanted.shape})]
    if array.shape != wanted.shape:
        key = "wrong_shape" if wanted.ndim else "not_one_number"
        return [Difference("shape", output, key, {"shape": wanted.shape, "got": array.shape})]
    right = close(array, wanted, loose or getattr(got, "dtype", None) in (np.float32, np.float16))
    if not np.all(right):
        position = tuple(int(i) for i in np.argwhere(~right)[0]) if wanted.ndim else ()
        entry = "".join(f"[{', '.join(map(str, position))}]") if position else ""
        key = "wrong_value" if np.isfinite(array[position]) else "not_finite"
        return [Difference("value", output, key, {"entry": entry, "got": f"{array[position]:.6g}"})]
    if output == "predictions" and got.dtype.kind in "bf":
        return [Difference("value" if got.dtype.kind == "b" else "remark", output, f"kind_{got.dtype.kind}", {})]
    return []
