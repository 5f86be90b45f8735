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


def _size_of_dW1(X, Y, L, factor, hidden, seed):
    start = dl.initialize_parameters_deep([2] + [50] * (L - 1) + [1], rng=seed)
    kinds = [hidden] * (L - 1) + ["sigmoid"]
    A, caches = X, []
    for l, kind in enumerate(kinds, start=1):
        A, cache = dl.linear_activation_forward(A, factor * start[f"W{l}"], start[f"b{l}"], kind)
        caches.append(cache)
    dA = -(Y / A - (1 - Y) / (1 - A))
    for kind, cache in zip(kinds[::-1], caches[::-1], strict=True):
        dA, dW, _ = dl.linear_activation_backward(dA, cache, kind)
    return np.sqrt(np.mean(dW**2))


def _median(seeds, L, factor, hidden="relu"):
    X, Y = dl.moons(300, noise=0.15, rng=seeds[0])
    return np.median([_size_of_dW1(X, Y, L, factor, hidden, seed) for seed in seeds])


def the_slope_by_depth(seeds):
    """From 2 layers to 40 the slope in layer 1 dies out with weights 1/√n, explodes with 2/√n, and keeps its size to a
    factor of a hundred with √2/√n."""
    less, even, more = (
        _median(seeds, 40, factor) / _median(seeds, 2, factor) for factor in (1, 2**0.5, 2)
    )
    return (
        less < 1e-4 and 0.01 < even < 100 and more > 100,
        f"times {less:.0e}, {even:.2f} and {more:.0e}",
    )


def sigmoids_leave_no_slope(seeds):
    """Forty layers of hidden sigmoids leave a slope in layer 1 that moves no weight at all."""
    size = _median(seeds, 40, 1, "sigmoid")
    return size < 1e-20, f"{size:.0e}"
