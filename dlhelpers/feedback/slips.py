"""Slips of thought that no small edit of the reference reaches, each written out as a learner writes it."""
# ruff: noqa: F821, RUF059  (they call one another by bare names, in the namespace of the reference)

import inspect

import numpy as np


def one_layer(A, W, b, activation):
    return linear_activation_forward(A, W, b, activation)[0]


def again_forward(X, parameters, hidden="relu", fed=None):
    """Go through the layers with another activation, or with the same input for each."""
    A, caches, L = X, [], len(parameters) // 2
    for l in range(1, L + 1):
        A_prev, W, b = A if fed is None else fed, parameters[f"W{l}"], parameters[f"b{l}"]
        A, cache = linear_activation_forward(A_prev, W, b, hidden if l < L else "sigmoid")
        caches.append(cache)
    return A, caches


def loss_slope(AL, Y):
    return -(Y / AL - (1 - Y) / (1 - AL))


def again_back(dA, caches, hidden="relu", forwards=False, renewed=None):
    """Go back from another gradient, another way round, or with dA handed on only `renewed` times."""
    grads, L = {}, len(caches)
    for l in range(1, L + 1) if forwards else range(L, 0, -1):
        dA_prev, dW, db = linear_activation_backward(dA, caches[l - 1], hidden if l < L else "sigmoid")
        grads[f"dA{l - 1}"], grads[f"dW{l}"], grads[f"db{l}"] = dA_prev, dW, db
        dA = dA if renewed is not None and L - l >= renewed else dA_prev
    return grads


def again_sums(dZ, cache):
    return dZ @ cache[0].T, dZ.sum(axis=1, keepdims=True)


AGAIN = one_layer, again_sums, again_forward, loss_slope, again_back
"""What several slips have in common."""

