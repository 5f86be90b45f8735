"""What lesson 9 counts and saves: the count of a network done by hand, and the same descent as the loop's."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import dlhelpers as dl


def test_jobs_take_turns_and_each_call_is_timed():
    called = []
    seconds = dl.in_turns(3, lambda: called.append("a"), lambda: called.append("b"))
    assert called == ["a", "b"] * 3
    assert seconds.shape == (2, 3) and (seconds >= 0).all()


def test_multiply_adds_counts_three_products_a_layer_and_two_without_the_input_gradient():
    assert dl.multiply_adds([5, 3, 1], 7) == 3 * 7 * (5 * 3 + 3 * 1)
    assert dl.multiply_adds([5, 3, 1], 7, input_gradient=False) == 3 * 7 * (5 * 3 + 3 * 1) - 7 * 5 * 3


def test_multiply_adds_of_a_large_network_does_not_overflow():
    assert dl.multiply_adds(np.array([10**6, 10**6, 1], dtype=np.int32), 10**6) == 3 * 10**6 * (10**12 + 10**6)


@pytest.mark.parametrize(("n_x", "m"), [(30, 8), (4, 20)])
def test_descending_in_the_span_is_descending(n_x, m):
    rng = np.random.default_rng(0)
    X, Y = rng.standard_normal((n_x, m)), (np.arange(m) % 2.0).reshape(1, m)
    start = dl.initialize_parameters_deep([n_x, 1], rng=1)
    W, b = dl.descend_in_span(X, Y, start["W1"], start["b1"], 0.3, 50)
    for _ in range(50):
        A, caches = dl.L_model_forward(X, start)
        start = dl.update_parameters(start, dl.L_model_backward(A, Y, caches), 0.3)
    np.testing.assert_allclose(W, start["W1"], atol=1e-12)
    np.testing.assert_allclose(b, start["b1"], atol=1e-12)


def test_descending_in_the_span_keeps_float32_and_wants_one_unit():
    X, Y = np.ones((3, 2), np.float32), np.array([[0, 1]])
    W, b = np.zeros((1, 3), np.float32), np.zeros((1, 1), np.float32)
    assert {value.dtype for value in dl.descend_in_span(X, Y, W, b, 0.1, 3)} == {np.dtype(np.float32)}
    with pytest.raises(ValueError, match="one row"):
        dl.descend_in_span(X, Y, np.zeros((2, 3)), np.zeros((2, 1)), 0.1, 3)


@pytest.mark.parametrize("edges", [[3], [1, 2, 9], []])
def test_gradients_of_blocks_are_those_of_the_whole_and_the_same_on_threads(edges):
    rng = np.random.default_rng(0)
    X, Y = rng.standard_normal((4, 11)), (np.arange(11) % 3 == 0).reshape(1, 11)
    parameters = dl.initialize_parameters_deep([4, 5, 3, 1], rng=1)
    blocks = np.split(rng.permutation(11), edges)
    grads = dl.gradients_in_blocks(X, Y, parameters, blocks)
    AL, caches = dl.L_model_forward(X, parameters)
    whole = dl.L_model_backward(AL, Y, caches)
    assert list(grads) == ["dW1", "db1", "dW2", "db2", "dW3", "db3"]
    for name, value in grads.items():
        np.testing.assert_allclose(value, whole[name], rtol=1e-12, atol=1e-15)
    with ThreadPoolExecutor(3) as pool:
        np.testing.assert_equal(dl.gradients_in_blocks(X, Y, parameters, blocks, pool.map), grads)
