"""How good is it: a figure and how far it can be trusted, and the mistakes that say most."""

import numpy as np

from . import validation
from .validation import validated


@validated(validation.predictions)
def accuracy(predictions, Y):
    """Count the right answers: their share, and the 95 % interval of the true share (Wilson, 1927).

    Parameters
    ----------
    predictions, Y : ndarrays of shape (1, m), 0 or 1

    Returns
    -------
    share, low, high : floats from 0 to 1
    """
    m = Y.shape[1]
    share = float(np.mean(predictions == Y))
    z = 1.959964  # 95 % of a normal distribution lie within z standard deviations
    centre = (share + z**2 / (2 * m)) / (1 + z**2 / m)
    half = z / (1 + z**2 / m) * np.sqrt(share * (1 - share) / m + z**2 / (4 * m**2))
    return share, float(centre - half), float(centre + half)


@validated(validation.probabilities_and_count)
def most_wrong(AL, Y, k):
    """Find the k examples whose true label got the least probability.

    Parameters
    ----------
    AL, Y : ndarrays of shape (1, m), probabilities of label 1, and labels 0 or 1
    k : int, at most m

    Returns
    -------
    columns : list of k ints, worst first
    """
    called = np.where(Y == 1, AL, 1 - AL)
    return np.argsort(called[0])[:k].tolist()
