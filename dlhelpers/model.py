"""The whole network: training by gradient descent, and prediction."""

from .forward import L_model_forward, compute_cost, initialize_parameters_deep
from .training.bars import bar
from .training.run import Run
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

    These three are L_model_forward, L_model_backward and update_parameters in memory that is made once, on all cores
    where that pays: training/step.py tells how. The result has the same bits on any number of threads.
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
        a larger num_iterations, and ends at the same bits as one that was never stopped. One run at a time may be at
        the file; when it can't be written later on, that is printed, and the run goes on
    checkpoint_every : int, the iterations after which the file is written anew; it also is when the run ends

    Returns
    -------
    parameters : dict, W1, b1, ..., WL, bL in the dtype of X
    costs : list of float, the cost at iterations 0, 100, 200, ... and at the last; with mini-batches, that of one

    Raises
    ------
    TrainingDiverged : a number stopped being finite; the parameters and costs so far are in the error
    """
    run = Run(
        X, Y, num_iterations, parameters, rng, checkpoint, checkpoint_every,
        layers_dims=layers_dims, learning_rate=learning_rate, batch_size=batch_size, scale=scale,
    )  # fmt: skip
    parameters = parameters or initialize_parameters_deep(layers_dims, scale=scale, rng=run.rng)
    with run.under_way(parameters) as (step, costs):
        for i, x, y in run.steps(bar(num_iterations, start=run.done, hide=print_cost or not progress)):
            AL = step.forward(x)
            run.keep_if_sound()
            if i % 100 == 0 or i == num_iterations - 1:
                costs.append(compute_cost(AL, y))
                if print_cost:
                    print(f"Cost after iteration {i}: {costs[-1]:.6f}")
            step.backward(y)
            parameters = step.update()
            run.step_done(parameters)
    return run.result()


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
