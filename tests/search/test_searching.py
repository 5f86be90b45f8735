"""The search: what it tries, what it stops, what it passes over, and what it refuses."""

import importlib.util
import itertools
import sys

import numpy as np
import pytest
from trying import GRID, SPACE, Here, run

import dlhelpers as dl
from dlhelpers import plots
from dlhelpers.search import evaluate, finished, limits, setting_of, share_right
from dlhelpers.search import trial as trials

pytest.importorskip("optuna")


def test_a_grid_visits_every_point_once(data):
    study = run(data, GRID, 100, sampler="grid")
    visited = [(trial.params["learning_rate"], trial.params["hidden"]) for trial in finished(study)]
    assert sorted(visited) == sorted((str(a), str(b)) for a, b in itertools.product(*GRID.values()))


@pytest.mark.parametrize("sampler", ["random", "tpe"])
def test_draws_stay_in_the_space_and_are_the_same_again(data, sampler):
    study, again = (run(data, SPACE, 14, sampler=sampler) for _ in range(2))
    assert [trial.params for trial in study.trials] == [trial.params for trial in again.trials]
    for params in (trial.params for trial in study.trials):
        assert 0.01 <= params["learning_rate"] <= 3 and params["num_iterations"] in range(10, 61)
        assert params["hidden"] in ("()", "(6,)", "(5, 4)")
    assert len({trial.params["learning_rate"] for trial in study.trials}) == 14


def test_the_value_is_the_mean_share_over_all_starts(data):
    study = run(data, GRID, 6, sampler="grid", seeds=(3, 5))
    trial = study.trials[-1]
    (X, Y), (validation_X, validation_Y) = data
    shares = []
    for seed in (3, 5):
        parameters, _ = dl.L_layer_model(X, Y, [2, 5, 4, 1], 1.0, 500, rng=seed)
        right = dl.predict(validation_X, parameters) == validation_Y
        shares.append((np.mean(right[validation_Y == 0]) + np.mean(right[validation_Y == 1])) / 2)
    assert trial.user_attrs["shares"] == pytest.approx(shares) and trial.value == pytest.approx(np.mean(shares))


def test_always_the_more_frequent_answer_does_not_win():
    Y = np.array([[1] * 9 + [0] * 91])
    assert share_right(np.zeros_like(Y), Y) == share_right(np.ones_like(Y), Y) == 0.5
    assert share_right(Y, Y) == 1.0


def test_guided_draws_gather_where_it_is_good(data):
    space = {"learning_rate": (1e-6, 10.0), "hidden": [(6,)], "num_iterations": [200]}
    guided = run(data, space, 60, sampler="tpe", seeds=(0,))
    late = [trial.params["learning_rate"] for trial in guided.trials[30:]]
    assert np.mean(np.greater(late, 0.01)) > 0.7  # random draws: 3 of 7 powers of ten


def test_a_hopeless_run_is_stopped_and_a_good_one_is_not(data):
    study = run(data, SPACE, 12, sampler="random")
    below = limits(finished(study))
    assert len(below) == 4 and below == sorted(below)
    shares, _, stopped = evaluate(*data, {"learning_rate": 1e-6, "num_iterations": 40}, (0, 1), below)
    assert stopped == "hopeless" or np.mean(shares) > below[-1]
    assert evaluate(*data, {"learning_rate": 1e-6, "num_iterations": 40}, (0, 1), [0.99] * 4)[2] == "hopeless"
    best = study.best_trial
    assert evaluate(*data, setting_of(best, SPACE), (0, 1), below)[2] is None


def test_a_run_that_diverges_is_told_apart_and_ends_nothing(data):
    study = run(data, {"learning_rate": [0.01, 1e300], "hidden": [(4, 4, 4)]}, 2, sampler="grid")
    assert [trial.user_attrs["stopped"] for trial in study.trials] == [None, "diverged"]
    assert "stopped, diverged: 1" in dl.search_table(study)


def test_the_table_lists_the_best_first(data):
    study = run(data, GRID, 6, sampler="grid")
    head, first, *_ = dl.search_table(study).splitlines()
    assert head.split() == ["trial", "right", "starts", "setting"]
    assert f"{study.best_value:.1%}" in first and f"hidden {study.best_trial.params['hidden']}" in first


def test_the_picture_rises_to_the_best(data):
    study = run(data, SPACE, 5)
    dots, steps = plots.search_history(study).lines
    assert len(dots.get_xdata()) == 5 and steps.get_ydata()[-1] == study.best_value


