"""What does training cost: a clock, a count, gradients in blocks, and one unit that descends where its examples are."""

import time

import numpy as np

from ..activations import sigmoid
from ..backward import L_model_backward
from ..forward import L_model_forward
from ..validation import functions, validated
from ..validation.arguments import whole_number


def in_turns(repeats, *jobs):
    """Call each job, a function without arguments, again and again in turns, so that a slow moment hits all alike.

    Parameters
    ----------
    repeats : int, the calls of each job
    jobs : functions to be called without arguments

    Returns
    -------
    seconds : ndarray of shape (jobs, repeats); the least of a row is nearest to the work itself, since noise only adds
    """
    repeats = whole_number("repeats", repeats, 1)
    seconds = np.empty((len(jobs), repeats))
    for i in range(repeats):
        for k, job in enumerate(jobs):
            begin = time.perf_counter()
            job()
            seconds[k, i] = time.perf_counter() - begin
    return seconds


@validated(functions.sizes_and_examples)
def multiply_adds(layer_dims, m, input_gradient=True):
    """Count the multiply-adds of one iteration: n_l n_{l-1} m for each of the products Z_l, dW_l and dA_{l-1}.

    Parameters
    ----------
    layer_dims : sequence of int, the units n_0, n_1, ..., n_L of each layer, input first
    m : int, the number of examples
    input_gradient : bool, False leaves out dA_0

    Returns
    -------
    count : int
    """
    count = 0
    for l in range(1, len(layer_dims)):
        products = 3 if input_gradient or l > 1 else 2
        count += products * layer_dims[l] * layer_dims[l - 1] * m
    return count


@validated(functions.network_and_blocks)
def gradients_in_blocks(X, Y, parameters, blocks, each=map):
    """Compute the gradients of the mean cost block by block; each block counts by its share of the examples.

    Parameters
    ----------
    X, Y : ndarrays of shape (n_x, m) and (1, m)
    parameters : dict, W1, b1, ..., WL, bL
    blocks : list of ndarrays, the columns of each block; each column is in one of them
    each : calls a function with each of a list, as map does; that of a pool of threads does so at the same time

    Returns
    -------
    grads : dict, dW1, db1, ..., dWL, dbL
    """

    def of_block(columns):
        AL, caches = L_model_forward(X[:, columns], parameters)
        grads = L_model_backward(AL, Y[:, columns], caches)
        share = len(columns) / X.shape[1]
        return {f"d{name}": share * grads[f"d{name}"] for name in parameters}

    grads, *others = each(of_block, blocks)
    for other in others:
        for name in grads:
            grads[name] = grads[name] + other[name]
    return grads


@validated(functions.one_layer_training)
def descend_in_span(X, Y, W, b, learning_rate, num_iterations):
    """Train one sigmoid unit on all examples, with its weights followed as W + C X^T.

    That is exact: training/span.py tells why.

    Parameters
    ----------
    X, Y : ndarrays of shape (n_x, m) and (1, m)
    W, b : ndarrays of shape (1, n_x) and (1, 1), where the descent starts
    learning_rate : float
    num_iterations : int

    Returns
    -------
    W, b : as given, after the descent
    """
    m = X.shape[1]
    W_X, XT_X = W @ X, X.T @ X
    C = np.zeros((1, m), X.dtype)
    for _ in range(num_iterations):
        A, _ = sigmoid(W_X + C @ XT_X + b)
        dZ = A - Y
        C = C - learning_rate * dZ / m
        b = b - learning_rate * np.mean(dZ)
    return W + C @ X.T, b
