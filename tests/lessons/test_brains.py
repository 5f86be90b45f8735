"""What lesson 8 measures with."""

import numpy as np
import pytest

import dlhelpers as dl


@pytest.mark.parametrize("degrees", [0, 30, 90, 150, 180])
def test_angle_is_that_by_which_a_vector_was_turned(degrees):
    turn = np.radians(degrees)
    U = np.array([[3.0, 4.0]])
    G = U @ np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    assert dl.angle(2 * U, G) == pytest.approx(degrees, abs=1e-5)


def test_angle_to_no_direction_is_refused():
    with pytest.raises(ValueError, match="G is all zeros"):
        dl.angle(np.ones((2, 3)), np.zeros((2, 3)))
