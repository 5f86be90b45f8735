"""The search itself: what is tried next, who works on it, and what is kept of it."""

import concurrent.futures
import contextlib
import hashlib
import math
import os

from ..training.bars import bar
from ..validation.arguments import optional, whole_number
from .arguments import read_data, read_executor, read_sampler, read_seeds
from .journal import journal
from .space import read_space, setting_of
from .study import begin, distribution, load_optuna, next_number, tell
from .table import finished
from .trial import failed, in_words, limits, outcome
from .workers import Processes, look_after

SILENCE = 10
"""Seconds without a result, after which a cluster is looked after."""


def search(
    train, validation, space, n_trials, executor=None, *,
    sampler="tpe", seeds=(0, 1, 2), seed=0, workers=None, file="search.log", progress=True,
):  # fmt: skip
    """Try n_trials settings drawn from `space`, and measure each on the validation data.

    What is finished is in the file at once. The same call again goes on where this one ended, and n_trials is the
    total. A trial is stopped as hopeless when its best share right so far lies 5 points below that of every run in the
    better half of the finished trials, at the same part of its iterations. (Costs don't serve: that of a network which
    is sure of its mistakes climbs while its share right does not fall.) A trial that fails is told, counts as stopped,
    and does not run again.

    Parameters
    ----------
    train, validation : pairs (X, Y), examples are columns
    space : dict, for each name in DEFAULTS that varies a list of choices, or (low, high) for a range that is drawn by
        its logarithm; whole numbers if both are
    n_trials : int, for the grid at most the number of its points
    executor : concurrent.futures.Executor; on a cluster Dask's Client(address).get_executor(); None starts processes
        of this machine, each with one thread for matrix products (in a script, under `if __name__ == "__main__":`)
    sampler : "grid" (lists only), "random" or "tpe", which draws near what was good (Bergstra and others, 2011,
        Algorithms for hyper-parameter optimization, NIPS)
    seeds : the starts of each trial, whole numbers; its value is the mean of their shares of right answers, in which
        both labels count alike, or a network that always gives the more frequent one could win
    seed : int, of the draws
    workers : int, trials at the same time; None takes one for each processor
    file : str or Path; None keeps the trials in memory only
    progress : bool, show a bar while a person is watching

    Returns
    -------
    study : optuna.Study; search_table and plots.search_history show it
    """
    read_sampler(sampler)
    space = read_space(space, sampler)
    n_trials, seed = whole_number("n_trials", n_trials, 1), whole_number("seed", seed, 0)
    workers = optional(whole_number, "workers", workers, 1)
    read_executor(executor)
    data, seeds = read_data(train, validation), read_seeds(seeds)
    optuna = load_optuna()
    distributions = {name: distribution(optuna, values) for name, values in space.items()}
    search = {"space": repr(space), "sampler": sampler, "seeds": repr(seeds), "seed": seed, "data": digest(data)}
    if sampler == "grid":
        n_trials = min(n_trials, math.prod(map(len, space.values())))
    draw = optuna.samplers.TPESampler if sampler == "tpe" else optuna.samplers.RandomSampler
    with contextlib.ExitStack() as stack:
        pool = stack.enter_context(Processes() if executor is None else contextlib.nullcontext(executor))
        look_after(pool)
        kept, keep = stack.enter_context(journal(file, search))
        study = begin(optuna, space, distributions, kept, n_trials if sampler == "grid" else 0)
        trials = finished(study)

        def ask():
            study.sampler = draw(seed=seed + next_number(study))  # the same draws when it goes on later
            trial = study.ask(distributions)
            return trial, (*data, setting_of(trial, space), seeds, limits(trials))

        def told(trial, result):
            keep(trial.number, trial.params, result)
            trials.append(tell(optuna, study, trial, result))

        try:
            work_through(pool, ask, told, trials, n_trials, workers or os.cpu_count() or 1, hide=not progress)
        except KeyboardInterrupt:
            print(f"Stopped with {so_far(trials, file, 'they are in the study returned')}")
        except RuntimeError as error:
            raise RuntimeError(f"{error} So far {so_far(trials, file, 'they are lost, since file is None')}") from None
        return study


def work_through(pool, ask, told, trials, n_trials, workers, hide):
    """Keep the workers busy until n_trials are finished."""
    running, shown = {}, bar(n_trials, hide=hide)
    try:
        while True:
            shown.update(len(trials) - shown.n)
            while len(running) < workers and len(trials) + len(running) < n_trials:
                trial, work = ask()
                running[given(pool, work)] = trial, work, False
            if not running:
                return
            done = concurrent.futures.wait(running, SILENCE, "FIRST_COMPLETED").done
            if not done:
                look_after(pool)
            for future in done:
                trial, work, again = running.pop(future)
                result = result_of(future, trial.number, again)
                if result is None:
                    running[given(pool, work)] = trial, work, True
                else:
                    told(trial, result)
    finally:
        shown.close()
        for future in running:
            future.cancel()


def digest(data):
    return hashlib.sha256(b"".join(each.tobytes() for pair in data for each in pair)).hexdigest()


def given(pool, work):
    """Give a trial to a worker, and return its future."""
    try:
        return pool.submit(outcome, *work)
    except Exception as error:
        raise RuntimeError(f"The executor takes no more work ({in_words(error)}).") from None


def result_of(future, number, again):
    """Return what came of a trial; None if its worker lost it, and it runs once more."""
    try:
        result = future.result()
    except Exception as error:  # of the worker: those of the trial are its result
        if not again:
            return None
        if not isinstance(error, concurrent.futures.BrokenExecutor) and type(error).__name__ != "KilledWorker":
            raise RuntimeError(f"Trial {number} did not come back ({in_words(error)}).") from None
        result = failed("worker died", "its worker died twice, perhaps for want of memory")
    if "error" in result:
        print(f"Trial {number} failed and is passed over: {result['error']}.")
    return result


def so_far(trials, file, without_file):
    """Say how many trials are finished, and what becomes of them."""
    count = f"{len(trials)} trial{'s' if len(trials) != 1 else ''} finished"
    return f"{count}; {without_file if file is None else 'the same call goes on from there'}."
