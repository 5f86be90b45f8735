"""How one argument is looked at: arrays, numbers, layers, examples, rows, caches. Each has its sentence."""

import decimal
import math
import numbers
import os
import reprlib
from pathlib import Path

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
    if convert:
        own = value.dtype.newbyteorder("=")
        value = value.astype(own if own in (np.float32, np.float64) else np.float64, copy=False)
    with np.errstate(all="ignore"):
        lost = value.dtype.kind == "f" and not math.isfinite(value.sum())  # fast; a sound sum may overflow, too
    if lost and not np.isfinite(value).all():
        position = tuple(int(i) for i in np.argwhere(~np.isfinite(value))[0])
        raise ValueError(f"{name} is {value[position]} at {list(position)}; every entry must be a finite number.")
    return value


def as_float(value):
    """Return a number of any kind as Python's own float, which leaves float32 arrays as they are; NaN for all else."""
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    if isinstance(value, (bool, np.timedelta64)) or not isinstance(value, (numbers.Real, decimal.Decimal)):
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf
    except ValueError:  # a Decimal that signals
        return math.nan


def real_number(name, value, above=None):
    """Return `value` as a float."""
    found = as_float(value)
    if not math.isfinite(found) or (above is not None and found <= above):
        wanted = "a finite number" if above is None else f"a finite number above {above}"
        rounded = "" if math.isnan(found) or found == value else f", as a float {found}"
        raise ValueError(f"{name} is {shown(value)}{rounded}; it must be {wanted}.")
    return found


def whole_number(name, value, least, most=None):
    """Return `value` as an int."""
    found, limit = as_float(value), 10**9 if most is None else most
    if not found.is_integer() or not least <= found <= limit:
        open_end = most is None and not found > limit
        wanted = f", {least} or more" if open_end else f" from {least} to {limit}"
        raise ValueError(f"{name} is {shown(value)}; it must be a whole number{wanted}.")
    return int(found)


def optional(look, name, value, *limits):
    """Return what `look` makes of a value that may be None."""
    return None if value is None else look(name, value, *limits)


def file_path(name, value):
    """Return the whole path of a file that is there or can be made; a folder, a pipe or a device is none."""
    like = "it must name a file, like 'run.npz'."
    if not isinstance(value, (str, os.PathLike)):
        raise ValueError(f"{name} is {shown(value)}; {like}")
    try:  # a name may be too long, a home unknown, links may lead round in a circle
        path = Path(value).expanduser().resolve()
        is_folder = path.is_dir() or not os.path.basename(value)
        is_other = path.is_symlink() or path.exists() and not path.is_file()
        has_folder = path.parent.is_dir()
    except (OSError, RuntimeError, TypeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or f"{error}".rstrip(".")
        raise ValueError(f"{name} is {shown(os.fspath(value))}, which names no file ({reason}); {like}") from None
    if is_folder:
        raise ValueError(f"{name} names the folder {path}; {like}")
    if is_other:
        raise ValueError(f"{name} names {path}, which is not an ordinary file; {like}")
    if not has_folder:
        raise FileNotFoundError(f"{name} names a file in {path.parent}, a folder that does not exist; make it first.")
    return path


def layer_sizes(name, sizes):
    """Return `sizes` as a list of int, at least two and each at least 1."""
    try:
        sizes = list(sizes)
    except TypeError:
        raise ValueError(f"{name} is {shown(sizes)}; it must list the units of each layer, like [2, 4, 1].") from None
    sizes = [whole_number(f"{name}[{l}]", size, 1) for l, size in enumerate(sizes)]
    if len(sizes) < 2:
        raise ValueError(f"{name} is {sizes}; it needs at least two numbers, the inputs and the output units.")
    return sizes


def known_activation(activation):
    if not isinstance(activation, str) or activation not in ("relu", "sigmoid"):
        raise ValueError(f'activation is {shown(activation)}; it must be "relu" or "sigmoid".')


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


def shown(value):
    """Say what came instead, short enough for a sentence: a number or a word as it is written, all else by its kind."""
    if not isinstance(value, (numbers.Number, str)):
        return kind(value)
    try:
        written = repr(value)
    except ValueError:  # Python writes no whole number of more than 4,300 digits
        return kind(value)
    return written if len(written) < 60 else f"{written[:56]} ..."


def short(value):
    """Return a value as short text of one line."""
    return " ".join(reprlib.repr(value).split())
