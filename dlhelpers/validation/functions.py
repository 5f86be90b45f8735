"""What each public function asks of its arguments; returned are those to be replaced, as arrays of floats."""

import math

import numpy as np

from .arguments import (
    array,
    examples,
    file_path,
    fits,
    gradient_shape,
    is_images,
    kind,
    known_activation,
    labels,
    layer,
    layer_cache,
    layer_sizes,
    linear_cache,
    network,
    optional,
    real_number,
    row,
    same_shape,
    stream,
    whole_number,
)


def activation_input(Z):
    return {"Z": array("Z", Z, ndim=None)}


def activation_gradient(dA, Z):
    dA, Z = array("dA", dA, ndim=None), array("Z", Z, ndim=None)
    same_shape("dA", dA, "Z", Z)
    return {"dA": dA, "Z": Z}


def initialization(layer_dims, scale, rng):
    return {"layer_dims": layer_sizes("layer_dims", layer_dims), "scale": optional(real_number, "scale", scale)}


def linear_forward(A, W, b):
    A, W, b = layer("A", A, W, b)
    return {"A": A, "W": W, "b": b}


def linear_activation_forward(A_prev, W, b, activation):
    known_activation(activation)
    A_prev, W, b = layer("A_prev", A_prev, W, b)
    return {"A_prev": A_prev, "W": W, "b": b}


def network_input(X, parameters):
    parameters = network(parameters)
    return {"X": examples(X, parameters["W1"].shape), "parameters": parameters}


def predictions_and_labels(AL, Y):
    arguments = row_and_labels(AL, Y)
    AL = arguments["AL"]
    if AL.min() < 0 or AL.max() > 1:
        wrong = AL[(AL < 0) | (AL > 1)][0]
        raise ValueError(f"AL holds {wrong:g}; probabilities lie from 0 to 1. Did the output layer use sigmoid?")
    return arguments


def row_and_labels(AL, Y):
    AL = row("AL", AL)
    return {"AL": AL, "Y": labels(Y, AL)}


def linear_backward(dZ, cache, input_gradient):
    A_prev, W, b = linear_cache("cache", cache)
    dZ = array("dZ", dZ)
    gradient_shape("dZ", dZ, W, A_prev)
    return {"dZ": dZ, "cache": (A_prev, W, b)}


def linear_activation_backward(dA, cache, activation, input_gradient):
    known_activation(activation)
    (A_prev, W, b), Z = layer_cache("cache", cache)
    dA = array("dA", dA)
    gradient_shape("dA", dA, W, A_prev)
    return {"dA": dA, "cache": ((A_prev, W, b), Z)}


def network_gradient(AL, Y, caches, input_gradient=True):
    if not isinstance(caches, (list, tuple)) or not caches:
        raise ValueError(f"caches is {kind(caches)}; it must be the list of L caches that L_model_forward returns.")
    caches = [layer_cache(f"caches[{l}]", cache) for l, cache in enumerate(caches)]
    arguments = row_and_labels(AL, Y)
    for l in range(1, len(caches)):
        (below, W, _), (above, _, _) = caches[l - 1][0], caches[l][0]
        if above.shape != (W.shape[0], below.shape[1]):
            raise ValueError(
                f"caches[{l}] holds an A_prev of shape {above.shape}, but caches[{l - 1}] makes one of "
                f"{(W.shape[0], below.shape[1])}: the list must run from layer 1 to layer L."
            )
    same_shape("AL", arguments["AL"], f"the Z of caches[{len(caches) - 1}]", caches[-1][1])
    return {**arguments, "caches": caches}


def gradient_check(parameters, X, Y, forward, backward, step):
    arguments = network_input(X, parameters)
    return {**arguments, "Y": labels(Y, arguments["X"]), "step": real_number("step", step, above=0)}


def update(parameters, grads, learning_rate):
    learning_rate = real_number("learning_rate", learning_rate)
    parameters = network(parameters)
    if not isinstance(grads, dict):
        raise ValueError(f"grads is {kind(grads)}; it must be the dict that L_model_backward returns.")
    missing = [f"d{name}" for name in parameters if f"d{name}" not in grads]
    if missing:
        raise ValueError(f"grads has no {missing[0]!r}; update_parameters needs a gradient for every parameter.")
    gradients = {f"d{name}": array(f"d{name}", grads[f"d{name}"]) for name in parameters}
    for name, value in parameters.items():
        same_shape(f"d{name}", gradients[f"d{name}"], name, value)
        gradients[f"d{name}"] = gradients[f"d{name}"].astype(value.dtype, copy=False)
    return {"parameters": parameters, "grads": gradients, "learning_rate": learning_rate}


