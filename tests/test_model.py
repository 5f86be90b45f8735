"""Training and prediction: what a run promises to whoever started it."""

import re

import numpy as np
import pytest
from often import often

import dlhelpers as dl
from dlhelpers.training.step import Step


@pytest.fixture
def moons():
    return dl.moons(60, rng=1)


def test_update_steps_against_the_gradient_by_the_learning_rate():
    parameters = {"W1": np.array([[1.0, 2.0]]), "b1": np.array([[3.0]])}
    grads = {"dW1": np.array([[10.0, -10.0]]), "db1": np.array([[1.0]]), "dA0": np.zeros((2, 4))}
    new = dl.update_parameters(parameters, grads, 0.1)
    np.testing.assert_allclose(new["W1"], [[0.0, 3.0]])
    np.testing.assert_allclose(new["b1"], [[2.9]])


def test_training_finds_the_optimum_that_algebra_gives():
    # one constant input: the best probability is the share of ones, and the cost there is its entropy
    X, Y = np.ones((1, 10)), np.array([[1, 1, 1, 0, 0, 0, 0, 0, 0, 0]])
    parameters, costs = dl.L_layer_model(X, Y, [1, 1], 0.5, 2000, rng=0)
    AL, _ = dl.L_model_forward(X, parameters)
    np.testing.assert_allclose(AL, 0.3, atol=1e-9)
    assert costs[-1] == pytest.approx(-(0.3 * np.log(0.3) + 0.7 * np.log(0.7)), rel=1e-12)


def test_costs_stand_at_every_hundredth_iteration_and_at_the_last(moons, capsys):
    _, costs = dl.L_layer_model(*moons, [2, 4, 1], 0.1, 250, rng=0, print_cost=True)
    assert len(costs) == 4
    lines = capsys.readouterr().out.splitlines()
    assert lines == [f"Cost after iteration {i}: {cost:.6f}" for i, cost in zip((0, 100, 200, 249), costs, strict=True)]


def test_the_last_cost_is_not_kept_twice_and_no_iterations_give_the_first_parameters(moons):
    assert len(dl.L_layer_model(*moons, [2, 4, 1], 0.1, 101, rng=0)[1]) == 2
    parameters, costs = dl.L_layer_model(*moons, [2, 4, 1], 0.1, 0, rng=5)
    assert costs == []
    assert np.array_equal(parameters["W1"], dl.initialize_parameters_deep([2, 4, 1], rng=5)["W1"])


def test_each_recorded_cost_is_that_of_the_parameters_before_the_step(moons):
    before, _ = dl.L_layer_model(*moons, [2, 4, 3, 1], 0.1, 100, rng=0)
    _, costs = dl.L_layer_model(*moons, [2, 4, 3, 1], 0.1, 101, rng=0)
    assert costs[1] == dl.compute_cost(dl.L_model_forward(moons[0], before)[0], moons[1])


def test_a_continued_run_equals_an_uninterrupted_one_bit_for_bit(moons):
    whole, _ = dl.L_layer_model(*moons, [2, 5, 4, 1], 0.2, 150, rng=3)
    part, _ = dl.L_layer_model(*moons, [2, 5, 4, 1], 0.2, 90, rng=3)
    continued, _ = dl.L_layer_model(*moons, [2, 5, 4, 1], 0.2, 60, parameters=part)
    assert all(np.array_equal(whole[name], continued[name]) for name in whole)


def test_float32_data_give_float32_parameters(moons):
    X, Y = moons
    parameters, costs = dl.L_layer_model(X.astype(np.float32), Y, [2, 5, 4, 1], 0.2, 150, rng=3)
    assert {value.dtype for value in parameters.values()} == {np.dtype(np.float32)}
    _, expected = dl.L_layer_model(X, Y, [2, 5, 4, 1], 0.2, 150, rng=3)
    np.testing.assert_allclose(costs, expected, rtol=1e-3)


def test_a_lost_cost_ends_the_run_and_keeps_what_was_sound():
    X, Y = dl.moons(300, noise=0.15, rng=1)
    with pytest.raises(dl.TrainingDiverged, match=r"iteration \d+.*X reaches 5.*bring it to about 1") as caught:
        dl.L_layer_model(255 * X, Y, [2, 8, 1], 0.5, 1000, rng=2)
    lost_at = int(re.search(r"iteration (\d+)", str(caught.value))[1])
    sound, costs = dl.L_layer_model(255 * X, Y, [2, 8, 1], 0.5, lost_at - 1, rng=2)
    np.testing.assert_equal(caught.value.parameters, sound)
    assert caught.value.costs[0] == costs[0]