@pytest.mark.parametrize(
    ("error", "reason", "words"),
    [
        (MemoryError("Unable to allocate 7 TiB"), "out of memory", "MemoryError: Unable to allocate 7 TiB."),
        (ZeroDivisionError("two\nlines"), "ZeroDivisionError", "ZeroDivisionError: two lines."),
        (RuntimeError(), "RuntimeError", "RuntimeError."),
    ],
)
def test_a_trial_that_fails_is_told_once_and_passed_over_at_every_same_call(
    data, tmp_path, capsys, monkeypatch, error, reason, words
):
    def fails_for_one(X, Y, layers_dims, *args, **settings):
        if layers_dims == [2, 6, 1]:
            raise error
        return dl.L_layer_model(X, Y, layers_dims, *args, **settings)

    monkeypatch.setattr(trials, "L_layer_model", fails_for_one)
    first = run(data, GRID, 6, sampler="grid", file=tmp_path / "search.log")
    told = capsys.readouterr().out
    again = run(data, GRID, 6, sampler="grid", file=tmp_path / "search.log")
    assert [told.count(f"Trial {number} failed and is passed over: {words}\n") for number in range(6)] == [0, 1, 0] * 2
    assert capsys.readouterr().out == ""
    for study in (first, again):
        assert len(finished(study)) == 6 and f"stopped, {reason}: 2" in dl.search_table(study)


def test_a_search_of_failures_alone_ends_and_says_so(data, monkeypatch):
    monkeypatch.setattr(trials, "share_right", lambda *given: 1 / 0)
    study = run(data, SPACE, 12)
    assert dl.search_table(study).splitlines()[1:] == ["stopped, ZeroDivisionError: 12"]


WRONG_SPACES = [
    (None, "space is None; it must be a dict that says what varies of hidden, learning_rate"),
    ({}, "space is a dict of 0; it must be a dict"),
    ([("learning_rate", [0.1])], "space is a list of 1; it must be a dict"),
    ({"momentum": [0.9]}, "space has 'momentum'; it may vary hidden, learning_rate"),
    ({3: [0.9]}, "space has 3; it may vary"),
    ({"hidden": [4, 8]}, "hidden has the choice 4; each is a list of units, like (20, 7), or () for none."),
    ({"hidden": ["20"]}, "hidden has the choice '20'"),
    ({"hidden": [(4, 0)]}, "hidden layer 2 of the choice (4, 0) is 0; it must be a whole number"),
    ({"hidden": [(4.5,)]}, "hidden layer 1 of the choice (4.5,) is 4.5"),
    ({"hidden": (4, 8)}, "hidden is (4, 8); it must be a list of choices, like [(), (20,), (20, 7)]."),
    ({"hidden": []}, "hidden is []; it must be a list of choices"),
    ({"hidden": [(4,), [4]]}, "each choice must be there once"),
    ({"learning_rate": (1.0, 0.1)}, "learning_rate is (1.0, 0.1); it must be a list"),
    ({"learning_rate": (0.1, 0.1)}, "learning_rate is (0.1, 0.1)"),
    ({"learning_rate": (0, 0.1)}, "learning_rate is (0, 0.1)"),
    ({"learning_rate": (0.1, 1.0, 10.0)}, "learning_rate is (0.1, 1.0, 10.0)"),
    ({"learning_rate": ("0.1", "1")}, "learning_rate is ('0.1', '1')"),
    ({"learning_rate": (0.1, np.nan)}, "learning_rate is (0.1, nan)"),
    ({"learning_rate": (0.1, np.inf)}, "learning_rate is inf; it must be a finite number"),
    ({"learning_rate": 0.1}, "learning_rate is 0.1; it must be a list"),
    ({"learning_rate": []}, "learning_rate is []; it must be a list"),
    ({"learning_rate": [0.1, -0.1]}, "learning_rate is -0.1; it must be a finite number above 0."),
    ({"learning_rate": [0.1, None]}, "learning_rate is None"),
    ({"learning_rate": [0.1, 0.1]}, "learning_rate is [0.1, 0.1]; each choice must be there once."),
    ({"learning_rate": np.array([0.1, 0.2])}, "learning_rate is array([0.1, 0.2]); it must be a list"),
    ({"num_iterations": (10.5, 60.0)}, "num_iterations is 10.5; it must be a whole number, 1 or more."),
    ({"num_iterations": [0]}, "num_iterations is 0"),
    ({"num_iterations": [True]}, "num_iterations is True"),
    ({"num_iterations": (1, 10**10)}, "num_iterations is 10000000000"),
    ({"batch_size": [2.5]}, "batch_size is 2.5"),
    ({"batch_size": (None, 8)}, "batch_size is (None, 8)"),
    ({"scale": ["small"]}, "scale is 'small'"),
]


