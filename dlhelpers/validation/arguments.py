"""How one argument is looked at: arrays, numbers, layers, examples, rows, caches. Each has its sentence."""

import math
import numbers
import reprlib

import numpy as np


def array(name, value, ndim=2, convert=True):
    """Return `value` as an array of finite numbers with `ndim` axes (any if None), in floats if `convert`."""
    if np.ma.is_masked(value):
        raise ValueError(f"{name} has masked entries; fill or drop them first, for example {name}.filled(0).")
    try:
        value = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} is not a table of numbers: its rows differ in length.") from None
    if value.dtype.kind not in "biuf":
        raise ValueError(f"{name} holds {value.dtype} entries; it must hold real numbers.")
    if ndim is not None and value.ndim != ndim:
        mend = f" Did you mean {name}.reshape(-1, 1) or {name}.reshape(1, -1)?" if value.ndim == 1 else ""
        raise ValueError(f"{name} has shape {value.shape}; it must have two axes, rows and columns.{mend}")
    if value.size == 0:
        raise ValueError(f"{name} has shape {value.shape}: it is empty.")
    if convert and value.dtype not in (np.float32, np.float64):
        value = value.astype(np.float64)
    if value.dtype.kind == "f" and not np.isfinite(value).all():
        position = tuple(int(i) for i in np.argwhere(~np.isfinite(value))[0])
        raise ValueError(f"{name} is {value[position]} at {list(position)}; every entry must be a finite number.")
    return value


def real_number(name, value, above=None):
    largest = 2**63 if isinstance(value, numbers.Integral) else math.inf  # beyond, arrays would hold Python objects
    real = isinstance(value, numbers.Real) and not isinstance(value, bool) and -largest < value < largest
    if not real or (above is not None and value <= above):
        wanted = "a finite number" if above is None else f"a finite number above {above}"
        raise ValueError(f"{name} is {short(value)}; it must be {wanted}.")


def whole_number(name, value, least, most=None):
    whole = isinstance(value, numbers.Integral) and not isinstance(value, bool)
    limit = 10**9 if most is None else most
    if not whole or not least <= value <= limit:
        open_end = most is None and not (whole and value > limit)
        wanted = f", {least} or more" if open_end else f" from {least} to {limit}"
        raise ValueError(f"{name} is {short(value)}; it must be a whole number{wanted}.")


def layer_sizes(name, sizes):
    """Return `sizes` as a list of int, at least two and each at least 1."""
    try:
        sizes = list(sizes)
    except TypeError:
        raise ValueError(f"{name} is {sizes!r}; it must list the units of each layer, like [2, 4, 1].") from None
    for l, size in enumerate(sizes):
        whole_number(f"{name}[{l}]", size, 1)
    if len(sizes) < 2:
        raise ValueError(f"{name} is {sizes}; it needs at least two numbers, the inputs and the output units.")
    return [int(size) for size in sizes]


def known_activation(activation):
    if not isinstance(activation, str) or activation not in ("relu", "sigmoid"):
        raise ValueError(f'activation is {activation!r}; it must be "relu" or "sigmoid".')


def fits(name, A, W_name, W_shape):
    """Refuse an input A whose rows are not the columns of W."""
    if A.shape[0] != W_shape[1]:
        mend = f" Did you mean {name}.T?" if A.shape[1] == W_shape[1] else ""
        raise ValueError(
            f"{name} has shape {A.shape}; examples are columns, so {W_name} of shape {W_shape} "
            f"needs ({W_shape[1]}, m).{mend}"
        )


def layer(name, A, W, b, W_name="W", b_name="b"):
    """Return A, W and b of one layer, (n_prev, m), (n, n_prev) and (n, 1)."""
    A, W, b = array(name, A), array(W_name, W), array(b_name, b)
    fits(name, A, W_name, W.shape)
    bias_shape(b_name, b, W_name, W)
    return A, W, b


def bias_shape(b_name, b, W_name, W):
    if b.shape != (W.shape[0], 1):
        mend = f" Did you mean {b_name}.T?" if b.shape == (1, W.shape[0]) else ""
        raise ValueError(
            f"{b_name} has shape {b.shape}; {W_name} has {W.shape[0]} rows, one for each unit, "
            f"so {b_name} must be {(W.shape[0], 1)}.{mend}"
        )


