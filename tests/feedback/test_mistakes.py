"""Each mistake that learners really make is refused, and its report holds the words that a tutor's sentence needs."""

import functools
import re
from collections import Counter

import numpy as np
import pytest
from mistakes import MISTAKES, NOTEBOOK, REMARKS, instead, written

import dlhelpers as dl
from dlhelpers.feedback import check, checking

NETWORK = re.findall(r"^def (\w+)", NOTEBOOK, re.M)[:15]
"""The functions of the network, as the notebook above the cells has them."""


@pytest.fixture(autouse=True)
def an_error_in_the_search_is_seen(monkeypatch):
    monkeypatch.setattr(checking, "NO_CAUSE", ())


@functools.cache
def reported(cell, function):
    return check(written(cell, function)).open()


def entries(table):
    return [pytest.param(*one, id=f"{one[0]}: {one[1]}") for one in table]


@pytest.mark.parametrize(("function", "kind", "words", "cell", "never"), entries(MISTAKES))
def test_check_refuses_and_names(function, kind, words, cell, never):
    report = reported(cell, function)
    text = str(report)
    assert not report.passed
    assert [word for word in words if word not in text and word[0].upper() + word[1:] not in text] == [], text
    assert [word for word in never if word in text] == [], text


@pytest.mark.parametrize(("function", "kind", "words", "cell"), entries(REMARKS))
def test_check_accepts_with_a_remark(function, kind, words, cell):
    report = reported(cell, function)
    assert report.passed, str(report)
    assert f"`{function}` is right, but for" in str(report)
    assert [word for word in words if word not in str(report)] == [], str(report)


@pytest.mark.parametrize("function", NETWORK)
def test_what_stands_above_the_cells_is_right(function):
    assert reported(instead(function), function).passed


def test_the_table_covers_each_function_with_five_kinds_at_least():
    counts = Counter(one[0] for one in MISTAKES)
    assert len(NETWORK) == 15
    assert [name for name in NETWORK if counts[name] < 5] == []
    assert len({one[:2] for one in MISTAKES + REMARKS}) == len(MISTAKES + REMARKS)
    assert sum(one[1].startswith("two: ") for one in MISTAKES) >= 15


def test_what_is_needed_is_never_what_is_there():
    quoted = re.compile(r"has `([^`]*)` and needs `([^`]*)`")
    pairs = [pair for one in MISTAKES for pair in quoted.findall(str(reported(one[3], one[0])))]
    assert len(pairs) > 70
    assert [pair for pair in pairs if pair[0] == pair[1]] == []


@pytest.mark.parametrize(("function", "kind", "words", "cell", "never"), entries(MISTAKES[11::30]))
def test_the_same_answer_gives_the_same_words_twice(function, kind, words, cell, never):
    assert str(check(written(cell, function)).open()) == str(reported(cell, function))


def test_the_cause_is_told_of_a_callable_without_source_too():
    class Backward:
        def __call__(self, dA, Z):
            return dA * np.sign(Z)

    assert "The sign is -1 where Z is negative" in str(check(Backward(), "relu_backward"))


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

    told = str(check(L_model_forward).open())
    assert "take sigmoid of its Z" in told
    assert "caches" not in told
