"""The functions to write, and the inputs on which each is looked at: seeded, every dimension different."""

import copy
import functools
import inspect
import types
from typing import NamedTuple

import numpy as np

from .. import activations, backward, forward, model
from ..data import images
from ..lessons import brains, costs, depth, measure, two_layers

NETWORK = {
    "02": (
        "initialize_parameters_deep", "linear_forward", "sigmoid", "relu", "linear_activation_forward",
        "L_model_forward", "compute_cost",
    ),
    "03": (
        "relu_backward", "sigmoid_backward", "linear_backward", "linear_activation_backward", "L_model_backward",
    ),
    "04": ("update_parameters", "L_layer_model", "predict"),
}  # fmt: skip
"""The functions of the network itself, lesson by lesson."""
AROUND_IT = (
    "two_layer_forward", "two_layer_gradients", "forward_loop", "parameter_shapes", "prepare", "most_wrong",
    "log_uniform", "paired_interval", "zigzag", "most_exciting", "integrate_and_fire", "feedback_alignment", "oja",
    "multiply_adds", "descend_in_span",
)  # fmt: skip
"""Lesson 1 writes the first four; 5 uses the network, 6 chooses, 7 asks why deep, 8 looks at brains, 9 counts work."""
NAMES = [*AROUND_IT, *(name for names in NETWORK.values() for name in names)]

OUTPUTS = {
    "two_layer_forward": ("Z1", "A1", "A2"),
    "two_layer_gradients": ("A2", "gradients"),
    "forward_loop": "AL",
    "parameter_shapes": "shapes",
    "initialize_parameters_deep": "parameters",
    "linear_forward": ("Z", "cache"),
    "sigmoid": ("A", "activation cache"),
    "relu": ("A", "activation cache"),
    "linear_activation_forward": ("A", "cache"),
    "L_model_forward": ("AL", "caches"),
    "compute_cost": "cost",
    "relu_backward": "dZ",
    "sigmoid_backward": "dZ",
    "linear_backward": ("dA_prev", "dW", "db"),
    "linear_activation_backward": ("dA_prev", "dW", "db"),
    "L_model_backward": "grads",
    "update_parameters": "parameters",
    "L_layer_model": ("parameters", "costs"),
    "predict": "predictions",
    "prepare": "X",
    "most_wrong": "columns",
    "log_uniform": "settings",
    "paired_interval": ("mean", "low", "high"),
    "zigzag": ("W1", "b1", "W2"),
    "most_exciting": "columns",
    "integrate_and_fire": ("voltage", "spikes"),
    "feedback_alignment": "grads",
    "oja": "dW",
    "multiply_adds": "count",
    "descend_in_span": ("W", "b"),
}

OPTIONAL = {"initialize_parameters_deep": ("scale", "rng"), "L_layer_model": ("parameters",)}
"""Keyword arguments that an answer may take."""
REMARKS = {
    "saturated": "for Z = [-1000, 1000] it does not stay finite; clipping Z, say to [-36, 36], keeps it so",
    "clipped": "for Z = [-1000, 1000] what it hands on is clipped, too: clip a copy inside the formula, and hand on the "
    "original",
    "certain": "for Z = [-1000, 1000] it gives 0 and 1 exactly, whose logarithm is lost; the end of lesson 2 cures that",
    "log_of_zero": "for AL = [1, 0, 0.7] it is not finite, because 0 * log 0 is nan; clipping AL a little, say to "
    "[1e-12, 1 - 1e-12], cures that",
    "from_loss": "where AL does not belong to the caches, ours gives other gradients; AL - Y is dZ of the last layer "
    "only where AL is the sigmoid of its Z",
    "tie": "at AL = 0.5 exactly ours answers 0 and yours 1; either will do",
    "kink": "where Z is exactly 0, ours gives slope 0 and yours another; relu has no slope there, and either will do",
    "float32": "given float32 it returns another kind of number; `Z > 0` instead of whole numbers, and arrays made like "
    "those that came in, keep it",
}
"""What is said where a case of taste comes out otherwise than ours."""


