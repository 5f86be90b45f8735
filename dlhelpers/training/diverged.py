"""When training loses its numbers: in which layer, and the likely cause."""

import math

import numpy as np


class TrainingDiverged(ArithmeticError):
    """A number of the network stopped being finite. `parameters` and `costs` hold what there was before."""

    def __init__(self, message, parameters, costs):
        super().__init__(message)
        self.parameters, self.costs = parameters, costs


def lost(Z):
    """Tell whether a number of Z is infinite or NaN; the squares are summed fast, and overflow first."""
    return not math.isfinite(np.vdot(Z, Z)) and not np.isfinite(Z).all()


def lost_in_update(parameters):
    """Return the first layer with a W or b that is not finite; None if there is none."""
    return next((int(name[1:]) for name, value in parameters.items() if not np.isfinite(value).all()), None)


def why_diverged(l, i, X, learning_rate, scale):
    """Say in which layer and at which iteration numbers were lost, and the likely cause."""
    largest = np.abs(X).max()
    if largest > 10:
        cause = f"X reaches {largest:.4g}; bring it to about 1 first, for images with X / 255"
    elif i == 0:
        fix = "look at the largest of parameters" if scale is None else f"try a smaller scale than {scale:g}"
        cause = f"the first weights are too large; {fix}"
    else:
        cause = f"the steps are too long; try a smaller learning_rate than {learning_rate:g}"
    return (
        f"Layer {l} overflowed at iteration {i}. A likely reason: {cause}. "
        "The error's .parameters and .costs hold the last sound ones."
    )
