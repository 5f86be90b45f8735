"""The forward pass: from the input X to the prediction AL and its cost."""

import numpy as np

from .activations import not_zero, relu, sigmoid
from .validation import functions, validated
from .validation.arguments import shown


def generator(rng):
    """Return a Generator for a seed or None; a Generator and a legacy RandomState stay what they are."""
    try:
        return rng if isinstance(rng, np.random.RandomState) else np.random.default_rng(rng)
    except (TypeError, ValueError):
        raise ValueError(f"rng is {shown(rng)}; it must be a seed like 1, a Generator or a RandomState.") from None


@validated(functions.initialization)
def initialize_parameters_deep(layer_dims, *, scale=None, rng=None):
    """Draw random weights and zero biases for every layer.

    Parameters
    ----------
    layer_dims : sequence of int, the units n_0, n_1, ..., n_L of each layer, input first
    scale : float, the standard deviation of every weight; None divides layer l by sqrt(n_{l-1}) instead,
        so that Z keeps its size from layer to layer
    rng : a seed, numpy Generator or RandomState; None draws differently each time

    Returns
    -------
    parameters : dict, W1, b1, ..., WL, bL with W_l of shape (n_l, n_{l-1}) and b_l of shape (n_l, 1)
    """
    rng = generator(rng)
    parameters = {}
    for l in range(1, len(layer_dims)):
        n_prev, n = layer_dims[l - 1], layer_dims[l]
        W = rng.standard_normal((n, n_prev))
        parameters[f"W{l}"] = W / np.sqrt(n_prev) if scale is None else W * scale
        parameters[f"b{l}"] = np.zeros((n, 1))
    return parameters


@validated(functions.linear_forward)
def linear_forward(A, W, b):
    """Compute Z = W A + b.

    Parameters
    ----------
    A : ndarray of shape (n_prev, m), the output of the layer before; examples are columns
    W : ndarray of shape (n, n_prev)
    b : ndarray of shape (n, 1)

    Returns
    -------
    Z : ndarray of shape (n, m)
    cache : (A, W, b), what linear_backward needs
    """
    Z = W @ A + b
    return Z, (A, W, b)


@validated(functions.linear_activation_forward)
def linear_activation_forward(A_prev, W, b, activation):
    """Compute one layer, A = g(W A_prev + b).

    Parameters
    ----------
    A_prev, W, b : as A, W, b of linear_forward
    activation : "relu" or "sigmoid"

    Returns
    -------
    A : ndarray of shape (n, m)
    cache : ((A_prev, W, b), Z), what linear_activation_backward needs
    """
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "relu":
        A, activation_cache = relu(Z)
    elif activation == "sigmoid":
        A, activation_cache = sigmoid(Z)
    return A, (linear_cache, activation_cache)


@validated(functions.network_input)
def L_model_forward(X, parameters):
    """Compute [linear -> relu] * (L - 1) -> linear -> sigmoid.

    Parameters
    ----------
    X : ndarray of shape (n_x, m), examples are columns
    parameters : dict, W1, b1, ..., WL, bL

    Returns
    -------
    AL : ndarray of shape (n_L, m), the probability of label 1 for each example
    caches : list of L caches, that of layer l at caches[l - 1]
    """
    L = len(parameters) // 2
    A, caches = X, []
    for l in range(1, L + 1):
        activation = "relu" if l < L else "sigmoid"
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], activation)
        caches.append(cache)
    return A, caches


@validated(functions.predictions_and_labels)
def compute_cost(AL, Y):
    """Compute J = mean(-Y log(AL) - (1 - Y) log(1 - AL)), the cross-entropy.

    Parameters
    ----------
    AL : ndarray of shape (1, m), probabilities; at least EPSILON from 0 and 1, so that J is finite
    Y : ndarray of shape (1, m), labels 0 or 1

    Returns
    -------
    cost : float, in nats for each example
    """
    return float(np.mean(-Y * np.log(not_zero(AL)) - (1 - Y) * np.log(not_zero(1 - AL))))
