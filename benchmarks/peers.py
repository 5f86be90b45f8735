"""The same descent in several hands.

Each of PEERS takes X, Y, parameters, the learning rate, and `columns`: the examples of each step, None for all. It gets
everything ready and returns a function, which alone is timed: it takes the steps and returns the parameters after them.
"""

import warnings

import classic
import numpy as np

import dlhelpers as dl


def depth(parameters):
    return len(parameters) // 2


def steps(X, Y, columns):
    """Yield the examples of each step."""
    for chosen in columns:
        yield (X, Y) if chosen is None else (X[:, chosen], Y[:, chosen])


def bare_products(X, Y, parameters, learning_rate, columns):
    """The matrix products that back-propagation over X is made of, and nothing else."""
    L = depth(parameters)

    def descend():
        for x, _ in steps(X, Y, columns):
            A = [x]
            for l in range(1, L + 1):
                A.append(parameters[f"W{l}"] @ A[-1])
            dZ = A.pop()
            for l in range(L, 0, -1):
                dZ @ A[l - 1].T
                dZ = parameters[f"W{l}"].T @ dZ if l > 1 else None
        return parameters

    return descend


def classic_form(X, Y, parameters, learning_rate, columns):
    return lambda: classic.descend(steps(X, Y, columns), parameters, learning_rate)


def ours(X, Y, parameters, learning_rate, columns):
    """dlhelpers; it draws its mini-batches as run.py drew `columns`."""
    dims = [X.shape[0], *(len(parameters[f"b{l}"]) for l in range(1, depth(parameters) + 1))]
    batch_size = None if columns[0] is None else len(columns[0])
    given = {"parameters": parameters, "batch_size": batch_size, "rng": 0, "progress": False}
    return lambda: dl.L_layer_model(X, Y, dims, learning_rate, len(columns), **given)[0]


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

    def descend():
        for chosen in columns:
            x, y = (rows, labels) if chosen is None else (rows[chosen], labels[chosen])
            optimizer.zero_grad()
            cost(network(x), y).backward()
            optimizer.step()
        found = {}
        for l, linear in enumerate(layers[::2], start=1):
            found[f"W{l}"], found[f"b{l}"] = linear.weight.detach().numpy(), linear.bias.detach().numpy()[:, np.newaxis]
        return found

    return descend


def scikit_learn(X, Y, parameters, learning_rate, columns):
    """Its mini-batches are slices of one pass, in order: it can't be told which examples to take."""
    from sklearn.neural_network import MLPClassifier

    L = depth(parameters)
    whole = columns[0] is None
    batch_size, passes = (X.shape[1], len(columns)) if whole else (len(columns[0]), 1)
    m = X.shape[1] if whole else batch_size * len(columns)
    rows, labels = np.ascontiguousarray(X.T[:m]), Y[0, :m].astype(int)
    network = MLPClassifier(
        [len(parameters[f"b{l}"]) for l in range(1, L)], solver="sgd", momentum=0, alpha=0, shuffle=False,
        batch_size=2, learning_rate_init=1e-300, max_iter=1, warm_start=True, n_iter_no_change=10**9,
    )  # fmt: skip
    warnings.simplefilter("ignore")  # that it has not converged is what was asked for
    network.fit(rows[[labels.argmin(), labels.argmax()]], [0, 1])  # makes the weights, which are then replaced
    for l in range(1, L + 1):
        network.coefs_[l - 1][...] = parameters[f"W{l}"].T
        network.intercepts_[l - 1][...] = parameters[f"b{l}"][:, 0]
    network.set_params(batch_size=batch_size, learning_rate_init=learning_rate, max_iter=passes)

    def descend():
        network.fit(rows, labels)
        found = {}
        for l in range(1, L + 1):
            found[f"W{l}"], found[f"b{l}"] = network.coefs_[l - 1].T, network.intercepts_[l - 1][:, np.newaxis]
        return found

    return descend


def jax(X, Y, parameters, learning_rate, columns):
    import jax

    jax.config.update("jax_enable_x64", True)
    L = depth(parameters)

    def cost(parameters, x, y):
        A = x
        for l in range(1, L):
            A = jax.nn.relu(parameters[f"W{l}"] @ A + parameters[f"b{l}"])
        Z = parameters[f"W{L}"] @ A + parameters[f"b{L}"]
        return jax.numpy.mean(jax.numpy.logaddexp(0, Z) - y * Z)

    def step(parameters, x, y):
        grads = jax.grad(cost)(parameters, x, y)
        return {name: value - learning_rate * grads[name] for name, value in parameters.items()}

    if L not in compiled:
        compiled[L] = jax.jit(step)
    whole = jax.numpy.asarray(X), jax.numpy.asarray(Y)
    jax.block_until_ready(whole)

    def descend():
        found = parameters
        for chosen in columns:
            # handing it slices made by numpy is faster than letting it gather
            x, y = whole if chosen is None else (X[:, chosen], Y[:, chosen])
            found = compiled[L](found, x, y)
        return {name: np.asarray(value) for name, value in found.items()}

    return descend


compiled = {}
PEERS = {
    "bare products": bare_products, "dlhelpers": ours, "classic form": classic_form, "PyTorch": pytorch,
    "scikit-learn": scikit_learn, "JAX": jax,
}  # fmt: skip
NEEDS = {"PyTorch": "torch", "scikit-learn": "sklearn", "JAX": "jax"}
