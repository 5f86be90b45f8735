"""Slips of thought that no small edit of the reference reaches, each written out as a learner writes it."""
# ruff: noqa: F821, RUF059  (they call one another by bare names, in the namespace of the reference)

import inspect

import numpy as np


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


def prepare__mean_divided(images, mean):
    return (flatten(images) - mean) / 255


def prepare__reshaped(images, mean):
    return images.reshape(-1, len(images)) / 255 - mean


def prepare__own_mean(images, mean):
    X = flatten(images) / 255
    return X - X.mean(axis=1, keepdims=True)


def most_wrong__best_first(AL, Y, k):
    return np.argsort(-np.where(Y == 1, AL, 1 - AL)[0])[:k].tolist()


def most_wrong__least_sure(AL, Y, k):
    return np.argsort(np.abs(AL - 0.5)[0])[:k].tolist()


def most_wrong__smallest(AL, Y, k):
    return np.argsort(AL[0])[:k].tolist()


def log_uniform__evenly(u, low, high):
    return low + u * (high - low)


def log_uniform__not_back(u, low, high):
    return np.log(low) + u * (np.log(high) - np.log(low))


def log_uniform__not_back_from_ten(u, low, high):
    return np.log10(low) + u * (np.log10(high) - np.log10(low))


def log_uniform__two_bases(u, low, high):
    return 10 ** (np.log(low) + u * (np.log(high) - np.log(low)))


def log_uniform__without_logarithm(u, low, high):
    return np.exp(low + u * (high - low))


def log_uniform__without_logarithm_ten(u, low, high):
    return 10 ** (low + u * (high - low))


def paired_interval__unpaired(a, b):
    mean = np.mean(a) - np.mean(b)
    half = 2 * np.sqrt(np.var(a, ddof=1) / len(a) + np.var(b, ddof=1) / len(b))
    return mean, mean - half, mean + half


def zigzag__from_one(n):
    W1, b1, W2 = zigzag(n)
    return W1, b1 - 1, W2


def zigzag__bit_by_bit(n):
    W1, b1, W2 = zigzag(n)
    return np.eye(n), b1, W2


def zigzag__one_turn(n):
    W1, b1, W2 = zigzag(n)
    return W1, b1, np.array([[1, *[-2] * (n - 1)]])


def most_exciting__strongest_last(A, k):
    return np.argsort(A, axis=1)[:, A.shape[1] - k :]


def most_exciting__answers(A, k):
    return -np.sort(-A, axis=1)[:, :k]


def multiply_adds__forward_alone(layer_dims, m, input_gradient=True):
    return sum(n * n_prev * m for n_prev, n in zip(layer_dims, layer_dims[1:], strict=False))


def multiply_adds__always_three(layer_dims, m, input_gradient=True):
    return 3 * sum(n * n_prev * m for n_prev, n in zip(layer_dims, layer_dims[1:], strict=False))


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


def linear_forward__row_bias(A, W, b):
    return W @ A + b.T, (A, W, b)


def relu__mask(Z):
    return (Z > 0).astype(float), Z


def relu__leaky(Z):
    return np.where(Z > 0, Z, 0.01 * Z), Z


def relu__in_place(Z):
    A = Z
    A[A < 0] = 0
    return A, Z


def relu__one_maximum(Z):
    return max(0, Z.max()), Z


def relu__one_maximum_everywhere(Z):
    return np.full(Z.shape, max(0, Z.max())), Z


def sigmoid__tanh(Z):
    return np.tanh(Z), Z


def sigmoid__softmax(Z):
    return np.exp(Z) / np.sum(np.exp(Z), axis=0, keepdims=True), Z


def sigmoid__of_double(Z):
    return 1 / (1 + np.exp(-2 * Z)), Z


def sigmoid__softmax_of_all(Z):
    return np.exp(Z) / np.sum(np.exp(Z)), Z


def sigmoid__slope(Z):
    s = 1 / (1 + np.exp(-Z))
    return s * (1 - s), Z


def relu__of_columns(Z):
    return np.max(Z, axis=0), Z


def relu__of_columns_kept(Z):
    return np.max(Z, axis=0, keepdims=True), Z


def sigmoid_backward__relu(dA, Z):
    return dA * (Z > 0)


def sigmoid_backward__Z_for_s(dA, Z):
    return dA * Z * (1 - Z)


def sigmoid_backward__matrix_product(dA, Z):
    s = 1 / (1 + np.exp(-Z))
    return dA @ (s * (1 - s)).T


def sigmoid_backward__matrix_product_turned(dA, Z):
    s = 1 / (1 + np.exp(-Z))
    return (s * (1 - s)) @ dA.T


def relu_backward__matrix_product(dA, Z):
    return dA @ (Z > 0).T


