"""Right answers, written as differently from the reference as learners write them."""
# ruff: noqa: F841, NPY002, RUF007, RUF059, UP031

import copy
import functools
import math
from collections import namedtuple

import numpy as np

from dlhelpers import (
    L_model_backward,
    L_model_forward,
    compute_cost,
    initialize_parameters_deep,
    linear_activation_backward,
    linear_activation_forward,
    linear_backward,
    linear_forward,
    relu,
    relu_backward,
    sigmoid,
    sigmoid_backward,
    t_factor,
    two_layer_forward,
    update_parameters,
)

RIGHT = []


def right(name):
    """Register a right answer for the function `name`."""

    def register(function):
        RIGHT.append((name, function))
        return function

    return register


@right("initialize_parameters_deep")
def classic_small(layer_dims):
    np.random.seed(3)
    parameters = {}
    L = len(layer_dims)
    for l in range(1, L):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


@right("initialize_parameters_deep")
def classic_sqrt(layer_dims):
    return {
        key: value
        for l in range(1, len(layer_dims))
        for key, value in (
            (f"W{l}", np.random.randn(layer_dims[l], layer_dims[l - 1]) / np.sqrt(layer_dims[l - 1])),
            (f"b{l}", np.zeros(shape=(layer_dims[l], 1))),
        )
    }


@right("initialize_parameters_deep")
def he(layer_dims, *, scale=None, rng=None):
    rng = np.random.default_rng(rng)
    parameters = {}
    for l, (n_prev, n) in enumerate(zip(layer_dims, layer_dims[1:], strict=False), start=1):
        spread = math.sqrt(2 / n_prev) if scale is None else scale
        parameters[f"W{l}"] = rng.normal(0, spread, size=(n, n_prev))
        parameters[f"b{l}"] = np.full((n, 1), 0.0)
    return parameters


@right("initialize_parameters_deep")
def recursive(layer_dims, *, scale=None, rng=None):
    rng = np.random.default_rng(rng)

    def layers(l):
        if l == len(layer_dims):
            return {}
        factor = scale if scale is not None else layer_dims[l - 1] ** -0.5
        W = rng.standard_normal((layer_dims[l], layer_dims[l - 1])) * factor
        return {f"W{l}": W, f"b{l}": np.zeros((layer_dims[l], 1)), **layers(l + 1)}

    return layers(1)


@right("linear_forward")
def loops(A, W, b):
    n, m = W.shape[0], A.shape[1]
    Z = np.zeros((n, m))
    for i in range(n):
        for j in range(m):
            Z[i, j] = sum(W[i, k] * A[k, j] for k in range(W.shape[1])) + b[i, 0]
    return Z, (A, W, b)


@right("linear_forward")
def with_einsum(A, W, b):
    return [np.einsum("ij,jk->ik", W, A) + b, [A, W, b]]


@right("linear_forward")
def turned(A, W, b):
    print("in linear_forward", A.shape)
    Z = (A.T @ W.T).T
    Z += b
    return Z, (A.copy(), W.copy(), b.copy())


@right("linear_forward")
def in_float32(A, W, b):
    Z = np.matmul(W.astype(np.float32), A.astype(np.float32)) + b.astype(np.float32)
    return Z, (A, W, b)


@right("linear_forward")
def stacked(A, W, b, ones=None):
    ones = np.ones((1, A.shape[1])) if ones is None else ones
    Cache = namedtuple("Cache", "A W b")
    return np.hstack([W, b]) @ np.vstack([A, ones]), Cache(A, W, b)


def logged(function):
    """A decorator of the learner's own."""

    @functools.wraps(function)
    def wrapper(*args):
        return function(*args)

    return wrapper


class Layer:
    """An object that is called like the function."""

    def __init__(self):
        self.calls = 0

    def __call__(self, A, W, b):
        self.calls += 1
        return np.dot(W, A) + b, (A, W, b)


RIGHT.append(("linear_forward", Layer()))
RIGHT.append(("linear_forward", lambda A, W, b: (np.tensordot(W, A, axes=1) + b, (A, W, b))))
RIGHT.append(("sigmoid", functools.partial(lambda k, Z: (1 / (1 + np.exp(-k * Z)), Z), 1)))


