"""The long experiments of lesson 6: settings from 20 starts and from 10 draws, three searches, a famous comparison.

python notebooks/results/06_hyperparameters.py                       writes all but the last; three quarters of an hour
python notebooks/results/06_hyperparameters.py cats train.h5 test.h5 writes the last, from your copy
"""

import csv
import itertools
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

import dlhelpers as dl

FILE = Path(__file__).with_suffix(".npz")
CATS_FILE = FILE.with_name("06_hyperparameters_cats.csv")
HIDDEN = [(), *((width,) * depth for depth in (1, 2, 3, 4) for width in (5, 20, 80))]
RATES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
STOPS = (125, 250, 500, 1000)
SEEDS = range(20)
SEARCHES_FILE = FILE.with_name("06_hyperparameters_searches.csv")
DRAWS = range(1, 11)
DRAWS_FILE = FILE.with_name("06_hyperparameters_draws.csv")
REPEATED = [(), (20,), (80,), (20, 20, 20, 20)]
GRID = {
    "learning_rate": [0.03, 0.3, 3.0],
    "hidden": [(5,), (20, 20), (80, 80, 80)],
    "num_iterations": [100, 316, 1000],
}
RANGES = {"learning_rate": (0.003, 30.0), "hidden": HIDDEN[1:10], "num_iterations": (100, 1000)}
TRIALS = 27
"""The grid has so many points."""


def load(draw=0):
    """Return (X, Y) of 400 garments to learn from, and of 7,600 others: 38 groups of 200, to choose by or to test."""
    images, Y, more_images, more_Y, _ = dl.load_dataset("fashion")
    images, Y = np.concatenate([images, more_images]), np.hstack([Y, more_Y])
    m, side = images.shape[:2]
    X = dl.flatten(images.reshape(m, side // 2, 2, side // 2, 2).mean(axis=(2, 4))) / 255
    fit, others = np.split(np.random.default_rng(draw).permutation(m), [400])
    mean = X[:, fit].mean(axis=1, keepdims=True)
    return [(X[:, part] - mean, Y[:, part]) for part in (fit, others)]


def right_on_the_way(sets, hidden, rate, seed, stops=STOPS):
    """Train once, and count at every stop how many of each group of 200 come out right, (stops, groups)."""
    (X, Y), (other_X, other_Y) = sets
    parameters, done, counts = None, 0, []
    for stop in stops:
        settings = {"parameters": parameters, "rng": seed, "progress": False}
        try:
            parameters, _ = dl.L_layer_model(X, Y, [len(X), *hidden, 1], rate, stop - done, **settings)
        except dl.TrainingDiverged as error:
            parameters = error.parameters
        counts.append((dl.predict(other_X, parameters) == other_Y).reshape(-1, 200).sum(axis=1))
        done = stop
    return counts


def sweep(seeds=SEEDS, file=FILE):
    """Train all, and write the file: right[hidden, rate, seed, stop, group], counts from 0 to 200."""
    sets = load()
    right = []
    for hidden in HIDDEN:
        right.append([[right_on_the_way(sets, hidden, rate, seed) for seed in seeds] for rate in RATES])
        print(hidden, file=sys.stderr)
    np.savez_compressed(file, right=np.array(right, dtype=np.uint8))


def draw_again(draws=DRAWS, starts=range(3), networks=REPEATED, file=DRAWS_FILE):
    """Draw the garments anew, those to learn from and those to choose by, and train a few networks at every rate."""
    lines = ["draw,hidden,rate,start,validation,test"]
    for draw in draws:
        sets = load(draw)
        for hidden, rate, start in itertools.product(networks, RATES, starts):
            first, *others = right_on_the_way(sets, hidden, rate, start, (500,))[0]
            name = " ".join(map(str, hidden)) or "none"
            lines.append(f"{draw},{name},{rate},{start},{first / 200:.3f},{np.mean(others) / 200:.4f}")
        print(f"draw {draw}", file=sys.stderr)
    Path(file).write_text("\n".join(lines) + "\n")


def tables(network, file=DRAWS_FILE):
    """Return for each draw the shares right in per cent, on validation and test data, each (rates, starts)."""
    rows = [row for row in read(file) if row["hidden"] == network]
    shares = np.array([(100 * row["validation"], 100 * row["test"]) for row in rows])
    return shares.T.reshape(2, -1, len(RATES), len({row["start"] for row in rows})).swapaxes(0, 1)


def searches(numbers=SEEDS, file=SEARCHES_FILE):
    """Search 20 times each way, choosing by another group and from another start each time; test every new best."""
    (X, Y), (other_X, other_Y) = load()
    from dlhelpers.search import evaluate, setting_of

    here = ThreadPoolExecutor(1)
    lines = ["sampler,search,trial,validation,test"]
    for sampler, space in (("grid", GRID), ("random", RANGES), ("tpe", RANGES)):
        for number in numbers:
            group = slice(200 * number, 200 * number + 200)
            rest = np.delete(other_X, group, axis=1), np.delete(other_Y, group, axis=1)
            how = {
                "sampler": sampler,
                "seeds": (number,),
                "seed": 1000 * number,
                "workers": 1,
                "file": None,
            }
            study = dl.search((X, Y), (other_X[:, group], other_Y[:, group]), space, TRIALS, here, **how)
            best = 0
            for k, trial in enumerate(study.trials):
                test = "nan"
                if trial.value is not None and trial.value > best:
                    best, setting = trial.value, setting_of(trial, space)
                    test = f"{evaluate((X, Y), rest, setting, (number,))[0][0]:.4f}"
                lines.append(f"{sampler},{number},{k},{trial.value or 0:.3f},{test}")
        print(sampler, file=sys.stderr)
    Path(file).write_text("\n".join(lines) + "\n")


def cats(train_file, test_file, seeds=SEEDS, file=CATS_FILE):
    """Repeat the comparison of the classic course on its own files, from 20 starts."""
    images, Y, test_images, test_Y, _ = dl.load_dataset((train_file, test_file))
    X, test_X = dl.flatten(images) / 255, dl.flatten(test_images) / 255
    lines = ["network,seed,test"]
    for name, hidden, scale in (("two layers", [7], 0.01), ("four layers", [20, 7, 5], None)):
        for seed in seeds:
            parameters, _ = dl.L_layer_model(
                X, Y, [len(X), *hidden, 1], 0.0075, 2500, scale=scale, rng=seed
            )
            share = np.mean(dl.predict(test_X, parameters) == test_Y)
            lines.append(f"{name},{seed},{share:.2f}")
    Path(file).write_text("\n".join(lines) + "\n")


def read(file):
    """Return the rows of a file as dicts, numbers as floats."""
    with open(file, newline="") as opened:
        rows = list(csv.DictReader(opened))
    words = ("network", "sampler", "hidden")
    return [{key: value if key in words else float(value) for key, value in row.items()} for row in rows]


if __name__ == "__main__":
    if sys.argv[1:2] == ["cats"]:
        cats(*sys.argv[2:])
    else:
        sweep()
        draw_again()
        searches()
