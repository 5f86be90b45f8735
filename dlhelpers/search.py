"""Hyperparameter search: many trainings side by side, on one machine or a cluster, kept in a file as they finish."""

import concurrent.futures
import contextlib
import hashlib
import itertools
import os
import signal
import threading
import warnings
from pathlib import Path

import numpy as np

from .forward import generator
from .model import L_layer_model, predict
from .training.bars import bar
from .training.diverged import TrainingDiverged
from .validation.arguments import whole_number

DEFAULTS = {"hidden": (), "learning_rate": 0.0075, "num_iterations": 500, "batch_size": None, "scale": None}
"""What a space may vary: the units of the hidden layers, and arguments of L_layer_model."""
STAGES = (1 / 8, 1 / 4, 1 / 2, 1)
"""After these parts of its iterations a run is looked at."""
WARM_UP, MARGIN = 8, 0.05
"""Trials that end before one may be hopeless, and how far below every good one its share right must lie for that."""


def search(
    train, validation, space, n_trials, executor=None, *,
    sampler="tpe", seeds=(0, 1, 2), seed=0, workers=None, file="search.log", progress=True,
):  # fmt: skip
    """Try n_trials settings drawn from `space`, and measure each on the validation data.

    What is finished is in the file at once. The same call again goes on where this one ended, and n_trials is the
    total. A trial is stopped as hopeless when its best share right so far lies 5 points below that of every run in the
    better half of the finished trials, at the same part of its iterations. (Costs don't serve: that of a network which
    is sure of its mistakes climbs while its share right does not fall.)

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
    seeds : the starts of each trial; its value is the mean of their shares of right answers, in which both labels
        count alike, or a network that always gives the more frequent one could win
    seed : int, of the draws
    workers : int, trials at the same time; None takes one for each processor
    file : str or Path; None keeps the trials in memory only
    progress : bool, show a bar while a person is watching

    Returns
    -------
    study : optuna.Study; search_table and plots.search_history show it
    """
    if sampler not in ("grid", "random", "tpe"):
        raise ValueError(f'sampler is {sampler!r}; it must be "grid", "random" or "tpe".')
    whole_number("n_trials", n_trials, 1)
    optuna = load_optuna()
    distributions = {name: distribution(optuna, name, values, sampler) for name, values in space.items()}
    fixed = {"space": repr(space), "sampler": sampler, "seeds": repr([*seeds]), "seed": seed}
    fixed["data"] = hashlib.sha256(b"".join(np.ascontiguousarray(each) for each in (*train, *validation))).hexdigest()
    study = open_study(optuna, file, fixed, space if sampler == "grid" else {})
    if sampler == "grid":
        n_trials = min(n_trials, len([*itertools.product(*space.values())]))
    draw = optuna.samplers.TPESampler if sampler == "tpe" else optuna.samplers.RandomSampler
    workers, running, trials = workers or os.cpu_count(), {}, finished(study)
    shown = bar(n_trials, hide=not progress)
    with processes(workers) if executor is None else contextlib.nullcontext(executor) as pool:
        try:
            while True:
                shown.update(len(trials) - shown.n)
                while len(running) < workers and len(trials) + len(running) < n_trials:
                    number = len(study.get_trials(deepcopy=False))
                    study.sampler = draw(seed=seed + number)  # the same draws when it goes on later
                    trial = study.ask(distributions)
                    work = (train, validation, setting_of(trial, space), seeds, limits(trials))
                    running[pool.submit(evaluate, *work)] = trial, work
                if not running:
                    return study
                for future in concurrent.futures.wait(running, return_when="FIRST_COMPLETED").done:
                    trial, work = running.pop(future)
                    if lost(future) and work:
                        running[pool.submit(evaluate, *work)] = trial, None  # once more, and no further
                    else:
                        trials.append(record(optuna, study, trial, future.result()))
        except KeyboardInterrupt:
            print(f"Stopped with {len(trials)} trials finished; the same call goes on from there.")
            return study
        except concurrent.futures.BrokenExecutor:
            what = f"A worker died. {len(trials)} trials are finished; the same call goes on from there."
            raise RuntimeError(what) from None
        finally:
            shown.close()
            for future in running:
                future.cancel()


def evaluate(train, validation, setting, seeds, limits=None):
    """Train one setting from every seed, in a worker.

    Returns
    -------
    shares, curves : for each seed the share right on the validation data, and the best until the end of each stage
    stopped : None, or why the trial was not brought to its end
    """
    (X, Y), (validation_X, validation_Y) = train, validation
    setting = {**DEFAULTS, **setting}
    layers_dims = [len(X), *setting.pop("hidden"), 1]
    iterations, learning_rate = setting.pop("num_iterations"), setting.pop("learning_rate")
    stops = [max(1, round(part * iterations)) for part in STAGES]
    shares, curves = [], []
    for seed in seeds:
        rng, parameters, curve = generator(seed), None, []
        for k, (first, last) in enumerate(itertools.pairwise([0, *stops])):
            try:
                setting |= {"parameters": parameters, "rng": rng, "progress": False}
                parameters, _ = L_layer_model(X, Y, layers_dims, learning_rate, last - first, **setting)
            except TrainingDiverged:
                return shares, curves, "diverged"
            with np.errstate(all="ignore"):  # the last step may have gone too far
                share = share_right(predict(validation_X, parameters), validation_Y)
            curve.append(max([share, *curve]))
            if limits is not None and curve[k] < limits[k]:
                return shares, curves, "hopeless"
        shares.append(share)
        curves.append(curve)
    return shares, curves, None