def decay(parameters, grads, learning_rate, decay):
    return {**update(parameters, grads, learning_rate), "decay": real_number("decay", decay)}


def momentum(parameters, grads, velocity, learning_rate, beta):
    arguments = update(parameters, grads, learning_rate)
    if not isinstance(velocity, dict):
        raise ValueError(f"velocity is {kind(velocity)}; it must be a dict with an array for every parameter.")
    arguments["velocity"] = {}
    for name, value in arguments["parameters"].items():
        if name not in velocity:
            raise ValueError(f"velocity has no {name!r}; it needs an array for every parameter.")
        rolling = array(f"velocity[{name!r}]", velocity[name])
        same_shape(f"velocity[{name!r}]", rolling, name, value)
        arguments["velocity"][name] = rolling.astype(value.dtype, copy=False)
    return {**arguments, "beta": real_number("beta", beta)}


def stopping(costs, patience):
    costs = array("costs", costs, ndim=None)
    if costs.ndim != 1 or not len(costs):
        raise ValueError(f"costs has shape {costs.shape}; it must be (n,), at least one number.")
    return {"costs": costs, "patience": whole_number("patience", patience, 1)}


def batches(X, Y, batch_size, order):
    X = array("X", X)
    order = array("order", order, ndim=None, convert=False)
    if order.shape != X.shape[1:] or np.any(np.sort(order) != np.arange(len(order))):
        raise ValueError(f"order must hold the numbers 0 to {X.shape[1] - 1}, each once: one for each column of X.")
    batch_size = whole_number("batch_size", batch_size, 1)
    return {"X": X, "Y": labels(Y, X), "batch_size": batch_size, "order": order.astype(int)}


def training(
    X, Y, layers_dims, learning_rate, num_iterations, print_cost, batch_size, parameters, scale, rng, progress,
    checkpoint, checkpoint_every,
):  # fmt: skip
    arguments = {
        "learning_rate": real_number("learning_rate", learning_rate, above=0),
        "scale": optional(real_number, "scale", scale),
        "num_iterations": whole_number("num_iterations", num_iterations, 0),
        "batch_size": optional(whole_number, "batch_size", batch_size, 1),
        "checkpoint": optional(file_path, "checkpoint", checkpoint),
        "checkpoint_every": whole_number("checkpoint_every", checkpoint_every, 1),
    }
    sizes = layer_sizes("layers_dims", layers_dims)
    shape = np.shape(X) if isinstance(X, np.ndarray) else ()
    if len(shape) == 2 and sizes[0] not in shape:
        raise ValueError(f"X has shape {shape}; layers_dims starts with {sizes[0]}, so X needs {sizes[0]} rows.")
    X = stream(X, (sizes[1], sizes[0]), batch_size) if is_images(X) else examples(X, (sizes[1], sizes[0]))
    if sizes[-1] != 1:
        raise ValueError(f"layers_dims ends with {sizes[-1]}; the output layer has 1 unit, the probability of label 1.")
    arguments |= {"X": X, "Y": labels(Y, X), "layers_dims": sizes}
    if parameters is not None:
        arguments["parameters"] = network(parameters)
        given = [X.shape[0]] + [W.shape[0] for name, W in arguments["parameters"].items() if name.startswith("W")]
        if [arguments["parameters"]["W1"].shape[1], *given[1:]] != sizes:
            raise ValueError(f"parameters belong to a network of {given}, but layers_dims is {sizes}.")
    return arguments


