"""One step of descent in memory that is made once: forward, backward and update as the lessons write them.

The formulas are those of the building blocks, and so is the descent, to rounding. What is saved is arrays, and so time:

- Each layer has one array. Z is computed into it, and relu turns Z into A in its place. On the way back, once A has
  given dW and its gate (relu let Z through where A > 0), dZ takes that place.
- 1/m and the learning rate are one factor of dZ_L, the smallest array. The chain rule carries it on, so that every dW
  and db comes out as learning_rate dW and learning_rate db.
- These are computed where the next W and b will be, and W - learning_rate dW takes their place. Until the next way back
  the W and b from before stay whole, too: a run that is stopped, or loses a number, has sound ones in hand.
- Many examples are cut into blocks, which cores.py shares out. A sum over all examples is the sum of the blocks' sums.
"""

import math

import numpy as np

from ..activations import EPSILON
from .cores import Cores, columns_of_blocks
from .diverged import lost


class Step:
    """The memory of a run, and its three moves; `now` holds the parameters, `next` is where the next ones will be."""

    def __init__(self, parameters, learning_rate):
        self.now, self.next = Parameters(parameters), Parameters(parameters)
        self.learning_rate, self.cores, self.made = learning_rate, Cores(), {}

    def forward(self, X):
        """Return AL (1, m), good until the way back; lost_layer is then the first that lost a number, or None."""
        m = X.shape[1]
        if m not in self.made:
            self.made[m] = self.make(m, X.dtype)
        AL, self.blocks = self.made[m]
        found = self.cores.each(lambda block: block.forward(X, self.now.layers), self.blocks)
        self.lost_layer = min(filter(None, found), default=None)
        return AL

    def make(self, m, dtype):
        """Return AL for m examples, and the blocks, each of which fills its columns."""
        rows, weights = [len(b) for _, b in self.now.layers], sum(W.size for W, _ in self.now.layers)
        AL = np.empty((rows[-1], m), dtype)
        blocks = [Block(rows, AL, columns) for columns in columns_of_blocks(m, weights, len(rows))]
        for block in blocks[1:]:
            block.steps = Parameters(self.now.by_name)
        return AL, blocks

    def backward(self, Y):
        """Compute learning_rate dW and learning_rate db, for the examples of the last way forward."""
        self.blocks[0].steps, factor = self.next, self.learning_rate / Y.shape[1]
        self.cores.each(lambda block: block.backward(Y, self.now.layers, factor), self.blocks)

    def update(self):
        """Return the next parameters, W - learning_rate dW and b - learning_rate db."""
        for block in self.blocks[1:]:
            self.next.vector += block.steps.vector
        np.subtract(self.now.vector, self.next.vector, out=self.next.vector)
        self.now, self.next = self.next, self.now
        return self.now.by_name


class Parameters:
    """W and b of all layers, or the steps that they take, as parts of one vector: one operation updates them all."""

    def __init__(self, parameters):
        self.vector = np.concatenate([value.ravel() for value in parameters.values()])
        self.by_name, first = {}, 0
        for name, value in parameters.items():
            self.by_name[name] = self.vector[first : first + value.size].reshape(value.shape)
            first += value.size
        self.layers = [(self.by_name[f"W{l}"], self.by_name[f"b{l}"]) for l in range(1, len(parameters) // 2 + 1)]


class Block:
    """Some examples on their way through the network, there and back."""

    def __init__(self, rows, AL, columns):
        self.columns, AL = columns, AL[:, columns]
        m = AL.shape[1]
        self.A = [np.empty((n, m), AL.dtype) for n in rows[:-1]] + [AL]
        gate, zeros = np.empty((max(rows), m), bool), np.zeros((max(rows), m), AL.dtype)  # faster than the number 0
        self.gates, self.zeros = [gate[:n] for n in rows], [zeros[:n] for n in rows]
        self.ones = np.ones((m, 1), AL.dtype)

    def forward(self, X, layers):
        """Compute every A. Return the first layer with a Z that is not finite, which relu or sigmoid would hide."""
        A_prev = self.X = X[:, self.columns]
        for l, ((W, b), Z, zeros) in enumerate(zip(layers, self.A, self.zeros, strict=True), start=1):
            np.dot(W, A_prev, out=Z)
            Z += b
            if lost(Z):
                return l
            A_prev = np.maximum(Z, zeros, out=Z) if l < len(layers) else sigmoid_in_place(Z)

    def backward(self, Y, layers, factor):
        """Compute `steps`, the sums of factor dZ A_prev^T and factor dZ over these examples."""
        dZ = self.A[-1]
        dZ -= Y[:, self.columns]
        dZ *= factor
        for l in range(len(layers), 0, -1):
            A_prev = self.A[l - 2] if l > 1 else self.X
            dW, db = self.steps.layers[l - 1]
            np.dot(dZ, A_prev.T, out=dW)
            np.dot(dZ, self.ones, out=db)  # faster than dZ.sum(axis=1)
            if l > 1:
                W, _ = layers[l - 1]
                let_through = np.greater(A_prev, self.zeros[l - 2], out=self.gates[l - 2])
                dZ = np.dot(W.T, dZ, out=A_prev)
                dZ *= let_through


def sigmoid_in_place(Z):
    limit = -math.log(EPSILON[Z.dtype])
    Z.clip(-limit, limit, out=Z)
    np.negative(Z, out=Z)
    np.exp(Z, out=Z)
    Z += 1
    return np.reciprocal(Z, out=Z)