def lost(future):
    """Tell whether a cluster lost a result with the worker that held it: distributed may stumble over that itself."""
    return future.cancelled() or isinstance(future.exception(), AttributeError)


def share_right(predictions, Y):
    """Return the share of right answers, that of each label counted alike: always giving the same is worth 0.5."""
    return float(np.mean([np.mean(predictions[Y == label] == label) for label in np.unique(Y)]))


def limits(trials):
    """Return the share at each stage below which a run is hopeless, or None while few trials are finished."""
    trials = best_first(trials)
    if len(trials) < WARM_UP:
        return None
    good = np.concatenate([trial.user_attrs["curves"] for trial in trials[: len(trials) // 2]])
    return (good.min(axis=0) - MARGIN).tolist()


def finished(study):
    """Return the trials that ran to their end or were stopped for a reason."""
    return [trial for trial in study.get_trials(deepcopy=False) if trial.state.name in ("COMPLETE", "PRUNED")]


def best_first(trials):
    """Return those that ran to their end, the best first."""
    return sorted((trial for trial in trials if trial.value is not None), key=lambda trial: -trial.value)


def record(optuna, study, trial, result):
    """Write the result of a trial to the file, and return the finished trial."""
    shares, curves, stopped = result
    for name, value in (("shares", shares), ("curves", curves), ("stopped", stopped)):
        trial.set_user_attr(name, value)
    if stopped:
        return study.tell(trial, state=optuna.trial.TrialState.PRUNED)
    return study.tell(trial, float(np.mean(shares)))


def search_table(study, rows=10):
    """Return the best trials as text, best first: mean share right, from the lowest to the highest start, setting."""
    lines = ["trial   right   starts            setting"]
    for trial in best_first(finished(study))[:rows]:
        low, high = min(trial.user_attrs["shares"]), max(trial.user_attrs["shares"])
        texts = [f"{name} {v:.3g}" if isinstance(v, float) else f"{name} {v}" for name, v in trial.params.items()]
        lines.append(f"{trial.number:5}  {trial.value:6.1%}   {low:6.1%} to {high:6.1%}  {', '.join(texts)}")
    reasons = [trial.user_attrs["stopped"] for trial in finished(study) if trial.value is None]
    lines += [f"stopped, {reason}: {reasons.count(reason)}" for reason in sorted(set(reasons))]
    return "\n".join(lines)


def load_optuna():
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it looks for widgets that no lesson needs
            import optuna
    except ImportError:
        raise ImportError("A search needs Optuna: install it with `pip install optuna`.") from None
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    return optuna


def distribution(optuna, name, values, sampler):
    """Turn what the space says of one name into an Optuna distribution; choices go by their text."""
    if name not in DEFAULTS:
        raise ValueError(f"space has {name!r}; it may vary {', '.join(DEFAULTS)}.")
    if isinstance(values, list) and values:
        return optuna.distributions.CategoricalDistribution([str(value) for value in values])
    if not isinstance(values, tuple) or len(values) != 2 or not 0 < values[0] < values[1]:
        raise ValueError(f"{name} is {values!r}; it must be a list of choices, or (low, high) with 0 < low < high.")
    if sampler == "grid":
        raise ValueError(f"{name} is the range {values!r}; a grid needs a list of choices.")
    whole = all(isinstance(value, int) for value in values)
    kind = optuna.distributions.IntDistribution if whole else optuna.distributions.FloatDistribution
    return kind(*values, log=True)


def setting_of(trial, space):
    """Return the values of a trial as `space` gave them."""
    choices = {
        name: {str(value): value for value in values} for name, values in space.items() if isinstance(values, list)
    }
    return {name: choices[name][value] if name in choices else value for name, value in trial.params.items()}


def open_study(optuna, file, fixed, grid):
    """Return the study in the file, or a new one, in which the points of a grid stand in line."""
    storage, journal = None, optuna.storages.journal
    if file is not None:
        written = Path(file).read_bytes() if Path(file).exists() else b""
        if written and not written.startswith(b'{"op_code"'):
            raise ValueError(f"{file} is not the file of a search: name another file.")
        if written and not written.endswith(b"\n"):  # a crash has cut the last line in two
            os.truncate(file, written.rfind(b"\n") + 1)
        lock = journal.JournalFileOpenLock(str(file), grace_period=3)  # seconds; it is held for milliseconds
        storage = optuna.storages.JournalStorage(journal.JournalFileBackend(str(file), lock_obj=lock))
    study = optuna.create_study(storage=storage, study_name="search", direction="maximize", load_if_exists=True)
    for name, value in fixed.items():
        if study.user_attrs.get(name, value) != value:
            raise ValueError(f"{file} holds a search with other {name}: name another file to keep both.")
        study.set_user_attr(name, value)
    for point in itertools.product(*grid.values()) if grid else ():
        study.enqueue_trial(dict(zip(grid, map(str, point), strict=True)), skip_if_exists=True)
    left = [trial for trial in study.trials if trial.state == optuna.trial.TrialState.RUNNING]
    for trial in left:
        study.enqueue_trial(trial.params)
        study.tell(trial.number, state=optuna.trial.TrialState.FAIL)
    if left:
        print(f"Trials left unfinished by a crash, which run again: {', '.join(str(trial.number) for trial in left)}.")
    return study


def processes(workers):
    """Start worker processes anew, so that each loads NumPy with one thread for matrix products."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    import multiprocessing  # costly, and needed by few

    spawn = multiprocessing.get_context("spawn")
    return concurrent.futures.ProcessPoolExecutor(workers, mp_context=spawn, initializer=follow_parent)


def follow_parent():
    """In a worker: end at once where the parent is interrupted or killed."""
    import multiprocessing

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()