def images(dataset, mean, dtype):
    if hasattr(dataset, "id") and not dataset:
        raise ValueError("dataset lies in an HDF5 file that was closed; open it again, and keep it open.")
    shape = getattr(dataset, "shape", ())
    if len(shape) < 2 or 0 in shape or dataset.dtype != np.uint8:
        what = f"{dataset.dtype} of shape {shape}" if hasattr(dataset, "dtype") else kind(dataset)
        raise ValueError(f"dataset is {what}; it must hold uint8 images, (m, height, width, channels).")
    if np.ma.is_masked(dataset):
        raise ValueError("dataset has masked entries; fill or drop them first, for example dataset.filled(0).")
    n_x = math.prod(shape[1:])
    if mean is not None and array("mean", mean).shape != (n_x, 1):
        raise ValueError(f"mean has shape {np.shape(mean)}; images of shape {shape[1:]} need {(n_x, 1)}.")
    try:
        known = dtype is not None and np.dtype(dtype) in (np.float32, np.float64)
    except (TypeError, ValueError):
        known = False
    if not known:
        raise ValueError(f"dtype is {dtype!r:.60}; it must be float64 or float32.")


def predictions(predictions, Y):
    predictions = labels(predictions, name="predictions")
    return {"predictions": predictions, "Y": labels(Y, predictions)}


def probabilities_and_count(AL, Y, k):
    arguments = predictions_and_labels(AL, Y)
    return {**arguments, "k": whole_number("k", k, 0, arguments["AL"].shape[1])}


def validation_and_test(validation, test):
    validation, test = array("validation", validation), array("test", test)
    same_shape("validation", validation, "test", test)
    return {"validation": validation, "test": test}


def count_of_values(n):
    return {"n": whole_number("n", n, 2)}


def values(values):
    values = array("values", values, ndim=None)
    if values.ndim != 1 or len(values) < 2:
        raise ValueError(f"values has shape {values.shape}; it must be (n,), at least two numbers.")
    return {"values": values}


def draws(u, low, high):
    u = array("u", u, ndim=None)
    if u.min() < 0 or u.max() > 1:
        raise ValueError(f"u holds {u[(u < 0) | (u > 1)][0]:g}; it must hold draws from 0 to 1, as rng.random() gives.")
    low = real_number("low", low, above=0)
    return {"u": u, "low": low, "high": real_number("high", high, above=low)}


def bits(n):
    return {"n": whole_number("n", n, 1)}


def normal_draws(draws):
    if not isinstance(draws, (list, tuple)) or not len(draws):
        raise ValueError(f"draws is {kind(draws)}; it must be a list of L arrays, layer l's of shape (n_l, n_{{l-1}}).")
    draws = [array(f"draws[{l}]", one) for l, one in enumerate(draws)]
    for l in range(1, len(draws)):
        rows, shape = draws[l - 1].shape[0], draws[l].shape
        if shape[1] != rows:
            raise ValueError(
                f"draws[{l}] has shape {shape}; draws[{l - 1}] has {rows} rows, so it needs {rows} columns."
            )
    return {"draws": draws}


def probe(A, Y, test_A, learning_rate, num_iterations):
    A, test_A = array("A", A), array("test_A", test_A)
    if test_A.shape[0] != A.shape[0]:
        raise ValueError(f"test_A has shape {test_A.shape}; A has {A.shape[0]} rows, so it must be ({A.shape[0]}, k).")
    return {
        "A": A,
        "Y": labels(Y, A),
        "test_A": test_A,
        "learning_rate": real_number("learning_rate", learning_rate, above=0),
        "num_iterations": whole_number("num_iterations", num_iterations, 0),
    }


def activities(A, k):
    A = array("A", A)
    return {"A": A, "k": whole_number("k", k, 0, A.shape[1])}


def two_layers(X, W1, b1, W2, b2):
    X, W1, b1 = layer("X", X, W1, b1, "W1", "b1")
    W2 = array("W2", W2)
    if W2.shape[1] != W1.shape[0]:
        raise ValueError(f"W2 has shape {W2.shape}; W1 has {W1.shape[0]} rows, so W2 must be (1, {W1.shape[0]}).")
    _, W2, b2 = layer("A1", np.ones((W1.shape[0], 1)), W2, b2, "W2", "b2")
    return {"X": X, "W1": W1, "b1": b1, "W2": W2, "b2": b2}


def two_layers_and_labels(X, Y, W1, b1, W2, b2):
    arguments = two_layers(X, W1, b1, W2, b2)
    return {**arguments, "Y": labels(Y, arguments["X"])}


