"""The search: what it tries, what it stops, and that nothing finished is lost."""

import concurrent.futures
import itertools
import json
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

import dlhelpers as dl
from dlhelpers import plots
from dlhelpers.search import evaluate, finished, limits, setting_of, share_right

optuna = pytest.importorskip("optuna")
SPACE = {"learning_rate": (0.01, 3.0), "hidden": [(), (6,), (5, 4)], "num_iterations": (10, 60)}
GRID = {"learning_rate": [0.1, 1.0], "hidden": [(), (6,), (5, 4)]}


class Here(concurrent.futures.Executor):
    """Works in this process, at once; after `stop_after` calls it behaves like an impatient person."""

    def __init__(self, stop_after=None):
        self.left = stop_after

    def submit(self, work, *args):
        if self.left == 0:
            raise KeyboardInterrupt
        self.left = None if self.left is None else self.left - 1
        future = concurrent.futures.Future()
        future.set_result(work(*args))
        return future


@pytest.fixture
def data():
    return dl.moons(60, noise=0.2, rng=1), dl.moons(40, noise=0.2, rng=2)


def run(data, space, n_trials, executor=None, **settings):
    settings = {"file": None, "workers": 1, "seeds": (0, 1), **settings}
    return dl.search(*data, space, n_trials, executor or Here(), **settings)


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


def test_the_same_call_goes_on_where_it_was_interrupted(data, tmp_path, capsys):
    file = tmp_path / "search.log"
    part = run(data, SPACE, 9, Here(stop_after=4), file=file, sampler="random")
    assert len(finished(part)) == 4 and "4 trials finished" in capsys.readouterr().out
    whole = run(data, SPACE, 9, file=file, sampler="random")
    assert "Trials left unfinished by a crash, which run again: 4." in capsys.readouterr().out
    uninterrupted = run(data, SPACE, 9, sampler="random")
    assert [t.params for t in finished(whole)][:5] == [t.params for t in uninterrupted.trials][:5]
    assert len(finished(whole)) == 9 and len(finished(run(data, SPACE, 9, file=file, sampler="random"))) == 9


def test_a_line_cut_by_a_crash_is_dropped(data, tmp_path):
    file = tmp_path / "search.log"
    run(data, GRID, 3, file=file, sampler="grid")
    file.write_bytes(file.read_bytes() + b'{"op_code":5,"wor')
    assert len(finished(run(data, GRID, 6, file=file, sampler="grid"))) == 6


def test_a_file_of_another_kind_is_left_as_it_is(data, tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("first line\nsecond line")
    with pytest.raises(ValueError, match="notes.txt is not the file of a search"):
        run(data, SPACE, 2, file=file)
    assert file.read_text() == "first line\nsecond line"


@pytest.mark.parametrize(
    ("changed", "named"), [({"seeds": (7,)}, "other seeds"), ({"sampler": "tpe"}, "other sampler"), ({}, "other space")]
)
def test_a_file_of_another_search_is_refused_by_name(data, tmp_path, changed, named):
    file = tmp_path / "search.log"
    run(data, SPACE, 2, file=file, sampler="random")
    before = file.read_bytes()
    space = SPACE if changed else {"learning_rate": (0.1, 1.0)}
    with pytest.raises(ValueError, match=f"search.log holds a search with {named}"):
        run(data, space, 2, file=file, **{"sampler": "random", **changed})
    assert file.read_bytes().startswith(before)


@pytest.mark.parametrize(
    ("space", "sampler", "sentence"),
    [
        ({"momentum": [0.9]}, "tpe", "space has 'momentum'; it may vary hidden, learning_rate"),
        ({"learning_rate": (1.0, 0.1)}, "tpe", r"learning_rate is \(1.0, 0.1\)"),
        ({"learning_rate": 0.1}, "tpe", "learning_rate is 0.1; it must be a list"),
        ({"learning_rate": (0.1, 1.0)}, "grid", "a grid needs a list"),
        ({"learning_rate": [0.1]}, "bayes", "sampler is 'bayes'"),
    ],
)
def test_what_a_space_cannot_say_is_refused(data, space, sampler, sentence):
    with pytest.raises(ValueError, match=sentence):
        run(data, space, 2, sampler=sampler)


def test_without_optuna_one_sentence_says_what_to_install(data, monkeypatch):
    monkeypatch.setitem(sys.modules, "optuna", None)
    with pytest.raises(ImportError, match="pip install optuna"):
        run(data, SPACE, 2)


PROGRAM = """
import sys
import dlhelpers as dl
if __name__ == "__main__":
    data = dl.moons(60, noise=0.2, rng=1), dl.moons(40, noise=0.2, rng=2)
    dl.search(*data, {"learning_rate": (0.01, 3.0)}, 10_000, file=sys.argv[1], workers=2, seeds=(0,), sampler="random")
"""


def told(file):
    """Read the finished trials and their values straight from the lines of the file."""
    lines = file.read_bytes().split(b"\n")[:-1] if file.exists() else []
    entries = [json.loads(line) for line in lines]
    return {
        entry["trial_id"]: entry["values"] for entry in entries if entry["op_code"] == 6 and entry["state"] in (1, 2)
    }


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_at_any_moment_it_loses_no_finished_trial(data, tmp_path):
    file, rng = tmp_path / "search.log", np.random.default_rng(0)
    for _ in range(3):
        before = told(file)
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, file],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        while len(told(file)) < len(before) + 5:  # wait for results, then for a moment that nobody chose
            time.sleep(0.02)
            assert process.poll() is None
        time.sleep(rng.uniform(0, 0.2))
        process.kill()  # it alone: its workers must notice
        process.wait()
        assert before.items() <= told(file).items()
    ended = time.monotonic() + 20
    with pytest.raises(ProcessLookupError):  # the group is empty: no worker is left behind
        while time.monotonic() < ended:
            os.killpg(process.pid, 0)
            time.sleep(0.05)
    before = told(file)
    space, settings = {"learning_rate": (0.01, 3.0)}, {"seeds": (0,), "sampler": "random"}
    study = run(data, space, len(before) + 3, file=file, **settings)
    assert len(finished(study)) == len(before) + 3
    states = [trial.state.name for trial in study.trials]
    assert "RUNNING" not in states and "WAITING" not in states[: len(before)]


def test_a_result_that_a_cluster_lost_is_made_again_once(data):
    class Losing(Here):
        def submit(self, *work):
            future = super().submit(*work)
            if self.left == 2:
                future = concurrent.futures.Future()
                future.set_exception(AttributeError("'list' object has no attribute 'with_traceback'"))
            return future

    study = run(data, GRID, 6, Losing(stop_after=8), sampler="grid")
    assert [trial.state.name for trial in study.trials] == ["COMPLETE"] * 6


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_on_a_cluster_that_loses_a_worker_every_trial_ends_once(data):
    distributed = pytest.importorskip("distributed")
    dask = pytest.importorskip("dask")
    dask.config.set({"distributed.scheduler.allowed-failures": 5})
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None, silence_logs=50
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        executor, killed = client.get_executor(), []

        class Killing(Here):
            def submit(self, *work):
                if len(killed) == 0 and self.left == 0:
                    killed.append(os.kill(min(client.run(os.getpid).values()), signal.SIGKILL))
                self.left = max(0, self.left - 1)
                return executor.submit(*work)

        study = run(data, SPACE, 24, Killing(stop_after=8), workers=2)
    assert killed and sorted(trial.number for trial in finished(study)) == list(range(24))
    assert len(study.trials) == 24