def relu_backward__matrix_product_turned(dA, Z):
    return (Z > 0) @ dA.T


def linear_forward__flat(A, W, b):
    return W @ A + b, A, W, b


def linear_forward__bias_again(A, W, b):
    return W @ A + A.shape[0] * b, (A, W, b)


def linear_activation_forward__own_output(A_prev, W, b, activation):
    A, ((_, W, b), Z) = linear_activation_forward(A_prev, W, b, activation)
    return A, ((A, W, b), Z)


def linear_activation_forward__both(A_prev, W, b, activation):
    A, cache = linear_activation_forward(A_prev, W, b, activation)
    return sigmoid(A)[0] if activation == "relu" else A, cache


def linear_activation_backward__forward(dA, cache, activation):
    linear_cache, Z = cache
    return linear_backward(dA * (relu(Z)[0] if activation == "relu" else sigmoid(Z)[0]), linear_cache)


def linear_activation_backward__forward_of_dA(dA, cache, activation):
    linear_cache, Z = cache
    return linear_backward(relu(dA)[0] if activation == "relu" else sigmoid(dA)[0], linear_cache)


def L_model_forward__last_cache(X, parameters):
    AL, caches = L_model_forward(X, parameters)
    return AL, caches[-1]


def L_model_forward__last_not_kept(X, parameters):
    AL, caches = L_model_forward(X, parameters)
    return AL, caches[:-1]


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


def L_model_backward__without_d(AL, Y, caches):
    return {name[1:]: value for name, value in L_model_backward(AL, Y, caches).items()}


def compute_cost__error_rate(AL, Y):
    return float(np.mean((AL > 0.5) != Y))


def predict__share(X, parameters):
    return float(np.mean(predict(X, parameters)))


def sigmoid__sign(Z):
    return 1 / (1 + np.exp(Z)), Z


def L_model_forward__spread_out(X, parameters):
    AL, caches = L_model_forward(X, parameters)
    return AL, [part for cache in caches for part in cache]


def L_model_forward__backwards(X, parameters):
    AL, caches = L_model_forward(X, parameters)
    return AL, caches[::-1]


def linear_activation_forward__flat(A_prev, W, b, activation):
    A, (linear_cache, Z) = linear_activation_forward(A_prev, W, b, activation)
    return A, (*linear_cache, Z)


def linear_activation_forward__mask(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    return (Z > 0).astype(float) if activation == "relu" else sigmoid(Z)[0], (linear_cache, Z)


def linear_activation_forward__leaky(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    return np.where(Z > 0, Z, 0.01 * Z) if activation == "relu" else sigmoid(Z)[0], (linear_cache, Z)


def linear_activation_forward__caches_A(A_prev, W, b, activation):
    A, (linear_cache, _) = linear_activation_forward(A_prev, W, b, activation)
    return A, (linear_cache, A)


def compute_cost__sum_alone(AL, Y):
    return float(np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)))


def compute_cost__squared(AL, Y):
    return float(np.mean((AL - Y) ** 2))


def compute_cost__squared_half(AL, Y):
    return float(np.mean((AL - Y) ** 2) / 2)


def compute_cost__squared_sum(AL, Y):
    return float(np.sum((AL - Y) ** 2))


def compute_cost__absolute(AL, Y):
    return float(np.mean(np.abs(AL - Y)))


def compute_cost__m_by_m(AL, Y):
    m = Y.shape[1]
    return float(-np.sum(Y * np.log(AL).T + (1 - Y) * np.log(1 - AL).T) / m)


def compute_cost__m_by_m_mean(AL, Y):
    return float(-np.mean(Y * np.log(AL).T + (1 - Y) * np.log(1 - AL).T))


def compute_cost__brackets(AL, Y):
    m = Y.shape[1]
    return -(np.dot(Y, np.log(AL).T) + np.dot(1 - Y, np.log(1 - AL).T)) / m


def compute_cost__brackets_kept(AL, Y):
    return np.array([-np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))])


def compute_cost__not_averaged(AL, Y):
    return -(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))


def compute_cost__log2(AL, Y):
    return float(-np.mean(Y * np.log2(AL) + (1 - Y) * np.log2(1 - AL)))


def compute_cost__log10(AL, Y):
    return float(-np.mean(Y * np.log10(AL) + (1 - Y) * np.log10(1 - AL)))


def relu_backward__in_place(dA, Z):
    dZ = dA
    dZ[Z <= 0] = 0
    return dZ


def relu_backward__mask_only(dA, Z):
    return (Z > 0).astype(float)


def relu_backward__leaky(dA, Z):
    return np.where(Z > 0, dA, 0.01 * dA)


def relu_backward__of_gradient(dA, Z):
    return np.maximum(0, dA)