@right("linear_forward")
@logged
def decorated(A, W, b):
    return np.add(np.dot(W, A), np.broadcast_to(b, (W.shape[0], A.shape[1]))), (A, W, b)


@right("sigmoid")
def with_tanh(Z):
    return 0.5 * (1 + np.tanh(Z / 2)), Z


@right("sigmoid")
def stable(Z):
    A = np.empty_like(Z)
    positive = Z >= 0
    A[positive] = 1 / (1 + np.exp(-Z[positive]))
    A[~positive] = np.exp(Z[~positive]) / (1 + np.exp(Z[~positive]))
    return A, Z


@right("sigmoid")
def exp_over_exp(Z):
    return np.exp(Z) / (1 + np.exp(Z)), Z


@right("sigmoid")
def entry_by_entry(Z):
    return np.array([[1 / (1 + math.exp(-z)) for z in row] for row in np.clip(Z, -500, 500)]), Z


@right("relu")
def by_mask(Z):
    return Z * (Z > 0), Z


@right("relu")
def by_where(Z):
    A = np.where(Z < 0, 0, Z)
    assert A.shape == Z.shape
    return A, Z


@right("relu")
def by_absolute(Z):
    return (Z + np.abs(Z)) / 2, Z


@right("relu")
def by_copy(Z):
    A = Z.copy()
    A[A < 0] = 0
    return A, Z


@right("relu")
def by_loop(Z):
    A = np.zeros(Z.shape)
    for index in np.ndindex(*Z.shape):
        A[index] = max(0, Z[index])
    return (A, Z)