@pytest.mark.parametrize(("space", "sentence"), WRONG_SPACES, ids=[sentence for _, sentence in WRONG_SPACES])
def test_a_wrong_space_is_refused_before_anything_is_written(data, tmp_path, space, sentence):
    with pytest.raises(ValueError) as caught:
        run(data, space, 2, file=tmp_path / "search.log")
    assert sentence in str(caught.value) and len(str(caught.value)) < 200 and "\n" not in str(caught.value)
    assert not list(tmp_path.iterdir())


X, Y = dl.moons(10, rng=0)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"seeds": ()}, "seeds is (); it must list the starts of each trial, like (0, 1, 2)."),
        ({"seeds": 3}, "seeds is 3; it must list"),
        ({"seeds": "012"}, "seeds is '012'; it must list"),
        ({"seeds": (0, -1)}, "seeds[1] is -1; it must be a whole number"),
        ({"seeds": (0, None)}, "seeds[1] is None"),
        ({"seed": 1.5}, "seed is 1.5; it must be a whole number"),
        ({"seed": None}, "seed is None"),
        ({"workers": 0}, "workers is 0; it must be a whole number, 1 or more."),
        ({"workers": -1}, "workers is -1"),
        ({"workers": 2.5}, "workers is 2.5"),
        ({"n_trials": 0}, "n_trials is 0; it must be a whole number, 1 or more."),
        ({"n_trials": -3}, "n_trials is -3"),
        ({"n_trials": 2.5}, "n_trials is 2.5"),
        ({"n_trials": None}, "n_trials is None"),
        ({"n_trials": True}, "n_trials is True"),
        ({"sampler": "bayes"}, "sampler is 'bayes'; it must be"),
        ({"sampler": None}, "sampler is None"),
        ({"sampler": "grid"}, "learning_rate is the range (0.01, 3.0); a grid needs a list of choices."),
        ({"executor": 2}, "executor is a int; it must be None or an Executor"),
        ({"file": 7}, "file is a int; it must name a file, like 'search.log', or be None."),
        ({"train": X}, "train is an array of shape (2, 10); it must be a pair (X, Y)."),
        ({"train": (X, Y[0])}, "train: Y has shape (10,); it must be a row, (1, m). Did you mean Y.reshape(1, -1)?"),
        ({"train": (X, Y[:, :5])}, "train: Y has 5 labels for 10 examples"),
        ({"validation": (X.T, Y)}, "validation: Y has 10 labels for 2 examples"),
        ({"validation": (X[:1], Y)}, "X of train has 2 rows and X of validation 1; both must have the same."),
        ({"validation": (X * np.nan, Y)}, "validation: X is nan at [0, 0]"),
        ({"train": (np.full((2, 10), 255), Y)}, "train: X holds whole numbers up to 255, like raw pixels"),
    ],
)
def test_a_wrong_argument_is_refused_before_anything_is_written(tmp_path, given, sentence):
    arguments = {"train": (X, Y), "validation": (X, Y), "space": SPACE, "n_trials": 2, "executor": Here()}
    with pytest.raises(ValueError) as caught:
        dl.search(**{**arguments, "file": tmp_path / "search.log", **given})
    assert sentence in str(caught.value) and len(str(caught.value)) < 200
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("show", [dl.search_table, plots.search_history])
def test_what_is_no_study_is_refused(show):
    with pytest.raises(ValueError, match="study is a list of 1; it must be the study that dl.search returns."):
        show([0.8])


def test_numbers_of_numpy_make_the_same_search(data, tmp_path):
    plain = {"learning_rate": [0.1, 1.0], "num_iterations": [20, 40], "hidden": [(4,), (5, 4)]}
    of_numpy = {
        "learning_rate": [*np.array([0.1, 1.0])],
        "num_iterations": [*np.array([20, 40])],
        "hidden": [[4], [5, 4]],
    }
    run(data, plain, 8, sampler="grid", file=tmp_path / "search.log")
    study = run(data, of_numpy, 8, Here(stop_after=0), sampler="grid", seeds=np.arange(2), file=tmp_path / "search.log")
    assert len(finished(study)) == 8


def test_without_processes_one_sentence_says_so(data, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ImportError, match="runs in processes, which a browser tab does not have"):
        dl.search(*data, SPACE, 2)


def test_without_optuna_one_sentence_says_what_to_install(data, monkeypatch):
    monkeypatch.setitem(sys.modules, "optuna", None)
    with pytest.raises(ImportError, match="pip install optuna"):
        run(data, SPACE, 2)
