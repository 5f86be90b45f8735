"""The functions to write, and the inputs on which each is looked at: seeded, every dimension different."""
# ruff: noqa: E501  (the remarks are a table)

import copy
import functools
import inspect
import types
from typing import NamedTuple

import numpy as np

from .. import activations, backward, forward, model
from ..data import images
from ..lessons import brains, costs, depth, descent, measure, two_layers
from ..training import bars
from .answer import counted

LESSONS = {
    "01": {
        "two_layer_forward": ("Z1", "A1", "A2"), "two_layer_gradients": ("A2", "gradients"),
        "forward_loop": "AL", "parameter_shapes": "shapes",
    },
    "02": {
        "initialize_parameters_deep": "parameters", "linear_forward": ("Z", "cache"),
        "sigmoid": ("A", "activation cache"), "relu": ("A", "activation cache"),
        "linear_activation_forward": ("A", "cache"), "L_model_forward": ("AL", "caches"), "compute_cost": "cost",
    },
    "03": {
        "relu_backward": "dZ", "sigmoid_backward": "dZ", "linear_backward": ("dA_prev", "dW", "db"),
        "linear_activation_backward": ("dA_prev", "dW", "db"), "L_model_backward": "grads", "gradient_check": "error",
    },
    "04": {"update_parameters": "parameters", "L_layer_model": ("parameters", "costs"), "predict": "predictions"},
    "05": {
        "prepare": "X", "mean_interval": ("mean", "low", "high"), "update_with_decay": "parameters",
        "stopping_point": ("kept", "stopped"), "most_wrong": "columns",
    },
    "06": {
        "log_uniform": "settings", "winner": ("best", "validation mean", "test mean"), "mini_batches": "batches",
        "update_with_momentum": ("parameters", "velocity"),
    },
    "07": {
        "zigzag": ("W1", "b1", "W2"), "linear_probe": "test_AL", "he_start": "parameters", "most_exciting": "columns",
    },
    "08": {
        "integrate_and_fire": ("voltage", "spikes"), "angle": "degrees", "feedback_alignment": "grads", "oja": "dW",
    },
    "09": {"multiply_adds": "count", "gradients_in_blocks": "grads", "descend_in_span": ("W", "b")},
}  # fmt: skip
"""What each lesson writes, and what that returns."""
OUTPUTS = {name: outputs for functions in LESSONS.values() for name, outputs in functions.items()}
NETWORK = {lesson: tuple(name for name in LESSONS[lesson] if name != "gradient_check") for lesson in ("02", "03", "04")}
"""The functions of the network itself."""
AROUND_IT = tuple(name for name in OUTPUTS if not any(name in names for names in NETWORK.values()))
NAMES = [*AROUND_IT, *(name for names in NETWORK.values() for name in names)]

OPTIONAL = {"initialize_parameters_deep": ("scale", "rng"), "L_layer_model": ("parameters",)}
"""Keyword arguments that an answer may take."""
REMARKS = {
    "saturated": "for Z = [-1000, 1000] it does not stay finite; clipping Z, say to [-36, 36], keeps it so",
    "clipped": "for Z = [-1000, 1000] the Z that it returns is clipped, too: clip a copy inside the formula, and return the original",
    "certain": "for Z = [-1000, 1000] it gives 0 and 1 exactly, whose logarithm is lost; the end of lesson 2 fixes that",
    "log_of_zero": "for AL = [1, 0, 0.7] it is not finite, because 0 * log 0 is nan; clipping AL a little, say to [1e-12, 1 - 1e-12], fixes that",
    "from_loss": "where AL does not belong to the caches, ours gives other gradients; AL - Y is dZ of the last layer only where AL is the sigmoid of its Z",
    "tie": "at AL = 0.5 exactly ours answers 0 and yours 1; either will do",
    "kink": "where Z is exactly 0, ours gives slope 0 and yours another; relu has no slope there, and either will do",
    "rounded": "for two arrays of one direction it is not 0, since rounding makes the cosine 1.0000000000000002, whose arccos is nan; np.clip(cosine, -1, 1) brings it back",
    "float32": "given float32 it returns another kind of number; `Z > 0` instead of whole numbers, and arrays made like those that came in, keep it",
}  # fmt: skip
"""What is said where a case of taste comes out otherwise than ours."""
FLOAT32 = ("linear_forward", "sigmoid", "relu", "relu_backward", "sigmoid_backward", "linear_backward")
"""The functions whose first case is given in float32 as well, which an answer may keep or not."""


