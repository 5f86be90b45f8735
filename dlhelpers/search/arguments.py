"""What a search asks of its other arguments, said before anything runs or is written."""

import concurrent.futures
import importlib.util

import numpy as np

from ..validation.arguments import examples, kind, labels, short, whole_number


def read_sampler(sampler):
    if not isinstance(sampler, str) or sampler not in ("grid", "random", "tpe"):
        raise ValueError(f'sampler is {short(sampler)}; it must be "grid", "random" or "tpe".')


def read_executor(executor):
    if executor is None and importlib.util.find_spec("_multiprocessing") is None:
        raise ImportError("A search runs in processes, which a browser tab does not have: run it on your own machine.")
    if executor is not None and not isinstance(executor, concurrent.futures.Executor):
        raise ValueError(f"executor is {kind(executor)}; it must be None or an Executor, like client.get_executor().")


def read_seeds(seeds):
    """Return the seeds as a list of int."""
    if not isinstance(seeds, (list, tuple, range, np.ndarray)) or np.ndim(seeds) != 1 or len(seeds) == 0:
        raise ValueError(f"seeds is {short(seeds)}; it must list the starts of each trial, like (0, 1, 2).")
    return [whole_number(f"seeds[{k}]", seed, 0) for k, seed in enumerate(seeds)]


def read_data(train, validation):
    """Return both pairs with X in floats and Y as a row of labels."""
    data = [read_pair("train", train), read_pair("validation", validation)]
    n_x, other = (len(X) for X, _ in data)
    if n_x != other:
        raise ValueError(f"X of train has {n_x} rows and X of validation {other}; both must have the same.")
    return data


def read_pair(name, pair):
    if not isinstance(pair, (list, tuple)) or len(pair) != 2:
        raise ValueError(f"{name} is {kind(pair)}; it must be a pair (X, Y).")
    X, Y = pair
    try:
        X = examples(X, (1, len(X) if isinstance(X, (np.ndarray, list)) and np.ndim(X) else 1))
        return X, labels(Y, X)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None
