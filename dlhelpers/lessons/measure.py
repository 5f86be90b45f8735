"""How good is it, and is it better: figures and how far they can be trusted, and the mistakes that say most."""

import numpy as np

from ..validation import functions, validated


@validated(functions.predictions)
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


@validated(functions.probabilities_and_count)
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


@validated(functions.count_of_values)
def t_factor(n):
    """Tell how many standard errors reach from the mean of n values to each end of its 95 % interval (Student, 1908).

    Parameters
    ----------
    n : int, at least 2

    Returns
    -------
    factor : float; 12.7 for two values, 2.78 for five, 1.96 for very many
    """
    freedom = n - 1
    angle = np.linspace(0, np.pi / 2, 20001)  # t = sqrt(freedom) * tan(angle) brings all of t within reach
    density = np.cos(angle) ** (freedom - 1)
    share = np.concatenate([[0], np.cumsum(density[1:] + density[:-1])])
    return float(np.sqrt(freedom) * np.tan(np.interp(0.95 * share[-1], share, angle)))


@validated(functions.values)
def mean_interval(values):
    """Estimate the mean that very many such values would have (Student, 1908).

    Parameters
    ----------
    values : sequence of n >= 2 numbers, drawn independently, in any one unit

    Returns
    -------
    mean, low, high : floats, the mean of the values, and the ends of its 95 % interval
    """
    values = np.asarray(values)
    mean = values.mean()
    half = t_factor(len(values)) * values.std(ddof=1) / np.sqrt(len(values))
    return float(mean), float(mean - half), float(mean + half)


@validated(functions.validation_and_test)
def winner(validation, test):
    """Choose the setting that is best on the validation data, and tell what it is worth on the test data.

    Parameters
    ----------
    validation, test : ndarrays of shape (settings, starts), the shares right on either set

    Returns
    -------
    best : int, the row whose mean on the validation data is highest
    validation_mean, test_mean : floats, the means of that row
    """
    means = validation.mean(axis=1)
    best = int(np.argmax(means))
    return best, float(means[best]), float(test[best].mean())


@validated(functions.draws)
def log_uniform(u, low, high):
    """Turn draws between 0 and 1 into settings between low and high that are evenly spread in their logarithm.

    Parameters
    ----------
    u : ndarray of numbers from 0 to 1, evenly spread
    low, high : floats, 0 < low < high

    Returns
    -------
    settings : ndarray of the shape of u, with as many between low and 10 low as between 10 low and 100 low
    """
    return low * (high / low) ** u
