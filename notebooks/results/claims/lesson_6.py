"""The claims of lesson 6. A seed draws the 400 garments to learn from, the 200 to choose by, and the start."""

import functools
import runpy
from pathlib import Path

import numpy as np

import dlhelpers as dl

_long = runpy.run_path(str(Path(__file__).parents[1] / "06_hyperparameters.py"))
_load = functools.cache(_long["load"])
_RATES = (0.3, 1.0, 3.0)


@functools.cache
def _shares(draw, hidden, rate, start=0):
    """Per cent right on the 200 to choose by, and on the others."""
    first, *others = _long["right_on_the_way"](_load(draw), hidden, rate, (draw, start), (500,))[0]
    return first / 2, np.mean(others) / 2


def _worth(draw, hidden):
    """The test share at the rate that was chosen by the validation data."""
    return dl.winner(*np.array([_shares(draw, hidden, rate) for rate in _RATES]).T[:, :, np.newaxis])[2]


def _gain(seeds, one, other):
    return dl.mean_interval([_worth(seed, one) - _worth(seed, other) for seed in seeds])


def _points(mean, low, high):
    return f"{mean:+.1f} points, interval {low:+.1f} to {high:+.1f}"


def _costs(seed, rate, steps=500, parameters=None, every=10, dtype=float):
    (X, Y), _ = _load(seed)
    parameters, costs = parameters or dl.initialize_parameters_deep([196, 20, 20, 1], rng=seed), []
    for _ in range(steps // every):
        parameters, two = dl.L_layer_model(
            X.astype(dtype), Y, [196, 20, 20, 1], rate, every, parameters=parameters, progress=False
        )
        costs.append(two[0])
    return np.array(costs)


def small_rates_creep(seeds):
    """0.003 creeps: in 500 iterations it has hardly left the start."""
    costs = [_costs(seed, 0.003, every=250) for seed in seeds[:5]]
    fall = np.mean([1 - cost[-1] / cost[0] for cost in costs])
    return fall < 0.1, f"by iteration 250 the cost fell by {fall:.0%}"


def the_best_rate_is_not_smooth(seeds):
    """A smooth curve is no sign of a good rate: 0.3 jumps now and then, and gets far below 0.03, which does not."""
    fast, slow = (np.array([_costs(seed, rate) for seed in seeds]) for rate in (0.3, 0.03))
    jumps = [np.mean(np.diff(costs).max(axis=1) > 0.005) for costs in (fast, slow)]
    told = f"costs {fast[:, -1].mean():.2f} and {slow[:, -1].mean():.2f}, with a jump {jumps[0]:.0%} and {jumps[1]:.0%}"
    return (fast[:, -1] < slow[:, -1]).all() and jumps[0] > jumps[1], told


def a_rate_of_10_climbs_out(seeds):
    """10 climbs out at once, and does not come back."""
    ends = [_costs(seed, 10.0, every=100)[-1] for seed in seeds]
    return np.mean(np.array(ends) > 0.5) > 0.7, f"costs at last {min(ends):.2f} to {max(ends):.2f}"


def even_draws_are_large(seeds):
    """Drawn evenly, nine of ten rates are above 1."""
    above = np.mean([np.random.default_rng(seed).uniform(0.01, 10, 1000) > 1 for seed in seeds])
    return 0.88 < above < 0.92, f"{above:.1%}"


def one_hidden_layer_beats_none(seeds):
    """One hidden layer of 20 units beats none, by a point or so."""
    mean, low, high = _gain(seeds, (20,), ())
    return 0 < mean < 3, _points(mean, low, high)


def more_units_are_worth_little(seeds):
    """80 units against 20 are worth less than a point."""
    mean, low, high = _gain(seeds[:6], (80,), (20,))
    return mean < 1, _points(mean, low, high)


def four_layers_do_not_beat_one(seeds):
    """Four hidden layers do not beat one."""
    mean, low, high = _gain(seeds[:8], (20, 20, 20, 20), (20,))
    return mean < 0.7, _points(mean, low, high)


def the_best_rate_depends_on_the_layers(seeds):
    """The more layers, the smaller the rates that work."""
    flat, deep = (
        np.mean([[_shares(seed, hidden, rate)[1] for rate in (1.0, 3.0)] for seed in seeds[:8]], axis=0)
        for hidden in ((), (20, 20, 20, 20))
    )
    told = f"none {flat[0]:.1f} and {flat[1]:.1f} %, four {deep[0]:.1f} and {deep[1]:.1f} %"
    return abs(flat[0] - flat[1]) < 2 and deep[1] < deep[0] - 5, told


def twenty_starts_cannot_tell_the_cats(seeds):
    """Twenty starts of each can't tell the two networks apart."""
    rows, within = _long["read"](_long["CATS_FILE"]), []
    two, four = (
        np.array([100 * r["test"] for r in rows if r["network"] == f"{n} layers"])
        for n in ("two", "four")
    )
    for seed in seeds:  # the pictures are not here to be trained on: pair the stored starts anew
        _, low, high = dl.mean_interval(np.random.default_rng(seed).permutation(four) - two)
        within.append(low < 0 < high)
    return all(
        within
    ), f"the interval holds zero in {sum(within)} of {len(within)} pairings of the stored starts"


def the_winner_was_lucky(seeds):
    """The best of many equal starts looks better than it is, and choosing a seed chooses next to nothing."""
    outcomes = [np.array([_shares(seed, (20,), 1.0, start) for start in range(10)]) for seed in seeds[:5]]
    seen = np.mean([validation.max() - validation.mean() for validation, _ in (o.T for o in outcomes)])
    true = np.mean(
        [test[validation.argmax()] - test.mean() for validation, test in (o.T for o in outcomes)]
    )
    return seen > 0.5 and abs(
        true
    ) < seen, f"best of 10 looks {seen:+.1f} points better, and is {true:+.1f}"


def _descents(seed, rate, beta, size, epochs):
    (X, Y), _ = _load(seed)
    rng = np.random.default_rng(seed)
    parameters = dl.initialize_parameters_deep([196, 20, 20, 1], rng=rng)
    velocity, costs = {name: 0 * value for name, value in parameters.items()}, []
    for _ in range(epochs):
        for x, y in dl.mini_batches(X, Y, size, rng.permutation(400)):
            AL, caches = dl.L_model_forward(x, parameters)
            grads = dl.L_model_backward(AL, y, caches, input_gradient=False)
            parameters, velocity = dl.update_with_momentum(parameters, grads, velocity, rate, beta)
        costs.append(dl.compute_cost(dl.L_model_forward(X, parameters)[0], Y))
    return costs


def small_batches_get_down_faster(seeds):
    """For the same number of garments seen, at the same rate, smaller batches get farther down."""
    costs = np.array(
        [[_descents(seed, 0.1, 0, size, 40)[-1] for size in (400, 100, 20)] for seed in seeds]
    )
    means = costs.mean(axis=0)
    return (np.diff(costs, axis=1) < 0).all(), "cost {:.2f}, {:.2f}, {:.2f}".format(*means)


def momentum_gets_down_faster(seeds):
    """At the same rate, a larger β gets farther down in as many steps."""
    costs = np.array(
        [[_descents(seed, 0.1, beta, 400, 100)[-1] for beta in (0, 0.5, 0.9)] for seed in seeds]
    )
    return (np.diff(costs, axis=1) < 0).all(), "cost {:.2f}, {:.2f}, {:.2f}".format(*costs.mean(axis=0))


def a_longer_stride_is_not_enough(seeds):
    """Plain descent at ten times the rate goes to and fro, and ends higher than β = 0.9."""
    plain, momentum = (
        np.array([_descents(seed, rate, beta, 400, 100) for seed in seeds])
        for rate, beta in ((1, 0), (0.1, 0.9))
    )
    rises = [np.mean(np.sum(np.diff(costs) > 0, axis=1)) for costs in (plain, momentum)]
    ends = [costs[:, -1].mean() for costs in (plain, momentum)]
    told = (
        f"cost {ends[0]:.2f} and {ends[1]:.2f}, with {rises[0]:.0f} and {rises[1]:.0f} rises in 100 steps"
    )
    return ends[0] > ends[1] and rises[0] > rises[1] + 10, told


def differences_grow_where_steps_overshoot(seeds):
    """At rate 0.3 the difference stays small for hundreds of iterations; at rate 3 it grows until the two runs have
    nothing in common.
    """
    apart = {}
    for rate in (0.3, 3):
        starts = [dl.initialize_parameters_deep([196, 20, 20, 1], rng=seed) for seed in seeds]
        apart[rate] = [
            np.abs(
                _costs(s, rate, 400, first)
                - _costs(s, rate, 400, {**first, "W1": first["W1"] * (1 + 1e-15)})
            ).max()
            for s, first in zip(seeds, starts, strict=True)
        ]
    calm, wild = max(apart[0.3]), np.median(apart[3])
    return (
        calm < 1e-6 and wild > 1e-3,
        f"at most {calm:.0e} at rate 0.3, in the median {wild:.0e} at rate 3",
    )
