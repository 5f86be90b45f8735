"""The whole network: training by gradient descent, and prediction."""

import numpy as np

from .backward import L_model_backward
from .forward import L_model_forward, compute_cost, generator, initialize_parameters_deep
from .training.bars import bar
from .training.batches import batches
from .training.checkpoint import Checkpoint
from .training.diverged import TrainingDiverged, lost_in_update, lost_layer, why_diverged
from .training.span import in_span
from .validation import functions, validated


@validated(functions.update)
def update_parameters(parameters, grads, learning_rate):
    """Take one step downhill: W = W - learning_rate * dW, and likewise b.

    Parameters
    ----------
    parameters : dict, W1, b1, ..., WL, bL
    grads : dict, dW1, db1, ..., dWL, dbL; other entries are left aside
    learning_rate : float

    Returns
    -------
    parameters : a new dict of new arrays
    """
    return {name: value - learning_rate * grads[f"d{name}"] for name, value in parameters.items()}


@validated(functions.training)
def L_layer_model(
    X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False, *,
    batch_size=None, parameters=None, scale=None, rng=None, progress=True, checkpoint=None, checkpoint_every=500,
):  # fmt: skip
    """Train a network of L layers: forward, backward, update, again and again.

    Where each step takes all examples and they are fewer than the inputs (m < n_x), W1 is followed in the span of the
    examples, which it can't leave: training/span.py tells why the descent is the same, and what it saves.
    Interrupting it (KeyboardInterrupt) returns the parameters and costs so far.

    Parameters
    ----------
    X, Y : ndarrays of shape (n_x, m) and (1, m), examples are columns, labels 0 or 1; for mini-batches X may be Images
    layers_dims : sequence of int, (n_x, n_1, ..., n_{L-1}, 1)
    learning_rate : float, the length of each step in units of the gradient
    num_iterations : int, the number of steps, with mini-batches too
    print_cost : bool, print the cost every 100 iterations
    batch_size : int, the examples in each step, drawn anew each epoch; None takes them all
    parameters : dict, start from these instead of random ones; a run continued on all examples equals an uninterrupted
        one, up to rounding
    scale : as in initialize_parameters_deep
    rng : as in initialize_parameters_deep; draws the first parameters, then the mini-batches
    progress : bool, show a bar while a person is watching
    checkpoint : str or Path of an .npz file, where the run is kept; the same call again goes on from there, also with
        a larger num_iterations, and ends at the same bits as one that was never stopped
    checkpoint_every : int, the iterations after which the file is written anew; it also is when the run ends

    Returns
    -------
    parameters : dict, W1, b1, ..., WL, bL in the dtype of X
    costs : list of float, the cost at iterations 0, 100, 200, ... and at the last; with mini-batches, that of one

    Raises
    ------
    TrainingDiverged : a number stopped being finite; the parameters and costs so far are in the error
    """
    if checkpoint is not None:
        file = Checkpoint(
            checkpoint, X, Y, rng, parameters, num_iterations,
            layers_dims=layers_dims, learning_rate=learning_rate, batch_size=batch_size, scale=scale,
        )  # fmt: skip
    rng = generator(rng)
    if parameters is None:
        parameters = initialize_parameters_deep(layers_dims, scale=scale, rng=rng)
    parameters = {name: value.astype(X.dtype) for name, value in parameters.items()}
    done, costs, C = 0, [], None
    if checkpoint is not None:
        done, costs, parameters, C = file.begin(parameters, rng)
    n_x, m = X.shape
    data, back = X, dict
    if batch_size is None and n_x > m:
        data, parameters, back = in_span(X, parameters, C)
    sound, lost = parameters, None
    iterations = bar(num_iterations, start=done, hide=print_cost or not progress)
    try:
        for i, (epoch, x, y) in zip(iterations, batches(data, Y, batch_size, rng, skip=done), strict=False):
            with np.errstate(all="ignore"):  # overflow is told once, by the layer that it ends in
                AL, caches = L_model_forward(x, parameters)
                if lost := lost_layer(caches):
                    break
                sound = parameters
                grads = L_model_backward(AL, y, caches, input_gradient=False)
                del caches  # the largest arrays: the next ones can take their place
                if i % 100 == 0 or i == num_iterations - 1:
                    costs.append(compute_cost(AL, y))
                    iterations.set_postfix(cost=f"{costs[-1]:.6f}", epoch=epoch, refresh=False)
                    if print_cost:
                        print(f"Cost after iteration {i}: {costs[-1]:.6f}")
                done, parameters = i + 1, update_parameters(parameters, grads, learning_rate)
            if checkpoint is not None and done % checkpoint_every == 0:
                file.save(done, costs, back(parameters), parameters["W1"])
    except KeyboardInterrupt:
        costs = costs if done == num_iterations else costs[: -(-done // 100)]  # the last may be of a step not done
        print(f"Stopped at iteration {done}: here are the parameters and costs up to there.")
    finally:
        iterations.close()
    if lost := lost or lost_in_update(parameters):
        message = why_diverged(lost, done, X[:, :batch_size], learning_rate, scale)
        raise TrainingDiverged(message, back(sound), costs)
    if checkpoint is not None:
        file.save(done, costs, back(parameters), parameters["W1"])
    return back(parameters), costs


@validated(functions.network_input)
def predict(X, parameters):
    """Answer 1 where the probability is above one half, and 0 elsewhere.

    Parameters
    ----------
    X, parameters : as in L_model_forward

    Returns
    -------
    predictions : ndarray of int, 0 or 1, of shape (1, m)
    """
    AL, _ = L_model_forward(X, parameters)
    return (AL > 0.5).astype(int)