class Case(NamedTuple):
    """One call: what it shows, its arguments, a key of REMARKS if it is a matter of taste, and whether it takes long."""

    label: str
    args: tuple
    kwargs: dict = {}  # noqa: RUF012
    remark: str | None = None
    long: bool = False


MODULES = images, measure, descent, depth, two_layers, activations, forward, backward, brains, costs, model


@functools.cache
def reference():
    """The reference without the check of its arguments, in a namespace of its own, with a fixed start for training."""
    space = {}
    for module in MODULES:
        space |= vars(module)
    space |= {"bar": lambda total, **_: bars.bar(total, hide=True), "print": lambda *_, **__: None}
    for name in NAMES:
        sees = {**space, "initialize_parameters_deep": start} if name == "L_layer_model" else space
        space[name] = seeing(sees, inspect.unwrap(space[name]))
    return space


def seeing(space, function):
    """A twin of a function that sees the names of `space`."""
    twin = types.FunctionType(function.__code__, space, function.__name__, function.__defaults__, function.__closure__)
    twin.__kwdefaults__ = function.__kwdefaults__
    return twin


def parameters(name):
    """The arguments of ours."""
    return inspect.signature(reference()[name]).parameters


def public(name):
    """Our function as a learner has it, with the check of its arguments."""
    return next(vars(module)[name] for module in MODULES if name in vars(module))


# --- what inputs are made of

draw = 0
"""Which inputs are made: those that an answer is judged by, or others, by which a cause is tried once more."""


def numbers(seed, *shape):
    return np.random.default_rng([draw, *np.ravel(seed)]).standard_normal(shape)


def network(sizes, seed):
    """Parameters with biases that are not zero; larger ones where there are many layers, so that relu lets through."""
    parameters = {}
    for l in range(1, len(sizes)):
        parameters[f"W{l}"] = numbers([seed, l], sizes[l], sizes[l - 1]) / np.sqrt(sizes[l - 1])
        parameters[f"b{l}"] = numbers([seed, l, 1], sizes[l], 1) / 2 + (len(sizes) > 9)
    return parameters


def start(layer_dims, *_, **__):
    """What stands in for initialize_parameters_deep, so that training can be repeated."""
    return {
        f"{letter}{l}": np.random.default_rng([77, l]).standard_normal((layer_dims[l], columns)) / 2
        for l in range(1, len(layer_dims))
        for letter, columns in (("W", layer_dims[l - 1]), ("b", 1))
    }


def labels(m, seed=0):
    """Labels of both kinds if there are two or more."""
    return ((np.arange(m) * 2 + seed) % 3 == 0).astype(float).reshape(1, m)


NETWORKS = (
    [
        ([4, 3, 5, 1], 6), ([5, 1], 4), ([3, 4, 1], 7), ([2, 6, 1], 1), ([3, 3, 3, 1], 3), ([1, 1, 1, 1], 1),
        ([2, 3] * 5 + [2, 1], 4),  # 11 layers: by the alphabet W10 comes before W2
    ],
    [([3, 5, 2, 4, 1], 7), ([4, 2, 1], 5), ([6, 1], 3), ([2, 2, 2, 1], 2)],
)  # fmt: skip
LAYERS = (
    [(4, 5, 7), (3, 2, 1), (1, 4, 6), (3, 3, 3), (5, 3, 3), (2, 4, 4), (1, 1, 1)],
    [(3, 6, 5), (4, 2, 8), (2, 2, 2)],
)
"""The sizes of networks and of layers, for either draw."""


