"""The claims of lesson 5, each from the caller's seeds."""

import numpy as np

import dlhelpers as dl


def _trees():
    images, Y, test_images, test_Y, _ = dl.load_dataset("trees")
    return dl.flatten(images) / 255, Y, dl.flatten(test_images) / 255, test_Y


def centring_is_worth_points(seeds):
    """Without centring the same network is several points worse on the test set."""
    X, Y, test_X, test_Y = _trees()
    mean, gains = X.mean(axis=1, keepdims=True), []
    for seed in seeds[:3]:
        shares = []
        for moved in (mean, 0):
            how = {"rng": seed, "progress": False}
            parameters, _ = dl.L_layer_model(X - moved, Y, [3072, 20, 7, 5, 1], 0.1, 200, **how)
            shares.append(100 * np.mean(dl.predict(test_X - moved, parameters) == test_Y))
        gains.append(shares[0] - shares[1])
    return min(gains) > 2, f"{np.mean(gains):.1f} points, at least {min(gains):.1f}"
