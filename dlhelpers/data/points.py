"""Small sets of points drawn by code, whose classes no straight line tells apart."""

import numpy as np

from ..forward import generator
from ..validation import functions, validated
from ..validation.arguments import whole_number


@validated(functions.points)
def moons(m, *, noise=0.1, rng=None):
    """Draw m points from two interleaved half circles. Return X (2, m) and Y (1, m)."""
    rng = generator(rng)
    Y = _labels(m, rng)
    angle = np.pi * rng.random(m)
    X = np.where(Y == 1, [1 - np.cos(angle), 0.5 - np.sin(angle)], [np.cos(angle), np.sin(angle)])
    return X + noise * rng.standard_normal((2, m)), Y


@validated(functions.points)
def circles(m, *, noise=0.1, rng=None):
    """Draw m points from a ring (label 0) and a smaller one inside it (label 1). Return X (2, m) and Y (1, m)."""
    rng = generator(rng)
    Y = _labels(m, rng)
    angle = 2 * np.pi * rng.random(m)
    X = np.where(Y == 1, 0.5, 1.0) * [np.cos(angle), np.sin(angle)]
    return X + noise * rng.standard_normal((2, m)), Y


@validated(functions.arms)
def spiral(m, *, turns=1.0, noise=0.05, rng=None):
    """Draw m points from two spiral arms wound around each other. Return X (2, m) and Y (1, m)."""
    rng = generator(rng)
    Y = _labels(m, rng)
    radius = 0.1 + 0.9 * rng.random(m)
    angle = 2 * np.pi * turns * radius + np.pi * Y[0]
    X = radius * [np.cos(angle), np.sin(angle)]
    return X + noise * rng.standard_normal((2, m)), Y


def parity(n):
    """List all 2^n columns of n bits; the label is 1 where the number of ones is odd. Return X (n, 2^n), Y (1, 2^n)."""
    n = whole_number("n", n, 1, 20)
    numbers = np.arange(2**n)
    X = (numbers >> np.arange(n)[:, np.newaxis]) & 1
    return X.astype(float), X.sum(axis=0, keepdims=True) % 2


def _labels(m, rng):
    """Return (1, m) labels, half of them 1, in random order."""
    return rng.permutation(np.arange(m) % 2).reshape(1, m)
