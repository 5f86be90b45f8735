"""Accuracy and its interval against published and counted figures."""

import numpy as np
import pytest

import dlhelpers as dl


def test_interval_is_the_published_wilson_interval():
    # Newcombe 1998, Statistics in Medicine 17, table I: 81 of 263 gives 0.2553 to 0.3662
    Y = np.ones((1, 263), int)
    predictions = np.arange(263).reshape(1, 263) < 81
    share, low, high = dl.accuracy(predictions.astype(int), Y)
    assert (share, low, high) == pytest.approx((81 / 263, 0.2553, 0.3662), abs=5e-5)


def test_interval_stays_within_0_and_1_when_all_are_right():
    Y = np.array([[0, 1, 1, 0, 1]])
    share, low, high = dl.accuracy(Y, Y)
    assert share == 1
    assert 0.5 < low < high <= 1


def test_interval_covers_the_true_share_about_95_times_in_100():
    rng = np.random.default_rng(0)
    Y = np.ones((1, 80), int)
    intervals = [dl.accuracy((rng.random((1, 80)) < 0.85).astype(int), Y) for _ in range(2000)]
    covered = np.mean([low <= 0.85 <= high for _, low, high in intervals])
    assert 0.93 < covered < 0.975
