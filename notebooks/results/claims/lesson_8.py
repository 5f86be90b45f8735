"""The claims of lesson 8, each from the caller's seeds: a start, a way back and a draw of the data for each."""

import functools
import runpy
import warnings
from pathlib import Path

import numpy as np

import dlhelpers as dl

_stored = runpy.run_path(str(Path(__file__).parents[1] / "08_networks_and_brains.py"))
_SIZES = [64, 30, 15, 1]


def starts_point_anywhere(seeds):
    """Before training, the angle between feedback alignment and the gradient scatters about a right angle in both
    hidden layers, uphill about as often as downhill."""
    angles = []
    for seed in seeds:
        X, Y = _stored["load"]("digits", seed)[0]
        for k in range(5):
            parameters, B = (dl.initialize_parameters_deep(_SIZES, rng=[seed, k, r]) for r in (0, 1))
            AL, caches = dl.L_model_forward(X[:, :300], parameters)
            exact = dl.L_model_backward(AL, Y[:, :300], caches)
            random = dl.feedback_alignment(AL, Y[:, :300], caches, B)
            angles.append([dl.angle(random[f"dW{l}"], exact[f"dW{l}"]) for l in (1, 2)])
    mean, uphill = np.mean(angles, axis=0), np.mean(np.array(angles) > 90, axis=0)
    told = f"{mean[0]:.0f}° and {mean[1]:.0f}°, above 90° in {uphill[0]:.0%} and {uphill[1]:.0%}"
    return bool((abs(mean - 90) < 12).all() and (abs(uphill - 0.5) < 0.3).all()), told


@functools.cache
def _raced(seeds):
    """Race as the lesson's script does, at fewer rates and from at most four seeds."""
    warnings.simplefilter("ignore", RuntimeWarning)
    _stored["race"].__globals__["RATES"] = {
        "back-propagation": (0.3, 1.0),
        "feedback alignment": (1.0, 3.0),
        "only the last layer": (3.0, 10.0),
        "Hebb below": (0.001, 0.003),
    }
    return _stored["tests"](
        {task: [_stored["race"](task, seed) for seed in seeds[:4]] for task in _stored["TASKS"]}
    )


def _gains(seeds, rule, other):
    return {
        task: np.subtract(shares[rule], shares[other]) for task, shares in _raced(tuple(seeds)).items()
    }


def feedback_alignment_teaches_the_hidden_layers(seeds):
    """Feedback alignment stands more than ten points above training only the last layer, on both sets."""
    gains = _gains(seeds, "feedback alignment", "only the last layer")
    told = ", ".join(f"{task} {gain.mean():+.1f} points" for task, gain in gains.items())
    return min(gain.mean() for gain in gains.values()) > 10, told


def feedback_alignment_comes_near(seeds):
    """Feedback alignment comes within three points of back-propagation, on both sets."""
    gains = _gains(seeds, "feedback alignment", "back-propagation")
    told = ", ".join(f"{task} {gain.mean():+.1f} points" for task, gain in gains.items())
    return max(abs(gain.mean()) for gain in gains.values()) < 3, told


def hebb_helps_a_little(seeds):
    """Oja's rule below gains a few points on the control on digits, far fewer than feedback alignment."""
    hebb = _gains(seeds, "Hebb below", "only the last layer")["digits"]
    aligned = _gains(seeds, "feedback alignment", "only the last layer")["digits"]
    told = f"{hebb.mean():+.1f} points, feedback alignment {aligned.mean():+.1f}"
    return bool(0 < hebb.mean() < aligned.mean() / 2), told


def angles_shrink(seeds):
    """Within 400 steps the update of feedback alignment turns toward the gradient, in both hidden layers and from every
    start, to far below a right angle; the last layer's weights turn toward their B more than those of layer 2."""
    last, turned = [], []
    for seed in seeds:
        X, Y = _stored["load"]("digits", seed)[0]
        parameters, B = (dl.initialize_parameters_deep(_SIZES, rng=r) for r in (seed, 1000 + seed))
        for _ in range(401):
            AL, caches = dl.L_model_forward(X, parameters)
            change = dl.feedback_alignment(AL, Y, caches, B)
            before, parameters = parameters, dl.update_parameters(parameters, change, 1.0)
        exact = dl.L_model_backward(AL, Y, caches)
        last.append([dl.angle(change[f"dW{l}"], exact[f"dW{l}"]) for l in (1, 2)])
        turned.append([dl.angle(before[f"W{l}"], B[f"W{l}"]) for l in (2, 3)])
    told = f"update {np.min(last):.0f} to {np.max(last):.0f}°, W2 {np.max(turned, axis=0)[0]:.0f}° at most, W3 "
    stands = np.max(last) < 75 and all(three < two < 90 for two, three in turned)
    return bool(stands), told + f"{np.max(turned, axis=0)[1]:.0f}° at most"


