"""The backward pass: from a prediction AL to the gradient of every parameter.

dW and db are gradients of the mean cost J. dA and dZ belong to each example's own loss, so dA0 = m * dJ/dX.
"""

import numpy as np

from .activations import not_zero, relu_backward, sigmoid_backward
from .forward import L_model_forward, compute_cost
from .validation import functions, validated


@validated(functions.linear_backward)
def linear_backward(dZ, cache, input_gradient=True):
    """Compute dW = dZ A_prev^T / m, db = mean of dZ over the examples, dA_prev = W^T dZ.

    Parameters
    ----------
    dZ : ndarray of shape (n, m)
    cache : (A_prev, W, b), as linear_forward returned it
    input_gradient : bool, False leaves out dA_prev, a third of the work

    Returns
    -------
    dA_prev : ndarray of shape (n_prev, m), or None
    dW : ndarray of shape (n, n_prev)
    db : ndarray of shape (n, 1)
    """
    A_prev, W, _ = cache
    m = A_prev.shape[1]
    dW = dZ @ A_prev.T / m
    db = dZ.sum(axis=1, keepdims=True) / m
    dA_prev = W.T @ dZ if input_gradient else None
    return dA_prev, dW, db


@validated(functions.linear_activation_backward)
def linear_activation_backward(dA, cache, activation, input_gradient=True):
    """Go back through one layer: dZ = dA * g'(Z), then linear_backward.

    Parameters
    ----------
    dA : ndarray of shape (n, m)
    cache : ((A_prev, W, b), Z), as linear_activation_forward returned it
    activation : "relu" or "sigmoid", the one used in the forward step
    input_gradient : as in linear_backward

    Returns
    -------
    dA_prev, dW, db : as linear_backward returns them
    """
    linear_cache, Z = cache
    if activation == "relu":
        dZ = relu_backward(dA, Z)
    elif activation == "sigmoid":
        dZ = sigmoid_backward(dA, Z)
    return linear_backward(dZ, linear_cache, input_gradient)


@validated(functions.network_gradient)
def L_model_backward(AL, Y, caches, input_gradient=True):
    """Follow the chain rule from dAL back through each cache.

    Parameters
    ----------
    AL, Y : as in compute_cost; AL need not belong to the caches
    caches : list of L caches, as L_model_forward returned it
    input_gradient : bool, False computes no dA0 and keeps no other dA: an update needs dW and db alone

    Returns
    -------
    grads : dict, dW1, ..., dWL and db1, ..., dbL of the mean cost, and dA0, ..., dA{L-1} of each example's own loss
    """
    L = len(caches)
    dA = -(Y / not_zero(AL) - (1 - Y) / not_zero(1 - AL))
    grads = {}
    for l in range(L, 0, -1):
        activation = "relu" if l < L else "sigmoid"
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], activation, input_gradient or l > 1)
        grads[f"dW{l}"], grads[f"db{l}"] = dW, db
        if input_gradient:
            grads[f"dA{l - 1}"] = dA
    return grads


@validated(functions.gradient_check)
def gradient_check(parameters, X, Y, backward=L_model_backward, step=1e-5, *, forward=L_model_forward):
    """Compare the gradients of `backward` with measured slopes, (J(w + step) - J(w - step)) / (2 step).

    Parameters
    ----------
    parameters : dict, W1, b1, ..., WL, bL in float64; every number is moved, so keep the network small
    X, Y : ndarrays of shape (n_x, m) and (1, m)
    backward, forward : what is to be checked, with the arguments and returns of ours
    step : float; where a step crosses the kink of a ReLU the slope jumps, and that entry is left out

    Returns
    -------
    error : float, the largest |gradient - measured| / (|gradient| + |measured|) of any W_l or b_l, |.| the norm;
        divided by J / 100 at least, since the rounding of J drowns smaller differences
    """
    AL, caches = forward(X, parameters)
    grads = backward(AL, Y, caches)
    least = compute_cost(AL, Y) / 100
    errors = []
    for name, value in parameters.items():
        gradient = grads[f"d{name}"]
        measured = np.array(gradient)
        for position in np.ndindex(value.shape):
            J, gates = [], []
            for change in (step, -step):
                moved = value.copy()
                moved[position] += change
                AL, caches = forward(X, {**parameters, name: moved})
                J.append(compute_cost(AL, Y))
                gates.append([Z > 0 for _, Z in caches[:-1]])
            if all(map(np.array_equal, *gates)):
                measured[position] = (J[0] - J[1]) / (2 * step)
        size = np.linalg.norm(gradient) + np.linalg.norm(measured)
        errors.append(np.linalg.norm(gradient - measured) / max(size, least))
    return float(max(errors))