@right("linear_activation_forward")
def by_dictionary(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = {"relu": relu, "sigmoid": sigmoid}[activation](Z)
    return A, [linear_cache, activation_cache]


@right("linear_activation_forward")
def written_out(A_prev, W, b, activation):
    Z = W @ A_prev + b
    if activation == "sigmoid":
        A = 1 / (1 + np.exp(-Z))
    elif activation == "relu":
        A = np.maximum(Z, 0)
    assert A.shape == (W.shape[0], A_prev.shape[1])
    return A, ((A_prev, W, b), Z)


@right("L_model_forward")
def classic_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A_prev = A
        A, cache = linear_activation_forward(
            A_prev, parameters["W" + str(l)], parameters["b" + str(l)], activation="relu"
        )
        caches.append(cache)
    AL, cache = linear_activation_forward(A, parameters["W" + str(L)], parameters["b" + str(L)], activation="sigmoid")
    caches.append(cache)
    assert AL.shape == (1, X.shape[1])
    return AL, caches


@right("L_model_forward")
def recursive_forward(X, parameters, l=1):
    L = len(parameters) // 2
    A, cache = linear_activation_forward(X, parameters[f"W{l}"], parameters[f"b{l}"], "sigmoid" if l == L else "relu")
    if l == L:
        return A, [cache]
    AL, caches = recursive_forward(A, parameters, l + 1)
    return AL, [cache, *caches]


@right("L_model_forward")
def written_out_forward(X, parameters):
    A, caches = X, ()
    layers = sorted(int(key[1:]) for key in parameters if key.startswith("W"))
    for l in layers:
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        Z = np.einsum("ij,jm->im", W, A) + b
        caches += (((A, W, b), Z),)
        A = np.maximum(0, Z) if l != layers[-1] else 1 / (1 + np.exp(-Z))
    return A, caches


@right("compute_cost")
def classic_cost(AL, Y):
    m = Y.shape[1]
    cost = (-1 / m) * np.sum(np.multiply(Y, np.log(AL)) + np.multiply(1 - Y, np.log(1 - AL)))
    cost = np.squeeze(cost)
    assert cost.shape == ()
    return cost


@right("compute_cost")
def by_dot(AL, Y):
    m = Y.shape[1]
    cost = -(np.dot(Y, np.log(AL).T) + np.dot(1 - Y, np.log(1 - AL).T)) / m
    return cost.item()


@right("compute_cost")
def clipped(AL, Y):
    AL = np.clip(AL, 1e-7, 1 - 1e-7)
    return float(np.mean(-np.log(np.where(Y == 1, AL, 1 - AL))))


@right("compute_cost")
def with_epsilon(AL, Y):
    return -np.average(Y * np.log(AL + 1e-8) + (1 - Y) * np.log(1 - AL + 1e-8))


@right("compute_cost")
def by_sum_of_floats(AL, Y):
    total = 0.0
    for a, y in zip(AL[0], Y[0], strict=True):
        total -= math.log(a) if y else math.log(1 - a)
    return total / len(Y[0])


@right("compute_cost")
def by_logits(AL, Y):
    Z = np.log(AL) - np.log1p(-AL)
    return float(np.mean(np.logaddexp(0, Z) - Y * Z))


@right("relu_backward")
def classic_relu_backward(dA, cache):
    Z = cache
    dZ = np.array(dA, copy=True)
    dZ[Z <= 0] = 0
    assert dZ.shape == Z.shape
    return dZ


@right("relu_backward")
def where_backward(dA, Z):
    return np.where(Z > 0, dA, 0)


@right("relu_backward")
def heaviside(dA, Z):
    return np.multiply(dA, np.heaviside(Z, 0))


@right("sigmoid_backward")
def classic_sigmoid_backward(dA, cache):
    Z = cache
    s = 1 / (1 + np.exp(-Z))
    return dA * s * (1 - s)


@right("sigmoid_backward")
def minus_squared(dA, Z):
    s, _ = sigmoid(Z)
    return dA * (s - s**2)


@right("sigmoid_backward")
def by_exp(dA, Z):
    return dA * np.exp(-Z) / (1 + np.exp(-Z)) ** 2


@right("linear_backward")
def classic_linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = 1.0 / m * np.dot(dZ, A_prev.T)
    db = 1.0 / m * np.sum(dZ, axis=1, keepdims=True)
    dA_prev = np.dot(W.T, dZ)
    assert dA_prev.shape == A_prev.shape
    return dA_prev, dW, db


@right("linear_backward")
def mean_and_einsum(dZ, cache):
    dW = np.einsum("im,jm->ij", dZ, cache[0]) / dZ.shape[1]
    return [np.einsum("ij,im->jm", cache[1], dZ), dW, dZ.mean(axis=1).reshape(-1, 1)]


@right("linear_backward")
def example_by_example(dZ, cache):
    A_prev, W, b = cache
    dW, db, dA_prev = np.zeros_like(W), np.zeros_like(b), np.zeros_like(A_prev)
    m = dZ.shape[1]
    for i in range(m):
        z, a = dZ[:, [i]], A_prev[:, [i]]
        dW += z @ a.T / m
        db += z / m
        dA_prev[:, [i]] = W.T @ z
    return dA_prev, dW, db


@right("linear_activation_backward")
def classic_linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    if activation == "relu":
        dZ = relu_backward(dA, activation_cache)
        dA_prev, dW, db = linear_backward(dZ, linear_cache)
    elif activation == "sigmoid":
        dZ = sigmoid_backward(dA, activation_cache)
        dA_prev, dW, db = linear_backward(dZ, linear_cache)
    return dA_prev, dW, db


@right("linear_activation_backward")
def by_slope(dA, cache, activation):
    (A_prev, W, b), Z = cache
    s = 1 / (1 + np.exp(-Z))
    slope = {"relu": (Z > 0).astype(float), "sigmoid": s * (1 - s)}[activation]
    dZ = dA * slope
    m = dZ.shape[1]
    return np.dot(W.T, dZ), np.dot(dZ, A_prev.T) / m, np.sum(dZ, axis=1, keepdims=True) / m


@right("linear_activation_backward")
def refuses_another_activation(dA, cache, activation):
    linear_cache, Z = cache
    if activation == "relu":
        return linear_backward(relu_backward(dA, Z), linear_cache)
    if activation == "sigmoid":
        return linear_backward(sigmoid_backward(dA, Z), linear_cache)
    raise NotImplementedError(activation)


@right("L_model_backward")
def classic_L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    m = AL.shape[1]
    Y = Y.reshape(AL.shape)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    current_cache = caches[L - 1]
    dA_prev_temp, dW_temp, db_temp = linear_activation_backward(dAL, current_cache, "sigmoid")
    grads["dA" + str(L - 1)] = dA_prev_temp
    grads["dW" + str(L)] = dW_temp
    grads["db" + str(L)] = db_temp
    for l in reversed(range(L - 1)):
        current_cache = caches[l]
        dA_prev_temp, dW_temp, db_temp = linear_activation_backward(grads["dA" + str(l + 1)], current_cache, "relu")
        grads["dA" + str(l)] = dA_prev_temp
        grads["dW" + str(l + 1)] = dW_temp
        grads["db" + str(l + 1)] = db_temp
    return grads


@right("L_model_backward")
def from_AL_minus_Y(AL, Y, caches):
    grads, m, dZ = {}, AL.shape[1], AL - Y
    for l in range(len(caches), 0, -1):
        (A_prev, W, b), _ = caches[l - 1]
        grads[f"dW{l}"], grads[f"db{l}"] = dZ @ A_prev.T / m, dZ.mean(axis=1, keepdims=True)
        grads[f"dA{l - 1}"] = W.T @ dZ
        if l > 1:
            dZ = grads[f"dA{l - 1}"] * (caches[l - 2][1] > 0)
    return grads


@right("L_model_backward")
def with_more_keys(AL, Y, caches):
    dA = (1 - Y) / (1 - AL) - Y / AL
    grads = {f"dA{len(caches)}": dA}
    for l, cache in reversed(list(enumerate(caches, start=1))):
        dA, grads[f"dW{l}"], grads[f"db{l}"] = linear_activation_backward(
            dA, cache, "sigmoid" if l == len(caches) else "relu"
        )
        grads[f"dA{l - 1}"] = dA
    return grads


@right("update_parameters")
def deep_copied(parameters, grads, learning_rate):
    import copy

    parameters = copy.deepcopy(parameters)
    for l in range(len(parameters) // 2):
        parameters["W" + str(l + 1)] -= learning_rate * grads["dW" + str(l + 1)]
        parameters["b" + str(l + 1)] -= learning_rate * grads["db" + str(l + 1)]
    return parameters


@right("update_parameters")
def comprehension(parameters, grads, learning_rate):
    return {key: parameters[key] - learning_rate * grads["d" + key] for key in sorted(parameters, reverse=True)}


@right("predict")
def classic_predict(X, parameters):
    m = X.shape[1]
    p = np.zeros((1, m))
    probas, caches = L_model_forward(X, parameters)
    for i in range(0, probas.shape[1]):
        if probas[0, i] > 0.5:
            p[0, i] = 1
        else:
            p[0, i] = 0
    return p


@right("predict")
def rounded(X, parameters):
    return np.round(L_model_forward(X, parameters)[0]).astype(np.int64)


@right("predict")
def by_logit(X, parameters):
    _, caches = L_model_forward(X, parameters)
    return np.where(caches[-1][1] > 0, 1, 0)


@right("L_layer_model")
def classic_L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    np.random.seed(1)
    costs = []
    parameters = initialize_parameters_deep(layers_dims)
    for i in range(0, num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
        if (print_cost and i % 100 == 0) or i == num_iterations - 1:
            print(f"Cost after iteration {i}: {np.squeeze(cost)}")
        if i % 100 == 0 or i == num_iterations:
            costs.append(cost)
    return parameters, costs


@right("L_layer_model")
def training_by_while(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False, **others):
    parameters = others.get("parameters") or initialize_parameters_deep(layers_dims)
    i, costs = 0, []
    while i < num_iterations:
        AL, caches = L_model_forward(X, parameters)
        if not i % 100 or i + 1 == num_iterations:
            costs += [compute_cost(AL, Y)]
        parameters = update_parameters(parameters, L_model_backward(AL, Y, caches), learning_rate)
        i += 1
    return parameters, costs


@right("L_layer_model")
def with_a_start_of_its_own(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    parameters, costs = {}, []
    for l in range(1, len(layers_dims)):
        parameters[f"W{l}"] = np.random.randn(layers_dims[l], layers_dims[l - 1]) / np.sqrt(layers_dims[l - 1])
        parameters[f"b{l}"] = np.zeros((layers_dims[l], 1))
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(compute_cost(AL, Y))
        parameters = update_parameters(parameters, L_model_backward(AL, Y, caches), learning_rate)
    return parameters, costs


@right("two_layer_forward")
def one_function_for_both_layers(X, W1, b1, W2, b2):
    def layer(W, A, b, g):
        Z = np.einsum("ij,jm->im", W, A) + b
        return Z, g(Z)

    Z1, A1 = layer(W1, X, b1, lambda Z: Z.clip(min=0))
    _, A2 = layer(W2, A1, b2, lambda Z: 0.5 * (1 + np.tanh(Z / 2)))
    return [Z1, A1, A2]


@right("two_layer_gradients")
def slope_by_where(X, Y, W1, b1, W2, b2):
    Z1, A1, A2 = two_layer_forward(X, W1, b1, W2, b2)
    dZ2 = (A2 - Y) / X.shape[1]
    dZ1 = np.where(Z1 > 0, W2.T * dZ2, 0)
    return A2, [dZ1 @ X.T, dZ1.sum(1, keepdims=True), dZ2 @ A1.T, dZ2.sum(1, keepdims=True)]


@right("forward_loop")
def last_layer_after_the_loop(X, parameters):
    A, L = X, len(parameters) // 2
    for l in range(1, L):
        A = np.maximum(parameters["W%d" % l] @ A + parameters["b%d" % l], 0)
    return 1 / (1 + np.exp(-parameters[f"W{L}"] @ A - parameters[f"b{L}"]))


@right("parameter_shapes")
def by_pairs(layer_dims):
    shapes = {}
    for l, (n_prev, n) in enumerate(zip(layer_dims[:-1], layer_dims[1:], strict=True), start=1):
        shapes.update({f"W{l}": [n, n_prev], f"b{l}": [n, 1]})
    return shapes


@right("prepare")
def image_by_image(images, mean):
    return np.stack([image.astype(float).ravel() / 255 for image in images], axis=1) - mean


@right("most_wrong")
def sorted_by_hand(AL, Y, k):
    def called(i):
        return AL[0, i] if Y[0, i] else 1 - AL[0, i]

    return sorted(range(Y.shape[1]), key=called)[:k]


@right("most_wrong")
def by_distance(AL, Y, k):
    return np.argsort(-np.abs(AL - Y))[0, :k]


@right("integrate_and_fire")
def with_lists_and_booleans(current, dt=0.1, tau=20.0, R=100.0, rest=-70.0, threshold=-50.0, pause=20):
    V, free_at, voltage, spikes = rest, 0, [], []
    for t, I in enumerate(current):
        if t >= free_at:
            V += dt * (rest - V + R * I) / tau
        fired = V > threshold
        if fired:
            V, free_at = rest, t + 1 + pause
        voltage.append(V)
        spikes.append(fired)
    return np.array(voltage), np.array(spikes)


@right("feedback_alignment")
def without_the_caches_of_a_layer(AL, Y, caches, B):
    grads, dZ, m = {}, AL - Y, Y.shape[1]
    for l in range(len(caches), 0, -1):
        (A_prev, W, b), Z = caches[l - 1]
        grads[f"dW{l}"], grads[f"db{l}"] = dZ @ A_prev.T / m, dZ.mean(axis=1, keepdims=True)
        if l > 1:
            dZ = B[f"W{l}"].T @ dZ * (caches[l - 2][1] > 0)
    return grads


@right("oja")
def unit_by_unit(A_prev, A, W):
    dW = np.zeros(W.shape)
    for i, (a, w) in enumerate(zip(A, W, strict=True)):
        dW[i] = -np.mean(a * (A_prev - np.outer(w, a)), axis=1)
    return dW


@right("zigzag")
def turned_at_every_count(n):
    W2 = 2.0 * np.cos(np.pi * np.arange(n))[None]
    W2[0, 0] = 1
    return np.ones([n, n]), -np.arange(n)[:, None], W2


@right("linear_probe")
def with_the_functions_of_lesson_4(A, Y, test_A, learning_rate=0.3, num_iterations=150):
    mean = np.mean(A, axis=1)[:, None]
    spread = np.std(A, axis=1)[:, None]
    spread = np.where(spread > 0, spread, 1)
    parameters, X = {"W1": np.zeros((1, A.shape[0])), "b1": np.zeros((1, 1))}, (A - mean) / spread
    for _ in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        parameters = update_parameters(parameters, L_model_backward(AL, Y, caches), learning_rate)
    return L_model_forward((test_A - mean) / spread, parameters)[0]


@right("he_start")
def in_one_dict_from_pairs(draws):
    weights = {"W%d" % (l + 1): Z / np.sqrt(Z.shape[1] / 2) for l, Z in enumerate(draws)}
    return weights | {"b%d" % (l + 1): np.zeros((len(Z), 1)) for l, Z in enumerate(draws)}


@right("angle")
def of_flat_vectors(U, G):
    u, g = U.ravel(), G.ravel()
    return np.arccos(max(-1, min(1, u @ g / np.sqrt((u @ u) * (g @ g))))) * 180 / np.pi


@right("most_exciting")
def row_by_row(A, k):
    return np.array([sorted(range(len(row)), key=lambda i, row=row: row[i], reverse=True)[:k] for row in A])


@right("gradient_check")
def array_by_array(parameters, X, Y, backward=L_model_backward, step=1e-5):
    AL, caches = L_model_forward(X, parameters)
    grads, errors = backward(AL, Y, caches), []
    for name, value in parameters.items():
        measured = np.zeros(value.shape)
        for position in np.ndindex(value.shape):
            moved = value.copy()
            for sign in (1, -1):
                moved[position] = value[position] + sign * step
                AL, _ = L_model_forward(X, {**parameters, name: moved})
                measured[position] += sign * compute_cost(AL, Y) / (2 * step)
        g, norm = grads[f"d{name}"], np.linalg.norm
        errors.append(norm(g - measured) / (norm(g) + norm(measured)))
    return max(errors)


@right("gradient_check")
def on_deep_copies(parameters, X, Y, backward=None, step=1e-5):
    grads = backward(*[L_model_forward(X, parameters)[0], Y, L_model_forward(X, parameters)[1]])
    worst = 0
    for l in range(1, len(parameters) // 2 + 1):
        for letter in "Wb":
            key = letter + str(l)
            rows, columns = parameters[key].shape
            slopes = np.zeros((rows, columns))
            for i in range(rows):
                for j in range(columns):
                    plus, minus = copy.deepcopy(parameters), copy.deepcopy(parameters)
                    plus[key][i, j] = plus[key][i, j] + step
                    minus[key][i, j] = minus[key][i, j] - step
                    J_plus = compute_cost(L_model_forward(X, plus)[0], Y)
                    J_minus = compute_cost(L_model_forward(X, minus)[0], Y)
                    slopes[i][j] = (J_plus - J_minus) / 2 / step
            g = grads["d" + key]
            top = np.sqrt(np.sum((g - slopes) ** 2))
            worst = max(worst, top / (np.sqrt(np.sum(g**2)) + np.sqrt(np.sum(slopes**2))))
    return worst


@right("gradient_check")
def in_place_and_put_back(parameters, X, Y, backward, epsilon):
    def J():
        return compute_cost(L_model_forward(X, mine)[0], Y)

    mine = {name: value.copy() for name, value in parameters.items()}
    AL, caches = L_model_forward(X, mine)
    grads = backward(AL, Y, caches)
    largest = []
    for name in mine:
        d, flat = np.empty(mine[name].size), mine[name].reshape(-1)
        for k in range(flat.size):
            w = flat[k]
            flat[k] = w + epsilon
            d[k] = J()
            flat[k] = w - epsilon
            d[k] = (d[k] - J()) / (2 * epsilon)
            flat[k] = w
        g = grads["d" + name].reshape(-1)
        largest += [np.linalg.norm(g - d) / (np.linalg.norm(g) + np.linalg.norm(d))]
    return np.max(largest)


@right("log_uniform")
def by_powers_of_ten(u, low, high):
    return 10 ** ((1 - u) * np.log10(low) + u * np.log10(high))


@right("log_uniform")
def one_by_one(u, low, high):
    return np.reshape([low * np.exp(x * np.log(high / low)) for x in u.flat], u.shape)


@right("winner")
def by_sorting(validation, test):
    best = np.argsort(-np.mean(validation, 1))[0]
    return best, np.mean(validation[best]), np.mean(test[best])


@right("winner")
def setting_by_setting(validation, test):
    best = 0
    for row in range(len(validation)):
        if sum(validation[row]) > sum(validation[best]):
            best = row
    return best, sum(validation[best]) / len(validation[best]), sum(test[best]) / len(test[best])


@right("mean_interval")
def without_numpy(values):
    n = len(values)
    mean = sum(values) / n
    error = (sum((value - mean) ** 2 for value in values) / (n - 1) / n) ** 0.5
    return mean, mean - t_factor(n) * error, mean + t_factor(n) * error


@right("update_with_decay")
def shrunk_first(parameters, grads, learning_rate, decay):
    new = {}
    for l in range(1, len(parameters) // 2 + 1):
        new[f"W{l}"] = (1 - learning_rate * decay) * parameters[f"W{l}"] - learning_rate * grads[f"dW{l}"]
        new[f"b{l}"] = parameters[f"b{l}"] - learning_rate * grads[f"db{l}"]
    return new


@right("stopping_point")
def counting_down(costs, patience):
    lowest, kept, left = float("inf"), 0, patience
    for i in range(len(costs)):
        left -= 1
        if costs[i] < lowest:
            lowest, kept, left = costs[i], i, patience
        if left == 0:
            break
    return kept, i


@right("mini_batches")
def shuffled_first(X, Y, batch_size, order):
    X, Y, m = X[:, order], Y[:, order], X.shape[1]
    return [(X[:, k : k + batch_size], Y[:, k : k + batch_size]) for k in range(0, m, batch_size)]


@right("update_with_momentum")
def one_loop(parameters, grads, velocity, learning_rate, beta):
    new, rolling = {}, {}
    for name in parameters:
        rolling[name] = beta * velocity[name] + grads["d" + name]
        new[name] = parameters[name] - learning_rate * rolling[name]
    return new, rolling


@right("multiply_adds")
def forward_then_back(layer_dims, m, input_gradient=True):
    forward = [a * b * m for a, b in zip(layer_dims[:-1], layer_dims[1:], strict=True)]
    back = 2 * sum(forward) if input_gradient else 2 * sum(forward) - forward[0]
    return np.sum(forward) + back


@right("multiply_adds")
def product_by_product(layer_dims, m, input_gradient=True):
    n, total = np.array(layer_dims, dtype=float), 0.0
    for l in range(len(layer_dims) - 1):
        total += m * n[l] * n[l + 1] * (2 + (l > 0 or input_gradient))
    return total


@right("gradients_in_blocks")
def one_block_after_the_other(X, Y, parameters, blocks, each=map):
    def of(columns):
        AL, caches = L_model_forward(X[:, columns], parameters)
        return L_model_backward(AL, Y[:, columns], caches)

    m, total = X.shape[1], {}
    for columns, grads in zip(blocks, each(of, blocks), strict=True):
        for name in parameters:
            total["d" + name] = total.get("d" + name, 0) + grads["d" + name] * len(columns) / m
    return total


@right("gradients_in_blocks")
def sums_divided_at_the_end(X, Y, parameters, blocks, each=map):
    def sums(columns):
        AL, caches = L_model_forward(X[:, columns], parameters)
        grads = L_model_backward(AL, Y[:, columns], caches)
        return {name: columns.size * value for name, value in grads.items() if name[1] in "Wb"}

    found = list(each(sums, blocks))
    return {name: sum(one[name] for one in found) / Y.size for name in found[0]}


@right("descend_in_span")
def as_without_the_span(X, Y, W, b, learning_rate, num_iterations):
    for _ in range(num_iterations):
        dZ = sigmoid(W @ X + b)[0] - Y
        W, b = W - learning_rate * dZ @ X.T / X.shape[1], b - learning_rate * dZ.mean(axis=1, keepdims=True)
    return W, b


@right("descend_in_span")
def with_a_sum_of_errors(X, Y, W, b, learning_rate, num_iterations):
    m, products, errors = Y.size, X.T @ X, np.zeros(Y.size)
    begin, bias = (W @ X).ravel(), float(b[0, 0])
    for _ in range(num_iterations):
        Z = begin - learning_rate / m * (products @ errors) + bias
        e = 1 / (1 + np.exp(-Z)) - Y.ravel()
        errors, bias = errors + e, bias - learning_rate * e.sum() / m
    return W - learning_rate / m * (X @ errors)[None], np.array([[bias]])
