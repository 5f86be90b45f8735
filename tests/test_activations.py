"""Activations against closed forms and measured slopes."""

import numpy as np
import pytest

import dlhelpers as dl
from dlhelpers.activations import EPSILON


def test_sigmoid_gives_known_probabilities():
    A, _ = dl.sigmoid(np.array([[-np.log(3), 0.0, np.log(3)]]))
    np.testing.assert_allclose(A, [[0.25, 0.5, 0.75]], rtol=1e-15)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_saturated_sigmoid_stays_inside_the_clip_in_its_dtype(dtype):
    A, Z = dl.sigmoid(np.array([[-1000.0, 1000.0]], dtype=dtype))
    epsilon = EPSILON[np.dtype(dtype)]
    assert A.dtype == Z.dtype == dtype
    np.testing.assert_allclose(A, [[epsilon, 1 - epsilon]], rtol=1e-5)
    assert 0 < A.min() and A.max() < 1


def test_relu_keeps_the_positive_part_and_caches_Z():
    A, Z = dl.relu(np.array([[-2.0, 0.0, 3.0]]))
    assert A.tolist() == [[0.0, 0.0, 3.0]]
    assert Z.tolist() == [[-2.0, 0.0, 3.0]]


@pytest.mark.parametrize(("forward", "backward"), [(dl.sigmoid, dl.sigmoid_backward), (dl.relu, dl.relu_backward)])
def test_backward_step_is_the_measured_slope_times_dA(forward, backward):
    rng = np.random.default_rng(1)
    Z, dA, h = rng.standard_normal((4, 7)), rng.standard_normal((4, 7)), 1e-6
    slope = (forward(Z + h)[0] - forward(Z - h)[0]) / (2 * h)
    np.testing.assert_allclose(backward(dA, Z), dA * slope, rtol=1e-7, atol=1e-9)


def test_relu_is_shut_at_zero_whatever_the_sign_of_dA():
    assert np.abs(dl.relu_backward(np.array([[5.0, -5.0]]), np.zeros((1, 2)))).tolist() == [[0.0, 0.0]]


def test_elementwise_functions_take_any_shape():
    assert dl.sigmoid(0)[0] == 0.5
    assert dl.relu([-1, 2])[0].tolist() == [0, 2]
