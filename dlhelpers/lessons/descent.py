"""Variations of descent: with weight decay, stopped early, in mini-batches, with momentum."""

from ..validation import functions, validated


@validated(functions.decay)
def update_with_decay(parameters, grads, learning_rate, decay):
    """Take one step downhill that also shrinks the weights: W = W - learning_rate * (dW + decay * W).

    It is the step for the cost plus decay / 2 times the sum of all squared weights. The biases are left out of that.

    Parameters
    ----------
    parameters, grads, learning_rate : as in update_parameters
    decay : float, 0 or more

    Returns
    -------
    parameters : a new dict of new arrays
    """
    stepped = {}
    for name, value in parameters.items():
        slope = grads[f"d{name}"]
        if name[0] == "W":
            slope = slope + decay * value
        stepped[name] = value - learning_rate * slope
    return stepped


@validated(functions.stopping)
def stopping_point(costs, patience):
    """Watch the costs on held-out examples as they come, and give up once `patience` of them bring no new lowest.

    Parameters
    ----------
    costs : sequence of numbers, at least one
    patience : int, at least 1

    Returns
    -------
    kept, stopped : ints, the index of the lowest cost seen, and that of the last one looked at
    """
    kept = 0
    for stopped, cost in enumerate(costs):
        if cost < costs[kept]:
            kept = stopped
        if stopped - kept == patience:
            break
    return kept, stopped


@validated(functions.batches)
def mini_batches(X, Y, batch_size, order):
    """Deal the examples out in batches, in the given order; the last batch may be smaller.

    Parameters
    ----------
    X, Y : ndarrays of shape (n_x, m) and (1, m)
    batch_size : int, at least 1
    order : ndarray of m ints, every column once, as rng.permutation(m) gives it

    Returns
    -------
    batches : list of pairs (X, Y) of shape (n_x, batch_size) and (1, batch_size)
    """
    batches = []
    for start in range(0, len(order), batch_size):
        columns = order[start : start + batch_size]
        batches.append((X[:, columns], Y[:, columns]))
    return batches


@validated(functions.momentum)
def update_with_momentum(parameters, grads, velocity, learning_rate, beta):
    """Take one step along the velocity, which keeps beta of itself and adds the gradient.

    Parameters
    ----------
    parameters, grads, learning_rate : as in update_parameters
    velocity : dict of arrays named and shaped as the parameters; zeros before the first step
    beta : float from 0 to below 1; 0 is plain descent

    Returns
    -------
    parameters, velocity : new dicts of new arrays
    """
    velocity = {name: beta * velocity[name] + grads[f"d{name}"] for name in parameters}
    parameters = {name: value - learning_rate * velocity[name] for name, value in parameters.items()}
    return parameters, velocity
