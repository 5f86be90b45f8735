"""What lesson 7 builds: right on every input, of the size promised, and never better informed than it says."""

import numpy as np
import pytest

import dlhelpers as dl


@pytest.mark.parametrize("n", [1, 2, 3, 6, 11])
def test_zigzag_is_the_parity_of_every_input(n):
    X, Y = dl.parity(n)
    W1, b1, W2 = dl.zigzag(n)
    assert np.array_equal(W2 @ np.maximum(0, W1 @ X + b1), Y)


def test_most_exciting_lists_the_strongest_first():
    A = np.array([[0.1, 0.9, 0.5, 0.0], [3.0, 1.0, 2.0, 4.0]])
    assert dl.most_exciting(A, 3).tolist() == [[1, 2, 0], [3, 0, 2]]


def test_most_exciting_wants_no_more_examples_than_there_are():
    with pytest.raises(ValueError, match="k is 5"):
        dl.most_exciting(np.ones((2, 4)), 5)


def test_he_start_keeps_the_mean_square_through_relu():
    rng, sizes = np.random.default_rng(0), [300] * 9
    parameters = dl.he_start([rng.standard_normal(shape) for shape in zip(sizes[1:], sizes, strict=False)])
    A = rng.standard_normal((300, 200))
    for l in range(1, 9):
        A = np.maximum(0, parameters[f"W{l}"] @ A)
    assert np.mean(A**2) == pytest.approx(1, rel=0.6)  # 2^-8 without the 2


def test_linear_probe_finds_a_line_and_is_told_nothing_by_what_it_answers_to():
    rng = np.random.default_rng(0)
    A = 5 + rng.standard_normal((3, 200))
    Y = (A[:1] + A[1:2] > 10).astype(int)
    AL = dl.linear_probe(A, Y, A, num_iterations=500)
    assert np.mean((AL > 0.5) == Y) > 0.95
    assert np.allclose(AL[:, :1], dl.linear_probe(A, Y, A[:, :1], num_iterations=500), rtol=0, atol=1e-12)