class Case(NamedTuple):
    """One call: what it shows, its arguments, a key of REMARKS if it is a matter of taste, and whether it takes long."""

    label: str
    args: tuple
    kwargs: dict = {}  # noqa: RUF012
    remark: str | None = None
    long: bool = False


class Quiet:
    """A progress bar that shows nothing."""

    def __init__(self, total, **_):
        self.total = total

    def __iter__(self):
        return iter(range(self.total))

    def set_postfix(self, **_):
        pass

    def close(self):
        pass


MODULES = images, measure, depth, two_layers, activations, forward, backward, brains, costs, model


@functools.cache
def reference():
    """The reference without the check of its arguments, in a namespace of its own, with a fixed start for training."""
    space = {}
    for module in MODULES:
        space.update(vars(module))
    space |= {"bar": Quiet, "print": lambda *_, **__: None}
    for name in NAMES:
        bare = inspect.unwrap(space[name])
        space[name] = types.FunctionType(bare.__code__, space, name, bare.__defaults__, bare.__closure__)
        space[name].__kwdefaults__ = bare.__kwdefaults__
    space["L_layer_model"] = types.FunctionType(
        space["L_layer_model"].__code__, {**space, "initialize_parameters_deep": start}, "L_layer_model",
        space["L_layer_model"].__defaults__,
    )  # fmt: skip
    space["L_layer_model"].__kwdefaults__ = inspect.unwrap(model.L_layer_model).__kwdefaults__
    return space


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


def shape_label(n, n_prev, m):
    return f"W of shape ({n}, {n_prev}) and {m} example{'s' * (m > 1)}"


def network_label(sizes, m):
    return f"a network of {sizes} and {m} example{'s' * (m > 1)}"


def layer_inputs():
    for seed, (n, n_prev, m) in enumerate(LAYERS[draw]):
        A, W, b = numbers([seed, 1], n_prev, m), numbers([seed, 2], n, n_prev), numbers([seed, 3], n, 1)
        yield shape_label(n, n_prev, m), (A, W, b), numbers([seed, 4], n, m)


def network_inputs():
    for seed, (sizes, m) in enumerate(NETWORKS[draw]):
        yield network_label(sizes, m), numbers([seed, 9], sizes[0], m), network(sizes, seed), labels(m, seed)


def of_two_layer_forward():
    return [
        Case(f"X of shape ({n_0}, {m}) and {n_1} hidden units", (X, *network([n_0, n_1, 1], seed).values()))
        for seed, (n_0, n_1, m) in enumerate([(2, 5, 7), (3, 4, 1), (4, 1, 6), (3, 3, 3), (1, 1, 1)])
        for X in [numbers([seed, 9], n_0, m)]
    ]


def of_two_layer_gradients():
    return [
        Case(case.label, (X, labels(X.shape[1], seed), *weights))
        for seed, case in enumerate(of_two_layer_forward())
        for X, *weights in [case.args]
    ]


def of_forward_loop():
    return of_L_model_forward()


def of_parameter_shapes():
    return [Case(f"layer_dims = {sizes}", (sizes,)) for sizes in ([4, 3, 5, 1], [6, 1], [2, 7, 1], [3, 3, 3], [1, 1])]


def of_prepare():
    cases = []
    for seed, shape in enumerate([(4, 2, 3, 5), (1, 3, 2, 3), (3, 2, 2, 1), (6, 1, 1, 6)]):
        rng = np.random.default_rng(seed)
        images, mean = rng.integers(0, 256, shape, dtype=np.uint8), rng.random((int(np.prod(shape[1:])), 1))
        cases.append(Case(f"images of shape {shape}", (images, mean)))
    return cases


def of_most_wrong():
    cases = []
    for m, k in ((7, 3), (5, 5), (1, 1), (9, 1), (6, 0)):
        AL = np.random.default_rng(m).uniform(0.05, 0.95, (1, m))
        cases += [Case(f"{m} example{'s' * (m > 1)} and k = {k}", (AL, labels(m), k))]
    return [*cases, Case("labels all one", (AL, np.ones((1, m)), 4))]


