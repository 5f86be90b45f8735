"""The way from two layers to L: a hard-coded network, the loop that replaces it, and the shapes of its parameters."""

import numpy as np

from ..validation import functions, validated


@validated(functions.two_layers)
def two_layer_forward(X, W1, b1, W2, b2):
    """Compute Z1 = W1 X + b1, A1 = max(0, Z1) and A2 = sigmoid(W2 A1 + b2).

    Parameters
    ----------
    X : ndarray of shape (n_0, m), examples are columns
    W1, b1 : ndarrays of shape (n_1, n_0) and (n_1, 1)
    W2, b2 : ndarrays of shape (1, n_1) and (1, 1)

    Returns
    -------
    Z1, A1 : ndarrays of shape (n_1, m)
    A2 : ndarray of shape (1, m)
    """
    Z1 = W1 @ X + b1
    A1 = np.maximum(0, Z1)
    Z2 = W2 @ A1 + b2
    A2 = 1 / (1 + np.exp(-Z2))
    return Z1, A1, A2


@validated(functions.two_layers_and_labels)
def two_layer_gradients(X, Y, W1, b1, W2, b2):
    """Compute the prediction A2 and the gradients of the mean cost.

    Parameters
    ----------
    X, W1, b1, W2, b2 : as in two_layer_forward
    Y : ndarray of shape (1, m), labels 0 or 1

    Returns
    -------
    A2 : ndarray of shape (1, m)
    gradients : (dW1, db1, dW2, db2), each of the shape of its parameter
    """
    Z1, A1, A2 = two_layer_forward(X, W1, b1, W2, b2)
    m = X.shape[1]
    dZ2 = A2 - Y
    dW2 = dZ2 @ A1.T / m
    db2 = dZ2.mean(axis=1, keepdims=True)
    dZ1 = (W2.T @ dZ2) * (Z1 > 0)
    dW1 = dZ1 @ X.T / m
    db1 = dZ1.mean(axis=1, keepdims=True)
    return A2, (dW1, db1, dW2, db2)


@validated(functions.network_input)
def forward_loop(X, parameters):
    """Compute the prediction AL of shape (1, m) for a network of any depth; arguments as in L_model_forward."""
    L = len(parameters) // 2
    A = X
    for l in range(1, L + 1):
        Z = parameters[f"W{l}"] @ A + parameters[f"b{l}"]
        A = np.maximum(0, Z) if l < L else 1 / (1 + np.exp(-Z))
    return A


@validated(functions.sizes)
def parameter_shapes(layer_dims):
    """Return {"W1": (n_1, n_0), "b1": (n_1, 1), ...} for layer_dims = (n_0, n_1, ..., n_L)."""
    shapes = {}
    for l in range(1, len(layer_dims)):
        shapes[f"W{l}"] = (layer_dims[l], layer_dims[l - 1])
        shapes[f"b{l}"] = (layer_dims[l], 1)
    return shapes