SHORT = {
    "zigzag": {
        "from_one": lambda n: (zigzag(n)[0], zigzag(n)[1] - 1, zigzag(n)[2]),
        "bit_by_bit": lambda n: (np.eye(n), *zigzag(n)[1:]),
        "one_turn": lambda n: (*zigzag(n)[:2], np.array([[1, *[-2] * (n - 1)]])),
    },
    "multiply_adds": {
        "forward_alone": lambda layer_dims, m, input_gradient=True: multiply_adds(layer_dims, m) / 3,
        "always_three": lambda layer_dims, m, input_gradient=True: multiply_adds(layer_dims, m),
    },
    "linear_backward": {
        "not_summed": lambda dZ, cache: (*linear_backward(dZ, cache)[:2], dZ),
        "mean_dA": lambda dZ, cache: (linear_backward(dZ, cache)[0] / dZ.shape[1], *linear_backward(dZ, cache)[1:]),
        "one_mean": lambda dZ, cache: (*linear_backward(dZ, cache)[:2], np.full((len(dZ), 1), dZ.mean())),
        "features": lambda dZ, cache: (cache[1].T @ dZ, *(g / len(cache[0]) for g in again_sums(dZ, cache))),
        "no_mean": lambda dZ, cache: (cache[1].T @ dZ, *again_sums(dZ, cache)),
    },
    "prepare": {
        "mean_divided": lambda images, mean: (flatten(images) - mean) / 255,
        "reshaped": lambda images, mean: images.reshape(-1, len(images)) / 255 - mean,
        "own_mean": lambda images, mean: flatten(images) / 255 - (flatten(images) / 255).mean(axis=1, keepdims=True),
    },
    "most_wrong": {
        "best_first": lambda AL, Y, k: np.argsort(-np.where(Y == 1, AL, 1 - AL)[0])[:k].tolist(),
        "least_sure": lambda AL, Y, k: np.argsort(np.abs(AL - 0.5)[0])[:k].tolist(),
        "smallest": lambda AL, Y, k: np.argsort(AL[0])[:k].tolist(),
    },
    "log_uniform": {
        "evenly": lambda u, low, high: low + u * (high - low),
        "not_back": lambda u, low, high: np.log(low) + u * (np.log(high) - np.log(low)),
        "not_back_from_ten": lambda u, low, high: np.log10(low) + u * (np.log10(high) - np.log10(low)),
        "two_bases": lambda u, low, high: 10 ** (np.log(low) + u * (np.log(high) - np.log(low))),
        "without_logarithm": lambda u, low, high: np.exp(low + u * (high - low)),
        "without_logarithm_ten": lambda u, low, high: 10 ** (low + u * (high - low)),
    },
    "most_exciting": {
        "strongest_last": lambda A, k: np.argsort(A, axis=1)[:, A.shape[1] - k :],
        "answers": lambda A, k: -np.sort(-A, axis=1)[:, :k],
    },
    "linear_forward": {
        "row_bias": lambda A, W, b: (W @ A + b.T, (A, W, b)),
        "flat": lambda A, W, b: (W @ A + b, A, W, b),
        "bias_again": lambda A, W, b: (W @ A + A.shape[0] * b, (A, W, b)),
        "caches_Z": lambda A, W, b: (W @ A + b, (W @ A + b, W, b)),
    },
    "relu": {
        "mask": lambda Z: ((Z > 0).astype(float), Z),
        "leaky": lambda Z: (np.where(Z > 0, Z, 0.01 * Z), Z),
        "one_maximum": lambda Z: (max(0, Z.max()), Z),
        "one_maximum_everywhere": lambda Z: (np.full(Z.shape, max(0, Z.max())), Z),
        "of_columns": lambda Z: (np.max(Z, axis=0), Z),
        "of_columns_kept": lambda Z: (np.max(Z, axis=0, keepdims=True), Z),
    },
    "sigmoid": {
        "tanh": lambda Z: (np.tanh(Z), Z),
        "softmax": lambda Z: (np.exp(Z) / np.sum(np.exp(Z), axis=0, keepdims=True), Z),
        "of_double": lambda Z: (1 / (1 + np.exp(-2 * Z)), Z),
        "softmax_of_all": lambda Z: (np.exp(Z) / np.sum(np.exp(Z)), Z),
        "slope": lambda Z: (sigmoid(Z)[0] * (1 - sigmoid(Z)[0]), Z),
        "sign": lambda Z: (1 / (1 + np.exp(Z)), Z),
        "of_size": lambda Z: (1 / (1 + np.exp(-np.abs(Z))), Z),
    },
    "sigmoid_backward": {
        "relu": lambda dA, Z: dA * (Z > 0),
        "Z_for_s": lambda dA, Z: dA * Z * (1 - Z),
        "matrix_product": lambda dA, Z: dA @ (sigmoid(Z)[0] * (1 - sigmoid(Z)[0])).T,
        "matrix_product_turned": lambda dA, Z: sigmoid(Z)[0] * (1 - sigmoid(Z)[0]) @ dA.T,
        "of_value": lambda dA, Z: dA * (1 / (1 + np.exp(-Z))),
        "squared": lambda dA, Z: dA * (1 - sigmoid(Z)[0] ** 2),
        "times_Z": lambda dA, Z: dA * Z,
    },
    "relu_backward": {
        "matrix_product": lambda dA, Z: dA @ (Z > 0).T,
        "matrix_product_turned": lambda dA, Z: (Z > 0) @ dA.T,
        "mask_only": lambda dA, Z: (Z > 0).astype(float),
        "leaky": lambda dA, Z: np.where(Z > 0, dA, 0.01 * dA),
        "of_gradient": lambda dA, Z: np.maximum(0, dA),
        "sign": lambda dA, Z: dA * np.sign(Z),
        "value": lambda dA, Z: dA * np.maximum(0, Z),
        "picked": lambda dA, Z: dA[Z > 0],
    },
    "compute_cost": {
        "error_rate": lambda AL, Y: float(np.mean((AL > 0.5) != Y)),
        "sum_alone": lambda AL, Y: float(np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))),
        "squared": lambda AL, Y: float(np.mean((AL - Y) ** 2)),
        "squared_half": lambda AL, Y: float(np.mean((AL - Y) ** 2) / 2),
        "squared_sum": lambda AL, Y: float(np.sum((AL - Y) ** 2)),
        "absolute": lambda AL, Y: float(np.mean(np.abs(AL - Y))),
        "m_by_m": lambda AL, Y: float(-np.sum(Y * np.log(AL).T + (1 - Y) * np.log(1 - AL).T) / Y.shape[1]),
        "m_by_m_mean": lambda AL, Y: float(-np.mean(Y * np.log(AL).T + (1 - Y) * np.log(1 - AL).T)),
        "brackets": lambda AL, Y: -(np.dot(Y, np.log(AL).T) + np.dot(1 - Y, np.log(1 - AL).T)) / Y.shape[1],
        "brackets_kept": lambda AL, Y: np.array([-np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))]),
        "not_averaged": lambda AL, Y: -(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)),
        "log2": lambda AL, Y: float(-np.mean(Y * np.log2(AL) + (1 - Y) * np.log2(1 - AL))),
        "log10": lambda AL, Y: float(-np.mean(Y * np.log10(AL) + (1 - Y) * np.log10(1 - AL))),
        "AL_twice": lambda AL, Y: float(-np.mean(Y * np.log(AL) + (1 - Y) * np.log(AL))),
        "log_of_mean": lambda AL, Y: float(-np.log(np.mean(np.where(Y == 1, AL, 1 - AL)))),
    },
    "L_model_forward": {
        "always_X": lambda X, parameters: again_forward(X, parameters, fed=X),
        "all_sigmoid": lambda X, parameters: again_forward(X, parameters, hidden="sigmoid"),
        "no_caches": lambda X, parameters: (L_model_forward(X, parameters)[0], []),
        "last_cache": lambda X, parameters: (L_model_forward(X, parameters)[0], L_model_forward(X, parameters)[1][-1]),
        "last_not_kept": lambda X, parameters: (again_forward(X, parameters)[0], again_forward(X, parameters)[1][:-1]),
        "backwards": lambda X, parameters: (L_model_forward(X, parameters)[0], L_model_forward(X, parameters)[1][::-1]),
        "spread_out": lambda X, parameters: (again_forward(X, parameters)[0], sum(again_forward(X, parameters)[1], ())),
    },
    "linear_activation_forward": {
        "flat": lambda A, W, b, activation: (one_layer(A, W, b, activation), (A, W, b, W @ A + b)),
        "caches_A": lambda A, W, b, activation: (
            one_layer(A, W, b, activation),
            ((A, W, b), one_layer(A, W, b, activation)),
        ),
    },
    "L_model_backward": {
        "from_loss": lambda AL, Y, caches: again_back(AL - Y, caches),
        "from_the_first": lambda AL, Y, caches: again_back(loss_slope(AL, Y), caches, forwards=True),
        "all_sigmoid": lambda AL, Y, caches: again_back(loss_slope(AL, Y), caches, hidden="sigmoid"),
        "always_dAL": lambda AL, Y, caches: again_back(loss_slope(AL, Y), caches, renewed=0),
        "stale_dA": lambda AL, Y, caches: again_back(loss_slope(AL, Y), caches, renewed=1),
        "without_d": lambda AL, Y, caches: {name[1:]: g for name, g in L_model_backward(AL, Y, caches).items()},
        "started_anew": lambda AL, Y, caches: {k: L_model_backward(AL, Y, caches)[k] for k in ("dA0", "dW1", "db1")},
    },
    "predict": {
        "pair": lambda X, parameters: (predict(X, parameters), L_model_forward(X, parameters)[1]),
        "no_sigmoid": lambda X, parameters: (L_model_forward(X, parameters)[1][-1][1] > 0.5).astype(int),
        "share": lambda X, parameters: float(np.mean(predict(X, parameters))),
        "probabilities": lambda X, parameters: L_model_forward(X, parameters)[0],
        "cut": lambda X, parameters: L_model_forward(X, parameters)[0].astype(int),
        "up": lambda X, parameters: np.ceil(L_model_forward(X, parameters)[0]).astype(int),
    },
}
"""Those that are one expression, by the function and the end of their sentence's key."""


