"""Whatever a learner's function does, the kernel and the workbook survive, and the report says what happened."""
# ruff: noqa: NPY002

import sys
import time
import types
import warnings

import numpy as np
import pytest

import dlhelpers as dl
from dlhelpers.feedback import check, sandbox


@pytest.fixture
def notebook():
    """A namespace like that of a notebook, in which cells can be run."""
    module = types.ModuleType("notebook")
    module.np = np

    def run(**functions):
        for name, function in functions.items():
            twin = types.FunctionType(function.__code__, vars(module), name, function.__defaults__)
            setattr(module, name, twin)
        return getattr(module, list(functions)[-1])

    return run


def blank(*_):
    raise NotImplementedError


def relu(Z):
    """Return A and Z."""
    # Your code here.
    raise NotImplementedError


def test_ours_stands_in_for_a_blank_and_does_not_count_as_written():
    global relu
    mine = relu
    try:
        assert "is not written yet" in str(check(relu))
        assert relu is dl.relu
        assert not check(relu).passed
    finally:
        relu = mine


def test_a_blank_is_not_written_yet():
    report = check(blank, "linear_forward")
    assert (report.passed, str(report)) == (False, "`linear_forward` is not written yet.")


@pytest.mark.parametrize("threaded", [False, True])
def test_an_endless_loop_ends(monkeypatch, threaded):
    monkeypatch.setattr(sandbox, "SECONDS", 0.5)
    monkeypatch.setattr(sandbox, "can_use_signals", lambda: not threaded)

    def endless(Z):
        while True:
            W = Z  # Python 3.10 looks for no interrupt where a loop begins with `try`
            try:
                Z = W + 1
            except Exception:
                pass

    begin = time.perf_counter()
    report = check(endless, "relu")
    assert time.perf_counter() - begin < 3
    assert not report.passed
    assert "did not come to an end" in str(report)


def test_a_right_answer_passes_in_a_thread(monkeypatch):
    monkeypatch.setattr(sandbox, "can_use_signals", lambda: False)
    assert check(lambda dZ, cache: dl.linear_backward(dZ, cache), "linear_backward").passed


def test_sys_exit_is_told():
    def leaves(Z):
        sys.exit(3)

    assert "asks Python to leave" in str(check(leaves, "relu"))


def test_a_flood_of_output_is_cut(capsys):
    def floods(Z):
        print("x" * 5_000_000)
        return np.maximum(0, Z) + 1, Z

    assert len(str(check(floods, "relu"))) < 2000
    assert capsys.readouterr().out == ""


def test_numpy_and_the_random_numbers_are_put_back():
    before, dot, options = np.random.get_state()[1].copy(), np.dot, np.geterr()

    def meddles(Z):
        np.random.seed(5)
        np.dot = np.maximum = None
        np.seterr(all="raise")
        return Z, Z

    assert not check(meddles, "relu").passed
    assert np.dot is dot
    assert np.maximum is not None
    assert np.geterr() == options
    assert np.array_equal(before, np.random.get_state()[1])


def test_warnings_turned_errors_do_not_matter():
    def warns(Z):
        warnings.warn("look out", stacklevel=2)
        return 1 / (1 + np.exp(-Z)), Z

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert check(warns, "sigmoid").passed


def test_a_wrong_helper_is_named_and_its_caller_is_not(notebook):
    def without_bias(A, W, b):
        return W @ A, (A, W, b)

    def linear_activation_forward(A_prev, W, b, activation):
        Z, linear_cache = linear_forward(A_prev, W, b)  # noqa: F821
        A = np.maximum(0, Z) if activation == "relu" else 1 / (1 + np.exp(-Z))
        return A, (linear_cache, Z)

    text = str(check(notebook(linear_forward=without_bias, linear_activation_forward=linear_activation_forward)))
    assert "the mistake lies in `linear_forward`" in text


def test_a_blank_helper_is_named(notebook):
    def linear_activation_forward(A_prev, W, b, activation):
        Z, linear_cache = linear_forward(A_prev, W, b)  # noqa: F821
        return (np.maximum(0, Z) if activation == "relu" else 1 / (1 + np.exp(-Z))), (linear_cache, Z)

    text = str(check(notebook(linear_forward=blank, linear_activation_forward=linear_activation_forward)))
    assert "`linear_forward`, which is not written yet" in text
    text = str(check(notebook(linear_activation_forward=linear_activation_forward)))
    assert "`linear_forward`, which" in text


def test_an_unknown_name_and_a_call_are_told():
    assert "knows no function" in str(check(lambda Z: Z))
    assert "without calling it" in str(check(np.zeros(3), "relu"))


def test_an_error_tells_the_line_and_the_shapes():
    def linear_forward(A, W, b):
        Z = np.dot(W.T, A) + b
        return Z, (A, W, b)

    text = str(check(linear_forward))
    assert "Z = np.dot(W.T, A) + b" in text
    assert "`W` has shape (4, 5)" in text


def test_a_report_shows_itself_as_markdown_and_as_text():
    report = check(dl.relu)
    assert report._repr_markdown_() == str(report) == repr(report)


def test_checking_is_quick():
    check(dl.linear_backward)
    begin = time.perf_counter()
    check(dl.linear_backward)
    assert time.perf_counter() - begin < 0.3
