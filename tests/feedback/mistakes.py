"""The mistakes that learners really make, as code, each with words that its sentence must hold."""
# ruff: noqa: B007, RUF059, E501

import numpy as np

from dlhelpers import (
    L_model_backward,
    L_model_forward,
    compute_cost,
    flatten,
    initialize_parameters_deep,
    linear_activation_backward,
    linear_activation_forward,
    linear_backward,
    linear_forward,
    relu,
    relu_backward,
    sigmoid,
    sigmoid_backward,
    two_layer_forward,
    update_parameters,
)

MISTAKES = []


def mistake(name, *words):
    """Register a mistake made in the function `name`; each of `words` must be in what check says of the cause."""

    def register(function):
        MISTAKES.append((function.__name__, name, function, words))
        return function

    return register


@mistake("initialize_parameters_deep", "too large", "sqrt(n_{l-1})")
def P01(layer_dims, *, scale=None, rng=None):
    rng = np.random.default_rng(rng)
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = rng.standard_normal((layer_dims[l], layer_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake("initialize_parameters_deep", "all zeros", "random")
def P02(layer_dims, *, scale=None, rng=None):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.zeros((layer_dims[l], layer_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake("initialize_parameters_deep", "row", "(n_l, 1)")
def P03(layer_dims, *, scale=None, rng=None):
    rng = np.random.default_rng(rng)
    parameters = {}
    for l in range(1, len(layer_dims)):
        n_prev, n = layer_dims[l - 1], layer_dims[l]
        parameters[f"W{l}"] = rng.standard_normal((n, n_prev)) / np.sqrt(n_prev)
        parameters[f"b{l}"] = np.zeros((1, n))
    return parameters


@mistake("initialize_parameters_deep", "transposed", "(n_l, n_{l-1})")
def P04(layer_dims, *, scale=None, rng=None):
    rng = np.random.default_rng(rng)
    parameters = {}
    for l in range(1, len(layer_dims)):
        n_prev, n = layer_dims[l - 1], layer_dims[l]
        parameters[f"W{l}"] = rng.standard_normal((n_prev, n)) / np.sqrt(n_prev)
        parameters[f"b{l}"] = np.zeros((n, 1))
    return parameters


@mistake("initialize_parameters_deep", "last layer", "len(layer_dims) - 1")
def P05(layer_dims, *, scale=None, rng=None):
    rng = np.random.default_rng(rng)
    parameters = {}
    for l in range(1, len(layer_dims) - 1):
        n_prev, n = layer_dims[l - 1], layer_dims[l]
        parameters[f"W{l}"] = rng.standard_normal((n, n_prev)) / np.sqrt(n_prev)
        parameters[f"b{l}"] = np.zeros((n, 1))
    return parameters


@mistake("initialize_parameters_deep", "one off", "range(1, len(layer_dims))")
def P06(layer_dims, *, scale=None, rng=None):
    rng = np.random.default_rng(rng)
    parameters = {}
    for l in range(1, len(layer_dims) + 1):
        n_prev, n = layer_dims[l - 1], layer_dims[l]
        W = rng.standard_normal((n, n_prev))
        parameters[f"W{l}"] = W / np.sqrt(n_prev) if scale is None else W * scale
        parameters[f"b{l}"] = np.zeros((n, 1))
    return parameters


@mistake("initialize_parameters_deep", "whole-number division", "/")
def P07(layer_dims, *, scale=None, rng=None):
    rng = np.random.default_rng(rng)
    parameters = {}
    for l in range(1, len(layer_dims)):
        n_prev, n = layer_dims[l - 1], layer_dims[l]
        W = rng.standard_normal((n, n_prev))
        W *= np.sqrt(1 // n_prev)
        parameters[f"W{l}"] = W
        parameters[f"b{l}"] = np.zeros((n, 1))
    return parameters


@mistake("initialize_parameters_deep", "empty", "layer_dims")
def P08(layer_dims, *, scale=None, rng=None):
    rng = np.random.default_rng(rng)
    parameters = {}
    L = len(parameters)
    for l in range(1, L):
        n_prev, n = layer_dims[l - 1], layer_dims[l]
        parameters[f"W{l}"] = rng.standard_normal((n, n_prev)) / np.sqrt(n_prev)
        parameters[f"b{l}"] = np.zeros((n, 1))
    return parameters


@mistake("linear_forward", "transpose too many", "np.dot(W, A)")
def P09(A, W, b):
    Z = np.dot(W.T, A) + b
    return Z, (A, W, b)


@mistake("linear_forward", "matrix product", "entry by entry")
def P10(A, W, b):
    Z = W * A + b
    return Z, (A, W, b)


@mistake("linear_forward", "leaves out the term `b`")
def P11(A, W, b):
    cache = (A, W, b)
    return np.dot(W, A), cache


@mistake("linear_forward", "it needs `(A, W, b)`")
def P12(A, W, b):
    Z = np.dot(W, A) + b
    cache = (A, W)
    return Z, cache


@mistake("linear_activation_forward", "Z", "cache")
def P13(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "relu":
        A, _ = relu(Z)
    else:
        A, _ = sigmoid(Z)
    cache = (linear_cache, A)
    return A, cache


@mistake("linear_activation_forward", "'relu'")
def P14(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, _ = sigmoid(Z) if activation == "relu" else relu(Z)
    return A, (linear_cache, Z)


@mistake("linear_activation_forward", "derivative", "max(0, Z)")
def P15(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "relu":
        A = Z > 0
    else:
        A, _ = sigmoid(Z)
    return A, (linear_cache, Z)


@mistake("linear_activation_forward", "it needs `(A, (linear_cache, Z))`")
def P16(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "relu":
        A, activation_cache = relu(Z)
    else:
        A, activation_cache = sigmoid(Z)
    return A, linear_cache


@mistake("L_model_forward", "takes the same entry in every turn", "parameters['W' + str(l)]")
def P17(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A_prev = A
        A, cache = linear_activation_forward(A_prev, parameters["W" + str(1)], parameters["b" + str(1)], "relu")
        caches.append(cache)
    AL, cache = linear_activation_forward(A, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid")
    caches.append(cache)
    return AL, caches


@mistake("L_model_forward", "`X", "A")
def P18(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A, cache = linear_activation_forward(X, parameters["W" + str(l)], parameters["b" + str(l)], "relu")
        caches.append(cache)
    AL, cache = linear_activation_forward(A, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid")
    caches.append(cache)
    return AL, caches


@mistake("L_model_forward", "hidden layers")
def P19(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A_prev = A
        A, cache = linear_activation_forward(A_prev, parameters["W" + str(l)], parameters["b" + str(l)], "sigmoid")
        caches.append(cache)
    AL, cache = linear_activation_forward(A, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid")
    caches.append(cache)
    return AL, caches


@mistake("L_model_forward", "one off", "range(1, L)")
def P20(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(L):
        A_prev = A
        A, cache = linear_activation_forward(A_prev, parameters["W" + str(l)], parameters["b" + str(l)], "relu")
        caches.append(cache)
    AL, cache = linear_activation_forward(A, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid")
    caches.append(cache)
    return AL, caches


@mistake("L_model_forward", "whole", "//")
def P21(X, parameters):
    caches = []
    A = X
    L = len(parameters) / 2
    for l in range(1, L):
        A_prev = A
        A, cache = linear_activation_forward(A_prev, parameters["W" + str(l)], parameters["b" + str(l)], "relu")
        caches.append(cache)
    AL, cache = linear_activation_forward(A, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid")
    caches.append(cache)
    return AL, caches


@mistake("L_model_forward", "A_prev", "`linear_activation_forward(A,")
def P22(X, parameters):
    caches = []
    A = X
    A_prev = X
    L = len(parameters) // 2
    for l in range(1, L):
        A_prev = A
        A, cache = linear_activation_forward(A_prev, parameters["W" + str(l)], parameters["b" + str(l)], "relu")
        caches.append(cache)
    AL, cache = linear_activation_forward(A_prev, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid")
    caches.append(cache)
    return AL, caches


@mistake("compute_cost", "sign")
def P23(AL, Y):
    m = Y.shape[1]
    cost = np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m
    return cost


@mistake("compute_cost", "mean", "divide by m")
def P24(AL, Y):
    cost = -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
    return cost


@mistake("compute_cost", "m x m", "transpose")
def P25(AL, Y):
    m = Y.shape[1]
    cost = -np.sum(Y * np.log(AL).T + (1 - Y) * np.log(1 - AL).T) / m
    return cost


@mistake("compute_cost", "brackets", "one number")
def P26(AL, Y):
    m = Y.shape[1]
    cost = -(np.dot(Y, np.log(AL).T) + np.dot(1 - Y, np.log(1 - AL).T)) / m
    return cost


@mistake("compute_cost", "squared error", "cross-entropy")
def P28(AL, Y):
    return np.mean((AL - Y) ** 2)


@mistake("relu_backward", "overwritten", "copy")
def P29(dA, Z):
    dZ = dA
    dZ[Z <= 0] = 0
    return dZ


@mistake("relu_backward", "Z > 0")
def P30(dA, Z):
    dZ = dA * (dA > 0)
    return dZ


@mistake("relu_backward", "compares", "Z > 0")
def P31(dA, Z):
    return dA * (Z < 0)


@mistake("relu_backward", "leaky")
def P32(dA, Z):
    return np.where(Z > 0, dA, 0.01 * dA)


@mistake("sigmoid_backward", "s * (1 - s)", "Z")
def P33(dA, Z):
    return dA * Z * (1 - Z)


@mistake("sigmoid_backward", "factor", "dA")
def P34(dA, Z):
    s = 1 / (1 + np.exp(-Z))
    return s * (1 - s)


@mistake("sigmoid_backward", "brackets", "(1 - s)")
def P35(dA, Z):
    s = 1 / (1 + np.exp(-Z))
    dZ = dA * s * 1 - s
    return dZ


@mistake("linear_backward", "`db`", "division by `m`")
def P36(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True)
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


@mistake("linear_backward", "`db`", "axis=1")
def P37(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=0, keepdims=True) / m
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


@mistake("linear_backward", "`db`", "squeezed")
def P38(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.squeeze(np.sum(dZ, axis=1, keepdims=True)) / m
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


@mistake("linear_backward", "db", "over the examples")
def P39(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = dZ
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


@mistake("linear_backward", "dW", "matrix product")
def P40(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.multiply(A_prev.T, dZ) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


@mistake("linear_backward", "`dA_prev`", "lacks a transpose", "W.T")
def P41(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W, dZ)
    return dA_prev, dW, db


@mistake("linear_backward", "`dW`", "transposed")
def P42(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(A_prev, dZ.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


@mistake("linear_backward", "`dA_prev`", "wrong variable", "dW.T")
def P43(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(dW.T, dZ)
    return dA_prev, dW, db


@mistake("linear_backward", "db", "4")
def P44(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = 1.0 / m * np.dot(dZ, A_prev.T)
    db = 4.0 / m * np.sum(dZ, axis=1, keepdims=True)
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


@mistake("linear_activation_backward", "wrong activation", "relu_backward")
def P45(dA, cache, activation):
    linear_cache, activation_cache = cache
    if activation == "relu":
        dZ = sigmoid_backward(dA, activation_cache)
    elif activation == "sigmoid":
        dZ = sigmoid_backward(dA, activation_cache)
    return linear_backward(dZ, linear_cache)


@mistake("linear_activation_backward", "matrix product", "entry by entry")
def P46(dA, cache, activation):
    linear_cache, Z = cache
    if activation == "relu":
        slope = (Z > 0).astype(float)
    else:
        s = 1 / (1 + np.exp(-Z))
        slope = s * (1 - s)
    dZ = np.dot(dA, slope)
    return linear_backward(dZ, linear_cache)


def classic_backward_rest(dAL, caches, grads):
    L = len(caches)
    dA = dAL
    for l in range(L, 0, -1):
        activation = "sigmoid" if l == L else "relu"
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], activation)
        grads["dA" + str(l - 1)], grads["dW" + str(l)], grads["db" + str(l)] = dA, dW, db
    return grads


@mistake("L_model_backward", "sign")
def P47(AL, Y, caches):
    dAL = -(np.divide(Y, AL) + np.divide(1 - Y, 1 - AL))
    return classic_backward_rest(dAL, caches, {})


@mistake("L_model_backward", "every layer is given dAL")
def P48(AL, Y, caches):
    grads = {}
    L = len(caches)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    dA_prev, dW, db = linear_activation_backward(dAL, caches[L - 1], "sigmoid")
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = dA_prev, dW, db
    for l in reversed(range(1, L)):
        dA_prev, dW, db = linear_activation_backward(dAL, caches[l - 1], "relu")
        grads["dA" + str(l - 1)], grads["dW" + str(l)], grads["db" + str(l)] = dA_prev, dW, db
    return grads


@mistake("L_model_backward", "hidden layers")
def P49(AL, Y, caches):
    grads = {}
    L = len(caches)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    dA, dW, db = linear_activation_backward(dAL, caches[L - 1], "sigmoid")
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = dA, dW, db
    for l in reversed(range(1, L)):
        current_cache = caches[l - 1]
        dA, dW, db = linear_activation_backward(dA, current_cache, "sigmoid")
        grads["dA" + str(l - 1)], grads["dW" + str(l)], grads["db" + str(l)] = dA, dW, db
    return grads


@mistake("L_model_backward", "one off", "caches[l - 1]")
def P50(AL, Y, caches):
    grads = {}
    L = len(caches)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    dA, dW, db = linear_activation_backward(dAL, caches[L - 1], "sigmoid")
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = dA, dW, db
    for l in reversed(range(1, L)):
        current_cache = caches[l]
        dA, dW, db = linear_activation_backward(dA, current_cache, "relu")
        grads["dA" + str(l - 1)], grads["dW" + str(l)], grads["db" + str(l)] = dA, dW, db
    return grads


@mistake("L_model_backward", "names of dA are one too high")
def P51(AL, Y, caches):
    grads = {}
    L = len(caches)
    dA = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    for l in range(L, 0, -1):
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], "sigmoid" if l == L else "relu")
        grads["dA" + str(l)], grads["dW" + str(l)], grads["db" + str(l)] = dA, dW, db
    return grads


@mistake("L_model_backward", "own output", "input of the layer")
def P52(AL, Y, caches):
    m = AL.shape[1]
    L = len(caches)
    A = [cache[0][0] for cache in caches] + [AL]
    grads = {}
    dA = -(Y / AL - (1 - Y) / (1 - AL))
    for l in range(L, 0, -1):
        (_, W, b), Z = caches[l - 1]
        dZ = sigmoid_backward(dA, Z) if l == L else relu_backward(dA, Z)
        grads["dW" + str(l)] = np.dot(dZ, A[l].T) / m
        grads["db" + str(l)] = np.sum(dZ, axis=1, keepdims=True) / m
        dA = np.dot(W.T, dZ)
        grads["dA" + str(l - 1)] = dA
    return grads


@mistake("L_model_backward", "anew", "before the loop")
def P53(AL, Y, caches):
    L = len(caches)
    dA = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    for l in range(L, 0, -1):
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], "sigmoid" if l == L else "relu")
        grads = {"dA" + str(l - 1): dA, "dW" + str(l): dW, "db" + str(l): db}
    return grads


@mistake("update_parameters", "-=", "given")
def P54(parameters, grads, learning_rate):
    L = len(parameters) // 2
    for l in range(1, L + 1):
        parameters["W" + str(l)] -= learning_rate * grads["dW" + str(l)]
        parameters["b" + str(l)] -= learning_rate * grads["db" + str(l)]
    return parameters


@mistake("update_parameters", "comes out as `p + learning_rate * dp`")
def P55(parameters, grads, learning_rate):
    new = {}
    for l in range(1, len(parameters) // 2 + 1):
        new["W" + str(l)] = parameters["W" + str(l)] + learning_rate * grads["dW" + str(l)]
        new["b" + str(l)] = parameters["b" + str(l)] + learning_rate * grads["db" + str(l)]
    return new


@mistake("update_parameters", "loop", "L + 1")
def P56(parameters, grads, learning_rate):
    L = len(parameters) // 2
    new = dict(parameters)
    for l in range(1, L):
        new["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        new["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return new


@mistake("update_parameters", "without a return")
def P57(parameters, grads, learning_rate):
    new = {}
    for l in range(1, len(parameters) // 2 + 1):
        new["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        new["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]


@mistake("predict", "probability", "0.5")
def P58(X, parameters):
    AL, caches = L_model_forward(X, parameters)
    return AL


@mistake("predict", "transpose")
def P59(X, parameters):
    AL, caches = L_model_forward(X, parameters)
    return (AL > 0.5).T


@mistake("L_layer_model", "lost", "parameters = update_parameters")
def P60(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    costs = []
    parameters = initialize_parameters_deep(layers_dims)
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        update_parameters(parameters, grads, learning_rate)
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(cost)
    return parameters, costs


@mistake("L_layer_model", "return", "loop")
def P61(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    costs = []
    parameters = initialize_parameters_deep(layers_dims)
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(cost)
        return parameters, costs


@mistake("L_layer_model", "layers_dims", "12288")
def P62(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    costs = []
    parameters = initialize_parameters_deep([12288, 20, 7, 5, 1])
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(cost)
    return parameters, costs


@mistake("two_layer_forward", "A2", "sigmoid")
def P63(X, W1, b1, W2, b2):
    Z1 = np.dot(W1, X) + b1
    A1 = np.maximum(Z1, 0)
    Z2 = np.dot(W2, A1) + b2
    A2 = np.maximum(Z2, 0)
    return Z1, A1, A2


@mistake("two_layer_gradients", "dW2", "m")
def P64(X, Y, W1, b1, W2, b2):
    Z1, A1, A2 = two_layer_forward(X, W1, b1, W2, b2)
    m = X.shape[1]
    dZ2 = A2 - Y
    dW2 = dZ2 @ A1.T
    db2 = dZ2.mean(axis=1, keepdims=True)
    dZ1 = (W2.T @ dZ2) * (Z1 > 0)
    dW1 = dZ1 @ X.T / m
    db1 = dZ1.mean(axis=1, keepdims=True)
    return A2, (dW1, db1, dW2, db2)


@mistake("forward_loop", "last layer", "sigmoid")
def P65(X, parameters):
    A = X
    for l in range(1, len(parameters) // 2 + 1):
        A = np.maximum(0, np.dot(parameters[f"W{l}"], A) + parameters[f"b{l}"])
    return A


@mistake("parameter_shapes", "order", "W")
def P66(layer_dims):
    shapes = {}
    for l in range(1, len(layer_dims)):
        shapes[f"W{l}"] = (layer_dims[l - 1], layer_dims[l])
        shapes[f"b{l}"] = (layer_dims[l], 1)
    return shapes


@mistake("prepare", "divided by 255 too")
def P67(images, mean):
    return (flatten(images) - mean) / 255


@mistake("prepare", "mixes")
def P68(images, mean):
    return images.reshape(-1, images.shape[0]) / 255 - mean


@mistake("most_wrong", "first")
def P69(AL, Y, k):
    called = np.where(Y == 1, AL, 1 - AL)
    return np.argsort(called[0])[::-1][:k]


@mistake("most_wrong", "label")
def P70(AL, Y, k):
    return np.argsort(AL[0])[:k]


@mistake("log_uniform", "evenly", "log(low)")
def P84(u, low, high):
    return np.array([low * (1 - x) + high * x for x in u.ravel()]).reshape(u.shape)


@mistake("log_uniform", "logarithms", "np.exp")
def P85(u, low, high):
    return np.log(low * (high / low) ** u)


@mistake("paired_interval", "pair by pair")
def P86(a, b):
    mean, n = np.mean(a) - np.mean(b), len(a)
    half = 2 * ((np.std(a, ddof=1) ** 2 + np.std(b, ddof=1) ** 2) / n) ** 0.5
    return mean, mean - half, mean + half


@mistake("paired_interval", "ddof=1")
def P87(a, b):
    d = np.array([x - y for x, y in zip(a, b, strict=True)])
    error = d.std() / len(d) ** 0.5
    return d.mean(), d.mean() - 2 * error, d.mean() + 2 * error


@mistake("paired_interval", "/ np.sqrt(len(d))")
def P88(a, b):
    d = np.asarray(a) - np.asarray(b)
    return d.mean(), d.mean() - 2 * d.std(ddof=1), d.mean() + 2 * d.std(ddof=1)


@mistake("zigzag", "begins at 0")
def P89(n):
    W2 = np.array([[2.0 * (-1) ** k for k in range(n)]])
    W2[0, 0] = 1
    return np.ones((n, n)), -np.arange(1, n + 1).reshape(-1, 1), W2


@mistake("zigzag", "it needs `np.array([[1, *(")
def P90(n):
    return np.ones((n, n)), -np.arange(n)[:, None], np.array([[2 * (-1) ** k for k in range(n)]])


@mistake("most_exciting", "strongest comes last")
def P91(A, k):
    return np.array([np.argsort(row)[len(row) - k :] for row in A])


@mistake("most_exciting", "np.argsort(A * -1, 1)")
def P92(A, k):
    return np.argsort(A * -1, 0)[:, :k]


@mistake("feedback_alignment", "own W", "B[f'W{l}']")
def P71(AL, Y, caches, B):
    grads, L = {}, len(caches)
    dA = -(Y / AL - (1 - Y) / (1 - AL))
    for l in range(L, 0, -1):
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], "relu" if l < L else "sigmoid")
        grads[f"dA{l - 1}"], grads[f"dW{l}"], grads[f"db{l}"] = dA, dW, db
    return grads


@mistake("integrate_and_fire", "leaks")
def P72(current, dt=0.1, tau=20.0, R=100.0, rest=-70.0, threshold=-50.0, pause=20):
    voltage, spikes, V, wait = [], [], rest, 0
    for I in current:
        if wait > 0:
            wait = wait - 1
        else:
            V = V + dt * R * I / tau
        spikes.append(int(V >= threshold))
        if spikes[-1]:
            V, wait = rest, pause
        voltage.append(V)
    return np.array(voltage), np.array(spikes)


@mistake("oja", "lacks the division")
def P73(A_prev, A, W):
    together = A @ A_prev.T
    return np.mean(A**2, axis=1, keepdims=True) * W - together


@mistake("multiply_adds", "`input_gradient` is not used")
def P74(layer_dims, m, input_gradient=True):
    count = 0
    for l in range(1, len(layer_dims)):
        count += 3 * layer_dims[l] * layer_dims[l - 1] * m
    return count


@mistake("multiply_adds", "one product", "dW and dA")
def P75(layer_dims, m, input_gradient=True):
    count = 0
    for l in range(1, len(layer_dims)):
        count += layer_dims[l] * layer_dims[l - 1] * m
    return count


@mistake("multiply_adds", "only dA of the input")
def P76(layer_dims, m, input_gradient=True):
    count = 0
    for l in range(1, len(layer_dims)):
        count += 3 * layer_dims[l] * layer_dims[l - 1] * m
    if not input_gradient:
        count = count * 2 / 3
    return count


@mistake("multiply_adds", "leaves out a factor", "m")
def P77(layer_dims, m, input_gradient=True):
    count = 0
    for l in range(1, len(layer_dims)):
        products = 3 if input_gradient or l > 1 else 2
        count += products * layer_dims[l] * layer_dims[l - 1]
    return count


@mistake("multiply_adds", "loop", "one off")
def P78(layer_dims, m, input_gradient=True):
    count = 0
    for l in range(1, len(layer_dims) - 1):
        products = 3 if input_gradient or l > 1 else 2
        count += products * layer_dims[l] * layer_dims[l - 1] * m
    return count


@mistake("descend_in_span", "division by `m`")
def P79(X, Y, W, b, learning_rate, num_iterations):
    m = X.shape[1]
    W_X, XT_X = W @ X, X.T @ X
    C = np.zeros((1, m))
    for _ in range(num_iterations):
        A, _ = sigmoid(W_X + C @ XT_X + b)
        dZ = A - Y
        C = C - learning_rate * dZ
        b = b - learning_rate * np.mean(dZ)
    return W + C @ X.T, b


@mistake("descend_in_span", "leaves out the term `W @ X`")
def P80(X, Y, W, b, learning_rate, num_iterations):
    m = X.shape[1]
    XT_X = X.T @ X
    C = np.zeros((1, m))
    for _ in range(num_iterations):
        A, _ = sigmoid(C @ XT_X + b)
        dZ = A - Y
        C = C - learning_rate * dZ / m
        b = b - learning_rate * np.mean(dZ)
    return W + C @ X.T, b


@mistake("descend_in_span", "dZ / m alone")
def P81(X, Y, W, b, learning_rate, num_iterations):
    m = X.shape[1]
    W_X, XT_X = W @ X, X.T @ X
    C = np.zeros((1, m))
    for _ in range(num_iterations):
        A, _ = sigmoid(W_X + C @ XT_X + b)
        dZ = A - Y
        C = C - learning_rate * (dZ @ XT_X) / m
        b = b - learning_rate * np.mean(dZ)
    return W + C @ X.T, b


@mistake("descend_in_span", "coefficients")
def P82(X, Y, W, b, learning_rate, num_iterations):
    m = X.shape[1]
    W_X, XT_X = W @ X, X.T @ X
    C = np.zeros((1, m))
    for _ in range(num_iterations):
        A, _ = sigmoid(W_X + C @ XT_X + b)
        dZ = A - Y
        C = C - learning_rate * dZ / m
        b = b - learning_rate * np.mean(dZ)
    return C, b


@mistake("descend_in_span", "leaves out the term `W`")
def P83(X, Y, W, b, learning_rate, num_iterations):
    m = X.shape[1]
    W_X, XT_X = W @ X, X.T @ X
    C = np.zeros((1, m))
    for _ in range(num_iterations):
        A, _ = sigmoid(W_X + C @ XT_X + b)
        dZ = A - Y
        C = C - learning_rate * dZ / m
        b = b - learning_rate * np.mean(dZ)
    return C @ X.T, b


@mistake("initialize_parameters_deep", "layer 1 alone")
def P93(layer_dims, *, scale=None, rng=None):
    rng = np.random.default_rng(rng)
    parameters = {}
    for l in range(1, len(layer_dims)):
        W = rng.standard_normal((layer_dims[l], layer_dims[l - 1]))
        parameters[f"W{l}"] = W / np.sqrt(layer_dims[l - 1]) if scale is None else W * scale
        parameters[f"b{l}"] = np.zeros((layer_dims[l], 1))
        return parameters


@mistake("initialize_parameters_deep", "scale is None")
def P94(layer_dims, *, scale=None, rng=None):
    rng = np.random.default_rng(rng)
    parameters = {}
    for l in range(1, len(layer_dims)):
        W = rng.standard_normal((layer_dims[l], layer_dims[l - 1]))
        if scale:
            W *= scale
        else:
            W /= np.sqrt(layer_dims[l - 1])
        parameters[f"W{l}"] = W
        parameters[f"b{l}"] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake("initialize_parameters_deep", "takes that factor's place")
def P95(layer_dims, *, scale=None, rng=None):
    rng = np.random.default_rng(rng)
    parameters = {}
    if scale is None:
        scale = 1
    for l in range(1, len(layer_dims)):
        fan_in = layer_dims[l - 1]
        parameters[f"W{l}"] = scale * rng.standard_normal((layer_dims[l], fan_in)) / np.sqrt(fan_in)
        parameters[f"b{l}"] = np.zeros((layer_dims[l], 1))
    return parameters


@mistake("initialize_parameters_deep", "generator once")
def P96(layer_dims, *, scale=None, rng=None):
    parameters = {}
    for l in range(1, len(layer_dims)):
        r = np.random.default_rng(rng)
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        W = r.standard_normal((n, n_prev))
        if scale is None:
            W = W / np.sqrt(n_prev)
        else:
            W = W * scale
        parameters[f"W{l}"] = W
        parameters[f"b{l}"] = np.zeros((n, 1))
    return parameters


@mistake("linear_activation_forward", "'ReLU'")
def P97(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "ReLU":
        A, activation_cache = relu(Z)
    else:
        A, activation_cache = sigmoid(Z)
    cache = (linear_cache, activation_cache)
    return A, cache


@mistake("linear_activation_forward", "'sigmiod'")
def P98(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "relu":
        A, activation_cache = relu(Z)
    elif activation == "sigmiod":
        A, activation_cache = sigmoid(Z)
    return A, (linear_cache, activation_cache)


@mistake("linear_activation_backward", "never used")
def P99(dA, cache, activation):
    linear_cache, Z = cache
    dZ = relu_backward(dA, Z)
    return linear_backward(dZ, linear_cache)


@mistake("L_model_forward", "// 2")
def P100(X, parameters):
    caches = []
    A = X
    L = len(parameters)
    for l in range(1, L + 1):
        A, cache = linear_activation_forward(
            A, parameters[f"W{l}"], parameters[f"b{l}"], "relu" if l < L else "sigmoid"
        )
        caches.append(cache)
    return A, caches


@mistake("L_model_forward", "put an f")
def P101(X, parameters):
    L = len(parameters) // 2
    A, caches = X, []
    for l in range(1, L + 1):
        A, cache = linear_activation_forward(A, parameters["W{l}"], parameters["b{l}"], "relu" if l < L else "sigmoid")
        caches.append(cache)
    return A, caches


@mistake("L_model_forward", "loop over the layers")
def P102(X, parameters):
    W1, b1, W2, b2 = parameters["W1"], parameters["b1"], parameters["W2"], parameters["b2"]
    A1, cache1 = linear_activation_forward(X, W1, b1, "relu")
    A2, cache2 = linear_activation_forward(A1, W2, b2, "sigmoid")
    return A2, [cache1, cache2]


@mistake("update_parameters", "'dW1'")
def P103(parameters, grads, learning_rate):
    L = len(parameters) // 2
    new = {}
    for l in range(1, L + 1):
        new[f"W{l}"] = parameters[f"W{l}"] - learning_rate * grads[f"dw{l}"]
        new[f"b{l}"] = parameters[f"b{l}"] - learning_rate * grads[f"db{l}"]
    return new


@mistake("linear_backward", "order")
def P104(dZ, cache):
    W, A_prev, b = cache
    m = A_prev.shape[1]
    dW = dZ @ A_prev.T / m
    db = dZ.mean(axis=1, keepdims=True)
    dA_prev = W.T @ dZ
    return dA_prev, dW, db


@mistake("linear_activation_backward", "branch")
def P105(dA, cache, activation):
    linear_cache, Z = cache
    if activation == "relu":
        dZ = relu_backward(dA, Z)
        dA_prev, dW, db = linear_backward(dZ, linear_cache)
    elif activation == "sigmoid":
        dZ = sigmoid_backward(dA, Z)
        dA_prev, dW, db = linear_backward(dZ, linear_cache)
        return dA_prev, dW, db


@mistake("linear_activation_forward", "unpack")
def P106(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "relu":
        A = relu(Z)
    else:
        A = sigmoid(Z)
    return A, (linear_cache, Z)


@mistake("relu", "one `if`")
def P107(Z):
    if Z > 0:
        A = Z
    else:
        A = 0
    return A, Z


@mistake("compute_cost", "twice")
def P108(AL, Y):
    m = Y.shape[1]
    losses = -(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
    return float(np.mean(losses) / m)


@mistake("L_model_backward", "twice")
def P109(AL, Y, caches):
    L = len(caches)
    m = Y.shape[1]
    grads = {}
    dA = (-(Y / AL) + (1 - Y) / (1 - AL)) / m
    for l in range(L, 0, -1):
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], "relu" if l < L else "sigmoid")
        grads[f"dA{l - 1}"], grads[f"dW{l}"], grads[f"db{l}"] = dA, dW, db
    return grads


@mistake("L_layer_model", "changes its argument `parameters`")
def P110(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False, *, parameters=None, rng=None):

    if parameters is None:
        parameters = initialize_parameters_deep(layers_dims, rng=rng)
    costs = []
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(compute_cost(AL, Y))
        grads = L_model_backward(AL, Y, caches)
        for k in parameters:
            parameters[k] -= learning_rate * grads["d" + k]
    return parameters, costs


@mistake("L_model_forward", "append each")
def P111(X, parameters):
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A, caches = linear_activation_forward(A, parameters["W" + str(l)], parameters["b" + str(l)], "relu")
    AL, caches = linear_activation_forward(A, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid")
    return AL, caches


@mistake("L_model_forward", "last layer to the first")
def P112(X, parameters):
    L = len(parameters) // 2
    caches = []

    def up_to(l):
        if l == 0:
            return X
        A, cache = linear_activation_forward(
            up_to(l - 1), parameters[f"W{l}"], parameters[f"b{l}"], "sigmoid" if l == L else "relu"
        )
        caches.insert(0, cache)
        return A

    return up_to(L), caches


@mistake("linear_activation_backward", "slope of g")
def P113(dA, cache, activation):
    linear_cache, Z = cache
    if activation == "relu":
        g, _ = relu(Z)
    else:
        g, _ = sigmoid(Z)
    dZ = dA * g
    return linear_backward(dZ, linear_cache)


@mistake("L_model_backward", "lack their d")
def P114(AL, Y, caches):
    L = len(caches)
    grads = {}
    dA = -(Y / AL - (1 - Y) / (1 - AL))
    for l in range(L, 0, -1):
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], "relu" if l < L else "sigmoid")
        grads[f"A{l - 1}"], grads[f"W{l}"], grads[f"b{l}"] = dA, dW, db
    return grads


@mistake("L_layer_model", "before the loop")
def P115(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False, *, parameters=None, rng=None):

    parameters = parameters or initialize_parameters_deep(layers_dims, rng=rng)
    costs = []
    AL, caches = L_model_forward(X, parameters)
    for i in range(num_iterations):
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(compute_cost(AL, Y))
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters, costs


@mistake("L_layer_model", "kept twice")
def P116(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False, *, parameters=None, rng=None):

    parameters = parameters or initialize_parameters_deep(layers_dims, rng=rng)
    costs = []
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        if i % 100 == 0:
            costs.append(cost)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
    costs.append(cost)
    return parameters, costs


@mistake("linear_backward", "`dW` is m times too large", "has lost an axis")
def P117(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = dZ @ A_prev.T
    db = np.sum(dZ, axis=1) / m
    dA_prev = W.T @ dZ
    return dA_prev, dW, db


@mistake("linear_forward", "brackets too many")
def P118(A, W, b):
    Z = W @ (A + b)
    return Z, (A, W, b)


@mistake("linear_activation_backward", "counts as true")
def P119(dA, cache, activation):
    lin, Z = cache
    if activation == "relu" or "sigmoid":
        dZ = sigmoid_backward(dA, Z)
    else:
        dZ = relu_backward(dA, Z)
    return linear_backward(dZ, lin)


@mistake("linear_backward", "names no axis", "axis=1, keepdims=True")
def P120(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    return W.T.dot(dZ), dZ.dot(A_prev.T) / m, np.full(b.shape, np.sum(dZ) / m)


@mistake("linear_backward", "wrong order: it needs `(dA_prev, dW, db)`", "lacks the division by `m`")
def P121(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = dZ @ A_prev.T / m
    db = np.sum(dZ, axis=1, keepdims=True)
    dA_prev = W.T @ dZ
    return dW, db, dA_prev


@mistake("linear_activation_backward", "parts in the wrong order", "two branches")
def P122(dA, cache, activation):
    lin, Z = cache
    if activation == "relu":
        dZ = sigmoid_backward(dA, Z)
    else:
        dZ = relu_backward(dA, Z)
    dA_prev, dW, db = linear_backward(dZ, lin)
    return dW, db, dA_prev


@mistake("predict", "it needs `(AL > 0.5).astype(int)`")
def P123(X, parameters):
    AL, _ = L_model_forward(X, parameters)
    return (AL < 0.5).astype(int).ravel()


@mistake("L_model_forward", "cache of the last layer")
def P125(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A, c = linear_activation_forward(A, parameters["W" + str(l)], parameters["b" + str(l)], "relu")
        caches.append(c)
    AL, c = linear_activation_forward(A, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid")
    return AL, caches


@mistake("initialize_parameters_deep", "units of the layer itself")
def P126(layer_dims, *, scale=None, rng=None):
    rng = np.random.default_rng(rng)
    out = {}
    for l, (a, b) in enumerate(zip(layer_dims[:-1], layer_dims[1:], strict=True), start=1):
        W = rng.standard_normal((b, a))
        out[f"W{l}"] = W / np.sqrt(b) if scale is None else W * scale
        out[f"b{l}"] = np.zeros((b, 1))
    return out


@mistake("linear_forward", "once for each input")
def P127(A, W, b):
    n, n_prev = W.shape
    m = A.shape[1]
    Z = np.zeros((n, m))
    for i in range(n):
        for k in range(m):
            for j in range(n_prev):
                Z[i, k] += W[i, j] * A[j, k] + b[i, 0]
    return Z, (A, W, b)


@mistake("sigmoid", "needs `1 / (1 + np.exp(-Z))`", "(A, Z)")
def P130(Z):
    A = 1 / (1 + np.exp(Z))
    return A, A


@mistake("update_parameters", "put a d before the name")
def P131(parameters, grads, learning_rate):
    updated = {}
    for name in parameters:
        updated[name] = parameters[name] - learning_rate * grads[name]
    return updated


@mistake("linear_activation_forward", "must be `elif`")
def P132(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "sigmoid":
        A, Z = sigmoid(Z)
    if activation == "tanh":
        A = np.tanh(Z)
    else:
        A, Z = relu(Z)
    return A, (linear_cache, Z)


@mistake("L_model_backward", "one too high")
def P133(AL, Y, caches):
    grads, L = {}, len(caches)
    dA = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    for l in range(L, 0, -1):
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], "relu" if l < L else "sigmoid")
        grads[f"dA{l}"], grads[f"dW{l}"], grads[f"db{l}"] = dA, dW, db
    return grads


@mistake("L_model_backward", "every layer is given dAL")
def P134(AL, Y, caches):
    grads, L = {}, len(caches)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    for l in range(L, 0, -1):
        dA, dW, db = linear_activation_backward(dAL, caches[l - 1], "relu" if l < L else "sigmoid")
        grads[f"dA{l - 1}"], grads[f"dW{l}"], grads[f"db{l}"] = dA, dW, db
    return grads


@mistake("linear_backward", "`dA_prev` is m times too small", "`db` is m times too large")
def P135(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True)
    dA_prev = np.dot(W.T, dZ) / m
    return dA_prev, dW, db


@mistake("linear_activation_backward", "through the activation itself")
def P136(dA, cache, activation):
    linear_cache, Z = cache
    dZ, _ = relu(dA) if activation == "relu" else sigmoid(dA)
    return linear_backward(dZ, linear_cache)


@mistake("linear_activation_forward", "unpack them")
def P137(A_prev, W, b, activation):
    Z = linear_forward(A_prev, W, b)
    if activation == "relu":
        A, act_cache = relu(Z)
    else:
        A, act_cache = sigmoid(Z)
    return A, ((A_prev, W, b), act_cache)


@mistake("L_model_forward", "runs over the last layer too")
def P138(X, parameters):
    A, caches, L = X, [], len(parameters) // 2
    for l in range(1, L + 1):
        A_prev = A
        A, cache = linear_activation_forward(A_prev, parameters[f"W{l}"], parameters[f"b{l}"], "relu")
        caches.append(cache)
    AL, cache = linear_activation_forward(A_prev, parameters[f"W{L}"], parameters[f"b{L}"], "sigmoid")
    caches.append(cache)
    return AL, caches


@mistake("sigmoid_backward", "entry by entry")
def P139(dA, Z):
    s, _ = sigmoid(Z)
    return np.dot(dA, (s * (1 - s)).T)


# --- what is handed on, called or kept wrongly


@mistake("L_model_forward", "every layer is given X")
def P140(X, parameters):
    L, caches = len(parameters) // 2, []
    for l in range(1, L + 1):
        kind = "sigmoid" if l == L else "relu"
        out, cache = linear_activation_forward(X, parameters[f"W{l}"], parameters[f"b{l}"], kind)
        caches.append(cache)
    return out, caches


@mistake("linear_activation_backward", "takes the wrong activation", "'relu': relu_backward")
def P141(dA, cache, activation):
    linear_cache, Z = cache
    dZ = {"sigmoid": relu_backward, "relu": sigmoid_backward}[activation](dA, Z)
    return linear_backward(dZ, linear_cache)


@mistake("L_model_backward", "has `l > 1` and needs `l > 0`")
def P142(AL, Y, caches):
    grads, L = {}, len(caches)
    dA = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    l = L
    while l > 1:
        dA, grads[f"dW{l}"], grads[f"db{l}"] = linear_activation_backward(
            dA, caches[l - 1], "sigmoid" if l == L else "relu"
        )
        grads[f"dA{l - 1}"] = dA
        l -= 1
    return grads


@mistake("linear_activation_forward", "the cache holds A where Z belongs")
def P143(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    result = {"relu": relu, "sigmoid": sigmoid}[activation](Z)[0]
    return result, (linear_cache, result)


@mistake("L_layer_model", "needs `L_model_backward(AL, Y, caches)`")
def P144(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False, *, parameters=None, rng=None):
    if parameters is None:
        parameters = initialize_parameters_deep(layers_dims, rng=rng)
    costs = []
    AL, first = L_model_forward(X, parameters)
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(compute_cost(AL, Y))
        grads = L_model_backward(AL, Y, first)
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters, costs


@mistake("L_model_backward", "from the first layer to the last", "range(L, 0, -1)")
def P145(AL, Y, caches):
    grads, L = {}, len(caches)
    dA = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    for l, cache in enumerate(caches, start=1):
        dA, dW, db = linear_activation_backward(dA, cache, "sigmoid" if l == L else "relu")
        grads[f"dA{l - 1}"], grads[f"dW{l}"], grads[f"db{l}"] = dA, dW, db
    return grads


@mistake("L_model_forward", "takes entries out of what belongs to the caller")
def P146(X, parameters):
    A, caches, L = X, [], len(parameters) // 2
    for l in range(1, L + 1):
        A, cache = linear_activation_forward(
            A, parameters.pop(f"W{l}"), parameters.pop(f"b{l}"), "relu" if l < L else "sigmoid"
        )
        caches.append(cache)
    return A, caches


@mistake("update_parameters", "an `except` hides an error", "KeyError")
def P147(parameters, grads, learning_rate):
    new = {}
    for key in parameters:
        try:
            new[key] = parameters[key] - learning_rate * grads[key]
        except KeyError:
            new[key] = parameters[key]
    return new


@mistake("update_parameters", "zip pairs parameters and gradients by their places")
def P148(parameters, grads, learning_rate):
    return {key: p - learning_rate * g for (key, p), g in zip(parameters.items(), grads.values(), strict=True)}


@mistake("update_parameters", "stands below the loop and acts once")
def P149(parameters, grads, learning_rate):
    new = {}
    for key in parameters:
        step = learning_rate * grads["d" + key]
    new[key] = parameters[key] - step
    return new


@mistake("compute_cost", "stands in the loop and acts in every turn")
def P150(AL, Y):
    total = 0.0
    m = Y.shape[1]
    for y, a in zip(Y[0], AL[0], strict=True):
        total -= y * np.log(a) + (1 - y) * np.log(1 - a)
        total = total / m
    return float(total)


@mistake("linear_activation_forward", "needs `and`", "between its parts")
def P151(A_prev, W, b, activation):
    if activation != "relu" or activation != "sigmoid":
        raise ValueError(f"{activation} is neither relu nor sigmoid")
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = relu(Z) if activation == "relu" else sigmoid(Z)
    return A, (linear_cache, activation_cache)


@mistake("relu_backward", "whole numbers", "cuts fractions off")
def P152(dA, Z):
    dZ = np.zeros(dA.shape, dtype=int)
    dZ[Z > 0] = dA[Z > 0]
    return dZ


@mistake("linear_activation_forward", "put it under an `else`")
def P153(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "relu":
        A, activation_cache = relu(Z)
    A, activation_cache = sigmoid(Z)
    return A, (linear_cache, activation_cache)


@mistake("L_model_forward", "the list of caches comes back empty")
def P154(X, parameters):
    A, L = X, len(parameters) // 2
    for l in range(1, L + 1):
        caches = []
        A, cache = linear_activation_forward(
            A, parameters[f"W{l}"], parameters[f"b{l}"], "relu" if l < L else "sigmoid"
        )
    return A, caches


@mistake("initialize_parameters_deep", "divided by n_{l-1} itself")
def P155(layer_dims, *, scale=None, rng=None):
    rng, parameters = np.random.default_rng(rng), {}
    for l in range(1, len(layer_dims)):
        W = rng.standard_normal((layer_dims[l], layer_dims[l - 1]))
        parameters[f"W{l}"] = W * scale if scale is not None else W / layer_dims[l - 1]
        parameters[f"b{l}"] = np.zeros((layer_dims[l], 1))
    return parameters


# --- expressions in whose place one of ours belongs


@mistake("relu", "the line for `out` has `np.log(1 + np.exp(z))`", "it needs `np.maximum(0, z)` there")
def P156(z):
    out = np.log(1 + np.exp(z))
    return out, z


@mistake("linear_backward", "has `np.outer(g.sum(1), a.sum(1))`", "it needs `g @ a.T` there")
def P157(g, c):
    a, w, _ = c
    n = a.shape[1]
    dw = np.outer(g.sum(1), a.sum(1)) / n
    return w.T.dot(g), dw, np.sum(g, 1, keepdims=True) / n


@mistake("compute_cost", "the line for `pos` has `p`", "it needs `np.log(p)` there")
def P158(p, labels):
    pos = labels * p
    neg = (1 - labels) * np.log(1 - p)
    return -np.mean(pos + neg)


@mistake("compute_cost", "has `Y.sum()`", "it needs `Y.shape[1]` there")
def P159(AL, Y):
    total = 0
    for a, y in zip(AL.ravel(), Y.ravel(), strict=True):
        total += -np.log(a) if y == 1 else -np.log(1 - a)
    return float(total / Y.sum())


@mistake("L_model_backward", "has `(AL - Y) / AL`", "it needs `-(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))` there")
def P160(AL, Y, caches):
    grads = {}
    L = len(caches)
    dA = (AL - Y) / AL
    for l in range(L, 0, -1):
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], "sigmoid" if l == L else "relu")
        grads[f"dA{l - 1}"], grads[f"dW{l}"], grads[f"db{l}"] = dA, dW, db
    return grads


@mistake("L_model_backward", "is one off", "`grads[f'dW{l + 1}']`")
def P161(AL, Y, caches):
    grads = {}
    L = len(caches)
    dA = -(Y / AL - (1 - Y) / (1 - AL))
    for l in reversed(range(L)):
        dA, dW, db = linear_activation_backward(dA, caches[l], "sigmoid" if l == L - 1 else "relu")
        grads[f"dA{l}"], grads[f"dW{l}"], grads[f"db{l}"] = dA, dW, db
    return grads


@mistake("linear_forward", "starts anew in every turn of the loop", "`Z[i, j] += W[i, k] * A[k, j]`")
def P162(A, W, b):
    Z = np.zeros((len(W), A.shape[1]))
    for i in range(len(W)):
        for j in range(A.shape[1]):
            for k in range(len(A)):
                Z[i, j] = W[i, k] * A[k, j]
            Z[i, j] += b[i, 0]
    return Z, (A, W, b)


@mistake("update_parameters", "calls np.sign, which does not belong there")
def P163(parameters, grads, learning_rate):
    return {key: p - learning_rate * np.sign(grads["d" + key]) for key, p in parameters.items()}


@mistake("compute_cost", "ends with a comma")
def P164(AL, Y):
    cost = (-np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / Y.shape[1],)
    return cost


# --- lines, axes, entries and copies


@mistake("compute_cost", "names an axis", "`-np.mean(loss)`")
def P165(AL, Y):
    loss = Y * np.log(AL) + (1 - Y) * np.log(1 - AL)
    return -np.mean(loss, axis=0)


@mistake("predict", "takes the same entry in every turn", "`int(probs[0, i] > 0.5)`")
def P166(X, parameters):
    probs, _ = L_model_forward(X, parameters)
    out = np.zeros(probs.shape, dtype=int)
    for i in range(probs.shape[1]):
        out[0, i] = int(probs[0, 0] > 0.5)
    return out


@mistake("L_layer_model", "`learning_rate = learning_rate * 0.99` does not belong there")
def P167(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False, *, parameters=None, rng=None):
    params = parameters if parameters is not None else initialize_parameters_deep(layers_dims, rng=rng)
    costs = []
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, params)
        grads = L_model_backward(AL, Y, caches)
        learning_rate = learning_rate * 0.99
        params = update_parameters(params, grads, learning_rate)
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(compute_cost(AL, Y))
    return params, costs


@mistake("relu_backward", "has `Z` too", "it needs `dZ` alone")
def P168(dA, Z):
    dZ = dA * (Z > 0)
    return dZ, Z


@mistake("linear_forward", "takes `b` as a table of one column", "`W @ A[:, j] + b[:, 0]`")
def P169(A, W, b):
    Z = np.zeros((W.shape[0], A.shape[1]))
    for j in range(A.shape[1]):
        Z[:, j] = W @ A[:, j] + b
    return Z, (A, W, b)


@mistake("relu_backward", "makes no copy", "`Z.copy()`")
def P170(dA, Z):
    slope = Z
    slope[slope <= 0] = 0
    slope[slope > 0] = 1
    return slope * dA


@mistake("initialize_parameters_deep", "drawn from np.random and not from `rng`")
def P171(layer_dims, *, scale=None, rng=None):
    params = {}
    for l in range(1, len(layer_dims)):
        W = np.random.randn(layer_dims[l], layer_dims[l - 1])  # noqa: NPY002
        params[f"W{l}"] = W * scale if scale is not None else W / np.sqrt(layer_dims[l - 1])
        params[f"b{l}"] = np.zeros((layer_dims[l], 1))
    return params


@mistake("initialize_parameters_deep", "a row for each unit of the layer before")
def P172(layer_dims, *, scale=None, rng=None):
    rng, params = np.random.default_rng(rng), {}
    for l in range(1, len(layer_dims)):
        W = rng.standard_normal((layer_dims[l], layer_dims[l - 1]))
        params[f"W{l}"] = W * scale if scale is not None else W / np.sqrt(layer_dims[l - 1])
        params[f"b{l}"] = np.zeros((layer_dims[l - 1], 1))
    return params


@mistake("predict", "np.argmax looks for the row", "compare AL with 0.5")
def P173(X, parameters):
    AL, _ = L_model_forward(X, parameters)
    return np.argmax(AL, axis=0).reshape(1, -1)


@mistake("update_parameters", "needs `range(1, len(parameters) // 2 + 1)`")
def P174(parameters, grads, learning_rate):
    new = {}
    for l in range(1, len(grads) // 2 + 1):
        new[f"W{l}"] = parameters[f"W{l}"] - learning_rate * grads[f"dW{l}"]
        new[f"b{l}"] = parameters[f"b{l}"] - learning_rate * grads[f"db{l}"]
    return new


@mistake("compute_cost", "calls np.clip, which does not belong there")
def P175(AL, Y):
    p = np.clip(AL, 0.1, 0.9)
    return float(-np.mean(Y * np.log(p) + (1 - Y) * np.log(1 - p)))


@mistake("initialize_parameters_deep", "has `(layer_dims[l], layer_dims[l])`")
def P176(layer_dims, *, scale=None, rng=None):
    rng, params = np.random.default_rng(rng), {}
    for l in range(1, len(layer_dims)):
        factor = 1 / np.sqrt(layer_dims[l - 1]) if scale is None else scale
        params[f"W{l}"] = factor * rng.standard_normal((layer_dims[l], layer_dims[l]))
        params[f"b{l}"] = np.zeros((layer_dims[l], 1))
    return params


@mistake("update_parameters", "`grads['d' + k] *= learning_rate` writes into what belongs to the caller")
def P177(parameters, grads, learning_rate):
    new = {}
    for k in parameters:
        grads["d" + k] *= learning_rate
        new[k] = parameters[k] - grads["d" + k]
    return new


@mistake("compute_cost", "`float(losses.mean())`, not `float(losses.max())`")
def P178(AL, Y):
    losses = -(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
    return float(losses.max())


@mistake("relu", "has `-z`", "it needs `0` there")
def P179(Z):
    A = np.empty_like(Z)
    for spot, z in np.ndenumerate(Z):
        A[spot] = z if z > 0 else -z
    return A, Z


@mistake("linear_activation_forward", "has `np.tanh(Z)`", "it needs `np.maximum(0, Z)` there")
def P180(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "relu":
        A = np.tanh(Z)
    else:
        A, _ = sigmoid(Z)
    return A, (linear_cache, Z)


@mistake("relu_backward", "meet in a matrix product", "entry by entry")
def P181(up, x):
    gate = (x > 0).astype(float)
    return np.dot(gate, up.T)


@mistake("sigmoid", "has `np.round(a=1 / (1 + np.exp(-Z)), decimals=3)`", "it needs `1 / (1 + np.exp(-Z))` there")
def P182(Z):
    A = np.round(a=1 / (1 + np.exp(-Z)), decimals=3)
    return A, Z


@mistake("linear_backward", "takes all of `dZ` in every turn of the loop", "`np.sum(dZ[unit]) / m`")
def P183(dZ, cache):
    A_prev, W, b = cache
    m, db = dZ.shape[1], np.zeros(b.shape)
    for unit in range(len(b)):
        db[unit, 0] = np.sum(dZ) / m
    return W.T @ dZ, dZ @ A_prev.T / m, db


@mistake("L_model_forward", "`caches = caches.append(cache)` keeps None", "write `caches.append(cache)` alone")
def P184(X, parameters):
    A, caches, L = X, [], len(parameters) // 2
    for l in range(1, L + 1):
        g = "relu" if l < L else "sigmoid"
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], g)
        caches = caches.append(cache)
    return A, caches


@mistake("linear_forward", "writes into an array that is there already", "`Z = Z + W @ A`")
def P185(A, W, b):
    Z = b
    Z += W @ A
    return Z, (A, W, b)


@mistake("linear_activation_backward", "parts in the wrong order", "`(dA_prev, dW, db)`")
def P186(dA, cache, activation):
    linear_cache, Z = cache
    dZ = relu_backward(dA, Z) if activation == "relu" else sigmoid_backward(dA, Z)
    dA_prev, db, dW = linear_backward(dZ, linear_cache)
    return dA_prev, dW, db


@mistake("L_layer_model", "`theta` stays in every turn what it was before the loop")
def P187(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False, *, parameters=None, rng=None):
    theta, costs = parameters or initialize_parameters_deep(layers_dims, rng=rng), []
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, theta)
        better = update_parameters(theta, L_model_backward(AL, Y, caches), learning_rate)  # noqa: F841
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(compute_cost(AL, Y))
    return theta, costs


@mistake("L_layer_model", "`compute_cost(AL, Y)`")
def P188(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False, *, parameters=None, rng=None):
    def step(theta):
        AL, caches = L_model_forward(X, theta)
        return update_parameters(theta, L_model_backward(AL, Y, caches), learning_rate), compute_cost(Y, AL)

    theta, costs = parameters or initialize_parameters_deep(layers_dims, rng=rng), []
    for i in range(num_iterations):
        theta, cost = step(theta)
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(cost)
    return theta, costs


@mistake("initialize_parameters_deep", "the root of `scale`")
def P189(layer_dims, *, scale=None, rng=None):
    rng, params = np.random.default_rng(rng), {}
    for l, (n_prev, n) in enumerate(zip(layer_dims, layer_dims[1:]), 1):  # noqa: B905, RUF007
        variance = 1 / n_prev if scale is None else scale
        params[f"W{l}"], params[f"b{l}"] = variance**0.5 * rng.standard_normal((n, n_prev)), np.zeros((n, 1))
    return params


@mistake("initialize_parameters_deep", "hand it over as one pair")
def P190(layer_dims, *, scale=None, rng=None):
    rng, params = np.random.default_rng(rng), {}
    for l in range(1, len(layer_dims)):
        W = rng.standard_normal((layer_dims[l], layer_dims[l - 1]))
        params[f"W{l}"] = W * scale if scale is not None else W / np.sqrt(layer_dims[l - 1])
        params[f"b{l}"] = np.zeros(layer_dims[l], 1)
    return params


@mistake("L_model_forward", "W10 comes before W2")
def P191(X, parameters):
    A, caches, names = X, [], sorted(key[1:] for key in parameters if key[0] == "W")
    for l in names:
        g = "sigmoid" if l == names[-1] else "relu"
        A, cache = linear_activation_forward(A, parameters["W" + l], parameters["b" + l], g)
        caches.append(cache)
    return A, caches


@mistake("predict", "it needs sigmoid first")
def P192(X, parameters):
    A, L = X, len(parameters) // 2
    for l in range(1, L + 1):
        Z = parameters[f"W{l}"] @ A + parameters[f"b{l}"]
        A = np.maximum(Z, 0)
    return (Z > 0.5).astype(int)


@mistake("predict", "has lost an axis")
def P193(X, parameters):
    AL, _ = L_model_forward(X, parameters)
    answers = []
    for p in AL[0]:
        answers.append(1 if p > 0.5 else 0)
    return np.array(answers)


@mistake("relu", "has the stray factor `Z == top`")
def P194(Z):
    top = np.max(Z, axis=0)
    return Z * (Z == top) * (Z > 0), Z


@mistake("L_model_backward", "numbered from the last layer to the first")
def P195(AL, Y, caches):
    dA, grads = -(Y / AL - (1 - Y) / (1 - AL)), {}
    for l, cache in enumerate(reversed(caches), 1):
        dA, grads[f"dW{l}"], grads[f"db{l}"] = linear_activation_backward(dA, cache, "relu" if l > 1 else "sigmoid")
        grads[f"dA{l - 1}"] = dA
    return grads


@mistake("linear_activation_backward", "put it in quotes, 'relu'")
def P196(dA, cache, activation):
    linear_cache, Z = cache
    dZ = relu_backward(dA, Z) if activation == relu else sigmoid_backward(dA, Z)
    return linear_backward(dZ, linear_cache)


@mistake("linear_activation_forward", "a word is called like a function")
def P197(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, Z = activation(Z)
    return A, (linear_cache, Z)


@mistake("L_model_forward", "a number is added to a word")
def P198(X, parameters):
    A, caches, L = X, [], len(parameters) // 2
    for l in range(1, L + 1):
        g = "relu" if l < L else "sigmoid"
        A, cache = linear_activation_forward(A, parameters["W" + l], parameters["b" + l], g)
        caches.append(cache)
    return A, caches


@mistake("L_model_forward", "linear_activation_forward(A_prev, W, b, activation)")
def P199(X, parameters):
    A, caches, L = X, [], len(parameters) // 2
    for l in range(1, L + 1):
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"])
        caches.append(cache)
    return A, caches


@mistake("L_model_backward", "begin with `grads = {}`")
def P200(AL, Y, caches):
    dA, L = -(Y / AL - (1 - Y) / (1 - AL)), len(caches)
    for l in range(L, 0, -1):
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], "relu" if l < L else "sigmoid")
        grads[f"dW{l}"], grads[f"db{l}"], grads[f"dA{l - 1}"] = dW, db, dA  # noqa: F821
    return grads  # noqa: F821


@mistake("update_parameters", "there is no `lr`: it is called `learning_rate`")
def P201(parameters, grads, learning_rate):
    return {k: p - lr * grads["d" + k] for k, p in parameters.items()}  # noqa: F821


@mistake("relu", "`maximum` belongs to NumPy: write `np.maximum`")
def P202(Z):
    return maximum(0, Z), Z  # noqa: F821


@mistake("relu_backward", "`cache` is one array and is taken apart")
def P203(dA, cache):
    A, Z = cache
    return dA * (Z > 0)


@mistake("L_model_backward", "'dW{l}', brackets and all", "put an f before the string")
def P204(AL, Y, caches):
    grads, L, dA = {}, len(caches), -(Y / AL - (1 - Y) / (1 - AL))
    for l in range(L, 0, -1):
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], "relu" if l < L else "sigmoid")
        grads["dW{l}"], grads["db{l}"], grads["dA{l - 1}"] = dW, db, dA
    return grads


@mistake("log_uniform", "^ is no power in Python")
def P205(u, low, high):
    return low * (high / low) ^ u


@mistake("L_model_backward", "goes the wrong way round", "`reversed(range(L - 1))`")
def P206(AL, Y, caches):
    grads, L, dA = {}, len(caches), -(Y / AL - (1 - Y) / (1 - AL))
    dA, grads[f"dW{L}"], grads[f"db{L}"] = linear_activation_backward(dA, caches[-1], "sigmoid")
    grads[f"dA{L - 1}"] = dA
    for l in range(L - 1):
        dA, grads[f"dW{l + 1}"], grads[f"db{l + 1}"] = linear_activation_backward(dA, caches[l], "relu")
        grads[f"dA{l}"] = dA
    return grads


@mistake(
    "linear_activation_backward", "`linear_backward(dA, linear_cache)` and needs `linear_backward(dZ, linear_cache)`"
)
def P207(dA, cache, activation):
    linear_cache, Z = cache
    if activation == "relu":
        dZ = relu_backward(dA, Z)  # noqa: F841
        dA_prev, dW, db = linear_backward(dA, linear_cache)
    else:
        dZ = sigmoid_backward(dA, Z)  # noqa: F841
        dA_prev, dW, db = linear_backward(dA, linear_cache)
    return dA_prev, dW, db


@mistake("linear_forward", "the cache holds Z in the place of A")
def P208(A, W, b):
    A = W @ A + b
    return A, (A, W, b)


@mistake("sigmoid", "never under one half")
def P209(Z):
    e = np.exp(-np.abs(Z))
    return np.where(Z >= 0, 1 / (1 + e), 1 / (1 + e)), Z


@mistake("compute_cost", "the logarithm is taken of a mean")
def P210(AL, Y):
    return float(-np.log(np.mean(Y * AL + (1 - Y) * (1 - AL))))


@mistake("relu_backward", "only what the mask picks")
def P211(dA, Z):
    return dA[Z > 0]


@mistake("sigmoid", "`np.negative(Z, out=Z)` writes its result into `Z`")
def P212(Z):
    np.negative(Z, out=Z)
    return 1 / (1 + np.exp(Z)), Z


@mistake("linear_forward", "`total = 0` stands before the loop and acts once")
def P213(A, W, b):
    Z = np.zeros((W.shape[0], A.shape[1]))
    for i in range(W.shape[0]):
        total = 0
        for j in range(A.shape[1]):
            for k in range(W.shape[1]):
                total += W[i, k] * A[k, j]
            Z[i, j] = total + b[i, 0]
    return Z, (A, W, b)


@mistake("L_model_forward", "comes too late", "`if l == L`")
def P214(X, parameters):
    A, caches, L = X, [], len(parameters) // 2
    for l in range(1, L + 1):
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        Z = W @ A + b
        if l == L:
            A = sigmoid(Z)[0]
        else:
            A = np.maximum(0, Z)
        caches.append(((A, W, b), Z))
    return A, caches


@mistake("L_layer_model", "a `break` ends the training")
def P215(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False, *, parameters=None, rng=None):
    theta, costs, before = parameters or initialize_parameters_deep(layers_dims, rng=rng), [], np.inf
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, theta)
        cost = compute_cost(AL, Y)
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(cost)
        theta = update_parameters(theta, L_model_backward(AL, Y, caches), learning_rate)
        if abs(before - cost) < 0.001:
            break
        before = cost
    return theta, costs


@mistake("L_model_backward", "is one off", "`'sigmoid' if i == L - 1 else 'relu'`")
def P216(AL, Y, caches):
    grads, L, dA = {}, len(caches), -(Y / AL - (1 - Y) / (1 - AL))
    for i in reversed(range(L)):
        kind = "sigmoid" if i == L else "relu"
        dA, grads[f"dW{i + 1}"], grads[f"db{i + 1}"] = linear_activation_backward(dA, caches[i], kind)
        grads[f"dA{i}"] = dA
    return grads


@mistake("initialize_parameters_deep", "drawn from np.random and not from `rng`")
def P217(layer_dims, *, scale=None, rng=None):
    rng, params = np.random.default_rng(rng), {}
    for l in range(1, len(layer_dims)):
        factor = 1 / np.sqrt(layer_dims[l - 1]) if scale is None else scale
        params[f"W{l}"] = factor * np.random.randn(layer_dims[l], layer_dims[l - 1])  # noqa: NPY002
        params[f"b{l}"] = np.zeros((layer_dims[l], 1))
    return params


@mistake("predict", "1 and 0: add `.astype(int)`")
def P218(X, parameters):
    return L_model_forward(X, parameters)[0] > 0.5


@mistake("most_wrong", "[:k]")
def P219(AL, Y, k):
    right = np.where(Y == 1, AL, 1 - AL)
    return np.argsort(right[0])


@mistake("integrate_and_fire", "takes all of `spikes` in every turn of the loop", "`spikes[t]`")
def P220(current, dt=0.1, tau=20.0, R=100.0, rest=-70.0, threshold=-50.0, pause=20):
    voltage, spikes = np.zeros(len(current)), np.zeros(len(current), dtype=int)
    V, wait = rest, 0
    for t in range(len(current)):
        if wait > 0:
            wait -= 1
        else:
            V = V + dt / tau * (rest - V + R * current[t])
            if V >= threshold:
                spikes += 1
                V, wait = rest, pause
        voltage[t] = V
    return voltage, spikes


@mistake("linear_activation_backward", "`relu_backward(dA, Z)`", "`sigmoid_backward(dA, Z)`")
def P221(dA, cache, activation):
    linear_cache, Z = cache
    if activation == "relu":
        dZ = relu_backward(dA, linear_cache)
    else:
        dZ = sigmoid_backward(dA, linear_cache)
    return linear_backward(dZ, linear_cache)


@mistake("paired_interval", "make arrays of them first")
def P222(a, b):
    d = a - b
    half = 2 * d.std(ddof=1) / np.sqrt(len(d))
    return d.mean(), d.mean() - half, d.mean() + half


@mistake("L_model_backward", "is one off", "has `caches[l - 1]` and needs `caches[l]`")
def P223(AL, Y, caches):
    grads, L, dA = {}, len(caches), -(Y / AL - (1 - Y) / (1 - AL))
    dA, grads[f"dW{L}"], grads[f"db{L}"] = linear_activation_backward(dA, caches[L - 1], "sigmoid")
    grads[f"dA{L - 1}"] = dA
    for l in reversed(range(L - 1)):
        dA, grads[f"dW{l + 1}"], grads[f"db{l + 1}"] = linear_activation_backward(dA, caches[l - 1], "relu")
        grads[f"dA{l}"] = dA
    return grads


@mistake("linear_activation_backward", "the returned value has its parts in the wrong order")
def P224(dA, cache, activation):
    linear_cache, Z = cache
    dZ = relu_backward(dA, Z) if activation == "relu" else sigmoid_backward(dA, Z)
    before, dW, db = linear_backward(dZ, linear_cache)
    return dW, db, before