def oja_finds_the_long_axis(seeds):
    """A unit that follows Oja's rule comes to point along the longest direction of its input, with length 1."""
    lengths, angles = [], []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        cloud, W = (
            np.array([[3.0, 1.0], [1.0, 1.0]]) @ rng.standard_normal((2, 500)),
            rng.standard_normal((1, 2)),
        )
        for _ in range(400):
            W = W - 0.02 * dl.oja(cloud, W @ cloud, W)
        axis = np.linalg.svd(cloud)[0][:, :1].T
        lengths.append(np.linalg.norm(W))
        angles.append(min(dl.angle(W, axis), dl.angle(W, -axis)))
    told = f"lengths {min(lengths):.2f} to {max(lengths):.2f}, at most {max(angles):.0f}° off"
    return max(angles) < 5 and abs(np.subtract(lengths, 1)).max() < 0.02, told


@functools.cache
def _damaged(seeds):
    """For each width and seed: what the hidden units answer to the test pictures, W2 and b2."""
    images, Y, test_images, test_Y, _ = dl.load_dataset("fashion")
    trained = {n: [] for n in (8, 32, 128)}
    for seed in seeds:
        drawn = np.random.default_rng(seed).permutation(len(images))[:400]
        mean = (dl.flatten(images[drawn]) / 255).mean(axis=1, keepdims=True)
        X, test_X = dl.prepare(images[drawn], mean), dl.prepare(test_images, mean)
        for n, networks in trained.items():
            settings = {"rng": seed, "progress": False}
            W1, b1, W2, b2 = dl.L_layer_model(X, Y[:, drawn], [784, n, 1], 0.2, 75, **settings)[
                0
            ].values()
            networks.append((np.maximum(0, W1 @ test_X + b1), W2, b2))
    return trained, test_Y


def _remaining(network, kept, Y):
    A1, W2, b2 = network
    return 100 * np.mean((W2[:, kept] @ A1[kept] + b2 > 0) == Y)


def _after(seeds, n, left):
    """The mean share right, in %, of each network of n units when `left` are kept."""
    trained, Y = _damaged(tuple(seeds))
    rng = np.random.default_rng([seeds[0], n, left])
    keeps = [rng.permutation(n)[:left] for _ in range(20)]
    return np.array([np.mean([_remaining(network, kept, Y) for kept in keeps]) for network in trained[n]])


def width_protects(seeds):
    """The wider the network, the less it loses on average, with half of its units gone as with three quarters."""
    losses = {}
    for share in (0.5, 0.25):
        losses[share] = [
            np.mean(_after(seeds, n, n) - _after(seeds, n, round(share * n))) for n in (8, 32, 128)
        ]
    told = "; ".join(", ".join(f"{loss:.1f}" for loss in one) for one in losses.values())
    return all(a > b > c for a, b, c in losses.values()), f"8, 32, 128 units lose {told} points"


def what_was_lost_matters(seeds):
    """With equally many units left, the network that lost more does worse: 16 of 128 are worse than 16 of 32."""
    gains = _after(seeds, 32, 16) - _after(seeds, 128, 16)
    return gains.mean() > 0, f"{gains.mean():+.1f} points"


def single_units(seeds):
    """In a wide network no unit matters much, and in a narrow one some unit can: the worst of 8 costs several times as
    many points, on average, as the worst of 128."""
    trained, Y = _damaged(tuple(seeds))
    worst = {}
    for n in (8, 128):
        worst[n] = []
        for network in trained[n]:
            whole, units = _remaining(network, np.arange(n), Y), np.arange(n)
            worst[n].append(max(whole - _remaining(network, np.delete(units, unit), Y) for unit in units))
    told = "; ".join(
        f"of {n} units {min(points):.1f} to {max(points):.1f} points" for n, points in worst.items()
    )
    return bool(np.mean(worst[8]) > 3 * np.mean(worst[128]) and max(worst[128]) < 3), told
