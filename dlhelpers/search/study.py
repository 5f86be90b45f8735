"""The study that Optuna keeps of a search in memory: it draws what is tried next, and is what a search returns."""

import itertools
import warnings

import numpy as np


def load_optuna():
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it looks for widgets that no lesson needs
            import optuna
    except ImportError:
        raise ImportError("A search needs Optuna: install it with `pip install optuna`.") from None
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    return optuna


def distribution(optuna, values):
    """Turn what the space says of one name into an Optuna distribution; choices go by their text."""
    if isinstance(values, list):
        return optuna.distributions.CategoricalDistribution([str(value) for value in values])
    whole = all(isinstance(value, int) for value in values)
    kind = optuna.distributions.IntDistribution if whole else optuna.distributions.FloatDistribution
    return kind(*values, log=True)


def begin(optuna, space, distributions, kept, n_points):
    """Return a study with the trials that are kept; those missing before the last, and of the grid, wait in it."""
    study = optuna.create_study(direction="maximize")
    points = itertools.product(*space.values()) if n_points else itertools.repeat(())
    for number, point in zip(range(max([n_points, *(last + 1 for last in kept)])), points, strict=False):
        if number not in kept:
            study.enqueue_trial(dict(zip(space, map(str, point), strict=False)))
            continue
        params, result = kept[number]["params"], kept[number]["result"]
        (state, value), told = ending(optuna, result), {"params": params, "user_attrs": result}
        study.add_trial(optuna.trial.create_trial(state=state, value=value, distributions=distributions, **told))
    return study


def next_number(study):
    """Return the number of the trial that will be asked for next."""
    trials = study.get_trials(deepcopy=False)
    return next((trial.number for trial in trials if trial.state.name == "WAITING"), len(trials))


def tell(optuna, study, trial, result):
    """Tell the study what came of a trial, and return the trial as it is kept."""
    for name, value in result.items():
        trial.set_user_attr(name, value)
    state, value = ending(optuna, result)
    return study.tell(trial, value, state=state)


def ending(optuna, result):
    """Return the state and the value that a result means to Optuna."""
    if result["stopped"]:
        return optuna.trial.TrialState.PRUNED, None
    return optuna.trial.TrialState.COMPLETE, float(np.mean(result["shares"]))