def of_log_uniform():
    ranges = [(3, 0.01, 10.0), ((2, 3), 2.0, 50.0), (1, 1e-4, 0.1), (7, 1.0, 3.0)]
    return [
        Case(f"u of shape {u.shape}, between {low:g} and {high:g}", (u, low, high))
        for u, low, high in ((np.random.default_rng(9).random(shape), low, high) for shape, low, high in ranges)
    ]


def of_paired_interval():
    pairs = [(0.8 + numbers(n, n) / 20, 0.77 + numbers(n, n) / 25 + numbers(n + 50, n) / 50) for n in (6, 2, 9, 20)]
    lists = Case("two lists of 2", tuple(values.tolist() for values in pairs[1]))
    return [*(Case(f"{len(a)} pairs", (a, b)) for a, b in pairs), lists]


def of_zigzag():
    return [Case(f"n = {n}", (n,)) for n in (4, 7, 1, 2, 3)]


def of_most_exciting():
    shapes = [(3, 7, 2), (1, 5, 4), (4, 6, 6), (5, 4, 1), (2, 1, 1)]
    return [Case(f"A of shape ({n}, {m}) and k = {k}", (numbers([n, m], n, m), k)) for n, m, k in shapes]


def of_integrate_and_fire():
    cases = []
    for seed, (n, mean, *neuron) in enumerate(
        [
            (60, 0.6, 1.0, 20.0, 100.0, -70.0, -50.0, 4),
            (50, 2.5, 0.5, 10.0, 30.0, -65.0, -52.0, 0),
            (45, 0.4, 2.0, 15.0, 90.0, -60.0, -48.0, 3),
            (30, 0.1, 0.5, 15.0, 90.0, -60.0, -48.0, 5),
            (40, 3.0, 1.0, 8.0, 40.0, -70.0, -55.0, 1),
            (1, 0.5, 0.1, 20.0, 100.0, -70.0, -50.0, 20),
        ]
    ):
        current = mean * (1 + numbers(seed, n) / 4)
        cases.append(Case(f"{n} step{'s' * (n > 1)} of about {mean} nA and pause = {neuron[-1]}", (current, *neuron)))
    return cases


def of_feedback_alignment():
    cases = []
    for seed, (label, X, parameters, Y) in enumerate(network_inputs()):
        AL, caches = reference()["L_model_forward"](X, parameters)
        sizes = [X.shape[0], *(b.shape[0] for name, b in parameters.items() if name[0] == "b")]
        cases.append(Case(label, (AL, Y, caches, network(sizes, seed + 50))))
    return cases


def of_oja():
    return [
        Case(label, (A_prev, numbers([seed, 6], *dZ.shape), W))
        for seed, (label, (A_prev, W, _), dZ) in enumerate(layer_inputs())
    ]


def of_multiply_adds():
    return [
        Case(f"layer_dims = {sizes}, m = {m}, input_gradient = {wanted}", (sizes, m, wanted))
        for sizes, m in (([4, 3, 5, 1], 7), ([6, 1], 5), ([2, 7, 4, 3, 1], 1), ([3, 3, 3], 3), ([1, 1], 1))
        for wanted in (True, False)
    ]


def of_descend_in_span():
    cases = []
    for seed, (n_x, m, rate, steps) in enumerate(
        [(7, 4, 0.5, 3), (3, 6, 0.3, 4), (5, 1, 0.2, 2), (4, 4, 0.4, 3), (6, 3, 0.1, 1), (2, 5, 0.7, 2)]
    ):
        X, (W, b) = numbers([seed, 8], n_x, m), network([n_x, 1], seed).values()
        label = f"X of shape ({n_x}, {m}) and {steps} iteration{'s' * (steps > 1)}"
        cases.append(Case(label, (X, labels(m, seed), W, b, rate, steps)))
    return cases


def of_linear_forward():
    cases = [Case(label, arrays) for label, arrays, _ in layer_inputs()]
    return [*cases, *of_float32(cases)]


def of_activation():
    tables = [numbers(3, 4, 3) * 2, numbers(4, 1, 5), numbers(5, 3, 1), np.array([[-20.0, -0.5], [0.5, 20.0]])]
    return [Case(f"Z of shape {Z.shape}", (Z,)) for Z in tables]


