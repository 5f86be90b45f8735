"""One trial, as a worker runs it: a setting trained from every start, and stopped where it is hopeless."""

import itertools

import numpy as np

from ..forward import generator
from ..model import L_layer_model, predict
from ..training.diverged import TrainingDiverged
from .space import DEFAULTS
from .table import best_first

STAGES = (1 / 8, 1 / 4, 1 / 2, 1)
"""After these parts of its iterations a run is looked at."""
WARM_UP, MARGIN = 8, 0.05
"""Trials that end before one may be hopeless, and how far below every good one its share right must lie for that."""


def outcome(*work):
    """Do the work of a trial in a worker, and return what came of it by name; an error is a result, too."""
    try:
        return dict(zip(("shares", "curves", "stopped"), evaluate(*work), strict=True))
    except Exception as error:
        return failed("out of memory" if isinstance(error, MemoryError) else type(error).__name__, in_words(error))


def failed(why, words):
    """Return what came of a trial of which nothing is known but why it failed."""
    return {"shares": [], "curves": [], "stopped": why, "error": words}


def in_words(error):
    """Return an error on one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:300].removesuffix(":")


def evaluate(train, validation, setting, seeds, limits=None):
    """Train one setting from every seed.

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
