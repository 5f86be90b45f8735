"""Full-batch descent on few examples with many inputs: the same steps, taken where the examples are."""


class Span:
    """X (n_x, m) as the first layer meets it while W1 is kept as C (n_1, m), where W1 = start + C X^T.

    Each step of full-batch descent adds dW1 = dZ1 X^T / m, a combination of the examples, to W1. What leads out of
    their span never changes, so it is enough to follow C: it begins at 0, its gradient is dZ1 / m, and

        Z1 = W1 X + b1 = start X + C X^T X + b1.

    start X and X^T X are computed once. An iteration then takes n_1 m^2 products where it took 2 n_1 n_x m.
    """

    def __init__(self, start_X, XT_X, columns=slice(None)):
        self.start_X, self.XT_X, self.columns = start_X, XT_X, columns
        self.shape, self.dtype, self.T = XT_X.shape, XT_X.dtype, Coordinates(columns)

    def __getitem__(self, rows_and_columns):
        """span[:, columns] is X[:, columns], while C still combines all examples."""
        _, columns = rows_and_columns
        return Span(self.start_X[:, columns], self.XT_X[:, columns], columns)

    def __array_function__(self, dot, types, factors, options):
        """np.dot(C, span) is W1 X, for the W1 that C stands for."""
        C, _ = factors
        W1_X = dot(C, self.XT_X, **options)
        W1_X += self.start_X
        return W1_X


class Coordinates:
    """X^T, when combinations of the examples are told by their coefficients."""

    def __init__(self, columns):
        self.columns = columns

    def __array_function__(self, dot, types, factors, options):
        """np.dot(dZ, span.T, out=dC): the coefficients of dZ X^T are dZ, and 0 for the examples of other blocks."""
        dZ, _ = factors
        dC = options["out"]
        dC.fill(0)
        dC[:, self.columns] = dZ
        return dC


def in_span(X, parameters, C):
    """Return X and the parameters for descent in the span of the examples from C on, and the way back to W1."""
    start = parameters["W1"]

    def back(parameters):
        return {**parameters, "W1": start + parameters["W1"] @ X.T}

    return Span(start @ X, X.T @ X), {**parameters, "W1": C}, back
