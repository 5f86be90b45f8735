"""Mini-batches: a few examples for each step, from an array or from a file that is larger than memory."""

import itertools
from functools import partial

import numpy as np

AHEAD = 2**16
"""Numbers in a mini-batch from which it pays to have another thread gather it: waking one takes time."""


def at_once(job):
    """Begin nothing beside: the job is done when its result is asked for."""
    return job


def batches(X, Y, batch_size, rng, skip=0, begin=at_once):
    """Return (epoch, x, y) without end: X and Y themselves, or mini-batches that hold each example once an epoch.

    Each x is good until the next one is asked for, which may take its memory.

    Parameters
    ----------
    X : ndarray of shape (n_x, m), or Images, of which blocks of neighbours stay together
    Y : ndarray of shape (1, m)
    batch_size : int, or None for the whole; the last mini-batch of an epoch may be shorter
    rng : numpy Generator or RandomState, draws a new order for each epoch
    skip : int, the first mini-batches to leave out; their orders are drawn, but they are not read
    begin : begins a job and returns what gives its result; that of Cores reads the next mini-batch while a step runs
    """
    if batch_size is None:
        return ((epoch, X, Y) for epoch in itertools.count(skip + 1))
    drawn = orders(Y.shape[1], getattr(X, "block", 1), batch_size, rng)
    for _ in range(skip):
        next(drawn)
    rows, read = min(batch_size, Y.shape[1]), getattr(X, "read", None)
    if read is None:
        read = partial(take, np.ascontiguousarray(X.T))  # each example in one piece
        begin = begin if rows * len(X) > AHEAD else at_once
    memories = [np.empty((rows, X.shape[0]), X.dtype) for _ in range(1 if begin is at_once else 2)]
    return read_ahead(read, Y, drawn, memories, begin)


def take(examples, numbers, memory):
    return np.take(examples, numbers, axis=0, out=memory, mode="clip")  # the other modes fill a buffer first


def read_ahead(read, Y, drawn, memories, begin):
    """Yield each mini-batch when the reading of the next one has begun."""
    coming = None
    for (epoch, columns), memory in zip(drawn, itertools.cycle(memories), strict=False):
        before, coming = coming, (epoch, begin(partial(read, columns, memory[: len(columns)])), Y[:, columns])
        if before:
            epoch, ready, y = before
            yield epoch, ready().T, y


def orders(m, block, batch_size, rng):
    """Yield (epoch, columns of one mini-batch) without end."""
    for epoch in itertools.count(1):
        starts = rng.permutation(np.arange(0, m, block))
        order = (starts[:, np.newaxis] + np.arange(block)).ravel()
        order = order[order < m]
        for first in range(0, m, batch_size):
            yield epoch, order[first : first + batch_size]
