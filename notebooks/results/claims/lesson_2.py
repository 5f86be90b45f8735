"""The claims of lesson 2, each from the caller's seeds."""

import numpy as np

import dlhelpers as dl


def _train(X, Y, seed=None, **how):
    return dl.L_layer_model(X, Y, how.pop("sizes"), 0.5, 1000, rng=seed, progress=False, **how)


def from_zeros_nothing_moves(seeds):
    """From zeros nothing moves."""
    moves = []
    for seed in seeds:
        X, Y = dl.moons(300, noise=0.15, rng=seed)
        _, costs = _train(X, Y, sizes=[2, 8, 1], scale=0)
        moves.append(abs(costs[-1] - costs[0]))
    return max(moves) < 1e-9, f"the cost moves by {max(moves):.0e} at most"


def equal_units_stay_equal(seeds):
    """Equal units get equal gradients, and stay equal: eight units do the work of one."""
    units = []
    for seed in seeds:
        X, Y = dl.moons(300, noise=0.15, rng=seed)
        weight = np.random.default_rng(seed).uniform(0.2, 1)
        same = {"W1": np.full((8, 2), weight), "b1": np.zeros((8, 1)), "W2": np.full((1, 8), weight)}
        trained, _ = _train(X, Y, sizes=[2, 8, 1], parameters={**same, "b2": np.zeros((1, 1))})
        units.append(len(np.unique(trained["W1"].round(9), axis=0)))
    return max(units) == 1, f"{max(units)} distinct unit"


def too_large_does_not_recover(seeds):
    """Weights that are ten wide begin sure and wrong, and end on average far above the others, with most relus of
    layer 2 shut."""
    first, ratios, shares = [], [], []
    for seed in seeds:
        X, Y = dl.moons(300, noise=0.15, rng=seed)
        _, sound = _train(X, Y, seed, sizes=[2, 8, 8, 1])
        large, costs = _train(X, Y, seed, sizes=[2, 8, 8, 1], scale=10)
        first.append(costs[0])
        ratios.append(np.log2(costs[-1] / sound[-1]))
        shares.append(np.mean(dl.L_model_forward(X, large)[1][1][1] > 0))
    mean, low, high = dl.mean_interval(ratios)
    told = f"cost {min(first):.0f} at least, then {2**mean:.0f} times the other's, {2**low:.0f} to {2**high:.0f}"
    return min(first) > 2 and low > 2 and np.mean(shares) < 0.3, f"{told}; {np.mean(shares):.0%} open"


def _spreads(seeds, factor):
    """The spread of Z in each of forty hidden layers, the median of the starts."""
    found = []
    for seed in seeds:
        X, _ = dl.moons(300, noise=0.15, rng=seed)
        start = dl.initialize_parameters_deep([2] + [50] * 40 + [1], rng=seed)
        _, caches = dl.L_model_forward(X, {name: factor * value for name, value in start.items()})
        found.append([Z.std() for _, Z in caches[:-1]])
    return np.median(found, axis=0)


def the_spread_by_depth(seeds):
    """Over forty layers the spread of Z dies out with weights 1/√n, explodes with 2/√n, and changes less than a
    hundredfold with √2/√n."""
    less, even, more = (
        each[-1] / each[0] for each in (_spreads(seeds, factor) for factor in (1, 2**0.5, 2))
    )
    return (
        less < 1e-4 and 0.01 < even < 100 and more > 1e4,
        f"times {less:.0e}, {even:.2f} and {more:.0e}",
    )
