"""The backward pass against central differences, and against planted bugs."""

import numpy as np
import pytest

import dlhelpers as dl


def network(L, seed, m=7):
    """A network of L layers in which every dimension differs and no bias is zero."""
    rng = np.random.default_rng(seed)
    layer_dims = [3, 6, 5, 4, 8, 2][:L] + [1]
    parameters = dl.initialize_parameters_deep(layer_dims, rng=rng)
    for l in range(1, L + 1):
        parameters[f"b{l}"] = 0.5 * rng.standard_normal((layer_dims[l], 1))
    return parameters, rng.standard_normal((3, m)), rng.integers(0, 2, (1, m))


@pytest.mark.parametrize("L", range(1, 7))
@pytest.mark.parametrize("seed", range(3))
def test_gradients_agree_with_differences_at_any_depth(L, seed):
    assert dl.gradient_check(*network(L, seed)) < 1e-7


def test_gradients_of_a_fresh_network_agree_though_zero_biases_lie_on_the_kink():
    for seed in range(20):
        parameters = dl.initialize_parameters_deep([3, 2, 2, 2, 1], rng=seed)
        _, X, Y = network(1, seed)
        assert dl.gradient_check(parameters, X, Y) < 1e-7


@pytest.mark.parametrize("name", ["dW1", "db1", "dW2", "db2", "dW3", "db3"])
@pytest.mark.parametrize("wrong", [np.negative, lambda g: 7 * g, lambda g: 1.01 * g, np.zeros_like])
def test_gradient_check_finds_one_wrong_gradient(name, wrong):
    def planted(AL, Y, caches):
        grads = dl.L_model_backward(AL, Y, caches)
        return {**grads, name: wrong(grads[name])}

    assert dl.gradient_check(*network(3, 0), backward=planted) > 1e-3


def test_gradient_check_finds_a_forward_pass_that_leaves_out_a_bias():
    def planted(X, parameters):
        return dl.L_model_forward(X, {**parameters, "b2": 0 * parameters["b2"]})

    assert dl.gradient_check(*network(3, 0), forward=planted) > 0.1


def test_dA0_is_m_times_the_gradient_in_the_input():
    parameters, X, Y = network(3, 1)
    AL, caches = dl.L_model_forward(X, parameters)
    dA0 = dl.L_model_backward(AL, Y, caches)["dA0"]
    h = 1e-6
    for position in [(0, 0), (2, 3), (1, 6)]:
        moved = np.zeros_like(X)
        moved[position] = h
        up, down = (dl.compute_cost(dl.L_model_forward(X + step, parameters)[0], Y) for step in (moved, -moved))
        assert dA0[position] == pytest.approx(X.shape[1] * (up - down) / (2 * h), rel=1e-6, abs=1e-9)


def test_grads_hold_every_parameter_and_every_layer_input():
    parameters, X, Y = network(4, 2)
    AL, caches = dl.L_model_forward(X, parameters)
    grads = dl.L_model_backward(AL, Y, caches)
    assert set(grads) == {f"d{name}" for name in parameters} | {"dA0", "dA1", "dA2", "dA3"}
    assert all(grads[f"d{name}"].shape == value.shape for name, value in parameters.items())
    assert [grads[f"dA{l}"].shape for l in range(4)] == [(n, 7) for n in (3, 6, 5, 4)]


def test_linear_backward_by_hand():
    cache = (np.array([[1.0, 2.0], [0.0, 4.0]]), np.array([[10.0, 20.0]]), np.array([[0.0]]))
    dA_prev, dW, db = dl.linear_backward(np.array([[1.0, 3.0]]), cache)
    assert dW.tolist() == [[3.5, 6.0]]
    assert db.tolist() == [[2.0]]
    assert dA_prev.tolist() == [[10.0, 30.0], [20.0, 60.0]]


def test_gradients_are_the_published_ones_of_the_classic_course():
    # published in the assignment, where AL is drawn too: with np.random.seed(3) it is no probability of these caches
    draw = np.random.RandomState(3).standard_normal
    AL, Y = draw((1, 2)), np.array([[1, 0]])
    shapes = [((4, 2), (3, 4), (3, 1), (3, 2)), ((3, 2), (1, 3), (1, 1), (1, 2))]
    caches = [((draw(A), draw(W), draw(b)), draw(Z)) for A, W, b, Z in shapes]
    grads = dl.L_model_backward(AL, Y, caches)
    rows = [
        [0.41010002, 0.07807203, 0.13798444, 0.10502167],
        [0, 0, 0, 0],
        [0.05283652, 0.01005865, 0.01777766, 0.0135308],
    ]
    np.testing.assert_allclose(grads["dW1"], rows, atol=5e-9)
    np.testing.assert_allclose(grads["db1"], [[-0.22007063], [0], [-0.02835349]], atol=5e-9)
    np.testing.assert_allclose(grads["dA1"][0], [0.12913162, -0.44014127], atol=5e-9)


def test_prediction_need_not_belong_to_the_caches():
    # the chain rule starts from the AL that is given: here its dAL is -1 / 0.2 where the caches would say otherwise
    Z = np.array([[0.0, 0.0]])
    caches = [((np.array([[1.0, 1.0]]), np.array([[1.0]]), np.array([[0.0]])), Z)]
    grads = dl.L_model_backward(np.array([[0.2, 0.2]]), np.array([[1, 1]]), caches)
    assert grads["dA0"].tolist() == [[-1.25, -1.25]]


@pytest.mark.parametrize("logit", [20.0, 40.0, 1000.0])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_confidently_wrong_example_still_pulls_the_right_way(logit, dtype):
    caches = [
        ((np.ones((1, 2), dtype), np.ones((1, 1), dtype), np.zeros((1, 1), dtype)), np.array([[logit, -logit]], dtype))
    ]
    AL, _ = dl.sigmoid(caches[0][1])
    grads = dl.L_model_backward(AL, np.array([[0, 1]]), caches)
    np.testing.assert_allclose(grads["dA0"], [[1, -1]], rtol=1e-6)


def test_without_the_input_gradient_the_other_gradients_are_the_same():
    X, Y = dl.moons(9, rng=0)
    AL, caches = dl.L_model_forward(X, dl.initialize_parameters_deep([2, 5, 4, 1], rng=0))
    whole, part = dl.L_model_backward(AL, Y, caches), dl.L_model_backward(AL, Y, caches, input_gradient=False)
    assert set(part) == {f"d{letter}{l}" for letter in "Wb" for l in (1, 2, 3)}
    assert all(np.array_equal(part[name], whole[name]) for name in part)
    assert dl.linear_backward(np.ones((5, 9)), caches[0][0], input_gradient=False)[0] is None
