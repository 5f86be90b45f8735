"""A right answer is never refused, however it is written."""

import numpy as np
import pytest
from right_answers import RIGHT

import dlhelpers as dl
from dlhelpers import L_model_forward, initialize_parameters_deep
from dlhelpers.feedback import check


@pytest.mark.parametrize(
    ("name", "function"), [pytest.param(*one, id=f"{one[0]}-{number}") for number, one in enumerate(RIGHT)]
)
def test_check_accepts(name, function):
    report = check(function, name)
    assert report.passed, str(report)


def test_there_are_at_least_forty_right_answers():
    assert len(RIGHT) >= 40


def hands_on_what_is_clipped(Z):
    Z = np.clip(Z, -36, 36)
    return 1 / (1 + np.exp(-Z)), Z


def answers_in_floats(X, parameters):
    return np.round(L_model_forward(X, parameters)[0])


def without_rng(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False, *, rng=None):
    print("training")
    start = initialize_parameters_deep(layers_dims)
    return dl.L_layer_model(X, Y, layers_dims, learning_rate, num_iterations, parameters=start)


@pytest.mark.parametrize(
    ("function", "name", "words"),
    [
        (hands_on_what_is_clipped, "sigmoid", "return the original"),
        (answers_in_floats, "predict", "astype(int)"),
        (without_rng, "L_layer_model", "`rng` is not passed on"),
        (without_rng, "L_layer_model", "even when print_cost is False"),
    ],
)
def test_what_is_right_and_yet_not_as_asked_gets_a_remark(function, name, words):
    report = check(function, name)
    assert report.passed and words in str(report)