def layer_inputs():
    """For each size of a layer: its label, (A_prev, W, b), and an array of the shape of Z."""
    for seed, (n, n_prev, m) in enumerate(LAYERS[draw]):
        A, W, b = numbers([seed, 1], n_prev, m), numbers([seed, 2], n, n_prev), numbers([seed, 3], n, 1)
        yield f"W of shape ({n}, {n_prev}) and {counted(m, 'example')}", (A, W, b), numbers([seed, 4], n, m)


def network_inputs():
    """For each size of a network: its label, X, parameters and Y."""
    for seed, (sizes, m) in enumerate(NETWORKS[draw]):
        label = f"a network of {sizes} and {counted(m, 'example')}"
        yield label, numbers([seed, 9], sizes[0], m), network(sizes, seed), labels(m, seed)


# --- the cases of each function

PLAIN = {
    "two_layer_gradients": lambda: [
        Case(case.label, (case.args[0], labels(case.args[0].shape[1], seed), *case.args[1:]))
        for seed, case in enumerate(of_two_layer_forward())
    ],
    "forward_loop": lambda: [Case(label, (X, parameters)) for label, X, parameters, _ in network_inputs()],
    "L_model_forward": lambda: [Case(label, (X, parameters)) for label, X, parameters, _ in network_inputs()],
    "parameter_shapes": lambda: [
        Case(f"layer_dims = {sizes}", (sizes,)) for sizes in ([4, 3, 5, 1], [6, 1], [2, 7, 1], [3, 3, 3], [1, 1])
    ],
    "linear_forward": lambda: [Case(label, (A, W, b)) for label, (A, W, b), _ in layer_inputs()],
    "linear_backward": lambda: [Case(label, (dZ, cache)) for label, cache, dZ in layer_inputs()],
    "linear_activation_forward": lambda: [
        Case(f"{label}, {activation}", (A, W, b, activation))
        for label, (A, W, b), _ in layer_inputs()
        for activation in ("relu", "sigmoid")
    ],
    "linear_activation_backward": lambda: [
        Case(f"{label}, {activation}", (dA, ((A, W, b), W @ A + b), activation))
        for label, (A, W, b), dA in layer_inputs()
        for activation in ("relu", "sigmoid")
    ],
    "log_uniform": lambda: [
        Case(f"u of shape {u.shape}, between {low:g} and {high:g}", (u, low, high))
        for shape, low, high in ((3, 0.01, 10.0), ((2, 3), 2.0, 50.0), (1, 1e-4, 0.1), (7, 1.0, 3.0))
        for u in [np.random.default_rng(9).random(shape)]
    ],
    "zigzag": lambda: [Case(f"n = {n}", (n,)) for n in (4, 7, 1, 2, 3)],
    "he_start": lambda: [
        Case(f"draws of shapes {shapes}", ([numbers([seed, l], *shape) for l, shape in enumerate(shapes)],))
        for seed, shapes in enumerate(
            ([(3, 4), (5, 3), (1, 5)], [(1, 6)], [(7, 2), (2, 7)], [(3, 3)] * 3, [(1, 1)] * 2)
        )
    ],
    "most_exciting": lambda: [
        Case(f"A of shape ({n}, {m}) and k = {k}", (numbers([n, m], n, m), k))
        for n, m, k in ((3, 7, 2), (1, 5, 4), (4, 6, 6), (5, 4, 1), (2, 1, 1))
    ],
    "oja": lambda: [
        Case(label, (A_prev, numbers([seed, 6], *dZ.shape), W))
        for seed, (label, (A_prev, W, _), dZ) in enumerate(layer_inputs())
    ],
    "multiply_adds": lambda: [
        Case(f"layer_dims = {sizes}, m = {m}, input_gradient = {wanted}", (sizes, m, wanted))
        for sizes, m in (([4, 3, 5, 1], 7), ([6, 1], 5), ([2, 7, 4, 3, 1], 1), ([3, 3, 3], 3), ([1, 1], 1))
        for wanted in (True, False)
    ],
}
"""The cases that are one list each; those of the other functions have a function of their own, of_ and the name."""


