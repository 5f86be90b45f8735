"""The claims of lesson 5. A seed draws 600 of the training pictures, the turn of every picture, and the start."""

import functools
import runpy
from pathlib import Path

import numpy as np

import dlhelpers as dl

_long = runpy.run_path(str(Path(__file__).parents[1] / "05_image_classifier.py"))


@functools.cache
def _drawn(seed, centred=True):
    rng = np.random.default_rng(seed)
    images, Y, test_images, test_Y, _ = dl.load_dataset("trees")
    some = rng.permutation(len(images))[:600]
    images, test_images = (
        np.array([np.rot90(image, rng.integers(4))[:, :: rng.choice([1, -1])] for image in part])
        for part in (images[some], test_images)
    )
    return _long["columns"]((images, Y[0, some]), (test_images, test_Y[0]), centred)


@functools.cache
def _trained(seed, name, centred=True, steps=None):
    X, Y, *_ = _drawn(seed, centred)
    return _long["train"](X, Y, name, seed, steps)


def _share(seed, name, centred=True, steps=None):
    _, _, test_X, test_Y = _drawn(seed, centred)
    return 100 * np.mean(dl.predict(test_X, _trained(seed, name, centred, steps)) == test_Y)


def _gains(seeds, name, other):
    gains = [_share(seed, name) - _share(seed, other) for seed in seeds]
    mean, low, high = dl.mean_interval(gains)
    return mean, low, high, f"{mean:+.1f} points, interval {low:+.1f} to {high:+.1f}"


@functools.cache
def _remedies(seed):
    return _long["remedies"](*_drawn(seed)[:2], seed)


def _told(seed, parameters):
    return _long["measured"](*_drawn(seed), parameters)[1]


def one_layer_wants_red(seeds):
    """In the middle it wants red, and no blue."""
    found = []
    for seed in seeds:
        red, _, blue = np.moveaxis(_trained(seed, "one layer")["W1"].reshape(16, 16, 3)[5:11, 5:11], 2, 0)
        found.append((red.mean(), blue.mean()))
    (red, blue) = np.mean(found, axis=0)
    return red > 0 > blue, f"mean weight of the centre: red {red:+.2f}, blue {blue:+.2f}"


def hidden_layers_help(seeds):
    """Hidden layers help: two layers are right more often than one, each trained to its end."""
    _, low, _, told = _gains(seeds, "two layers", "one layer")
    return low > 0, told


def four_layers_are_close_to_two(seeds):
    """Four layers against two: about a point, if that."""
    mean, _, _, told = _gains(seeds, "four layers", "two layers")
    return abs(mean) < 2, told


def more_steps_do_not_rescue_one_layer(seeds):
    """More steps do not rescue one layer: with five times as many it gets no better."""
    few = seeds[:3]
    gains = [_share(seed, "one layer", steps=10000) - _share(seed, "one layer") for seed in few]
    return np.mean(gains) < 1, f"{np.mean(gains):+.1f} points over {len(few)} draws"


def centring_is_worth_points(seeds):
    """Without centring, the same steps at the same rate leave the network many points behind."""
    gains = [
        _share(seed, "four layers") - _share(seed, "four layers", centred=False) for seed in seeds[:5]
    ]
    return np.mean(gains) > 5, f"{np.mean(gains):.1f} points, from {min(gains):.1f} to {max(gains):.1f}"


def it_learns_by_heart(seeds):
    """The larger networks get nearly every training picture right, and many new ones wrong."""
    train, test = np.mean(
        [
            [_told(seed, _trained(seed, "four layers"))[part] for part in ("train", "test")]
            for seed in seeds
        ],
        axis=0,
    )
    return train > 0.97 and test < 0.92, f"right: {train:.1%} of train, {test:.1%} of test"


def sure_is_not_right(seeds):
    """When four layers, trained to their end, are more than 99.9 % sure, they are wrong far more often than once in a
    thousand.
    """
    told = [_told(seed, _trained(seed, "four layers")) for seed in seeds]
    sure, wrong = (sum(row[column] for row in told) for column in ("sure", "sure_and_wrong"))
    return wrong > 0.003 * sure, f"{wrong} of {sure}, {wrong / sure:.1%}"


def remedies_lower_the_cost(seeds):
    """Both remedies lower the cost on new pictures."""
    few = seeds[:6]
    costs = {name: [_told(s, _remedies(s)[name])["test_cost"] for s in few] for name in _remedies(few[0])}
    highs = [
        dl.mean_interval(np.subtract(costs[name], costs["plain"]))[2]
        for name in ("weight decay", "stopped early")
    ]
    return max(highs) < 0, ", ".join(f"{name} {np.mean(values):.2f}" for name, values in costs.items())


def remedies_do_not_correct_answers(seeds):
    """On answers neither remedy shows a gain."""
    few = seeds[:6]
    right = {
        name: np.array([100 * _told(s, _remedies(s)[name])["test"] for s in few])
        for name in _remedies(few[0])
    }
    gains = {
        name: dl.mean_interval(right[name] - right["plain"]) for name in ("weight decay", "stopped early")
    }
    told = [
        f"{name} {mean:+.1f} points, {low:+.1f} to {high:+.1f}"
        for name, (mean, low, high) in gains.items()
    ]
    return max(low for _, low, _ in gains.values()) < 0, "; ".join(told)


def remedies_make_it_less_sure(seeds):
    """Both remedies make the network sure of far fewer answers."""
    few = seeds[:6]
    sure = {name: sum(_told(s, _remedies(s)[name])["sure"] for s in few) for name in _remedies(few[0])}
    return max(sure["weight decay"], sure["stopped early"]) < sure["plain"] / 2, str(sure)
