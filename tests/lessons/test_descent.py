"""Variations of descent against what they are in exact arithmetic, and against finite differences."""

import numpy as np
import pytest

import dlhelpers as dl

DIMS, M = [3, 4, 2, 1], 7


@pytest.fixture
def network():
    rng = np.random.default_rng(3)
    X, Y = rng.standard_normal((DIMS[0], M)), np.arange(M).reshape(1, M) % 2
    parameters = {
        k: v + 0.1 * rng.standard_normal(v.shape) for k, v in dl.initialize_parameters_deep(DIMS, rng=4).items()
    }
    AL, caches = dl.L_model_forward(X, parameters)
    return X, Y, parameters, dl.L_model_backward(AL, Y, caches)


def test_a_step_with_decay_follows_the_slope_of_the_cost_plus_the_squared_weights(network):
    X, Y, parameters, grads = network
    decay, rate, by = 0.3, 0.01, 1e-6

    def penalized(parameters):
        squares = sum(np.sum(value**2) for name, value in parameters.items() if name[0] == "W")
        return dl.compute_cost(dl.L_model_forward(X, parameters)[0], Y) + decay / 2 * squares

    stepped = dl.update_with_decay(parameters, grads, rate, decay)
    for name, value in parameters.items():
        nudge = np.zeros_like(value)
        nudge.flat[-1] = by
        up, down = (penalized({**parameters, name: value + sign * nudge}) for sign in (1, -1))
        assert (value - stepped[name]).flat[-1] / rate == pytest.approx((up - down) / (2 * by), abs=1e-7)


def test_the_velocity_of_a_constant_slope_is_a_geometric_sum(network):
    _, _, parameters, grads = network
    velocity, start = {name: 0 * value for name, value in parameters.items()}, parameters
    for _ in range(3):
        parameters, velocity = dl.update_with_momentum(parameters, grads, velocity, 0.1, 0.5)
    for name, value in parameters.items():
        np.testing.assert_allclose(velocity[name], 1.75 * grads[f"d{name}"])
        np.testing.assert_allclose(start[name] - value, 0.1 * (1 + 1.5 + 1.75) * grads[f"d{name}"], atol=1e-15)


def test_every_example_is_in_one_batch_beside_its_label():
    X = np.arange(2.0, 16).reshape(2, 7)
    Y = X[:1] % 2
    batches = dl.mini_batches(X, Y, 3, np.array([6, 0, 3, 1, 5, 2, 4]))
    assert [x.shape[1] for x, _ in batches] == [3, 3, 1]
    assert np.hstack([x for x, _ in batches])[0].tolist() == [8, 2, 5, 3, 7, 4, 6]
    assert all((y == x[:1] % 2).all() for x, y in batches)


@pytest.mark.parametrize(
    ("costs", "patience", "expected"),
    [
        ([5, 4, 3, 4, 2, 3, 3, 9, 1], 2, (4, 6)),
        ([5, 4, 3, 4, 2, 3, 3, 9, 1], 4, (8, 8)),
        ([5, 4, 3, 4, 2, 3, 3, 9, 1], 1, (2, 3)),
        ([3, 3, 3], 2, (0, 2)),
        ([3], 1, (0, 0)),
    ],
)
def test_it_stops_once_nothing_lower_came_for_so_long(costs, patience, expected):
    assert dl.stopping_point(costs, patience) == expected