def two_layer_forward__relu_twice(X, W1, b1, W2, b2):
    Z1 = W1 @ X + b1
    A1 = np.maximum(0, Z1)
    return Z1, A1, np.maximum(0, W2 @ A1 + b2)


def two_layer_forward__sigmoid_twice(X, W1, b1, W2, b2):
    Z1 = W1 @ X + b1
    A1 = 1 / (1 + np.exp(-Z1))
    return Z1, A1, 1 / (1 + np.exp(-(W2 @ A1 + b2)))


def two_layer_forward__no_sigmoid(X, W1, b1, W2, b2):
    Z1 = W1 @ X + b1
    A1 = np.maximum(0, Z1)
    return Z1, A1, W2 @ A1 + b2


def forward_loop__relu_in_the_last(X, parameters):
    A = X
    for l in range(1, len(parameters) // 2 + 1):
        A = np.maximum(0, parameters[f"W{l}"] @ A + parameters[f"b{l}"])
    return A


def forward_loop__sigmoid_everywhere(X, parameters):
    A = X
    for l in range(1, len(parameters) // 2 + 1):
        A = 1 / (1 + np.exp(-(parameters[f"W{l}"] @ A + parameters[f"b{l}"])))
    return A


def paired_interval__unpaired(a, b):
    mean = np.mean(a) - np.mean(b)
    half = 2 * np.sqrt(np.var(a, ddof=1) / len(a) + np.var(b, ddof=1) / len(b))
    return mean, mean - half, mean + half


def multiply_adds__every_layer_spared(layer_dims, m, input_gradient=True):
    products = 3 if input_gradient else 2
    return products * sum(n * n_prev * m for n_prev, n in zip(layer_dims, layer_dims[1:], strict=False))


def multiply_adds__turned_round(layer_dims, m, input_gradient=True):
    count = 3 * sum(n * n_prev * m for n_prev, n in zip(layer_dims, layer_dims[1:], strict=False))
    return count - layer_dims[0] * layer_dims[1] * m if input_gradient else count


def descend_in_span__gradient_of_C(X, Y, W, b, learning_rate, num_iterations):
    m = X.shape[1]
    W_X, XT_X = W @ X, X.T @ X
    C = np.zeros((1, m))
    for _ in range(num_iterations):
        A, _ = sigmoid(W_X + C @ XT_X + b)
        dZ = A - Y
        C = C - learning_rate * dZ @ XT_X / m
        b = b - learning_rate * np.mean(dZ)
    return W + C @ X.T, b


def descend_in_span__stays_there(X, Y, W, b, learning_rate, num_iterations):
    m = X.shape[1]
    W_X, XT_X = W @ X, X.T @ X
    C = np.zeros((1, m))
    for _ in range(num_iterations):
        A, _ = sigmoid(W_X + C @ XT_X + b)
        dZ = A - Y
        C = C - learning_rate * dZ / m
        b = b - learning_rate * np.mean(dZ)
    return C, b


def relu__in_place(Z):
    A = Z
    A[A < 0] = 0
    return A, Z


def sigmoid_backward__in_place(dA, Z):
    s = 1 / (1 + np.exp(-Z))
    dA *= s * (1 - s)
    return dA


def relu_backward__in_place(dA, Z):
    dZ = dA
    dZ[Z <= 0] = 0
    return dZ


def linear_activation_forward__own_output(A_prev, W, b, activation):
    A, ((_, W, b), Z) = linear_activation_forward(A_prev, W, b, activation)
    return A, ((A, W, b), Z)


def linear_activation_forward__both(A_prev, W, b, activation):
    A, cache = linear_activation_forward(A_prev, W, b, activation)
    return sigmoid(A)[0] if activation == "relu" else A, cache


def linear_activation_forward__mask(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    return (Z > 0).astype(float) if activation == "relu" else sigmoid(Z)[0], (linear_cache, Z)


def linear_activation_forward__leaky(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    return np.where(Z > 0, Z, 0.01 * Z) if activation == "relu" else sigmoid(Z)[0], (linear_cache, Z)


def linear_activation_forward__caches_A_of_relu(A_prev, W, b, activation):
    A, (linear_cache, Z) = linear_activation_forward(A_prev, W, b, activation)
    return A, (linear_cache, A if activation == "relu" else Z)


def linear_activation_backward__forward(dA, cache, activation):
    linear_cache, Z = cache
    return linear_backward(dA * (relu(Z)[0] if activation == "relu" else sigmoid(Z)[0]), linear_cache)


def linear_activation_backward__forward_of_dA(dA, cache, activation):
    linear_cache, Z = cache
    return linear_backward(relu(dA)[0] if activation == "relu" else sigmoid(dA)[0], linear_cache)


def linear_activation_backward__matrix_product(dA, cache, activation):
    linear_cache, Z = cache
    s = 1 / (1 + np.exp(-Z))
    dZ = np.dot(dA, Z > 0) if activation == "relu" else np.dot(dA, s * (1 - s))
    return linear_backward(dZ, linear_cache)


def L_model_forward__caches_A(X, parameters):
    AL, caches = L_model_forward(X, parameters)
    return AL, [(linear_cache, np.maximum(0, Z)) for linear_cache, Z in caches[:-1]] + caches[-1:]


def L_model_forward__one_too_many(X, parameters):
    A, caches, L = X, [], len(parameters) // 2
    for l in [*range(1, L + 1), L]:
        A_prev = A if len(caches) < L else A_prev
        activation = "relu" if len(caches) < L else "sigmoid"
        A, cache = linear_activation_forward(A_prev, parameters[f"W{l}"], parameters[f"b{l}"], activation)
        caches.append(cache)
    return A, caches


def L_model_backward__own_layer(AL, Y, caches):
    grads = L_model_backward(AL, Y, caches)
    return {f"dA{int(key[2:]) + 1}" if key[:2] == "dA" else key: value for key, value in grads.items()}


def L_model_backward__numbered_backwards(AL, Y, caches):
    L, grads = len(caches), L_model_backward(AL, Y, caches)
    return {f"{key[:2]}{L - int(key[2:]) - (1 if key[1] == 'A' else -1)}": value for key, value in grads.items()}


def L_model_backward__numbered_backwards_but_dA(AL, Y, caches):
    L, grads = len(caches), L_model_backward(AL, Y, caches)
    return {key if key[1] == "A" else f"{key[:2]}{L + 1 - int(key[2:])}": value for key, value in grads.items()}


def L_model_backward__own_output(AL, Y, caches):
    L, m = len(caches), AL.shape[1]
    outputs = [caches[l][0][0] for l in range(1, L)] + [AL]
    grads = L_model_backward(AL, Y, caches)
    dA = -(Y / AL - (1 - Y) / (1 - AL))
    for l in range(L, 0, -1):
        Z = caches[l - 1][1]
        dZ = relu_backward(dA, Z) if l < L else sigmoid_backward(dA, Z)
        grads[f"dW{l}"] = dZ @ outputs[l - 1].T / m
        dA = grads[f"dA{l - 1}"]
    return grads


def update_parameters__in_place(parameters, grads, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        parameters[f"W{l}"] -= learning_rate * grads[f"dW{l}"]
        parameters[f"b{l}"] -= learning_rate * grads[f"db{l}"]
    return parameters


def update_parameters__same_dict(parameters, grads, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        parameters[f"W{l}"] = parameters[f"W{l}"] - learning_rate * grads[f"dW{l}"]
        parameters[f"b{l}"] = parameters[f"b{l}"] - learning_rate * grads[f"db{l}"]
    return parameters


def L_layer_model__ignores_parameters(X, Y, layers_dims, learning_rate, num_iterations, print_cost, *, parameters=None):
    start = initialize_parameters_deep(layers_dims)
    return L_layer_model(X, Y, layers_dims, learning_rate, num_iterations, print_cost, parameters=start)


def L_layer_model__cost_after(X, Y, layers_dims, learning_rate, num_iterations, print_cost, *, parameters=None):
    costs, parameters = [], parameters or initialize_parameters_deep(layers_dims)
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        parameters = update_parameters(parameters, L_model_backward(AL, Y, caches), learning_rate)
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(compute_cost(L_model_forward(X, parameters)[0], Y))
    return parameters, costs


def L_layer_model__cost_after_all(X, Y, layers_dims, learning_rate, num_iterations, print_cost, *, parameters=None):
    start = parameters or initialize_parameters_deep(layers_dims)
    parameters, costs = L_layer_model(X, Y, layers_dims, learning_rate, num_iterations, parameters=start)
    if (num_iterations - 1) % 100:
        costs[-1] = compute_cost(L_model_forward(X, parameters)[0], Y)
    return parameters, costs


def L_layer_model__one_forward(X, Y, layers_dims, learning_rate, num_iterations, print_cost, *, parameters=None):
    costs, parameters = [], parameters or initialize_parameters_deep(layers_dims)
    AL, caches = L_model_forward(X, parameters)
    for i in range(num_iterations):
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(compute_cost(AL, Y))
        parameters = update_parameters(parameters, L_model_backward(AL, Y, caches), learning_rate)
    return parameters, costs


def L_layer_model__rarely(X, Y, layers_dims, learning_rate, num_iterations, print_cost, *, parameters=None):
    start = parameters or initialize_parameters_deep(layers_dims)
    parameters, costs = L_layer_model(X, Y, layers_dims, learning_rate, num_iterations, parameters=start)
    last = [costs[-1]] if (num_iterations - 1) % 1000 else []
    return parameters, [*costs[:-1][::10], *last] if len(costs) > 1 else costs


def L_layer_model__starts_again(X, Y, layers_dims, learning_rate, num_iterations, print_cost, *, parameters=None):
    costs = []
    for i in range(num_iterations):
        parameters = initialize_parameters_deep(layers_dims)
        AL, caches = L_model_forward(X, parameters)
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(compute_cost(AL, Y))
        parameters = update_parameters(parameters, L_model_backward(AL, Y, caches), learning_rate)
    return parameters, costs


def L_layer_model__cost_when_told(X, Y, layers_dims, learning_rate, num_iterations, print_cost, *, parameters=None):
    parameters = parameters or initialize_parameters_deep(layers_dims)
    parameters, costs = L_layer_model(X, Y, layers_dims, learning_rate, num_iterations, parameters=parameters)
    return parameters, costs if print_cost else []


def L_layer_model__one_cost(X, Y, layers_dims, learning_rate, num_iterations, print_cost, *, parameters=None):
    parameters, costs = L_layer_model(X, Y, layers_dims, learning_rate, num_iterations, parameters=parameters)
    return parameters, costs[-1]


def L_layer_model__last_twice(X, Y, layers_dims, learning_rate, num_iterations, print_cost, *, parameters=None):
    costs, parameters = [], parameters or initialize_parameters_deep(layers_dims)
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        if i % 100 == 0:
            costs.append(cost)
        parameters = update_parameters(parameters, L_model_backward(AL, Y, caches), learning_rate)
    return parameters, [*costs, cost]


def L_layer_model__starts_again_there(X, Y, layers_dims, learning_rate, num_iterations, print_cost, *, parameters=None):
    costs, start = [], parameters
    for i in range(num_iterations):
        parameters = start or initialize_parameters_deep(layers_dims)
        AL, caches = L_model_forward(X, parameters)
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(compute_cost(AL, Y))
        parameters = update_parameters(parameters, L_model_backward(AL, Y, caches), learning_rate)
    return parameters, costs


def feedback_alignment__own_weights(AL, Y, caches, B):
    grads = L_model_backward(AL, Y, caches)
    return {key: value for key, value in grads.items() if key[:2] != "dA"}


def integrate_and_fire__no_leak(current, dt, tau, R, rest, threshold, pause):
    voltage, spikes = np.zeros(len(current)), np.zeros(len(current), dtype=int)
    V, wait = rest, 0
    for t in range(len(current)):
        if wait > 0:
            wait -= 1
        else:
            V = V + dt / tau * R * current[t]
        if V >= threshold:
            V, spikes[t], wait = rest, 1, pause
        voltage[t] = V
    return voltage, spikes


def integrate_and_fire__no_pause(current, dt, tau, R, rest, threshold, pause):
    return integrate_and_fire(current, dt, tau, R, rest, threshold, 0)


def slips_of(name):
    """The slips of the function `name`, by the keys of their sentences."""
    long = {key: f for key, f in globals().items() if key.startswith(f"{name}__") and inspect.isfunction(f)}
    return {f"{name}__{key}": f for key, f in SHORT.get(name, {}).items()} | long
