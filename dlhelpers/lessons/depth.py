"""What lesson 7 builds by hand and looks at: a zigzag that counts to parity, and the inputs that excite a unit."""

import numpy as np

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
