"""What lesson 7 builds by hand: right on every input, and in the order promised."""

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
