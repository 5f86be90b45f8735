"""Mini-batches: a few examples for each step, from an array or from a file that is larger than memory."""

import itertools
from functools import partial

import numpy as np


def batches(X, Y, batch_size, rng, skip=0):
    """Return (epoch, x, y) without end: X and Y themselves, or mini-batches that hold each example once an epoch.

    Each mini-batch takes the memory of the one before.

    Parameters
    ----------
    X : ndarray of shape (n_x, m), or Images, of which blocks of neighbours stay together
    Y : ndarray of shape (1, m)
    batch_size : int, or None for the whole; the last mini-batch of an epoch may be shorter
    rng : numpy Generator or RandomState, draws a new order for each epoch
    skip : int, the first mini-batches to leave out; their orders are drawn, but they are not read
    """
    if batch_size is None:
        return ((epoch, X, Y) for epoch in itertools.count(skip + 1))
    n_x, m = X.shape
    memory = np.empty((min(batch_size, m), n_x), X.dtype)
    take = partial(take_rows, np.ascontiguousarray(X.T)) if isinstance(X, np.ndarray) else X.read
    drawn = orders(m, getattr(X, "block", 1), batch_size, rng)
    for _ in range(skip):
        next(drawn)
    return ((epoch, take(columns, memory[: len(columns)]).T, Y[:, columns]) for epoch, columns in drawn)


def take_rows(rows, numbers, out):
    return np.take(rows, numbers, axis=0, out=out, mode="clip")  # the other modes fill a buffer first


def orders(m, block, batch_size, rng):
    """Yield (epoch, columns of one mini-batch) without end."""
    for epoch in itertools.count(1):
        starts = rng.permutation(np.arange(0, m, block))
        order = (starts[:, np.newaxis] + np.arange(block)).ravel()
        order = order[order < m]
        for first in range(0, m, batch_size):
            yield epoch, order[first : first + batch_size]
