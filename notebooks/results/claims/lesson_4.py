"""The claims of lesson 4, each from the caller's seeds."""

import functools

import numpy as np

import dlhelpers as dl


def _right(X, Y, fresh, truth, sizes, rate, steps, seed):
    """How many of some fresh points a network gets right, in per cent."""
    try:
        parameters, _ = dl.L_layer_model(X, Y, sizes, rate, steps, rng=seed, progress=False)
    except dl.TrainingDiverged:
        return 50.0
    return 100 * np.mean(dl.predict(fresh, parameters) == truth)


def short_steps_are_foretold(seeds):
    """At rate 0.001 the cost falls by what the slope says, in the median, and at rate 10 on average by less."""
    short, long = [], []
    for seed in seeds:
        X, Y = dl.moons(300, noise=0.15, rng=seed)
        parameters = dl.initialize_parameters_deep([2, 5, 3, 1], rng=seed)
        AL, caches = dl.L_model_forward(X, parameters)
        grads = dl.L_model_backward(AL, Y, caches)
        squares = sum(np.sum(grads[f"d{name}"] ** 2) for name in parameters)
        for rate, shares in (
            ((0.001, short), (10, long)) if squares > 1e-12 else ()
        ):  # some starts are shut
            stepped = dl.update_parameters(parameters, grads, rate)
            change = dl.compute_cost(dl.L_model_forward(X, stepped)[0], Y) - dl.compute_cost(AL, Y)
            shares.append(change / (-rate * squares))
    mean, low, high = dl.mean_interval(long)
    told = f"{np.median(short):.3f} of it, and on average {mean:.2f}, {low:.2f} to {high:.2f}"
    return abs(np.median(short) - 1) < 0.02 and high < 1, told


def the_general_loop_contains_the_special_one(seeds):
    """The loop for L layers gives the costs of the hard-coded network, and goes on from where it stopped as if it had
    not."""
    differences = []
    for seed in seeds:
        X, Y = dl.moons(300, noise=0.15, rng=seed)
        W1, b1, W2, b2 = dl.initialize_parameters_deep([2, 8, 1], rng=seed).values()
        for _ in range(300):
            A2, (dW1, db1, dW2, db2) = dl.two_layer_gradients(X, Y, W1, b1, W2, b2)
            W1, b1, W2, b2 = W1 - 0.5 * dW1, b1 - 0.5 * db1, W2 - 0.5 * dW2, b2 - 0.5 * db2
        how = {"progress": False, "rng": seed}
        part, _ = dl.L_layer_model(X, Y, [2, 8, 1], 0.5, 200, **how)
        _, costs = dl.L_layer_model(X, Y, [2, 8, 1], 0.5, 100, parameters=part, progress=False)
        _, whole = dl.L_layer_model(X, Y, [2, 8, 1], 0.5, 300, **how)
        differences += [abs(whole[-1] - dl.compute_cost(A2, Y)), abs(whole[-1] - costs[-1])]
    return max(differences) < 5e-7, f"largest difference {max(differences):.0e}"


@functools.cache
def _moons(seeds):
    """The shares of one, two and four layers on fresh points of six draws at least."""
    draws = [[seed, k] for seed in seeds for k in range(-(-6 // len(seeds)))]
    shares = []
    for draw in draws:
        data = (*dl.moons(300, noise=0.15, rng=draw), *dl.moons(5000, noise=0.15, rng=[*draw, 1]))
        shares.append(
            [_right(*data, sizes, 0.3, 1500, draw) for sizes in ([2, 1], [2, 16, 1], [2, 16, 16, 16, 1])]
        )
    return np.array(shares).T


def a_hidden_layer_gains_ten_points(seeds):
    """On the moons a hidden layer gains some ten points on fresh points."""
    one, two, _ = _moons(tuple(seeds[:6]))
    mean, low, high = dl.mean_interval(two - one)
    return low > 0 and 7 < mean < 13, f"{mean:.1f} points, {low:.1f} to {high:.1f}"


def two_more_gain_less_than_a_point(seeds):
    """On the moons two more hidden layers gain or lose less than a point on fresh points, in the median draw."""
    _, two, four = _moons(tuple(seeds[:6]))
    gain = np.median(four - two)
    return abs(gain) < 1, f"{gain:.2f} points"


WIDE, DEEP = [2, 152, 1], [2, 16, 16, 16, 1]


def no_rate_serves_both(seeds):
    """On the spiral the wide network needs the rate 3, at which the deep one learns little; at 0.3 it is the other way
    round."""
    shares = {}
    for seed in seeds[:3]:
        X, Y = dl.spiral(400, turns=2, noise=0.03, rng=seed)
        for name, sizes in (("wide", WIDE), ("deep", DEEP)):
            for rate in (0.3, 3):
                shares.setdefault((name, rate), []).append(_right(X, Y, X, Y, sizes, rate, 2000, seed))
    mean = {key: np.mean(values) for key, values in shares.items()}
    told = ", ".join(f"{name} at {rate}: {share:.0f} %" for (name, rate), share in mean.items())
    return mean["wide", 3] > mean["wide", 0.3] + 5 and mean["deep", 0.3] > mean["deep", 3] + 15, told


def deep_is_ahead_on_the_spiral(seeds):
    """With as many parameters and steps, and each at its own rate, the deep network gets more of the spiral right than
    the wide one: it follows both arms, and the wide one falls behind."""
    draws = [[seed, k] for seed in seeds for k in range(-(-8 // len(seeds)))]
    spirals = [dl.spiral(400, turns=2, noise=0.03, rng=draw) for draw in draws]
    runs = list(zip(spirals, draws, strict=True))
    wide = [_right(X, Y, X, Y, WIDE, 3, 2000, draw) for (X, Y), draw in runs]
    deep = [_right(X, Y, X, Y, DEEP, 0.3, 2000, draw) for (X, Y), draw in runs]
    gain = np.subtract(deep, wide)
    mean, low, high = dl.mean_interval(gain)
    told = f"{mean:.0f} points, {low:.0f} to {high:.0f}; ahead on {np.sum(gain > 0)} of {len(gain)}"
    told += f"; wide {min(wide):.0f} to {max(wide):.0f} %, deep at least {min(deep):.0f} %"
    return low > 0 or min(gain) > 0, told
