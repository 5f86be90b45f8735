"""Each mistake that learners really make is refused, and its cause is told in words of its own."""

import warnings

import numpy as np
import pytest
from mistakes import MISTAKES

import dlhelpers as dl
from dlhelpers.feedback import check, checking


@pytest.fixture(autouse=True)
def search_is_seen_to_its_end(monkeypatch):
    monkeypatch.setattr(checking, "NO_CAUSE", ())
    monkeypatch.setattr(checking, "PATIENCE", 5)  # seconds: nothing here hangs on the speed of the machine


@pytest.mark.parametrize(("name", "function", "words"), [pytest.param(*m[1:], id=m[0]) for m in MISTAKES])
def test_check_refuses_and_names(name, function, words):
    report = check(function, name)
    assert not report.passed
    for word in words:
        assert word in "\n".join(report.lines[1:])


def test_p27_the_log_of_exactly_zero_is_told_in_a_remark_and_not_refused():
    def compute_cost(AL, Y):
        return -np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        report = check(compute_cost)
    assert report.passed
    assert "clipping AL" in str(report)


def test_new_arrays_in_the_given_dict_are_told_from_overwritten_arrays():
    def update_parameters(parameters, grads, learning_rate):
        for key in list(parameters):
            parameters[key] = parameters[key] - learning_rate * grads["d" + key]
        return parameters

    report = check(update_parameters)
    assert not report.passed
    assert "collect them in a new dict" in str(report)
    assert "-=" not in str(report)


def test_the_cause_is_told_of_a_callable_without_source_too():
    class Backward:
        def __call__(self, dA, Z):
            return dA * np.sign(Z)

    assert "sign" in "\n".join(check(Backward(), "relu_backward").lines[2:])


def test_a_seed_that_must_be_a_number_is_told_in_a_remark():
    def initialize_parameters_deep(layer_dims, *, scale=None, rng=None):
        np.random.seed(rng)  # noqa: NPY002
        parameters = {}
        for l in range(1, len(layer_dims)):
            W = np.random.randn(layer_dims[l], layer_dims[l - 1])  # noqa: NPY002
            parameters[f"W{l}"] = W / np.sqrt(layer_dims[l - 1]) if scale is None else W * scale
            parameters[f"b{l}"] = np.zeros((layer_dims[l], 1))
        return parameters

    report = check(initialize_parameters_deep)
    assert report.passed
    assert "as a number only" in str(report)


def test_an_argument_that_changes_in_a_corner_case_only_is_refused_too():
    def sigmoid(Z):
        Z[Z > 36] = 36
        Z[Z < -36] = -36
        return 1 / (1 + np.exp(-Z)), Z

    report = check(sigmoid)
    assert not report.passed
    assert "changes its argument `Z`" in str(report)


def test_code_below_that_has_no_mistake_is_not_accused():
    def L_model_forward(X, parameters):
        A, caches, L = X, [], len(parameters) // 2
        for l in range(1, L + 1):
            W, b = parameters[f"W{l}"], parameters[f"b{l}"]
            Z = W @ A + b
            caches.append(((A, W, b), Z))
            A = np.maximum(Z, 0)
        AL, _ = dl.sigmoid(A)
        return AL, caches

    told = str(check(L_model_forward))
    assert "it has `dl.sigmoid(A)` and needs `dl.sigmoid(Z)`" in told


def test_other_arguments_are_told_as_such():
    def predict(X, y, parameters):
        return np.zeros((1, X.shape[1]), dtype=int)

    told = str(check(predict))
    assert "is called as `predict(X, parameters)`, and yours has the arguments (X, y, parameters)" in told


def test_gradients_that_lean_on_the_sigmoid_are_accepted_with_a_remark():
    def L_model_backward(AL, Y, caches):
        grads, L = {}, len(caches)
        for l in range(L, 0, -1):
            (A_prev, W, _), Z = caches[l - 1]
            dZ = AL - Y if l == L else grads[f"dA{l}"] * (Z > 0)
            grads[f"dW{l}"], grads[f"db{l}"] = dZ @ A_prev.T / Y.shape[1], dZ.mean(axis=1, keepdims=True)
            grads[f"dA{l - 1}"] = W.T @ dZ
        return grads

    report = check(L_model_backward)
    assert report.passed
    assert "AL - Y is dZ of the last layer only" in str(report)


def test_one_exchange_in_two_lines_is_no_cause_where_it_only_goes_round_the_mistake():
    def feedback_alignment(AL, Y, caches, B):
        grads, L, dA = {}, len(caches), -(Y / AL - (1 - Y) / (1 - AL))
        for l in range(L, 0, -1):
            (A_prev, _, b), Z = caches[l - 1]
            caches[l - 1] = (A_prev, B[f"W{l}"], b), Z
            kind = "relu" if l < L else "sigmoid"
            dA, grads[f"dW{l}"], grads[f"db{l}"] = dl.linear_activation_backward(dA, caches[l - 1], kind)
        return grads

    told = str(check(feedback_alignment))
    assert "changes its argument `caches`" in told
    assert "grads[l - 1]" not in told