def of_sigmoid():
    far = (np.array([[-1000.0, 1000.0]]),)
    return [*of_activation(), *of_float32(of_activation()), Case("Z = [-1000, 1000]", far, {}, "saturated")]


def of_relu():
    return [*of_activation(), *of_float32(of_activation())]


def of_float32(cases):
    """The first case of a function in float32, which an answer may keep or not."""
    first = cases[0]

    def in_float32(value):
        if isinstance(value, tuple):
            return tuple(map(in_float32, value))
        return value.astype(np.float32) if isinstance(value, np.ndarray) else value

    args = in_float32(first.args)
    return [Case(first.label + " in float32", args, {}, "float32")]


def of_activation_backward():
    Zs = [numbers(3, 4, 3) * 2, numbers(4, 1, 5), numbers(5, 3, 1), np.array([[-2.0, -0.1, 1.0], [0.5, 3.0, 0.2]])]
    Zs.append(numbers(6, 3, 3))
    return [Case(f"dA and Z of shape {Z.shape}", (numbers([7, i], *Z.shape), Z)) for i, Z in enumerate(Zs)]


def of_sigmoid_backward():
    far = (np.array([[2.0, -1.0]]), np.array([[-1000.0, 1000.0]]))
    float32 = of_float32(of_activation_backward())
    return [*of_activation_backward(), *float32, Case("Z = [-1000, 1000]", far, {}, "saturated")]


def of_relu_backward():
    kink = (np.array([[2.0, -1.0, 3.0]]), np.array([[0.0, 0.0, 1.0]]))
    return [*of_activation_backward(), *of_float32(of_activation_backward()), Case("Z = 0", kink, {}, "kink")]


def of_linear_activation_forward():
    return [
        Case(f"{label}, {activation}", (*arrays, activation))
        for label, arrays, _ in layer_inputs()
        for activation in ("relu", "sigmoid")
    ]


def of_linear_backward():
    cases = [Case(label, (dZ, arrays)) for label, arrays, dZ in layer_inputs()]
    return [*cases, *of_float32(cases)]


def of_linear_activation_backward():
    return [
        Case(f"{label}, {activation}", (dA, (arrays, arrays[1] @ arrays[0] + arrays[2]), activation))
        for label, arrays, dA in layer_inputs()
        for activation in ("relu", "sigmoid")
    ]


def of_L_model_forward():
    return [Case(label, (X, parameters)) for label, X, parameters, _ in network_inputs()]


def of_L_model_backward():
    cases = []
    for label, X, parameters, Y in network_inputs():
        AL, caches = reference()["L_model_forward"](X, parameters)
        cases += [Case(label, (AL, Y, caches))]
    AL, Y, caches = cases[2].args
    cases += [Case(cases[2].label + ", labels all one", (AL, np.ones_like(Y), caches))]
    return [*cases, Case("an AL that the caches did not give", (0.9 * AL, Y, caches), {}, "from_loss")]


def of_compute_cost():
    cases = []
    for m in (7, 1, 4):
        AL = np.random.default_rng(m).uniform(0.1, 0.9, (1, m))
        cases += [Case(f"{m} example{'s' * (m > 1)}", (AL, labels(m)))]
        cases += [Case(f"{m} labels, all {y}", (AL, np.full((1, m), float(y)))) for y in (1, 0)]
    far = (np.array([[0.004, 0.996, 0.03, 0.97, 0.5]]), np.array([[1.0, 0.0, 0.0, 1.0, 1.0]]))
    cases += [Case("5 examples, AL from 0.004 to 0.996", far)]
    sure = (np.array([[1.0, 0.0, 0.7]]), np.array([[1.0, 0.0, 1.0]]))
    return [*cases, Case("AL = [1, 0, 0.7]", sure, {}, "log_of_zero")]


