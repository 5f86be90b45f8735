"""The claims of lesson 1, each from the caller's seeds."""

import numpy as np

import dlhelpers as dl


def _gradients(X, Y, parameters, slip):
    """Those of a network of three layers; with the slip, layer 1 goes back through the gates of layer 2."""
    AL, caches = dl.L_model_forward(X, parameters)
    if slip:
        caches = [(caches[0][0], caches[1][1]), *caches[1:]]
    return AL, dl.L_model_backward(AL, Y, caches)


def _trained(X, Y, seed, slip):
    parameters = dl.initialize_parameters_deep([2, 8, 8, 1], rng=seed)
    for _ in range(2000):
        AL, grads = _gradients(X, Y, parameters, slip)
        parameters = dl.update_parameters(parameters, grads, 0.5)
    return dl.compute_cost(AL, Y), np.mean((AL > 0.5) == Y)


def the_slip_is_silent(seeds):
    """With the wrong number the network learns all the same, nine of ten right on average, and ends at a higher cost in
    the median."""
    ratios, shares = [], []
    for seed in seeds:
        X, Y = dl.moons(300, noise=0.15, rng=seed)
        (right, _), (wrong, share) = (_trained(X, Y, seed, slip) for slip in (False, True))
        ratios.append(wrong / right)
        shares.append(share)
    told = f"{np.mean(shares):.0%} right on average, {np.median(ratios):.1f} times the cost in the median"
    return np.mean(shares) > 0.9 and np.median(ratios) > 1, told


def the_measured_slope_gives_it_away(seeds):
    """The measured slope gives the slip away."""
    errors = []
    for seed in seeds:
        X, Y = dl.moons(300, noise=0.15, rng=seed)
        parameters = dl.initialize_parameters_deep([2, 8, 8, 1], rng=seed)
        right, wrong = (_gradients(X, Y, parameters, slip)[1]["dW1"] for slip in (False, True))
        errors.append(np.linalg.norm(wrong - right) / np.linalg.norm(right))
    return min(errors) > 0.01, f"dW1 is off by {min(errors):.0%} at least"
