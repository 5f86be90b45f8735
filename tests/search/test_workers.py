"""Where trials run: processes of this machine and clusters, and what becomes of trials when these die."""

import concurrent.futures
import json
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from often import often
from trying import GRID, SPACE, Here, run

from dlhelpers.search import finished, workers

pytest.importorskip("optuna")
no_sigkill = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
ENDLESS = {"learning_rate": (0.01, 3.0)}, {"seeds": (0,), "sampler": "random"}
PROGRAM = f"""
import sys
import dlhelpers as dl
if __name__ == "__main__":
    data = dl.moons(60, noise=0.2, rng=1), dl.moons(40, noise=0.2, rng=2)
    dl.search(*data, {ENDLESS[0]}, 10_000, file=sys.argv[1], workers=2, **{ENDLESS[1]})
"""


def told(file):
    """Read the finished trials and their shares straight from the whole lines of the file."""
    lines = file.read_bytes().split(b"\n")[:-1] if file.exists() else []
    entries = [json.loads(line.rpartition(b" ")[0]) for line in lines]
    return {entry["number"]: entry["result"]["shares"] for entry in entries}


@no_sigkill
@often(3, 30)
def test_killed_at_any_moment_it_loses_no_finished_trial(data, tmp_path, times):
    file, rng = tmp_path / "search.log", np.random.default_rng(0)
    for _ in range(times):
        before = told(file)
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, file],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        while len(told(file)) < len(before) + 5:  # wait for results, then for a moment that nobody chose
            time.sleep(0.02)
            assert process.poll() is None
        with pytest.raises(RuntimeError, match="is in use by a search that still runs"):
            run(data, *ENDLESS[:1], 1, file=file, **ENDLESS[1])
        time.sleep(rng.uniform(0, 0.2))
        process.kill()  # it alone: its workers must notice
        process.communicate()  # comes to an end when the last of them has closed the output
        assert before.items() <= told(file).items()
    before = told(file)
    study = run(data, ENDLESS[0], len(before) + 3, file=file, **ENDLESS[1])
    assert len(finished(study)) == len(before) + 3 == len(told(file))
    undisturbed = run(data, ENDLESS[0], 10, **ENDLESS[1])
    assert [trial.params for trial in study.trials][:10] == [trial.params for trial in undisturbed.trials]


def test_a_script_without_a_main_guard_is_told_and_writes_nothing(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(PROGRAM.replace('if __name__ == "__main__":', "if True:"))
    done = subprocess.run([sys.executable, script, tmp_path / "search.log"], capture_output=True, text=True)
    last = done.stderr.strip().splitlines()[-1]
    assert last == (
        "RuntimeError: A worker process died as it started. "
        "In a script, dl.search belongs under `if __name__ == '__main__':`."
    )
    assert not (tmp_path / "search.log").exists()


class Dying(workers.Processes):
    """Processes that end without a word when they are given a network of six hidden units."""

    def submit(self, work, *args):
        return (
            super().submit(os._exit, 1) if len(args) > 2 and args[2]["hidden"] == (6,) else super().submit(work, *args)
        )


def test_a_trial_that_kills_its_process_is_passed_over_and_takes_no_other_with_it(data, tmp_path, capsys):
    with Dying() as pool:
        study = run(data, GRID, 6, pool, sampler="grid", workers=2, file=tmp_path / "search.log")
    reasons = [trial.user_attrs["stopped"] for trial in study.trials]
    assert reasons == [None, "worker died", None] * 2
    assert "Trial 1 failed and is passed over: its worker died twice" in capsys.readouterr().out
    again = run(data, GRID, 6, Here(stop_after=0), sampler="grid", file=tmp_path / "search.log")
    assert [trial.user_attrs["stopped"] for trial in again.trials] == reasons


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            concurrent.futures.CancelledError(),
            "Trial 2 did not come back (CancelledError). So far 2 trials finished; the",
        ),
        (
            OSError("comm closed"),
            "Trial 2 did not come back (OSError: comm closed). So far 2 trials finished; the same",
        ),
    ],
)
def test_a_result_that_is_lost_twice_ends_the_search_and_is_not_held_against_the_trial(data, tmp_path, error, sentence):
    class Losing(Here):
        def submit(self, work, *args):
            def lose(*args):
                raise error

            return super().submit(lose if args[2]["hidden"] == (5, 4) else work, *args)

    file = tmp_path / "search.log"
    with pytest.raises(RuntimeError) as caught:
        run(data, GRID, 6, Losing(), sampler="grid", file=file)
    assert sentence in str(caught.value)
    assert [*told(file)] == [0, 1]
    assert len(finished(run(data, GRID, 6, sampler="grid", file=file))) == 6


def test_an_executor_that_takes_no_work_is_told(data):
    pool = concurrent.futures.ThreadPoolExecutor(1)
    pool.shutdown()
    with pytest.raises(RuntimeError, match="The executor takes no more work .RuntimeError: cannot schedule"):
        run(data, GRID, 6, pool, sampler="grid")


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


def cluster(**settings):
    distributed = pytest.importorskip("distributed")
    return distributed.LocalCluster(
        threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=":0", silence_logs=50, **settings
    )


def client(cluster):
    return pytest.importorskip("distributed").Client(cluster)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"n_workers": 0}, "The cluster has no worker: start one, and call again."),
        (
            {"n_workers": 1, "preload": "import sys; sys.modules['dlhelpers'] = None"},
            "The cluster cannot load dlhelpers; install it on the scheduler and every worker, as it is here (Module",
        ),
    ],
)
def test_a_cluster_that_cannot_work_is_told(data, tmp_path, monkeypatch, settings, sentence):
    monkeypatch.setattr(workers, "PATIENCE", 0.1)
    with cluster(**settings) as scheduler, client(scheduler) as connected:
        with pytest.raises(RuntimeError) as caught:
            run(data, SPACE, 4, connected.get_executor(), file=tmp_path / "search.log")
    assert sentence in str(caught.value)
    assert not list(tmp_path.iterdir())


@no_sigkill
def test_on_a_cluster_that_loses_a_worker_every_trial_ends_once(data):
    dask = pytest.importorskip("dask")
    dask.config.set({"distributed.scheduler.allowed-failures": 5})
    with cluster(n_workers=2) as scheduler, client(scheduler) as connected:
        executor, killed = connected.get_executor(), []

        class Killing(Here):
            def submit(self, *work):
                if len(killed) == 0 and self.left == 0:
                    killed.append(os.kill(min(connected.run(os.getpid).values()), signal.SIGKILL))
                self.left = max(0, self.left - 1)
                return executor.submit(*work)

        study = run(data, SPACE, 24, Killing(stop_after=8), workers=2)
    assert killed and sorted(trial.number for trial in finished(study)) == list(range(24))
    assert len(study.trials) == 24