def of_two_layer_forward():
    for seed, (n_0, n_1, m) in enumerate([(2, 5, 7), (3, 4, 1), (4, 1, 6), (3, 3, 3), (1, 1, 1)]):
        arrays = numbers([seed, 9], n_0, m), *network([n_0, n_1, 1], seed).values()
        yield Case(f"X of shape ({n_0}, {m}) and {n_1} hidden units", arrays)


def of_prepare():
    for seed, shape in enumerate([(4, 2, 3, 5), (1, 3, 2, 3), (3, 2, 2, 1), (6, 1, 1, 6)]):
        rng = np.random.default_rng(seed)
        images, mean = rng.integers(0, 256, shape, dtype=np.uint8), rng.random((int(np.prod(shape[1:])), 1))
        yield Case(f"images of shape {shape}", (images, mean))


def of_most_wrong():
    for m, k in (7, 3), (5, 5), (1, 1), (9, 1), (6, 0):
        AL = np.random.default_rng(m).uniform(0.05, 0.95, (1, m))
        yield Case(f"{counted(m, 'example')} and k = {k}", (AL, labels(m), k))
    yield Case("labels all one", (AL, np.ones((1, m)), 4))


def of_mean_interval():
    for n in 6, 3, 2, 9, 20:
        yield Case(f"{n} values", (80 + 3 * numbers(n, n),))


def steps():
    """The cases of one step: a label, a network, its gradients, and a learning rate."""
    for case in of_update_parameters():
        yield case.label, *case.args


def of_update_with_decay():
    for seed, (label, *step) in enumerate(steps()):
        decay = (0.2, 0.05, 0.0)[seed % 3]
        yield Case(f"{label}, decay = {decay}", (*step, decay))


def of_update_with_momentum():
    for seed, (label, parameters, grads, rate) in enumerate(steps()):
        velocity = {name: numbers([seed, i, 8], *value.shape) for i, (name, value) in enumerate(parameters.items())}
        beta = (0.9, 0.5, 0.0)[seed % 3]
        yield Case(f"{label}, beta = {beta}", (parameters, grads, velocity, rate, beta))


def of_stopping_point():
    for label, values, patience in [
        ("costs that fall and then rise", [0.7, 0.5, 0.4, 0.6, 0.5, 0.8, 0.9, 0.3], 3),
        ("costs that rise once on the way", [0.7, 0.5, 0.6, 0.4, 0.45, 0.3, 0.5, 0.6, 0.7], 2),
        ("costs that fall to the end", [0.7, 0.6, 0.5, 0.4], 2), ("costs that only rise", [0.3, 0.4, 0.5, 0.6], 1),
        ("costs with a tie", [0.6, 0.4, 0.4, 0.4, 0.2], 2), ("one cost", [0.7], 3),
    ]:  # fmt: skip
        yield Case(f"{label}, patience = {patience}", (np.array(values) + draw / 10, patience))


def of_mini_batches():
    for seed, (n_x, m, size) in enumerate([(3, 7, 2), (2, 6, 3), (4, 5, 8), (1, 4, 1), (5, 3, 3)]):
        order = np.random.default_rng([draw, seed]).permutation(m)
        label = f"X of shape ({n_x}, {m}) and batch_size = {size}"
        yield Case(label, (numbers([seed, 6], n_x, m), labels(m, seed), size, order))


def of_winner():
    for seed, (n, starts) in enumerate([(4, 3), (6, 2), (3, 7), (1, 4), (5, 1)]):
        tables = (80 + 5 * numbers([seed, i], n, starts) for i in (1, 2))
        yield Case(f"{counted(n, 'setting')} from {counted(starts, 'start')}", tuple(tables))
    # the maximum, the minimum, the median and the mean each choose another row
    shares = np.array([[74.0, 75, 99], [83, 83, 83], [70, 90, 91], [80, 88, 88]]) + draw
    yield Case("4 settings, the first with one lucky start", (shares, shares[:, ::-1] - 2))


