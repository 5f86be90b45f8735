"""Mini-batches: a few examples for each step, from an array or from a file that is larger than memory."""

import itertools
import math

import numpy as np

from . import validation
from .data import flatten


class Images:
    """Images in rows as examples in columns: X[:, columns] reads these alone, scales them, and centres them if asked.

    Parameters
    ----------
    dataset : HDF5 dataset or ndarray of uint8, (m, height, width, channels); in a file best without chunks, or with
        whole images in each chunk
    mean : ndarray of shape (n_x, 1), subtracted after the division by 255; X.centred() takes that of the images
    dtype : of the examples, float64 or float32
    """

    def __init__(self, dataset, mean=None, dtype=np.float64):
        validation.images(dataset, mean, dtype)
        self.dataset, self.mean, self.dtype = dataset, mean, np.dtype(dtype)
        self.shape = (math.prod(dataset.shape[1:]), len(dataset))
        chunks = getattr(dataset, "chunks", None)
        self.block = chunks[0] if chunks else 32
        """Neighbours that mini-batches keep together, because a file gives them in one reading."""

    def __getitem__(self, rows_and_columns):
        _, columns = rows_and_columns
        columns = np.arange(self.shape[1])[columns]
        runs = np.split(columns, np.flatnonzero(np.diff(columns) != 1) + 1)
        images = np.concatenate([self.dataset[run[0] : run[-1] + 1] for run in runs])
        X = np.divide(flatten(images), 255, dtype=self.dtype)
        if self.mean is not None:
            X -= self.mean
        return X

    def centred(self):
        """Return these images with their own mean subtracted, read once from end to end to find it."""
        m, total = self.shape[1], 0
        plain = Images(self.dataset)
        for first in range(0, m, 1024):
            total += plain[:, first : first + 1024].sum(axis=1, keepdims=True)
        return Images(self.dataset, (total / m).astype(self.dtype), self.dtype)


def batches(X, Y, batch_size, rng, skip=0):
    """Return (epoch, x, y) without end: X and Y themselves, or mini-batches that hold each example once an epoch.

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
    if isinstance(X, np.ndarray):
        X = np.asfortranarray(X)  # each example in one piece of memory; as flatten gives them, nothing is copied
    drawn = orders(Y.shape[1], getattr(X, "block", 1), batch_size, rng)
    for _ in range(skip):
        next(drawn)
    return ((epoch, X[:, columns], Y[:, columns]) for epoch, columns in drawn)


def orders(m, block, batch_size, rng):
    """Yield (epoch, columns of one mini-batch) without end."""
    for epoch in itertools.count(1):
        starts = rng.permutation(np.arange(0, m, block))
        order = (starts[:, np.newaxis] + np.arange(block)).ravel()
        order = order[order < m]
        for first in range(0, m, batch_size):
            yield epoch, order[first : first + batch_size]
