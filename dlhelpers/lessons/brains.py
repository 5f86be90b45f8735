"""What lesson 8 holds beside the brain: a neuron that spikes, random weights on the way back, a local rule."""

import numpy as np

from ..activations import not_zero
from ..backward import linear_activation_backward
from ..validation import functions, validated


@validated(functions.neuron)
def integrate_and_fire(current, dt=0.1, tau=20.0, R=100.0, rest=-70.0, threshold=-50.0, pause=20):
    """Let a leaky integrate-and-fire neuron run: V rises by dt / tau * (rest - V + R * I), and falls back at a spike.

    Parameters
    ----------
    current : ndarray of shape (n,), the input current I at each step, in nA
    dt : float, the length of a step, in ms
    tau : float, the time in which a difference leaks away to 1/e, in ms
    R : float, the resistance of the membrane, in MΩ, so that R * I is in mV
    rest, threshold : floats, where V starts and falls back to, and where it spikes, in mV
    pause : int, for so many steps after a spike V stays at rest

    Returns
    -------
    voltage : ndarray of shape (n,), V at the end of each step, in mV
    spikes : ndarray of shape (n,), 1 where V reached the threshold, else 0
    """
    voltage, spikes = np.zeros(len(current)), np.zeros(len(current), dtype=int)
    V, wait = rest, 0
    for t in range(len(current)):
        if wait > 0:
            wait -= 1
        else:
            V = V + dt / tau * (rest - V + R * current[t])
        if V >= threshold:
            V, spikes[t], wait = rest, 1, pause
        voltage[t] = V
    return voltage, spikes


@validated(functions.directions)
def angle(U, G):
    """Measure the angle between two arrays, seen as long vectors: cos(angle) = U . G / (|U| |G|).

    Parameters
    ----------
    U, G : ndarrays of one shape, neither of them all zeros

    Returns
    -------
    degrees : float, from 0 (the same direction) to 180 (the opposite one)
    """
    cosine = np.sum(U * G) / (np.linalg.norm(U) * np.linalg.norm(G))
    return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))


@validated(functions.feedback)
def feedback_alignment(AL, Y, caches, B):
    """Go back through the network as L_model_backward does, through the weights of B in place of the network's own.

    Parameters
    ----------
    AL, Y, caches : as in L_model_backward
    B : dict, W1, ..., WL of the shapes of the network's weights; other entries are left aside

    Returns
    -------
    grads : dict, dW1, ..., dWL and db1, ..., dbL; the gradients themselves where B holds the network's weights
    """
    L = len(caches)
    dA = -(Y / not_zero(AL) - (1 - Y) / not_zero(1 - AL))
    grads = {}
    for l in range(L, 0, -1):
        (A_prev, _, b), Z = caches[l - 1]
        activation = "relu" if l < L else "sigmoid"
        dA, dW, db = linear_activation_backward(dA, ((A_prev, B[f"W{l}"], b), Z), activation)
        grads[f"dW{l}"], grads[f"db{l}"] = dW, db
    return grads


@validated(functions.layer_activity)
def oja(A_prev, A, W):
    """Compute dW = -(A A_prev^T / m - mean of A^2 over the examples * W), Oja's rule as a step to subtract.

    Parameters
    ----------
    A_prev : ndarray of shape (n_prev, m), what comes into the layer
    A : ndarray of shape (n, m), what its units answer
    W : ndarray of shape (n, n_prev)

    Returns
    -------
    dW : ndarray of shape (n, n_prev)
    """
    m = A.shape[1]
    together = A @ A_prev.T / m
    forget = np.mean(A**2, axis=1, keepdims=True) * W
    return forget - together