def of_linear_probe():
    for seed, (n, m, k, rate, steps) in enumerate(
        [
            (4, 7, 5, 0.5, 3),
            (2, 5, 3, 0.3, 6),
            (3, 6, 1, 0.2, 2),
            (1, 4, 6, 0.4, 4),
            (3, 3, 3, 0.7, 1),
            (5, 8, 2, 0.5, 0),
        ]
    ):
        both = numbers([seed, 3], n, m + k) * np.arange(1, n + 1)[:, np.newaxis] + 2 + seed
        if n == 4:
            both[2] = 0  # a unit that never answers
        label = f"A of shape ({n}, {m}), test_A of shape ({n}, {k}), {counted(steps, 'iteration')}"
        yield Case(label, (both[:, :m], labels(m, seed), both[:, m:], rate, steps))


def of_angle():
    for seed, shape in enumerate([(3, 4), (2, 1), (1, 5), (4, 4), (6, 2)]):
        yield Case(f"U and G of shape {shape}", (numbers([seed, 1], *shape), numbers([seed, 2], *shape)))
    yield Case("U and 3 U", (np.full((3, 2), 1.7), np.full((3, 2), 3 * 1.7)), {}, "rounded")


def of_integrate_and_fire():
    for seed, (n, mean, *neuron) in enumerate([
        (60, 0.6, 1.0, 20.0, 100.0, -70.0, -50.0, 4), (50, 2.5, 0.5, 10.0, 30.0, -65.0, -52.0, 0),
        (45, 0.4, 2.0, 15.0, 90.0, -60.0, -48.0, 3), (30, 0.1, 0.5, 15.0, 90.0, -60.0, -48.0, 5),
        (40, 3.0, 1.0, 8.0, 40.0, -70.0, -55.0, 1), (1, 0.5, 0.1, 20.0, 100.0, -70.0, -50.0, 20),
    ]):  # fmt: skip
        current = mean * (1 + numbers(seed, n) / 4)
        yield Case(f"{counted(n, 'step')} of about {mean} nA and pause = {neuron[-1]}", (current, *neuron))


def of_feedback_alignment():
    for seed, (label, X, parameters, Y) in enumerate(network_inputs()):
        sizes = [X.shape[0], *(b.shape[0] for name, b in parameters.items() if name[0] == "b")]
        AL, caches = reference()["L_model_forward"](X, parameters)
        yield Case(label, (AL, Y, caches, network(sizes, seed + 50)))


def of_gradients_in_blocks():
    for seed, (sizes, counts) in enumerate(
        [([3, 4, 1], (2, 5)), ([2, 3, 5, 1], (4, 1, 3)), ([4, 1], (3, 3)), ([2, 3, 1], (6,))]
    ):
        m = sum(counts)
        blocks = np.split(np.arange(m), np.cumsum(counts)[:-1])
        label = f"layers {sizes} and blocks of {' and '.join(str(count) for count in counts)}"
        yield Case(label, (numbers([seed, 9], sizes[0], m), labels(m, seed), network(sizes, seed), blocks))
    blocks = [np.array([4, 1, 3]), np.array([0, 5, 2])]
    args = numbers(5, 2, 6), labels(6), network([2, 3, 1], 5), blocks, first_again
    yield Case("an `each` that hands over the first of two blocks both times", args)


def first_again(function, *lists):
    """An `each` whose work shows in the result."""
    return map(function, *([one[0]] * len(one) for one in map(list, lists)))


def of_descend_in_span():
    for seed, (n_x, m, rate, steps) in enumerate(
        [(7, 4, 0.5, 3), (3, 6, 0.3, 4), (5, 1, 0.2, 2), (4, 4, 0.4, 3), (6, 3, 0.1, 1), (2, 5, 0.7, 2)]
    ):
        X, (W, b) = numbers([seed, 8], n_x, m), network([n_x, 1], seed).values()
        label = f"X of shape ({n_x}, {m}) and {counted(steps, 'iteration')}"
        yield Case(label, (X, labels(m, seed), W, b, rate, steps))


