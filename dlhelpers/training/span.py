"""Full-batch descent on few examples with many inputs: the same steps, taken where the examples are."""


class Span:
    """X (n_x, m) as the first layer meets it while W1 is kept as C (n_1, m), where W1 = start + C X^T.

    Each step of full-batch descent adds dW1 = dZ1 X^T / m, a combination of the examples, to W1. What leads out of
    their span never changes, so it is enough to follow C: it begins at 0, its gradient is dZ1 / m, and

        Z1 = W1 X + b1 = start X + C X^T X + b1.

    start X and X^T X are computed once. An iteration then takes n_1 m^2 products where it took 2 n_1 n_x m.
    """

    __array_ufunc__ = None  # numpy leaves C @ span to __rmatmul__

    def __init__(self, X, start):
        self.shape = X.shape
        self.start_X, self.XT_X = start @ X, X.T @ X
        self.T = Coordinates()

    def __rmatmul__(self, C):
        """C stands for W1: return W1 X."""
        return self.start_X + C @ self.XT_X


class Coordinates:
    """X^T, when combinations of the examples are told by their coefficients: those of dZ X^T are dZ."""

    __array_ufunc__ = None

    def __rmatmul__(self, dZ):
        return dZ


def in_span(X, parameters, C):
    """Return X and the parameters for descent in the span of the examples from C on, and the way back to W1."""
    start = parameters["W1"]

    def back(parameters):
        return {**parameters, "W1": start + parameters["W1"] @ X.T}

    return Span(X, start), {**parameters, "W1": C}, back
