"""The long experiment of lesson 8: four rules of learning, five rates and ten seeds on two sets of images.

python notebooks/results/08_networks_and_brains.py    writes 08_networks_and_brains.csv beside it; a quarter of an hour

Every seed is a start, a way back and a draw of the data of its own: all images of the set are dealt out anew into those
that train, those that choose the rate, and those of the test.
"""

import sys
import warnings
from pathlib import Path

import numpy as np

import dlhelpers as dl

FILE = Path(__file__).with_suffix(".csv")
TASKS = {"digits": ([64, 30, 15, 1], 1000, 347, 600), "fashion": ([196, 30, 15, 1], 1000, 500, 300)}
"""For each set: the layers, how many images train, how many more choose the rate, and the number of steps."""
TEST = 2000
"""At most so many images test: in digits there are 450 left."""
RATES = {
    "back-propagation": (0.1, 0.3, 1.0, 3.0, 10.0),
    "feedback alignment": (0.1, 0.3, 1.0, 3.0, 10.0),
    "only the last layer": (0.3, 1.0, 3.0, 10.0),
    "Hebb below": (0.0003, 0.001, 0.003, 0.01),
}
"""The learning rates of each rule. Hebb's are for the hidden layers; its last layer takes the best of the one above."""
SEEDS = range(10)


def load(task, seed):
    """Return (X, Y) of this draw for training, for choosing the rate, and for the test."""
    _, m, more, _ = TASKS[task]
    images, Y, test_images, test_Y, _ = dl.load_dataset(task)
    images, Y = np.concatenate([images, test_images]), np.hstack([Y, test_Y])
    if task == "fashion":  # each 2 by 2 pixels averaged into one
        images = images.reshape(-1, 14, 2, 14, 2, 1).mean(axis=(2, 4))
    order = np.random.default_rng([seed, 1]).permutation(len(images))
    mean = (dl.flatten(images[order[:m]]) / 255).mean(axis=1, keepdims=True)
    parts = np.split(order[: m + more + TEST], [m, m + more])
    return [(dl.prepare(images[part], mean), Y[:, part]) for part in parts]


def updates(rule, AL, Y, caches, B):
    """Return what each rule subtracts, times the rate."""
    if rule == "back-propagation":
        return dl.L_model_backward(AL, Y, caches)
    if rule == "feedback alignment":
        return dl.feedback_alignment(AL, Y, caches, B)
    grads = dl.L_model_backward(AL, Y, caches)
    for l in range(1, len(caches)):
        (A_prev, W, _), Z = caches[l - 1]
        grads[f"dW{l}"] = (
            dl.oja(A_prev, np.maximum(0, Z), W) if rule == "Hebb below" else np.zeros_like(W)
        )
        grads[f"db{l}"] = np.zeros_like(grads[f"db{l}"])
    return grads


def train(rule, X, Y, layer_dims, rate, last_rate, steps, seed):
    """Return the parameters after all steps, or None if they did not stay finite."""
    parameters = dl.initialize_parameters_deep(layer_dims, rng=seed)
    B = dl.initialize_parameters_deep(layer_dims, rng=1000 + seed)
    L = len(layer_dims) - 1
    for _ in range(steps):
        AL, caches = dl.L_model_forward(X, parameters)
        if not np.abs(caches[-1][1]).max() < 1e6:
            return None
        change = updates(rule, AL, Y, caches, B)
        change |= {name: last_rate / rate * change[name] for name in (f"dW{L}", f"db{L}")}
        parameters = dl.update_parameters(parameters, change, rate)
    return parameters


def race(task, seed, rules=RATES):
    """Return {(rule, rate): shares right on training, validation and test} for one seed."""
    layer_dims, _, _, steps = TASKS[task]
    sets, found = load(task, seed), {}
    for rule in rules:
        for rate in RATES[rule]:
            last_rate = best_rate(found, "only the last layer") if rule == "Hebb below" else rate
            parameters = train(rule, *sets[0], layer_dims, rate, last_rate, steps, seed)
            shares = [0.5] * 3
            if parameters:
                shares = [float(np.mean(dl.predict(X, parameters) == Y)) for X, Y in sets]
            found[rule, rate] = shares
    return found


def best_rate(found, rule):
    """Return the rate of this rule with the largest share right on the validation images."""
    return max(RATES[rule], key=lambda rate: found[rule, rate][1])


def sweep(tasks=TASKS, seeds=SEEDS, file=FILE):
    """Train everything and write the file."""
    lines = ["task,rule,rate,seed,train,validation,test"]
    for task in tasks:
        for seed in seeds:
            for (rule, rate), shares in race(task, seed).items():
                lines.append(
                    f"{task},{rule},{rate},{seed}," + ",".join(f"{share:.4f}" for share in shares)
                )
            print(task, seed, file=sys.stderr)
    Path(file).write_text("\n".join(lines) + "\n")


def read(file=FILE):
    """Return {task: [{(rule, rate): shares}, one for each seed]}, as race gives them."""
    table = {}
    for line in Path(file).read_text().splitlines()[1:]:
        task, rule, rate, seed, *shares = line.split(",")
        found = table.setdefault(task, {}).setdefault(int(seed), {})
        found[rule, float(rate)] = [float(share) for share in shares]
    return {task: list(seeds.values()) for task, seeds in table.items()}


def tests(table):
    """Return {task: {rule: shares}}: % right on the test for each seed, at the rate best on its validation images."""
    return {
        task: {rule: [100 * found[rule, best_rate(found, rule)][2] for found in seeds] for rule in RATES}
        for task, seeds in table.items()
    }


if __name__ == "__main__":
    warnings.simplefilter("ignore", RuntimeWarning)
    sweep()
