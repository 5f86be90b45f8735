"""Figures and their intervals against published and counted ones."""

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


def test_t_factors_are_the_published_ones():
    # Fisher & Yates, Statistical Tables (1938), table III, P = 0.05, for n - 1 = 1, 2, 4, 9, 30 and 120
    published = {2: 12.706, 3: 4.303, 5: 2.776, 10: 2.262, 31: 2.042, 121: 1.980}
    assert {n: round(dl.t_factor(n), 3) for n in published} == published


@pytest.mark.parametrize("n", [2, 3, 5, 20])
def test_mean_interval_covers_the_true_mean_about_95_times_in_100(n):
    rng = np.random.default_rng(n)
    intervals = [dl.mean_interval(rng.normal(7, 3, size=n)) for _ in range(2000)]
    assert 0.935 < np.mean([low <= 7 <= high for _, low, high in intervals]) < 0.965


def test_mean_interval_is_that_of_student_1908():
    # hours of sleep gained on two drugs by the same ten patients: mean difference 1.58, standard error 0.389, t 2.262
    first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    assert dl.mean_interval(np.subtract(second, first)) == pytest.approx((1.58, 0.700, 2.460), abs=1e-3)


def test_the_winner_is_chosen_by_the_validation_data_and_told_by_the_test_data():
    validation, test = np.array([[80, 90], [88, 86], [70, 99]]), np.array([[99, 99], [81, 85], [90, 90]])
    assert dl.winner(validation, test) == (1, 87, 83)


def test_log_uniform_gives_every_factor_of_ten_the_same_share():
    settings = dl.log_uniform(np.linspace(0, 1, 30001), 0.01, 10)
    assert settings[0] == pytest.approx(0.01) and settings[-1] == pytest.approx(10)
    for low in (0.01, 0.1, 1):
        assert np.mean((settings > low) & (settings < 10 * low)) == pytest.approx(1 / 3, abs=1e-3)