def of_update_parameters():
    cases = []
    for seed, (sizes, _) in enumerate(NETWORKS[draw]):
        parameters = network(sizes, seed)
        grads = {f"dA{l}": numbers(seed, n, 2) for l, n in enumerate(sizes[:-1])}
        for i, name in enumerate(sorted(parameters, key=lambda name: (-int(name[1:]), name))):  # as the way back goes
            grads[f"d{name}"] = numbers([seed, i, 5], *parameters[name].shape)
        cases.append(Case(f"a network of {sizes}", (parameters, grads, (0.3, 0.01)[seed % 2])))
    return cases


def of_predict():
    cases = [
        Case(label, (X, {name: value * (3 if name[0] == "W" else 0.1) for name, value in parameters.items()}))
        for label, X, parameters, _ in network_inputs()
    ]
    X, tied = numbers(1, 3, 4), {name: value * 0 for name, value in network([3, 2, 1], 1).items()}
    near = {"W1": np.array([[1.0]]), "b1": np.array([[0.0]])}
    cases.append(Case("AL close to 0.5", (np.array([[-0.03, -0.01, 0.01, 0.03]]), near)))
    return [*cases, Case("AL exactly 0.5", (X, tied), {}, "tie")]


FRESH = 2
"""The case of L_layer_model without parameters to begin from."""


def of_L_layer_model():
    cases = []
    for seed, (sizes, m, rate, steps, told, continued) in enumerate(
        [
            ([4, 3, 1], 6, 0.3, 4, False, True),
            ([5, 1], 3, 0.5, 2, True, True),
            ([3, 4, 2, 1], 5, 0.2, 3, False, False),
            ([3, 4, 2, 1], 5, 0.1, 1, False, True),
            ([3, 2, 1], 5, 0.05, 203, False, True),
            ([2, 1], 4, 0.1, 102, True, True),
        ]
    ):
        kwargs = {"parameters": network(sizes, seed)} if continued else {}
        label = network_label(sizes, m) + f", {steps} iteration{'s' * (steps > 1)}" + ", print_cost" * told
        cases.append(Case(label, (numbers([seed, 5], sizes[0], m), labels(m), sizes, rate, steps, told), kwargs))
    X, Y = np.array([[20.0, -25.0, 30.0, -15.0]]), np.array([[1.0, 0.0, 1.0, 0.0]])
    begin = {"W1": np.array([[-0.2 - 0.1 * draw]]), "b1": np.array([[0.3]])}
    return [
        *cases,
        Case("a network of [1, 1] and the default values", (X, Y, [1, 1]), {"parameters": begin}, long=True),
    ]


def of_initialize_parameters_deep():
    found = []
    for sizes, scale, seed in [
        ([40, 30, 5, 1], None, 1), ([40, 30, 5, 1], None, 2), ([40, 30, 5, 1], 0.05, 3), ([3, 60, 20], None, 4),
        ([4, 1], None, 5), ([3, 3, 3], None, 6), ([3, 4, 1], 0.0, 7),
    ]:  # fmt: skip
        label = f"layer_dims = {sizes}" + (f", scale={scale:g}" if scale is not None else "")
        found.append(Case(label, (sizes,), {"scale": scale, "rng": seed}))
    return found


@functools.cache
def inputs(name, keywords=(), which=0):
    """The cases of a function with the keyword arguments that it takes, what is expected, and the cases of taste."""
    global draw
    function, calls, remarks = reference()[name], [], []
    draw = which
    try:
        made = globals().get(f"of_{name}")()
        for case in made:
            case = case._replace(kwargs={key: value for key, value in case.kwargs.items() if key in keywords})
            if case.kwargs.get("scale", 0) is None:
                case.kwargs.pop("scale")
            elif name == "initialize_parameters_deep" and "scale" not in keywords and "scale=" in case.label:
                continue
            wanted = function(*copy.deepcopy(case.args), **copy.deepcopy(case.kwargs))
            remarks += [(case, wanted)] if case.remark else []
            calls += [] if case.remark else [(case, wanted)]
    finally:
        draw = 0
    return [case for case, _ in calls], [wanted for _, wanted in calls], remarks


def parameters(name):
    """The names of the arguments of ours."""
    return inspect.signature(reference()[name]).parameters


def public(name):
    """Our function as a learner has it, with the check of its arguments."""
    return next(vars(module)[name] for module in MODULES if name in vars(module))
