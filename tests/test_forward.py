"""The forward pass against hand computation, published figures and closed forms."""

import numpy as np
import pytest

import dlhelpers as dl


def test_initialization_has_one_row_for_each_unit_and_zero_biases():
    parameters = dl.initialize_parameters_deep([5, 4, 3, 1], rng=0)
    shapes = {name: value.shape for name, value in parameters.items()}
    assert shapes == {"W1": (4, 5), "b1": (4, 1), "W2": (3, 4), "b2": (3, 1), "W3": (1, 3), "b3": (1, 1)}
    assert all(np.all(parameters[f"b{l}"] == 0) for l in (1, 2, 3))


def test_initial_weights_spread_as_one_over_root_n_prev_or_as_scale():
    assert dl.initialize_parameters_deep([400, 500, 1], rng=1)["W1"].std() == pytest.approx(0.05, rel=0.01)
    assert dl.initialize_parameters_deep([400, 500, 1], rng=1, scale=0.3)["W1"].std() == pytest.approx(0.3, rel=0.01)


def test_legacy_seed_draws_the_numbers_of_the_classic_course():
    # published in the assignment: np.random.seed(3), W1 = randn(4, 5) * 0.01
    W1 = dl.initialize_parameters_deep([5, 4, 3], scale=0.01, rng=np.random.RandomState(3))["W1"]
    np.testing.assert_allclose(W1[0], [0.01788628, 0.0043651, 0.00096497, -0.01863493, -0.00277388], atol=5e-9)


def test_a_generator_goes_on_where_it_stands_and_a_seed_repeats():
    rng = np.random.default_rng(7)
    first, second = (dl.initialize_parameters_deep([3, 2], rng=rng)["W1"] for _ in range(2))
    assert not np.array_equal(first, second)
    assert np.array_equal(first, dl.initialize_parameters_deep([3, 2], rng=7)["W1"])


def test_linear_forward_by_hand():
    A, W, b = np.array([[3.0, 0.0], [1.0, -1.0]]), np.array([[1.0, 2.0]]), np.array([[10.0]])
    Z, cache = dl.linear_forward(A, W, b)
    assert Z.tolist() == [[15.0, 8.0]]
    assert [part.tolist() for part in cache] == [A.tolist(), W.tolist(), b.tolist()]


@pytest.mark.parametrize(("activation", "expected"), [("relu", [[2.0, 0.0]]), ("sigmoid", [[0.880797, 0.268941]])])
def test_layer_bends_and_caches_both_halves(activation, expected):
    A, ((A_prev, W, b), Z) = dl.linear_activation_forward(
        np.array([[1.0, -2.0]]), np.array([[1.0]]), np.array([[1.0]]), activation
    )
    np.testing.assert_allclose(A, expected, atol=5e-7)
    assert (A_prev.tolist(), W.tolist(), b.tolist(), Z.tolist()) == ([[1, -2]], [[1]], [[1]], [[2, -1]])


def test_network_gives_the_published_prediction_of_the_classic_course():
    # published in the assignment for three layers drawn with np.random.seed(6)
    rng = np.random.RandomState(6)
    draw = rng.standard_normal
    X = draw((5, 4))
    parameters = {}
    for l, (n, n_prev) in enumerate([(4, 5), (3, 4), (1, 3)], start=1):
        parameters[f"W{l}"], parameters[f"b{l}"] = draw((n, n_prev)), draw((n, 1))
    AL, caches = dl.L_model_forward(X, parameters)
    np.testing.assert_allclose(AL, [[0.03921668, 0.70498921, 0.19734387, 0.04728177]], atol=5e-9)
    assert len(caches) == 3


@pytest.mark.parametrize("L", [1, 2, 5])
def test_each_cache_holds_the_input_of_its_own_layer(L):
    layer_dims = [6, 5, 4, 3, 2][:L] + [1]
    X = np.random.default_rng(0).standard_normal((6, 9))
    _, caches = dl.L_model_forward(X, dl.initialize_parameters_deep(layer_dims, rng=1))
    assert [Z.shape for _, Z in caches] == [(n, 9) for n in layer_dims[1:]]
    assert np.array_equal(caches[0][0][0], X)
    for ((_, _, _), Z), ((A, _, _), _) in zip(caches[:-1], caches[1:], strict=True):
        assert np.array_equal(A, np.where(Z > 0, Z, 0))


def test_cost_of_a_coin_is_ln_2_and_of_forecasts_the_mean_surprise():
    assert dl.compute_cost(np.full((1, 6), 0.5), np.array([[1, 0, 0, 1, 1, 0]])) == pytest.approx(np.log(2), rel=1e-15)
    cost = dl.compute_cost(np.array([[0.9, 0.8, 0.3, 0.6]]), np.array([[1, 1, 0, 0]]))
    assert cost == pytest.approx(-np.log(0.9 * 0.8 * 0.7 * 0.4) / 4, rel=1e-14)
    assert type(cost) is float


def test_cost_of_certainty_is_nothing_when_right_and_finite_when_wrong():
    assert str(dl.compute_cost(np.array([[1.0, 0.0]]), np.array([[1, 0]]))) == "0.0"  # and not -0.0
    assert dl.compute_cost(np.array([[1.0, 0.0]]), np.array([[0, 1]])) == pytest.approx(52 * np.log(2))
