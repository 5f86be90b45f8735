"""The long experiments of lesson 7: one to eight hidden layers with equal numbers of parameters, and learning parity.

python notebooks/results/07_why_deep.py    writes 07_why_deep.csv and 07_why_deep_parity.csv; half an hour
"""

import csv
import sys
from pathlib import Path

import numpy as np

import dlhelpers as dl

FILE = Path(__file__).with_suffix(".csv")
PARITY_FILE = FILE.with_stem("07_why_deep_parity")
TASKS = {"trees": (4000, 600), "spiral": (600, 2000), "composition": (300, 1500)}
"""For each task: the number of parameters, never exceeded, and the number of steps."""
DEPTHS = range(1, 9)
RATES = (0.03, 0.1, 0.3, 1.0, 3.0)
SEEDS = range(20)
BITS = (2, 4, 6, 8)


def count(layer_dims):
    """Return the number of weights and biases."""
    return sum(n * (n_prev + 1) for n_prev, n in zip(layer_dims, layer_dims[1:], strict=False))


def layers(n_x, hidden, budget):
    """Return layer_dims with this many hidden layers, as wide as the budget allows, widths equal to within one."""
    width = 1
    while count([n_x, *[width + 1] * hidden, 1]) <= budget:
        width += 1
    dims = [n_x, *[width] * hidden, 1]
    for l in range(hidden, 0, -1):
        wider = [*dims[:l], width + 1, *dims[l + 1 :]]
        dims = wider if count(wider) <= budget else dims
    return dims


def composition(m, rng):
    """Draw m points of four numbers; the label is a difference of differences: functions of two numbers in a tree."""
    X = np.random.default_rng(rng).uniform(-1, 1, (4, m))
    left, right = np.abs(X[:1] - X[1:2]), np.abs(X[2:3] - X[3:])
    return X, (np.abs(left - right) > 0.5).astype(int)


def load(task):
    """Return (X, Y) for training, for choosing the rate, and for the test."""
    if task == "spiral":
        return [dl.spiral(m, turns=2.0, noise=0.03, rng=rng) for rng, m in enumerate((400, 400, 2000))]
    if task == "composition":
        return [composition(m, rng) for rng, m in enumerate((1000, 500, 2000))]
    images, Y, test_images, test_Y, _ = dl.load_dataset("trees")
    X, test_X = (small(each) for each in (images, test_images))
    order = np.random.default_rng(0).permutation(len(images))
    fit, choose = order[:700], order[700:]
    mean = X[:, fit].mean(axis=1, keepdims=True)
    return (X[:, fit] - mean, Y[:, fit]), (X[:, choose] - mean, Y[:, choose]), (test_X - mean, test_Y)


def small(images):
    """Return the images as columns, from 0 to 1, each 4 by 4 pixels averaged into one."""
    m, side = images.shape[:2]
    return dl.flatten(images.reshape(m, side // 4, 4, side // 4, 4, -1).mean(axis=(2, 4))) / 255


def train(X, Y, layer_dims, rate, steps, seed, start=None):
    """Return the parameters. The first weights, unless given, are those for relu (He and others, 2015)."""
    if start is None:
        start = dl.initialize_parameters_deep(layer_dims, rng=seed)
        start = {name: value * np.sqrt(2) if name[0] == "W" else value for name, value in start.items()}
    try:
        parameters, _ = dl.L_layer_model(X, Y, layer_dims, rate, steps, parameters=start, progress=False)
    except dl.TrainingDiverged as error:
        parameters = error.parameters
    return parameters


def sweep(tasks=TASKS, seeds=SEEDS, file=FILE):
    """Train everything and write the file: the shares of right answers of every run."""
    lines = ["task,depth,rate,seed,train,validation,test"]
    for task in tasks:
        (budget, steps), sets = TASKS[task], load(task)
        for depth in DEPTHS:
            layer_dims = layers(len(sets[0][0]), depth, budget)
            for rate in RATES:
                for seed in seeds:
                    parameters = train(*sets[0], layer_dims, rate, steps, seed)
                    shares = [float(np.mean(dl.predict(X, parameters) == Y)) for X, Y in sets]
                    lines.append(
                        f"{task},{depth},{rate},{seed}," + ",".join(f"{share:.4f}" for share in shares)
                    )
            print(task, layer_dims, count(layer_dims), file=sys.stderr)
    Path(file).write_text("\n".join(lines) + "\n")


def parity_layers(n):
    """Return layer_dims of the networks that are tried on the parity of n bits."""
    tree, width = [n], n
    while width > 1:
        pairs, alone = divmod(width, 2)
        tree, width = [*tree, 2 * pairs + alone], pairs + alone
    tree.append(1)
    return {
        "n units": [n, n, 1],
        "4n units": [n, 4 * n, 1],
        "2^(n-1) units": [n, 2 ** (n - 1), 1],
        "tree": tree,
        "4 times as wide as the tree": [n, *(4 * width for width in tree[1:-1]), 1],
    }


def learn_parity(n, layer_dims, rate, seed):
    """Train on all 2^n inputs, as -1 and 1, for at most 3000 steps; return the share that comes out right."""
    X, Y = dl.parity(n)
    parameters, right = None, 0.0
    for _ in range(6):
        parameters = train(2 * X - 1, Y, layer_dims, rate, 500, seed, parameters)
        right = float(np.mean(dl.predict(2 * X - 1, parameters) == Y))
        if right == 1:
            break
    return right


def parity_sweep(bits=BITS, seeds=range(10), file=PARITY_FILE):
    """Let every network learn parity, at every rate and from every start, and write the file."""
    lines = ["n,network,rate,seed,right"]
    for n in bits:
        for name, layer_dims in parity_layers(n).items():
            for rate in RATES[1:]:
                for seed in seeds:
                    lines.append(
                        f"{n},{name},{rate},{seed},{learn_parity(n, layer_dims, rate, seed):.4f}"
                    )
            print(n, layer_dims, file=sys.stderr)
    Path(file).write_text("\n".join(lines) + "\n")


def read(file=FILE):
    """Return the rows of a file as dicts, numbers as floats."""
    with open(file, newline="") as opened:
        rows = list(csv.DictReader(opened))
    words = ("task", "network")
    return [{key: value if key in words else float(value) for key, value in row.items()} for row in rows]


if __name__ == "__main__":
    sweep()
    parity_sweep()