def sigmoid_backward__of_value(dA, Z):
    return dA * (1 / (1 + np.exp(-Z)))


def sigmoid_backward__squared(dA, Z):
    s = 1 / (1 + np.exp(-Z))
    return dA * (1 - s**2)


def sigmoid_backward__in_place(dA, Z):
    s = 1 / (1 + np.exp(-Z))
    dA *= s * (1 - s)
    return dA


def linear_backward__not_summed(dZ, cache):
    A_prev, W, b = cache
    return W.T @ dZ, dZ @ A_prev.T / A_prev.shape[1], dZ


def linear_backward__mean_dA(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    return W.T @ dZ / m, dZ @ A_prev.T / m, np.mean(dZ, axis=1, keepdims=True)


def linear_backward__one_mean(dZ, cache):
    A_prev, W, b = cache
    return W.T @ dZ, dZ @ A_prev.T / A_prev.shape[1], np.full(b.shape, dZ.mean())


def linear_backward__features(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[0]
    return W.T @ dZ, dZ @ A_prev.T / m, np.sum(dZ, axis=1, keepdims=True) / m


def linear_backward__no_mean(dZ, cache):
    A_prev, W, b = cache
    return W.T @ dZ, dZ @ A_prev.T, np.sum(dZ, axis=1, keepdims=True)


def linear_activation_backward__matrix_product(dA, cache, activation):
    linear_cache, Z = cache
    s = 1 / (1 + np.exp(-Z))
    dZ = np.dot(dA, Z > 0) if activation == "relu" else np.dot(dA, s * (1 - s))
    return linear_backward(dZ, linear_cache)


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


def L_model_backward__from_loss(AL, Y, caches):
    grads, L, dA = {}, len(caches), AL - Y
    for l in range(L, 0, -1):
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], "relu" if l < L else "sigmoid")
        grads[f"dA{l - 1}"], grads[f"dW{l}"], grads[f"db{l}"] = dA, dW, db
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


def predict__probabilities(X, parameters):
    return L_model_forward(X, parameters)[0]


def predict__pair(X, parameters):
    AL, caches = L_model_forward(X, parameters)
    return (AL > 0.5).astype(int), caches


def predict__cut(X, parameters):
    return L_model_forward(X, parameters)[0].astype(int)


def predict__up(X, parameters):
    return np.ceil(L_model_forward(X, parameters)[0]).astype(int)


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


def relu_backward__sign(dA, Z):
    return dA * np.sign(Z)


def L_model_forward__all_sigmoid(X, parameters):
    A, caches = X, []
    for l in range(1, len(parameters) // 2 + 1):
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], "sigmoid")
        caches.append(cache)
    return A, caches


def L_model_backward__all_sigmoid(AL, Y, caches):
    dA, grads = -(Y / AL - (1 - Y) / (1 - AL)), {}
    for l in range(len(caches), 0, -1):
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], "sigmoid")
        grads[f"dA{l - 1}"], grads[f"dW{l}"], grads[f"db{l}"] = dA, dW, db
    return grads


def L_model_backward__always_dAL(AL, Y, caches):
    grads, dAL = {}, -(Y / AL - (1 - Y) / (1 - AL))
    for l in range(len(caches), 0, -1):
        activation = "relu" if l < len(caches) else "sigmoid"
        grads[f"dA{l - 1}"], grads[f"dW{l}"], grads[f"db{l}"] = linear_activation_backward(
            dAL, caches[l - 1], activation
        )
    return grads


def L_layer_model__last_twice(X, Y, layers_dims, learning_rate, num_iterations, print_cost, *, parameters=None):
    costs, parameters = [], parameters or initialize_parameters_deep(layers_dims)
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        if i % 100 == 0:
            costs.append(cost)
        parameters = update_parameters(parameters, L_model_backward(AL, Y, caches), learning_rate)
    return parameters, [*costs, cost]


def compute_cost__AL_twice(AL, Y):
    return float(-np.mean(Y * np.log(AL) + (1 - Y) * np.log(AL)))


def relu_backward__value(dA, Z):
    return dA * np.maximum(0, Z)


def L_layer_model__starts_again_there(X, Y, layers_dims, learning_rate, num_iterations, print_cost, *, parameters=None):
    costs, start = [], parameters
    for i in range(num_iterations):
        parameters = start or initialize_parameters_deep(layers_dims)
        AL, caches = L_model_forward(X, parameters)
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(compute_cost(AL, Y))
        parameters = update_parameters(parameters, L_model_backward(AL, Y, caches), learning_rate)
    return parameters, costs


def slips_of(name):
    """The slips of the function `name`."""
    return [f for key, f in list(globals().items()) if key.startswith(f"{name}__") and inspect.isfunction(f)]
