"""The two activations, and the backward step of each."""

import math

import numpy as np

from .validation import functions, validated

EPSILON = {np.dtype(np.float64): 2.0**-52, np.dtype(np.float32): 2.0**-23}
"""Nearer than this no probability comes to 0 or 1, so that a saturated one keeps a logarithm and a slope."""


def not_zero(P):
    """Return P, or EPSILON where P is smaller."""
    return np.maximum(P, EPSILON[P.dtype])


@validated(functions.activation_input)
def sigmoid(Z):
    """Compute A = 1 / (1 + exp(-Z)), clipped as EPSILON says. Return A and Z, the activation cache, both (n, m)."""
    limit = -math.log(EPSILON[Z.dtype])  # where A reaches the clip: |Z| about 36 in float64, 16 in float32
    A = 1 / (1 + np.exp(-Z.clip(-limit, limit)))
    return A, Z


@validated(functions.activation_input)
def relu(Z):
    """Compute A = max(0, Z). Return A and Z, the activation cache, both (n, m)."""
    return np.maximum(0, Z), Z


@validated(functions.activation_gradient)
def sigmoid_backward(dA, Z):
    """Compute dZ = dA * s * (1 - s) with s = sigmoid(Z); all are (n, m)."""
    s, _ = sigmoid(Z)
    return dA * s * (1 - s)


@validated(functions.activation_gradient)
def relu_backward(dA, Z):
    """Compute dZ = dA where Z > 0, and 0 elsewhere; all are (n, m)."""
    return dA * (Z > 0)