@pytest.mark.parametrize("layer", [1, 2, 3])
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("name", ["W", "b"])
@pytest.mark.parametrize("data", ["moons", "tall"])
def test_a_lost_number_ends_the_run_at_the_next_iteration_and_its_layer_is_named(
    monkeypatch, moons, layer, value, name, data
):
    X, Y = moons if data == "moons" else (np.random.default_rng(0).random((9, 4)) + 1, np.array([[0, 1, 0, 1]]))
    steps, update = [], Step.update

    def spoil(step):
        parameters = update(step)
        steps.append(parameters)
        if len(steps) == 8:
            parameters[f"{name}{layer}"][0, 0] = value
        return parameters

    monkeypatch.setattr(Step, "update", spoil)
    for num_iterations in (8, 9, 100):  # in the last step of a run, in the last but one, and long before its end
        steps.clear()
        with pytest.raises(
            dl.TrainingDiverged, match=rf"^Layer {layer} overflowed at iteration 8\. A likely reason: "
        ) as caught:
            dl.L_layer_model(X, Y, [len(X), 4, 3, 1], 0.1, num_iterations, rng=0)
        assert len(steps) == 8 and len(caught.value.costs) == (2 if num_iterations == 8 else 1)
        monkeypatch.undo()
        sound, _ = dl.L_layer_model(X, Y, [len(X), 4, 3, 1], 0.1, 7, rng=0)
        np.testing.assert_equal(caught.value.parameters, sound)
        monkeypatch.setattr(Step, "update", spoil)


@often(50, 1000)
def test_sound_runs_raise_no_alarm(times):
    rng = np.random.default_rng(times)
    for _ in range(times):
        n_x, m = rng.integers(1, 30, 2)
        layers_dims = [n_x, *rng.integers(1, 12, rng.integers(0, 5)), 1]
        X, Y = rng.standard_normal((n_x, m)) * rng.choice([1e-3, 1, 5]), rng.integers(0, 2, (1, m))
        X = X.astype(rng.choice(["float32", "float64"]))
        batch_size = rng.choice([None, 1, 4])
        rate = rng.choice([1e-3, 0.1, 1.0])
        _, costs = dl.L_layer_model(X, Y, layers_dims, rate, 30, batch_size=batch_size, rng=rng)
        assert np.isfinite(costs).all()


def test_a_lost_cost_is_laid_to_the_learning_rate_or_to_the_scale(moons):
    with pytest.raises(dl.TrainingDiverged, match=r"iteration [12]\b.*smaller learning_rate than 1e\+200"):
        dl.L_layer_model(*moons, [2, 8, 8, 1], 1e200, 1000, rng=2)
    with pytest.raises(dl.TrainingDiverged, match=r"iteration 0\b.*smaller scale than 1e\+200"):
        dl.L_layer_model(*moons, [2, 8, 8, 8, 1], 0.1, 1000, rng=2, scale=1e200)
    large = dl.initialize_parameters_deep([2, 8, 8, 1], scale=1e200, rng=2)
    with pytest.raises(
        dl.TrainingDiverged, match="^Layer 2 overflowed at iteration 0.*look at the largest of parameters"
    ):
        dl.L_layer_model(*moons, [2, 8, 8, 1], 0.1, 1000, parameters=large)


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_parameters_lost_in_the_last_step_are_not_returned(moons, steps):
    with np.errstate(all="ignore"), pytest.raises(dl.TrainingDiverged, match="smaller learning_rate") as caught:
        dl.L_layer_model(*moons, [2, 8, 8, 1], 1e308, steps, rng=2, scale=30)
    assert all(np.isfinite(value).all() for value in caught.value.parameters.values())


@pytest.mark.parametrize("stop_at", [0, 1, 137])
def test_interrupting_returns_the_parameters_and_costs_so_far(moons, monkeypatch, capsys, stop_at):
    calls, update = [], Step.update

    def interrupted(step):
        calls.append(step)
        if len(calls) > stop_at:
            raise KeyboardInterrupt
        return update(step)

    monkeypatch.setattr(Step, "update", interrupted)
    parameters, costs = dl.L_layer_model(*moons, [2, 4, 1], 0.1, 500, rng=0)
    monkeypatch.undo()
    expected, _ = dl.L_layer_model(*moons, [2, 4, 1], 0.1, stop_at, rng=0)
    assert f"Stopped at iteration {stop_at}" in capsys.readouterr().out
    assert all(np.array_equal(parameters[name], expected[name]) for name in expected)
    assert len(costs) == -(-stop_at // 100)


def test_training_prints_nothing_where_nobody_watches(moons, capsys):
    dl.L_layer_model(*moons, [2, 4, 1], 0.1, 300, rng=0)
    assert capsys.readouterr() == ("", "")


def test_a_short_training_leaves_nothing_behind_where_somebody_watches(moons, monkeypatch, capsys):
    monkeypatch.setattr("dlhelpers.training.bars.watched", lambda: True)
    dl.L_layer_model(*moons, [2, 4, 1], num_iterations=150, rng=1)
    assert capsys.readouterr().out == ""


def test_predict_answers_one_only_above_one_half():
    parameters = {"W1": np.array([[1.0]]), "b1": np.array([[0.0]])}
    predictions = dl.predict(np.array([[-3.0, 0.0, 1e-9, 4.0]]), parameters)
    assert predictions.tolist() == [[0, 0, 1, 1]]
    assert predictions.dtype.kind == "i"


def test_four_layers_follow_the_spiral():
    X, Y = dl.spiral(200, noise=0.02, rng=1)
    parameters, _ = dl.L_layer_model(X, Y, [2, 12, 12, 12, 1], 0.3, 1500, rng=1)
    assert dl.accuracy(dl.predict(X, parameters), Y)[0] > 0.97