def network(parameters):
    """Return parameters as W1, b1, ..., WL, bL in this order, each layer fitting the one before."""
    if not isinstance(parameters, dict) or not parameters:
        raise ValueError(f"parameters is {kind(parameters)}; it must be a dict with W1, b1, ..., WL, bL.")
    names = [f"{letter}{l}" for l in range(1, (len(parameters) + 1) // 2 + 1) for letter in "Wb"]
    missing = [name for name in names if name not in parameters]
    if missing:
        found = ", ".join(str(name) for name in parameters)
        raise ValueError(f"parameters has no {missing[0]!r}; it must hold W1, b1, ..., WL, bL and has {found}.")
    arrays = {name: array(name, parameters[name]) for name in names}
    for l in range(1, len(names) // 2 + 1):
        W, b = arrays[f"W{l}"], arrays[f"b{l}"]
        bias_shape(f"b{l}", b, f"W{l}", W)
        if l > 1 and W.shape[1] != arrays[f"W{l - 1}"].shape[0]:
            n_prev = arrays[f"W{l - 1}"].shape[0]
            raise ValueError(
                f"W{l} has shape {W.shape}; layer {l - 1} has {n_prev} units, so W{l} must have {n_prev} columns."
            )
    return arrays


def examples(X, W1_shape):
    """Return X as floats of shape (n_x, m); whole numbers beyond 0 and 1 are pixels that were not scaled."""
    if is_images(X):
        raise ValueError("X is Images, which are read a few at a time; take columns of it, for example X[:, :1000].")
    if type(X).__module__.startswith("h5py"):
        raise ValueError("X is an HDF5 dataset; Images(X) makes columns of its images as they are read.")
    given = np.asarray(X) if isinstance(X, np.ndarray) else None
    if given is not None and given.ndim > 2:
        raise ValueError(f"X has shape {given.shape}; flatten the images to columns first: flatten(X) / 255.")
    X = array("X", X)
    fits("X", X, "W1", W1_shape)
    if given is not None and given.dtype.kind in "iu" and X.max() > 1:
        raise ValueError(f"X holds whole numbers up to {X.max():.0f}, like raw pixels; scale them first: X / 255.")
    return X


def is_images(X):
    """Tell whether X is Images, by a method that nothing else offers; their module stands above this one."""
    return hasattr(type(X), "centred")


def stream(X, W1_shape, batch_size):
    """Return X, which is Images, if mini-batches of it fit W1."""
    fits("X", X, "W1", W1_shape)
    if batch_size is None:
        raise ValueError("X is Images, which are read a few at a time; give batch_size, for example 256.")
    return X


def row(name, value):
    """Return `value` as floats of shape (1, m)."""
    given = np.shape(value) if isinstance(value, np.ndarray) else ()
    if len(given) == 1 and given[0]:
        raise ValueError(f"{name} has shape {given}; it must be a row, (1, m). Did you mean {name}.reshape(1, -1)?")
    value = array(name, value)
    if value.shape[0] != 1:
        mend = f" Did you mean {name}.T?" if value.shape[1] == 1 else ""
        raise ValueError(f"{name} has shape {value.shape}; it must be a row, (1, m).{mend}")
    return value


def labels(Y, like=None, name="Y"):
    """Return Y as a row of 0 and 1, in the dtype of `like` and with as many columns."""
    Y = row(name, Y)
    if not np.isin(Y, (0, 1)).all():
        raise ValueError(f"{name} holds {Y[~np.isin(Y, (0, 1))][0]:g}; labels are 0 or 1.")
    if like is None:
        return Y
    if Y.shape[1] != like.shape[1]:
        raise ValueError(f"{name} has {Y.shape[1]} labels for {like.shape[1]} examples; each example needs one.")
    return Y.astype(like.dtype)


def same_shape(name, value, other_name, other):
    if value.shape != other.shape:
        raise ValueError(f"{name} has shape {value.shape} and {other_name} {other.shape}; the two must be the same.")


def gradient_shape(name, gradient, W, A_prev):
    """Refuse a gradient that has not one row for each unit and one column for each example."""
    shape = (W.shape[0], A_prev.shape[1])
    if gradient.shape != shape:
        mend = f" Did you mean {name}.T?" if gradient.shape == shape[::-1] else ""
        raise ValueError(
            f"{name} has shape {gradient.shape}; with W of shape {W.shape} and A_prev of shape {A_prev.shape} "
            f"it must be {shape}.{mend}"
        )


def linear_cache(name, cache):
    """Return (A_prev, W, b) out of what linear_forward returned."""
    if not isinstance(cache, (tuple, list)) or len(cache) != 3:
        raise ValueError(f"{name} is {kind(cache)}; it must be (A_prev, W, b), as linear_forward returns it.")
    return layer(f"A_prev in {name}", *cache, W_name=f"W in {name}", b_name=f"b in {name}")


def layer_cache(name, cache):
    """Return ((A_prev, W, b), Z) out of what linear_activation_forward returned."""
    if not isinstance(cache, (tuple, list)) or len(cache) != 2:
        raise ValueError(
            f"{name} is {kind(cache)}; it must be ((A_prev, W, b), Z), as linear_activation_forward returns it."
        )
    A_prev, W, b = linear_cache(f"{name}[0]", cache[0])
    Z = array(f"Z in {name}", cache[1])
    gradient_shape(f"Z in {name}", Z, W, A_prev)
    return (A_prev, W, b), Z


def kind(value):
    """Say what came instead: "a tuple of 2", "an empty dict", "None"."""
    if value is None:
        return "None"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    try:
        return f"a {type(value).__name__} of {len(value)}"
    except TypeError:
        return f"a {type(value).__name__}"


def short(value):
    """Return a value as short text of one line."""
    return " ".join(reprlib.repr(value).split())
