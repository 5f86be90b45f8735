"""My own L-layer network; what I have not written yet comes from dlhelpers."""

import numpy as np

import dlhelpers as dl
from dlhelpers import *


def initialize_parameters_deep(layer_dims, *, scale=None, rng=None):
    """Return parameters W1, b1, ..., WL, bL for layer_dims = [n_0, n_1, ..., n_L]."""
    rng = np.random.default_rng(rng)
    parameters = {}
    for l in range(1, len(layer_dims)):
        n_prev, n = layer_dims[l - 1], layer_dims[l]
        W = rng.standard_normal((n, n_prev))
        parameters[f"W{l}"] = W / np.sqrt(n_prev) if scale is None else W * scale
        parameters[f"b{l}"] = np.zeros((n, 1))
    return parameters


def linear_forward(A, W, b):
    """Return Z = W A + b of shape (n, m), and the cache (A, W, b)."""
    Z = W @ A + b
    return Z, (A, W, b)


def relu(Z):
    """Return A = max(0, Z) and the activation cache Z."""
    A = np.maximum(0, Z)
    return A, Z


def sigmoid(Z):
    """Return A = 1 / (1 + exp(-Z)), never 0 and never 1, and the activation cache Z."""
    A = 1 / (1 + np.exp(-np.clip(Z, -36, 36)))
    return A, Z


def linear_activation_forward(A_prev, W, b, activation):
    """Return A = g(W A_prev + b) and the cache ((A_prev, W, b), Z); activation is "relu" or "sigmoid"."""
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "relu":
        A, activation_cache = relu(Z)
    else:
        A, activation_cache = sigmoid(Z)
    return A, (linear_cache, activation_cache)


def L_model_forward(X, parameters):
    """Return AL of shape (1, m), and the list of L caches."""
    L = len(parameters) // 2
    A, caches = X, []
    for l in range(1, L + 1):
        activation = "relu" if l < L else "sigmoid"
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], activation)
        caches.append(cache)
    return A, caches


def compute_cost(AL, Y):
    """Return the mean cross-entropy, a float."""
    return float(-np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)))


def relu_backward(dA, Z):
    """Return dZ, which is dA where Z > 0 and 0 elsewhere."""
    return dA * (Z > 0)


def sigmoid_backward(dA, Z):
    """Return dZ = dA * s * (1 - s), with s = sigmoid(Z)."""
    s, _ = sigmoid(Z)
    return dA * s * (1 - s)


def linear_backward(dZ, cache):
    """Return dA_prev, dW and db, for cache = (A_prev, W, b)."""
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = dZ @ A_prev.T / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = W.T @ dZ
    return dA_prev, dW, db


def linear_activation_backward(dA, cache, activation):
    """Return dA_prev, dW and db of one layer; activation is the one used forward."""
    linear_cache, Z = cache
    if activation == "relu":
        dZ = relu_backward(dA, Z)
    else:
        dZ = sigmoid_backward(dA, Z)
    return linear_backward(dZ, linear_cache)


def L_model_backward(AL, Y, caches):
    """Return grads with dWl, dbl for l = 1 ... L, and dA0 ... dA{L-1}."""
    L = len(caches)
    grads = {}
    dA = -(Y / AL - (1 - Y) / (1 - AL))
    for l in range(L, 0, -1):
        activation = "relu" if l < L else "sigmoid"
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], activation)
        grads[f"dA{l - 1}"], grads[f"dW{l}"], grads[f"db{l}"] = dA, dW, db
    return grads


def update_parameters(parameters, grads, learning_rate):
    """Return new parameters: W - learning_rate * dW, and likewise b, for every layer."""
    L = len(parameters) // 2
    new = {}
    for l in range(1, L + 1):
        new[f"W{l}"] = parameters[f"W{l}"] - learning_rate * grads[f"dW{l}"]
        new[f"b{l}"] = parameters[f"b{l}"] - learning_rate * grads[f"db{l}"]
    return new


def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False, *,
                  parameters=None, rng=None):  # fmt: skip
    """Train a network with layers_dims = [n_x, n_1, ..., 1]; return parameters and costs."""
    parameters = parameters or initialize_parameters_deep(layers_dims, rng=rng)
    costs = []
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(compute_cost(AL, Y))
            if print_cost:
                print(f"Cost after iteration {i}: {costs[-1]:.6f}")
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters, costs


def predict(X, parameters):
    """Return 0 or 1 for each example, integers of shape (1, m)."""
    AL, _ = L_model_forward(X, parameters)
    return (AL > 0.5).astype(int)