def of_initialize_parameters_deep():
    for sizes, scale, seed in [
        ([40, 30, 5, 1], None, 1), ([40, 30, 5, 1], None, 2), ([40, 30, 5, 1], 0.05, 3), ([3, 60, 20], None, 4),
        ([4, 1], None, 5), ([3, 3, 3], None, 6), ([3, 4, 1], 0.0, 7),
    ]:  # fmt: skip
        label, options = f"layer_dims = {sizes}", {"rng": seed}
        if scale is not None:
            label, options = f"{label}, scale={scale:g}", {"scale": scale, "rng": seed}
        yield Case(label, (sizes,), options)


def with_generators(calls):
    """The same calls with a Generator where they have a seed."""
    return [one._replace(kwargs={**one.kwargs, "rng": np.random.default_rng(one.kwargs["rng"])}) for one in calls]


def of_relu():
    for Z in numbers(3, 4, 3) * 2, numbers(4, 1, 5), numbers(5, 3, 1), np.array([[-20.0, -0.5], [0.5, 20.0]]):
        yield Case(f"Z of shape {Z.shape}", (Z,))


def of_sigmoid():
    yield from of_relu()
    yield Case("Z = [-1000, 1000]", (np.array([[-1000.0, 1000.0]]),), {}, "saturated")


def of_compute_cost():
    for m in (7, 1, 4):
        AL = np.random.default_rng(m).uniform(0.1, 0.9, (1, m))
        yield Case(counted(m, "example"), (AL, labels(m)))
        for y in (1, 0):
            yield Case(f"{m} labels, all {y}", (AL, np.full((1, m), float(y))))
    far = (np.array([[0.004, 0.996, 0.03, 0.97, 0.5]]), np.array([[1.0, 0.0, 0.0, 1.0, 1.0]]))
    yield Case("5 examples, AL from 0.004 to 0.996", far)
    sure = (np.array([[1.0, 0.0, 0.7]]), np.array([[1.0, 0.0, 1.0]]))
    yield Case("AL = [1, 0, 0.7]", sure, {}, "log_of_zero")


def slopes():
    """The cases that relu_backward and sigmoid_backward share."""
    shapes = [numbers(3, 4, 3) * 2, numbers(4, 1, 5), numbers(5, 3, 1)]
    for i, Z in enumerate([*shapes, np.array([[-2.0, -0.1, 1.0], [0.5, 3.0, 0.2]]), numbers(6, 3, 3)]):
        yield Case(f"dA and Z of shape {Z.shape}", (numbers([7, i], *Z.shape), Z))


def of_relu_backward():
    yield from slopes()
    yield Case("Z = 0", (np.array([[2.0, -1.0, 3.0]]), np.array([[0.0, 0.0, 1.0]])), {}, "kink")


def of_sigmoid_backward():
    yield from slopes()
    yield Case("Z = [-1000, 1000]", (np.array([[2.0, -1.0]]), np.array([[-1000.0, 1000.0]])), {}, "saturated")


def of_L_model_backward():
    cases = []
    for label, X, parameters, Y in network_inputs():
        AL, caches = reference()["L_model_forward"](X, parameters)
        cases.append(Case(label, (AL, Y, caches)))
    yield from cases
    AL, Y, caches = cases[2].args
    yield Case(cases[2].label + ", labels all one", (AL, np.ones_like(Y), caches))
    yield Case("an AL that the caches did not give", (0.9 * AL, Y, caches), {}, "from_loss")


def spoilt(name, factor):
    """A backward pass that gets one gradient wrong."""

    def backward(AL, Y, caches):
        grads = reference()["L_model_backward"](AL, Y, caches)
        return {**grads, name: factor * grads[name]}

    return backward


def of_gradient_check():
    for seed, (sizes, m, step, name, factor) in enumerate([
        ([2, 1], 3, 0.3, "dW1", 1), ([2, 1], 4, 0.1, "db1", -1), ([1, 2, 1], 3, 0.1, "dW2", 1),
        ([2, 1, 2, 1], 1, 0.01, "dW1", 0), ([3, 1], 5, 1e-4, "dW1", 7),
    ]):  # fmt: skip
        parameters = network(sizes, seed)
        parameters |= {f"b{l}": np.full((n, 1), 3.0) for l, n in enumerate(sizes[:-1]) if l}  # no step shuts a gate
        wrong = "a right backward" if factor == 1 else f"a backward that gives {factor} times the right {name}"
        label = f"a network of {sizes}, {counted(m, 'example')}, step = {step:g} and {wrong}"
        args = parameters, numbers([seed, 5], sizes[0], m) / 2, labels(m, seed), spoilt(name, factor), step
        yield Case(label, args)


