"""The same descent in other hands. Each entry of PEERS takes (X, Y, parameters, learning_rate, columns), where
`columns` lists the examples of each step (None for all of them), and returns the parameters after these steps."""

import warnings

import numpy as np

import dlhelpers as dl


def depth(parameters):
    return len(parameters) // 2


def take(X, Y, chosen):
    return (X, Y) if chosen is None else (X[:, chosen], Y[:, chosen])


def bare(X, Y, parameters, learning_rate, columns):
    """The matrix products that no implementation can do without, and nothing else: the lower bound."""
    L = depth(parameters)
    for chosen in columns:
        x, _ = take(X, Y, chosen)
        A = [x]
        for l in range(1, L + 1):
            A.append(parameters[f"W{l}"] @ A[-1])
        dZ = A.pop()
        for l in range(L, 0, -1):
            dZ @ A[l - 1].T
            dZ = parameters[f"W{l}"].T @ dZ if l > 1 else None
    return parameters


def classic(X, Y, parameters, learning_rate, columns):
    """As the classic course has it: the cost each time, dA0 too, new arrays everywhere."""
    L, parameters = depth(parameters), dict(parameters)
    for chosen in columns:
        x, y = take(X, Y, chosen)
        m, A, caches = x.shape[1], x, []
        for l in range(1, L + 1):
            Z = np.dot(parameters[f"W{l}"], A) + parameters[f"b{l}"]
            caches.append((A, Z))
            A = np.maximum(0, Z) if l < L else 1 / (1 + np.exp(-Z))
        np.squeeze(-np.sum(np.multiply(np.log(A), y) + np.multiply(np.log(1 - A), 1 - y)) / m)
        dA, grads = -(np.divide(y, A) - np.divide(1 - y, 1 - A)), {}
        for l in range(L, 0, -1):
            A_prev, Z = caches[l - 1]
            if l == L:
                s = 1 / (1 + np.exp(-Z))
                dZ = dA * s * (1 - s)
            else:
                dZ = np.array(dA, copy=True)
                dZ[Z <= 0] = 0
            grads[f"dW{l}"] = 1 / m * np.dot(dZ, A_prev.T)
            grads[f"db{l}"] = 1 / m * np.sum(dZ, axis=1, keepdims=True)
            dA = np.dot(parameters[f"W{l}"].T, dZ)
        for name in parameters:
            parameters[name] = parameters[name] - learning_rate * grads[f"d{name}"]
    return parameters


def ours(X, Y, parameters, learning_rate, columns):
    """dlhelpers; with mini-batches it draws the same ones, since run.py drew `columns` in the same way."""
    dims = [X.shape[0], *(len(parameters[f"b{l}"]) for l in range(1, depth(parameters) + 1))]
    batch_size = None if columns[0] is None else len(columns[0])
    trained, _ = dl.L_layer_model(
        X, Y, dims, learning_rate, len(columns), parameters=parameters, batch_size=batch_size, rng=0, progress=False
    )
    return trained


def pytorch(X, Y, parameters, learning_rate, columns):
    import torch

    layers, L = [], depth(parameters)
    for l in range(1, L + 1):
        W, b = (torch.from_numpy(np.array(parameters[f"{name}{l}"])) for name in "Wb")
        linear = torch.nn.Linear(W.shape[1], W.shape[0], dtype=W.dtype)
        linear.weight, linear.bias = torch.nn.Parameter(W), torch.nn.Parameter(b[:, 0])
        layers += [linear, torch.nn.ReLU()] if l < L else [linear]
    network, cost = torch.nn.Sequential(*layers), torch.nn.BCEWithLogitsLoss()
    optimizer = torch.optim.SGD(network.parameters(), lr=learning_rate)
    rows, labels = torch.from_numpy(np.ascontiguousarray(X.T)), torch.from_numpy(np.ascontiguousarray(Y.T))
    for chosen in columns:
        x, y = (rows, labels) if chosen is None else (rows[chosen], labels[chosen])
        optimizer.zero_grad()
        cost(network(x), y).backward()
        optimizer.step()
    found = {}
    for l, linear in enumerate(layers[::2], start=1):
        found[f"W{l}"], found[f"b{l}"] = linear.weight.detach().numpy(), linear.bias.detach().numpy()[:, np.newaxis]
    return found


def scikit_learn(X, Y, parameters, learning_rate, columns):
    from sklearn.neural_network import MLPClassifier

    L = depth(parameters)
    batch_size = X.shape[1] if columns[0] is None else len(columns[0])
    epochs = max(1, len(columns) * batch_size // X.shape[1])
    network = MLPClassifier(
        [len(parameters[f"b{l}"]) for l in range(1, L)], solver="sgd", momentum=0, alpha=0, shuffle=False,
        batch_size=batch_size, learning_rate_init=1e-300, max_iter=1, warm_start=True, n_iter_no_change=10**9,
    )  # fmt: skip
    rows, labels = np.ascontiguousarray(X.T), Y[0].astype(int)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it has not converged is what was asked for
        few = np.concatenate([np.flatnonzero(labels == 0)[:1], np.flatnonzero(labels == 1)[:1]])
        network.set_params(batch_size=2).fit(rows[few], labels[few])
        for l in range(1, L + 1):
            network.coefs_[l - 1][...] = parameters[f"W{l}"].T
            network.intercepts_[l - 1][...] = parameters[f"b{l}"][:, 0]
        network.set_params(batch_size=batch_size, learning_rate_init=learning_rate, max_iter=epochs)
        network.fit(rows, labels)
    found = {}
    for l in range(1, L + 1):
        found[f"W{l}"], found[f"b{l}"] = network.coefs_[l - 1].T, network.intercepts_[l - 1][:, np.newaxis]
    return found


def jax(X, Y, parameters, learning_rate, columns):
    import jax

    jax.config.update("jax_enable_x64", X.dtype == np.float64)
    L = depth(parameters)

    def cost(parameters, x, y):
        A = x
        for l in range(1, L):
            A = jax.nn.relu(parameters[f"W{l}"] @ A + parameters[f"b{l}"])
        Z = parameters[f"W{L}"] @ A + parameters[f"b{L}"]
        return jax.numpy.mean(jax.numpy.logaddexp(0, Z) - y * Z)

    key = (L, X.dtype)
    if key not in compiled:

        def step(parameters, x, y, learning_rate):
            grads = jax.grad(cost)(parameters, x, y)
            return {name: value - learning_rate * grads[name] for name, value in parameters.items()}

        compiled[key] = jax.jit(step)
    x, y = X, Y = jax.numpy.asarray(X), jax.numpy.asarray(Y)
    for chosen in columns:
        if chosen is not None:
            x, y = X[:, chosen], Y[:, chosen]
        parameters = compiled[key](parameters, x, y, learning_rate)
    return {name: np.asarray(value) for name, value in parameters.items()}


compiled = {}
PEERS = {
    "bare products": bare, "dlhelpers": ours, "classic": classic, "PyTorch": pytorch, "scikit-learn": scikit_learn,
    "JAX": jax,
}  # fmt: skip
NEEDS = {"PyTorch": "torch", "scikit-learn": "sklearn", "JAX": "jax"}