def neuron(current, dt, tau, R, rest, threshold, pause):
    current = array("current", current, ndim=None)
    if current.ndim != 1:
        raise ValueError(f"current has shape {current.shape}; it must be (n,), one number for each step.")
    rest = real_number("rest", rest)
    return {
        "current": current,
        "dt": real_number("dt", dt, above=0),
        "tau": real_number("tau", tau, above=0),
        "R": real_number("R", R),
        "rest": rest,
        "threshold": real_number("threshold", threshold, above=rest),
        "pause": whole_number("pause", pause, 0),
    }


def directions(U, G):
    U, G = array("U", U, ndim=None), array("G", G, ndim=None)
    same_shape("U", U, "G", G)
    for name, value in (("U", U), ("G", G)):
        if not np.any(value):
            raise ValueError(f"{name} is all zeros; it must point somewhere, or there is no angle.")
    return {"U": U, "G": G}


def feedback(AL, Y, caches, B):
    arguments = network_gradient(AL, Y, caches)
    if not isinstance(B, dict):
        raise ValueError(f"B is {kind(B)}; it must be a dict with W1, ..., WL, shaped as the network's own.")
    B = dict(B)
    for l, ((_, W, _), _) in enumerate(arguments["caches"], start=1):
        if f"W{l}" not in B:
            raise ValueError(f"B has no 'W{l}'; it must be a dict with W1, ..., WL, shaped as the network's own.")
        B[f"W{l}"] = array(f"W{l} in B", B[f"W{l}"])
        if B[f"W{l}"].shape != W.shape:
            raise ValueError(f"W{l} in B has shape {B[f'W{l}'].shape}; it must be {W.shape}, as the network has it.")
    return {**arguments, "B": B}


def layer_activity(A_prev, A, W):
    A_prev, A, W = array("A_prev", A_prev), array("A", A), array("W", W)
    fits("A_prev", A_prev, "W", W.shape)
    gradient_shape("A", A, W, A_prev)
    return {"A_prev": A_prev, "A": A, "W": W}


def images_and_mean(images, mean):
    images, mean = pixels(images)["images"], array("mean", mean, ndim=None)
    n_x = math.prod(images.shape[1:])
    if mean.shape != (n_x, 1):
        raise ValueError(f"mean has shape {mean.shape}; each image has {n_x} numbers, so it must be {n_x, 1}.")
    return {"images": images, "mean": mean}


def pixels(images):
    images = array("images", images, ndim=None, convert=False)
    if images.ndim < 2:
        raise ValueError(f"images has shape {images.shape}; it must be (m, height, width, channels).")
    return {"images": images}


def points(m, noise, rng):
    return {"m": whole_number("m", m, 2), "noise": real_number("noise", noise)}


def arms(m, noise, rng, turns):
    return {**points(m, noise, rng), "turns": real_number("turns", turns)}


def sizes(layer_dims):
    return {"layer_dims": layer_sizes("layer_dims", layer_dims)}


def sizes_and_examples(layer_dims, m, input_gradient):
    return {**sizes(layer_dims), "m": whole_number("m", m, 1)}


def network_and_blocks(X, Y, parameters, blocks, each):
    arguments = network_input(X, parameters)
    m = arguments["X"].shape[1]
    listed = isinstance(blocks, (list, tuple)) and all(isinstance(block, (list, np.ndarray)) for block in blocks)
    arrays = [array("blocks", block, ndim=None) for block in blocks] if listed else []
    if not listed or not all(block.ndim == 1 and np.array_equal(block, np.floor(block)) for block in arrays):
        raise ValueError(f"blocks is {kind(blocks)}; it must be a list of arrays of columns, which are whole numbers.")
    columns = np.concatenate([[], *(block.ravel() for block in arrays)])
    if not np.array_equal(np.sort(columns), np.arange(m)):
        raise ValueError(f"blocks holds {columns.size} columns; it must hold each of the {m} of X once.")
    return {**arguments, "Y": labels(Y, arguments["X"]), "blocks": [block.astype(int) for block in arrays]}


def one_layer_training(X, Y, W, b, learning_rate, num_iterations):
    X, W, b = layer("X", X, W, b)
    if W.shape[0] != 1:
        raise ValueError(f"W has shape {W.shape}; it must have one row, the weights of one unit.")
    return {
        "X": X,
        "Y": labels(Y, X),
        "W": W,
        "b": b,
        "learning_rate": real_number("learning_rate", learning_rate, above=0),
        "num_iterations": whole_number("num_iterations", num_iterations, 0),
    }