def of_update_parameters():
    for seed, (sizes, _) in enumerate(NETWORKS[draw]):
        parameters = network(sizes, seed)
        grads = {f"dA{l}": numbers(seed, n, 2) for l, n in enumerate(sizes[:-1])}
        for i, name in enumerate(sorted(parameters, key=lambda name: (-int(name[1:]), name))):  # as the way back goes
            grads[f"d{name}"] = numbers([seed, i, 5], *parameters[name].shape)
        yield Case(f"a network of {sizes}", (parameters, grads, (0.3, 0.01)[seed % 2]))


FRESH = 2
"""The case of L_layer_model without parameters to begin from."""


def of_L_layer_model():
    for seed, (sizes, m, rate, steps, told) in enumerate([
        ([4, 3, 1], 6, 0.3, 4, False), ([5, 1], 3, 0.5, 2, True), ([3, 4, 2, 1], 5, 0.2, 3, False),
        ([3, 4, 2, 1], 5, 0.1, 1, False), ([3, 2, 1], 5, 0.05, 203, False), ([2, 1], 4, 0.1, 102, True),
    ]):  # fmt: skip
        begin = {} if seed == FRESH else {"parameters": network(sizes, seed)}
        label = f"a network of {sizes} and {counted(m, 'example')}, {counted(steps, 'iteration')}"
        args = numbers([seed, 5], sizes[0], m), labels(m), sizes, rate, steps, told
        yield Case(label + ", print_cost" * told, args, begin)
    X, Y = np.array([[20.0, -25.0, 30.0, -15.0]]), np.array([[1.0, 0.0, 1.0, 0.0]])
    begin = {"parameters": {"W1": np.array([[-0.2 - 0.1 * draw]]), "b1": np.array([[0.3]])}}
    yield Case("a network of [1, 1] and the default values", (X, Y, [1, 1]), begin, long=True)


def of_predict():
    for label, X, parameters, _ in network_inputs():
        yield Case(label, (X, {name: value * (3 if name[0] == "W" else 0.1) for name, value in parameters.items()}))
    near = {"W1": np.array([[1.0]]), "b1": np.array([[0.0]])}
    yield Case("AL close to 0.5", (np.array([[-0.03, -0.01, 0.01, 0.03]]), near))
    tied = {name: value * 0 for name, value in network([3, 2, 1], 1).items()}
    yield Case("AL exactly 0.5", (numbers(1, 3, 4), tied), {}, "tie")


def in_float32(value):
    if isinstance(value, tuple):
        return tuple(map(in_float32, value))
    return value.astype(np.float32) if isinstance(value, np.ndarray) else value


@functools.cache
def inputs(name, keywords=(), which=0):
    """The cases of a function with the keyword arguments that it takes, what is expected, and the cases of taste."""
    global draw
    draw = which
    try:
        made = list(PLAIN[name]() if name in PLAIN else globals()[f"of_{name}"]())
    finally:
        draw = 0
    if name in FLOAT32:
        made.insert(0, Case(made[0].label + " in float32", in_float32(made[0].args), {}, "float32"))
    calls, expected, remarks = [], [], []
    for case in made:
        if "scale" in case.kwargs and "scale" not in keywords:
            continue
        case = case._replace(kwargs={key: value for key, value in case.kwargs.items() if key in keywords})
        if "parameters" in case.kwargs:
            case = case._replace(label=case.label + ", from given parameters")
        wanted = reference()[name](*copy.deepcopy(case.args), **copy.deepcopy(case.kwargs))
        if case.remark:
            remarks.append((case, wanted))
        else:
            calls.append(case)
            expected.append(wanted)
    return calls, expected, remarks
