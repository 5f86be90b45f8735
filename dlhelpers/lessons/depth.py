"""What lesson 7 builds and looks with: a zigzag that counts to parity, a start for relu, two views of a layer."""

import numpy as np

from ..activations import sigmoid
from ..validation import functions, validated


@validated(functions.bits)
def zigzag(n):
    """Build one hidden layer of n relu units whose sum is 0, 1, 0, 1, ... as the number of ones goes 0, 1, 2, 3, ...

    Unit k = 0, ..., n - 1 starts to answer where the number of ones exceeds k.

    Parameters
    ----------
    n : int, the number of bits

    Returns
    -------
    W1, b1 : ndarrays of shape (n, n) and (n, 1)
    W2 : ndarray of shape (1, n), so that W2 relu(W1 X + b1) is the parity of each column of X (n, m)
    """
    W1, b1 = np.ones((n, n)), -np.arange(n).reshape(n, 1)
    W2 = np.array([[1, *(2 * (-1) ** k for k in range(1, n))]])
    return W1, b1, W2


@validated(functions.normal_draws)
def he_start(draws):
    """Make a start for relu: W_l = sqrt(2 / n_{l-1}) times normal numbers, and b_l zeros (He and others, 2015).

    Parameters
    ----------
    draws : list of L ndarrays of shape (n_l, n_{l-1}), standard normal numbers for each layer

    Returns
    -------
    parameters : dict, W1, b1, ..., WL, bL; W_l is (n_l, n_{l-1}), b_l is (n_l, 1)
    """
    parameters = {}
    for l in range(1, len(draws) + 1):
        n, n_prev = draws[l - 1].shape
        parameters[f"W{l}"] = np.sqrt(2 / n_prev) * draws[l - 1]
        parameters[f"b{l}"] = np.zeros((n, 1))
    return parameters


@validated(functions.probe)
def linear_probe(A, Y, test_A, learning_rate=0.3, num_iterations=150):
    """Train one sigmoid unit on a layer's answers, and return what it says to others (Alain and Bengio, 2016).

    Both are centred and scaled by the mean and the spread of each row of A; the weights begin at 0.

    Parameters
    ----------
    A : ndarray of shape (n, m), what the layer answers to the training examples
    Y : ndarray of shape (1, m), their labels
    test_A : ndarray of shape (n, k), what it answers to others
    learning_rate : float
    num_iterations : int

    Returns
    -------
    test_AL : ndarray of shape (1, k), the probability of label 1 for each of the others
    """
    mean, spread = A.mean(axis=1, keepdims=True), A.std(axis=1, keepdims=True) + 1e-8
    A, test_A = (A - mean) / spread, (test_A - mean) / spread
    W, b = np.zeros((1, A.shape[0])), 0.0
    for _ in range(num_iterations):
        dZ = sigmoid(W @ A + b)[0] - Y
        W = W - learning_rate * dZ @ A.T / A.shape[1]
        b = b - learning_rate * np.mean(dZ)
    return sigmoid(W @ test_A + b)[0]


@validated(functions.activities)
def most_exciting(A, k):
    """Find for each unit the k examples to which it answers most.

    Parameters
    ----------
    A : ndarray of shape (n, m), what n units answer to m examples
    k : int, at most m

    Returns
    -------
    columns : int ndarray of shape (n, k), the strongest first
    """
    return np.argsort(-A, axis=1)[:, :k]
