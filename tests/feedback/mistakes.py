"""Mistakes that learners really make, one small answer for each kind, with the words that a tutor's sentence must hold.

Each is a cell below NOTEBOOK: `mistake` gives its text, `slip` what stands in it instead of a part of the notebook's own.
"""
# fmt: off
# ruff: noqa: E501

import linecache

import numpy as np

NOTEBOOK = '''
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters
def linear_forward(A, W, b):
    Z = np.dot(W, A) + b
    cache = (A, W, b)
    return Z, cache
def sigmoid(Z):
    A = 1 / (1 + np.exp(-Z))
    return A, Z
def relu(Z):
    A = np.maximum(0, Z)
    return A, Z
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "relu":
        A, activation_cache = relu(Z)
    elif activation == "sigmoid":
        A, activation_cache = sigmoid(Z)
    cache = (linear_cache, activation_cache)
    return A, cache
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L + 1):
        W, b = parameters["W" + str(l)], parameters["b" + str(l)]
        A, cache = linear_activation_forward(A, W, b, "relu" if l < L else "sigmoid")
        caches.append(cache)
    return A, caches
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m
    return cost
def sigmoid_backward(dA, Z):
    s = 1 / (1 + np.exp(-Z))
    return dA * s * (1 - s)
def relu_backward(dA, Z):
    dZ = np.array(dA, copy=True)
    dZ[Z <= 0] = 0
    return dZ
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db
def linear_activation_backward(dA, cache, activation):
    linear_cache, Z = cache
    if activation == "relu":
        dZ = relu_backward(dA, Z)
    elif activation == "sigmoid":
        dZ = sigmoid_backward(dA, Z)
    dA_prev, dW, db = linear_backward(dZ, linear_cache)
    return dA_prev, dW, db
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    dA = -(Y / AL - (1 - Y) / (1 - AL))
    for l in range(L, 0, -1):
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], "relu" if l < L else "sigmoid")
        grads["dA" + str(l - 1)], grads["dW" + str(l)], grads["db" + str(l)] = dA, dW, db
    return grads
def update_parameters(parameters, grads, learning_rate):
    new = {}
    for l in range(1, len(parameters) // 2 + 1):
        new["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        new["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return new
def predict(X, parameters):
    AL, caches = L_model_forward(X, parameters)
    return (AL > 0.5).astype(int)
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    parameters, costs = initialize_parameters_deep(layers_dims), []
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(compute_cost(AL, Y))
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
    return parameters, costs
def two_layer_forward(X, W1, b1, W2, b2):
    Z1 = W1 @ X + b1
    A1 = np.maximum(0, Z1)
    A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
    return Z1, A1, A2
def flatten(images):
    return images.reshape(len(images), -1).T
'''
"""What stands in the learner's notebook above the cell: all right."""
MISTAKES, REMARKS = [], []


def mistake(function, kind, words, cell, never=()):
    """Register a refused answer; each of `words` must be in the report, and none of `never`."""
    MISTAKES.append((function, kind, words, cell, never))


def remark(function, kind, words, cell):
    """Register an answer that is accepted, with words that its remark must hold."""
    REMARKS.append((function, kind, words, cell))


def instead(function, *parts):
    """The notebook's own cell for a function, with other parts: what stands there, what stands there instead, ..."""
    cell = next("def " + one.rstrip() + "\n" for one in NOTEBOOK.split("\ndef ") if one.startswith(function + "("))
    for old, new in zip(parts[::2], parts[1::2], strict=True):
        assert old in cell, (function, old)
        cell = cell.replace(old, new)
    return cell


def slip(function, kind, words, *parts, never=()):
    """Register a mistake that is the notebook's own cell with other parts."""
    mistake(function, kind, words, instead(function, *parts), never)


def written(cell, function):
    """The function that a cell defines below the notebook, with a text that inspect finds."""
    space = {"np": np}
    for name, text in (("<notebook>", NOTEBOOK), (f"<cell {hash(cell)}>", cell.lstrip("\n"))):
        linecache.cache[name] = len(text), None, text.splitlines(True), name
        exec(compile(text, name, "exec"), space)
    return space[function]


# --- initialize_parameters_deep

slip("initialize_parameters_deep", "rand for randn", ["no negative numbers, as rand gives them", "randn"], "randn", "rand", never=["on top"])
slip("initialize_parameters_deep", "uniform, around zero", ["drawn uniformly between two limits", "randn"],
     "np.random.randn(layer_dims[l], layer_dims[l - 1])", "(np.random.rand(layer_dims[l], layer_dims[l - 1]) - 0.5)")
slip("initialize_parameters_deep", "randn takes no pair", ["'tuple' object", "one by one", "needs `np.random.randn(layer_dims[l], layer_dims[l - 1])"],
     "randn(layer_dims[l], layer_dims[l - 1])", "randn((layer_dims[l], layer_dims[l - 1]))")
slip("initialize_parameters_deep", "zeros takes a pair", ["pass the sizes as one pair", "needs `np.zeros((layer_dims[l], 1))`"], "((layer_dims[l], 1))", "(layer_dims[l], 1)")
slip("initialize_parameters_deep", "the digit 1 for the letter l", ["same entry in every iteration", "needs `layer_dims[l]`"], "randn(layer_dims[l]", "randn(layer_dims[1]")
slip("initialize_parameters_deep", "a convention: the factor 0.1", ["sqrt(n_{l-1})", "`* 0.01` passes"], "0.01", "0.1", never=["on top"])
slip("initialize_parameters_deep", "a template with None", ["blanks to fill in: `parameters['W' + str(l)] = None`, `parameters['b' + str(l)] = None`"],
     "np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01", "None", "np.zeros((layer_dims[l], 1))", "None")
mistake("initialize_parameters_deep", "another loop variable than in the body", ["The loop counts with `i`, but its lines use `l`"], '''
def initialize_parameters_deep(layer_dims):
    parameters = {}
    l = len(layer_dims)
    for i in range(1, l):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters
''')
mistake("initialize_parameters_deep", "whole-number division", ["all zeros, so all units of a layer compute the same", "whole numbers with //", "needs `np.sqrt(1 / n_prev)`"], '''
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l, (n_prev, n) in enumerate(zip(layer_dims, layer_dims[1:]), 1):
        factor = np.sqrt(1 // n_prev)
        parameters[f"W{l}"], parameters[f"b{l}"] = np.random.randn(n, n_prev) * factor, np.zeros((n, 1))
    return parameters
''')
mistake("initialize_parameters_deep", "seeded anew in every turn", ["repeats the numbers of the layer before", "once, before the loop", "`np.random.seed(1)`"], '''
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        np.random.seed(1)
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters
''')
slip("initialize_parameters_deep", "two: W transposed and b a row", ["`W1` has shape (40, 30); it should be (30, 40)", "(n_l, n_{l-1})", "`b1` has shape (1, 30); it should be (30, 1)", "(n_l, 1)"],
     "layer_dims[l], layer_dims[l - 1]", "layer_dims[l - 1], layer_dims[l]", "(layer_dims[l], 1)", "(1, layer_dims[l])")
remark("initialize_parameters_deep", "the classic factor 0.01, without rng", ["takes no `rng`", "takes no `scale`"], instead("initialize_parameters_deep"))
remark("initialize_parameters_deep", "a convention: He's start", ["sqrt(2) times as large as ours, which suits relu"], '''
def initialize_parameters_deep(layer_dims, *, scale=None, rng=None):
    rng, parameters = np.random.default_rng(rng), {}
    for l, (n_prev, n) in enumerate(zip(layer_dims, layer_dims[1:]), 1):
        factor = np.sqrt(2 / n_prev) if scale is None else scale
        parameters[f"W{l}"], parameters[f"b{l}"] = rng.standard_normal((n, n_prev)) * factor, np.zeros((n, 1))
    return parameters
''')
OF_A_GENERATOR = '''
def initialize_parameters_deep(layer_dims, *, scale=None, rng=None):
    draw = rng if rng is not None else np.random.default_rng()
    parameters = {}
    for l in range(1, len(layer_dims)):
        factor = scale if scale is not None else layer_dims[l - 1] ** -0.5
        parameters["W" + str(l)] = draw.standard_normal((layer_dims[l], layer_dims[l - 1])) * factor
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters
'''
remark("initialize_parameters_deep", "a Generator taken for granted", ["as a Generator only", "takes a seed, too"], OF_A_GENERATOR)
remark("initialize_parameters_deep", "a seed that must be a number", ["as a number only", "default_rng"], '''
def initialize_parameters_deep(layer_dims, *, scale=None, rng=None):
    np.random.seed(rng)
    parameters = {}
    for l, (n_prev, n) in enumerate(zip(layer_dims, layer_dims[1:]), 1):
        factor = n_prev ** -0.5 if scale is None else scale
        parameters[f"W{l}"], parameters[f"b{l}"] = np.random.randn(n, n_prev) * factor, np.zeros((n, 1))
    return parameters
''')

# --- linear_forward

mistake("linear_forward", "not written", ["`linear_forward` is not written yet"], '''
def linear_forward(A, W, b):
    raise NotImplementedError
''')
mistake("initialize_parameters_deep", "not written between given lines", ["`initialize_parameters_deep` is not written yet"], '''
def initialize_parameters_deep(layer_dims, scale=None, rng=None):
    parameters = {}
    # Your code here.
    raise NotImplementedError
    return parameters
''')
mistake("linear_backward", "written between given lines, and the raise left", ["still has `raise NotImplementedError`", "your lines are there"], '''
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    # YOUR CODE HERE
    m = A_prev.shape[1]
    dW, db, dA_prev = dZ @ A_prev.T / m, dZ.sum(axis=1, keepdims=True) / m, W.T @ dZ
    raise NotImplementedError()
    return dA_prev, dW, db
''')
mistake("linear_forward", "lines under the raise", ["still has `raise NotImplementedError`", "delete that line"], '''
def linear_forward(A, W, b):
    raise NotImplementedError
    return W @ A + b, (A, W, b)
''')
mistake("linear_forward", "a template with None", ["a blank to fill in: `Z = None`"], '''
def linear_forward(A, W, b):
    Z = None
    assert Z.shape == (W.shape[0], A.shape[1])
    return Z, (A, W, b)
''')
slip("linear_forward", "a template with ...", ["a blank to fill in: `Z = ...`"], "np.dot(W, A) + b", "...")
slip("linear_forward", "arguments in another order", ["is called as `linear_forward(A, W, b)`", "in the order (W, A, b)"], "(A, W, b):", "(W, A, b):", never=["parts in the wrong order"])
slip("linear_forward", "an argument missing", ["is called as `linear_forward(A, W, b)`", "lacks `b`"], "(A, W, b):", "(A, W):")
slip("linear_forward", "arguments by name only", ["is called as `linear_forward(A, W, b)`", "can only be given by name", "remove the `*`"], "(A, W, b):", "(*, A, W, b):", never=["give it those"])
slip("linear_forward", "a name misspelled", ["`Z = np.dot(W, a) + b`, uses `a`, which is not an argument", "Did you mean `A`?"], "A) +", "a) +")
slip("linear_forward", "a transpose too many", ["at line 2", "`W` has shape (4, 5), `A` has shape (5, 7)", "a transpose too many", "needs `np.dot(W, A) + b`"], "(W, A) +", "(W.T, A) +")
slip("linear_forward", "entry by entry", ["matrix product belongs", "needs `W @ A + b`"], "np.dot(W, A)", "W * A")
slip("linear_forward", "b left out", ["`Z` has the right shape and wrong values", "leaves out the term `b`"], "np.dot(W, A) + b", "W @ A")
slip("linear_forward", "the cache is a dict", ["a dict with A, W, b; it should be a tuple with 3 entries (A, W, b)", "It should be `(A, W, b)`"], "cache = (A, W, b)", 'cache = {"A": A, "W": W, "b": b}')
slip("linear_forward", "the cache holds Z for A", ["`cache[0]` has shape (4, 7); it should be (5, 7)", "wrong variable", "needs `(A, W, b)`"], "cache = (A,", "cache = (Z,")
slip("linear_forward", "Z alone comes back", ["should return the pair `Z`, `cache`", "needs `(Z, cache)`"], "Z, cache", "Z")
slip("linear_forward", "no return", ["ends without a return, so it returns None"], "return Z, cache", "Z, cache")
slip("linear_forward", "returns None", ["returns None: let it return `Z`, `cache`"], "Z, cache", "None")
slip("linear_forward", "np.matrix", ["`Z` is an np.matrix; it should be an array"], "np.dot(W, A)", "np.matrix(W) * np.matrix(A)")
slip("linear_forward", "masked", ["`Z` is a masked array; it should be an array"], "np.dot(W, A) + b", "np.ma.array(np.dot(W, A) + b)")
slip("linear_forward", "float16", ["`Z` holds float16 entries", ".astype, which does not belong there"], "np.dot(W, A) + b", "(np.dot(W, A) + b).astype(np.float16)")
mistake("linear_forward", "a global for an argument", ["wrong variable", "needs `np.dot(W, A) + bias`"], '''
b = np.ones((3, 1))
def linear_forward(A, W, bias):
    Z = np.dot(W, A) + b
    return Z, (A, W, bias)
''')
mistake("linear_forward", "b added once for each input", ["added once for each input", "after the sum over the inputs"], '''
def linear_forward(A, W, b):
    Z = np.zeros((W.shape[0], A.shape[1]))
    for i in range(W.shape[0]):
        Z[i] = np.sum(W[i].reshape(-1, 1) * A + b[i], axis=0)
    return Z, (A, W, b)
''')
mistake("linear_forward", "writes into b", ["`Z += W @ A` changes an array that already exists", "`Z = Z + W @ A`"], '''
def linear_forward(A, W, b):
    Z = b
    Z += W @ A
    return Z, (A, W, b)
''')
mistake("linear_forward", "two: the first example and b in the cache", ["one off", "needs `range(m)`", "needs a third, `b`"], '''
def linear_forward(A, W, b):
    m = A.shape[1]
    Z = np.zeros((W.shape[0], m))
    for i in range(1, m):
        Z[:, i] = W @ A[:, i] + b[:, 0]
    cache = (A, W)
    return Z, cache
''')


# --- sigmoid and relu

slip("sigmoid", "A alone comes back", ["should return the pair `A`, `activation cache`", "needs `(A, Z)`"], "A, Z", "A")
slip("sigmoid", "a function that NumPy has not", ["no attribute 'logistic'", "it should be `1 / (1 + np.exp(-Z))`"], "1 / (1 + np.exp(-Z))", "np.logistic(Z)")
slip("sigmoid", "the sign in the exponent", ["wrong sign", "needs `1 / (1 + np.exp(-Z))`"], "-Z", "Z")
slip("sigmoid", "brackets", ["lacks brackets", "needs `1 / (1 + np.exp(-Z))`"], "(1 + np.exp(-Z))", "1 + np.exp(-Z)")
slip("sigmoid", "A in the cache", ["`activation cache` has the right shape and wrong values", "wrong variable", "needs `(A, Z)`"], "A, Z", "A, A")
slip("sigmoid", "tanh", ["this is tanh"], "1 / (1 + np.exp(-Z))", "np.tanh(Z)")
slip("sigmoid", "softmax", ["this is softmax"], "1 / (1 + np.exp(-Z))", "np.exp(Z) / np.exp(Z).sum(axis=0)")
slip("sigmoid", "rounded", ["np.round, which does not belong there"], "1 / (1 + np.exp(-Z))", "np.round(1 / (1 + np.exp(-Z)), 3)")
slip("sigmoid", "two: the sign and A alone", ["needs `(A, Z)`", "wrong sign", "needs `1 / (1 + np.exp(-Z))`"], "-Z", "Z", "A, Z", "A")
mistake("sigmoid", "math goes through no array", ["`A = 1 / (1 + math.exp(-Z))`", "`Z` has shape (4, 3)", "needs `1 / (1 + np.exp(-Z))`"], '''
import math
def sigmoid(Z):
    A = 1 / (1 + math.exp(-Z))
    return A, Z
''')
mistake("sigmoid", "writes into Z in a corner only", ["writes into its argument `Z`", "work on a copy"], '''
def sigmoid(Z):
    Z[Z > 36] = 36
    Z[Z < -36] = -36
    return 1 / (1 + np.exp(-Z)), Z
''')
mistake("sigmoid", "cut off too early", ["`Z = np.clip(Z, -1, 1)` does not belong there"], '''
def sigmoid(Z):
    Z = np.clip(Z, -1, 1)
    return 1 / (1 + np.exp(-Z)), Z
''')
remark("sigmoid", "not finite far out", ["does not stay finite", "clipping Z"], instead("sigmoid", "1 / (1 + np.exp(-Z))", "np.exp(Z) / (1 + np.exp(Z))"))

slip("relu", "np.max for np.maximum", ["`A` has shape (3,); it should be (4, 3)", "np.maximum goes entry by entry", "needs `np.maximum(Z, 0)`"], "np.maximum(0, Z)", "np.max(Z, 0)")
slip("relu", "leaky", ["this is leaky relu", "exactly 0 for a negative Z"], "np.maximum(0, Z)", "np.where(Z > 0, Z, 0.01 * Z)")
slip("relu", "its slope", ["this is the slope of relu, 0 or 1"], "np.maximum(0, Z)", "(Z > 0).astype(float)")
slip("relu", "sigmoid", ["this is sigmoid; relu is max(0, Z)"], "np.maximum(0, Z)", "1 / (1 + np.exp(-Z))")
slip("relu", "the absolute value", ["it should be `np.maximum(0, Z)`"], "np.maximum(0, Z)", "np.abs(Z)")
slip("relu", "whole numbers", ["`A` holds int64 entries; it should hold floats"], "np.maximum(0, Z)", "np.maximum(0, Z).astype(int)")
slip("relu", "the cache is a dict", ["`activation cache` is a dict with Z; it should be an array", "It should be `(np.maximum(0, Z), Z)`"], "A, Z", 'A, {"Z": Z}')
slip("relu", "a generator comes back", ["returns a generator; it should return the pair"], "return A, Z", "yield A, Z")
mistake("relu", "A alone comes back, under an assert", ["should return the pair `A`, `activation cache`", "needs `(A, Z)`"], '''
def relu(Z):
    A = np.maximum(0, Z)
    assert A.shape == Z.shape
    return A
''')
mistake("relu", "another name is no copy", ["makes no copy", "needs `Z.copy()`"], '''
def relu(Z):
    A = Z
    A[A < 0] = 0
    return A, Z
''')

# --- sigmoid_backward and relu_backward

slip("sigmoid_backward", "dA left out", ["this is only the slope", "multiplies it by dA"], "dA * ", "")
slip("sigmoid_backward", "brackets", ["lacks brackets", "needs `dA * s * (1 - s)`"], "(1 - s)", "1 - s")
slip("sigmoid_backward", "a pair not unpacked", ["`s` is a tuple with 2 entries", "unpack it", "`s, _ = sigmoid(Z)`"], "1 / (1 + np.exp(-Z))", "sigmoid(Z)")
slip("sigmoid_backward", "a matrix product", ["`dZ` has shape (4, 4); it should be (4, 3)", "entries are multiplied one by one"], "dA * s * (1 - s)", "np.dot(dA, (s * (1 - s)).T)")
slip("sigmoid_backward", "the slope of tanh", ["this is the slope of tanh", "s (1 - s)"], "s * (1 - s)", "(1 - np.tanh(Z) ** 2)")
slip("sigmoid_backward", "the factor s left out", ["leaves out the factor `s`"], "s * (", "(")
slip("sigmoid_backward", "Z for dA", ["wrong variable", "needs `dA * s * (1 - s)`"], "dA * ", "Z * ")
slip("sigmoid_backward", "returned and never computed", ["returns `dZ`, but no line computes it"], "dA * s * (1 - s)", "dZ")
mistake("sigmoid_backward", "Z in the place of s", ["Z in the place of s: s is sigmoid(Z)"], '''
def sigmoid_backward(grad, x):
    grad_input = x * (1 - x) * grad
    return grad_input
''')
mistake("sigmoid_backward", "two: the slope of tanh, and of the wrong thing", ["it should be `dA * sigmoid(activation_cache)[0] * (1 - sigmoid(activation_cache)[0])`"], '''
def sigmoid_backward(dA, activation_cache):
    dZ = np.multiply(dA, 1 - np.power(activation_cache, 2))
    return dZ
''')

slip("relu_backward", "== for =", ["`dZ[Z <= 0] == 0` changes nothing: write"], "0] =", "0] ==")
slip("relu_backward", "another name is no copy", ["writes into its argument `dA`", "needs `dA.copy()`"], "np.array(dA, copy=True)", "dA")
slip("relu_backward", "dA decides", ["whether Z was positive, and not dA"], "[Z <=", "[dA <=")
slip("relu_backward", "the slope alone", ["this is only the slope", "multiplies it by dA"], "np.array(dA, copy=True)", "np.ones_like(Z)")
slip("relu_backward", "Z handed back too", ["`dZ` is a tuple with 2 entries; it should be an array", "needs `dZ`"], "return dZ", "return dZ, Z")
slip("relu_backward", "cuts to whole numbers", ["int64", "float"], "np.array(dA, copy=True)", "dA.astype(int)")
mistake("relu_backward", "the mask written into the cache", ["writes into its argument `cache`", "work on a copy"], '''
def relu_backward(dA, cache):
    cache[cache > 0] = 1
    cache[cache <= 0] = 0
    return np.multiply(dA, cache)
''')
mistake("relu_backward", "dA is no argument", ["is called as `relu_backward(dA, Z)`", "lacks `dA`"], '''
def relu_backward(Z):
    dA = np.int64(Z > 0)
    return dA
''')
mistake("relu_backward", "both caches unpacked", ["`linear_cache, Z = cache` unpacks `cache` into 2, but it is Z itself"], '''
def relu_backward(dA, cache):
    linear_cache, Z = cache
    return dA * (Z > 0)
''', never=["the order in which"])
mistake("relu_backward", "relu itself", ["multiplied by relu(Z) itself", "1 where Z > 0"], '''
def relu_backward(dA, Z):
    return dA * np.maximum(0, Z)
''')
mistake("relu_backward", "only what the mask picks", ["`dZ` has shape (5,); it should be (4, 3)", "it should be `dA * (Z > 0)`"], '''
def relu_backward(dA, Z):
    return dA[Z > 0]
''')
remark("relu_backward", "a convention: the slope at 0, with <", ["where Z is exactly 0", "either will do"], instead("relu_backward", "<=", "<"))
remark("relu_backward", "a convention: the slope at 0, with heaviside", ["where Z is exactly 0", "either will do"], '''
def relu_backward(dA, Z):
    return dA * np.heaviside(Z, 1.0)
''')

# --- compute_cost

slip("compute_cost", "m from the wrong axis", ["along the wrong axis", "needs `Y.shape[1]`"], "shape[1]", "shape[0]")
slip("compute_cost", "not summed", ["an array of shape (1, 7); it should be one number", "leaves out np.sum"], "np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))", "(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))")
slip("compute_cost", "the sign", ["wrong sign"], "-np.sum", "np.sum")
slip("compute_cost", "the sum for the mean", ["does not divide by `m`"], ") / m", ")")
slip("compute_cost", "ends with a comma", ["`cost` is a tuple with 1 entry; it should be one number", "ends with a comma"], "/ m", "/ m,")
slip("compute_cost", "an argument that is never used", ["is called as `compute_cost(AL, Y)`", "asks for `parameters` as well and never uses it"], "(AL, Y):", "(AL, Y, parameters):", never=["leaves an argument out"])
slip("compute_cost", "m as an argument", ["is called as `compute_cost(AL, Y)`", "asks for `m` as well", "`m = Y.shape[1]`"], "(AL, Y):", "(AL, Y, m):", "    m = Y.shape[1]\n", "")
slip("compute_cost", "two: the sign and the mean", ["it should be `-np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m`"], "-np.sum", "np.mean")
slip("compute_cost", "a convention: an epsilon that is seen", ["adds 0.001, which shifts the result", "1e-12 is enough"], "log(AL)", "log(AL + 1e-3)", "log(1 - AL)", "log(1 - AL + 1e-3)", never=["np.log(AL - "])
mistake("compute_cost", "a template with None", ["a blank to fill in: `cost = None`"], '''
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = None
    cost = np.squeeze(cost)
    return cost
''', never=["has `np`"])
mistake("compute_cost", "rows times columns", ["an m by m table", "use `*` without a transpose"], '''
def compute_cost(AL, Y):
    return -np.sum(np.dot(Y.T, np.log(AL)) + np.dot((1 - Y).T, np.log(1 - AL))) / Y.shape[1]
''')
mistake("compute_cost", "label 0 costs nothing", ["term for label 0 is missing, (1 - Y) log(1 - AL)"], '''
def compute_cost(AL, Y):
    return -1 / Y.shape[1] * np.sum(np.multiply(Y, np.log(AL)))
''')
mistake("compute_cost", "the squared error", ["squared error; the cost here is the cross-entropy"], '''
def compute_cost(AL, Y):
    return np.mean((AL - Y) ** 2)
''')
mistake("compute_cost", "labels and predictions exchanged", ["right with `AL` and `Y` swapped"], '''
def compute_cost(AL, Y):
    return -np.mean(AL * np.log(Y) + (1 - AL) * np.log(1 - Y))
''')
mistake("compute_cost", "writes into AL", ["writes into its argument `AL`", "work on a copy"], '''
def compute_cost(AL, Y):
    AL[AL == 0] = 1e-10
    AL[AL == 1] = 1 - 1e-10
    return -np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
''')
remark("compute_cost", "a convention: an epsilon inside the logarithm", ["add inside the logarithm shifts every cost a little", "1e-12 is enough"], instead("compute_cost", "log(AL)", "log(AL + 1e-5)", "log(1 - AL)", "log(1 - AL + 1e-5)"))
remark("compute_cost", "the logarithm of exactly 0", ["not finite", "clipping AL"], instead("compute_cost"))

# --- linear_backward

slip("linear_backward", "the units counted for the examples", ["along the wrong axis", "needs `A_prev.shape[1]`"], "A_prev.shape[1]", "len(A_prev)")
slip("linear_backward", "db along the wrong axis", ["`db` has shape (1, 7); it should be (4, 1)", "along the wrong axis", "axis=1"], "axis=1", "axis=0")
slip("linear_backward", "db without an axis", ["`db`", "names no axis", "needs `np.sum(dZ, axis=1, keepdims=True) / m`"], "np.sum(dZ, axis=1, keepdims=True)", "np.sum(dZ)")
slip("linear_backward", "db flat", ["`db` has shape (4,); it should be (4, 1)", "loses or keeps an axis", "keepdims=True"], ", keepdims=True", "")
slip("linear_backward", "db not averaged", ["`db` has the right shape and wrong values", "The line for `db`", "/ m"], "keepdims=True) / m", "keepdims=True)")
slip("linear_backward", "dW transposed", ["`dW` has shape (5, 4); it should be (4, 5)", "comes out transposed"], "np.dot(dZ, A_prev.T)", "np.dot(A_prev, dZ.T)")
slip("linear_backward", "np.matrix for db", ["`db` is an np.matrix; it should be an array of shape (4, 1)"], "np.sum(dZ, axis=1, keepdims=True)", "np.sum(np.matrix(dZ), axis=1)")
slip("linear_backward", "two: both products entry by entry", ["matrix product belongs", "needs `dZ @ A_prev.T / m`", "needs `W.T @ dZ`"], "np.dot", "np.multiply")
slip("linear_backward", "two: formulas for examples in rows", ["needs `np.dot(dZ, A_prev.T) / m`", "needs `np.dot(W.T, dZ)`"], "np.dot(dZ, A_prev.T)", "np.dot(A_prev.T, dZ)", "np.dot(W.T, dZ)", "np.dot(dZ, W.T)")
slip("linear_backward", "two: another order in the cache and in what comes back", ["needs `(A_prev, W, b)`", "needs `(dA_prev, dW, db)`"], "A_prev, W, b = cache", "W, A_prev, b = cache", "dA_prev, dW, db", "dW, dA_prev, db")
mistake("linear_backward", "two: db squeezed, and an assert of the old course", ["`assert isinstance(db, float)` demands something that is not true of a right answer", "loses an axis"], '''
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    db = np.squeeze(np.mean(dZ, axis=1, keepdims=True))
    assert isinstance(db, float)
    return W.T @ dZ, dZ @ A_prev.T / dZ.shape[1], db
''')
mistake("linear_backward", "a cache of four", ["`A, W, b, Z = cache` unpacks `cache` into 4, but it is the tuple (A_prev, W, b)"], '''
def linear_backward(dZ, cache):
    A, W, b, Z = cache
    return W.T @ dZ, dZ @ A.T / dZ.shape[1], dZ.mean(axis=1, keepdims=True)
''')
mistake("linear_backward", "a cache with names", ["the plain tuple (A_prev, W, b)", "`A_prev, W, b = cache`"], '''
def linear_backward(dZ, cache):
    return cache.W.T @ dZ, dZ @ cache.A.T / dZ.shape[1], dZ.mean(axis=1, keepdims=True)
''', never=["the order in which"])
mistake("linear_backward", "returned and never computed", ["returns `dA_prev`, `dW`, `db`, but no line computes them"], '''
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    return dA_prev, dW, db
''', never=["it is called `A_prev`"])

# --- linear_activation_forward and linear_activation_backward

slip("linear_activation_forward", "branches exchanged", ["two branches of `if activation == 'relu'` are swapped"], "= relu(Z)", "= other(Z)", "= sigmoid(Z)", "= relu(Z)", "other", "sigmoid")
slip("linear_activation_forward", "caches in the wrong order", ["wrong order", "needs `(linear_cache, activation_cache)`"], "(linear_cache, activation_cache)", "(activation_cache, linear_cache)")
mistake("linear_activation_forward", "a helper that gives A alone", ["right as it stands; `sigmoid`, which it calls, is not right yet", "should return the pair `A`, `activation cache`"], '''
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
''' + instead("linear_activation_forward"), never=["holds both things"])
mistake("linear_activation_forward", "a helper that is blank", ["`relu`, which it calls, is not written yet"], '''
def relu(Z):
    raise NotImplementedError
''' + instead("linear_activation_forward"))
mistake("linear_activation_forward", "two: a helper of their own, and A in the cache", ["needs `(linear_cache, Z)`", "Your `sigmoid`, which it calls, differs from the workbook's"], '''
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A = sigmoid(Z) if activation == "sigmoid" else np.maximum(0, Z)
    cache = (linear_cache, A)
    return A, cache
''', never=["holds both things"])
remark("linear_activation_forward", "right with their own helper only", ["your `sigmoid` differs from the workbook's"], '''
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A = sigmoid(Z) if activation == "sigmoid" else np.maximum(0, Z)
    return A, (linear_cache, Z)
''')

slip("linear_activation_backward", "the word misspelled", ["no branch that sets it ran", "misspells a word", "needs `activation == 'sigmoid'`"], '"sigmoid"', '"sigmod"')
slip("linear_activation_backward", "divided by m once more", ["divides by `dA.shape[1]`, which does not belong there"], "(dZ, ", "(dZ / dA.shape[1], ", never=["it needs `1` there"])
slip("linear_activation_backward", "the slope of tanh", ["`dA * (1 - np.tanh(Z) ** 2)` is not right", "it should be `relu_backward(dA, Z)`"], "relu_backward(dA, Z)", "dA * (1 - np.tanh(Z) ** 2)", never=["`Z <= 0`"])
slip("linear_activation_backward", "the relu branch calls sigmoid_backward", ["wrong activation", "needs `relu_backward(dA, Z)`"], "relu_backward", "sigmoid_backward")
slip("linear_activation_backward", "a call indented into the last branch", ["no branch that sets it ran", "`dA_prev, dW, db = linear_backward(dZ, linear_cache)` is in the wrong block"], 'elif activation == "sigmoid"', "else", "    dA_prev, dW, db = ", "        dA_prev, dW, db = ")
slip("linear_activation_backward", "the return in one branch", ["returns None", "The return stands in one branch"], "    dA_prev, dW, db = ", "        return ", "    return dA_prev, dW, db\n", "")
mistake("linear_activation_backward", "other arguments", ["is called as `linear_activation_backward(dA, cache, activation)`", "takes (dA, Z, A, W, activation)"], '''
def linear_activation_backward(dA, Z, A, W, activation):
    dZ = relu_backward(dA, Z) if activation == "relu" else sigmoid_backward(dA, Z)
    return W.T @ dZ, dZ @ A.T / dZ.shape[1], dZ.mean(axis=1, keepdims=True)
''')
mistake("linear_activation_backward", "a helper without a return", ["right as it stands; `relu_backward`, which it calls, is not right yet", "ends without a return"], '''
def relu_backward(dA, Z):
    dZ = dA * (Z > 0)
''' + instead("linear_activation_backward"))
mistake("linear_activation_backward", "two: dA forgotten, and a helper of their own", ["it should be `relu_backward(dA, Z)`", "Your `sigmoid`, which it calls, differs from the workbook's"], '''
def sigmoid(x):
    return 1 / (1 + np.exp(-x))
''' + instead("linear_activation_backward", "relu_backward(dA, Z)", "(Z > 0) * 1.0", "sigmoid_backward(dA, Z)", "dA * sigmoid(Z) * (1 - sigmoid(Z))"), never=["holds both things"])

# --- L_model_forward

slip("L_model_forward", "hidden layers through sigmoid", ["hidden layers go through sigmoid, too: they need relu"], '"relu" if l < L else "sigmoid"', '"sigmoid"')
slip("L_model_forward", "params while parameters is read", ["uses `parameters`, which is not an argument", "needs `len(params) // 2`"], "(X, parameters)", "(X, params)", "parameters[", "params[")
slip("L_model_forward", "two: relu in the last layer, and its cache not kept", ["`caches` is a list with 2 entries; it should be a list with 3 entries", "last layer goes through relu, too: it needs sigmoid"], '"relu" if l < L else "sigmoid"', '"relu"', "caches.append(cache)", "caches += [cache] if l < L else []")
mistake("L_model_forward", "the letter l in the key", ["KeyError: 'Wl'", "inside the quotes", "parameters[f'W{l}'], parameters[f'b{l}']"], '''
def L_model_forward(X, parameters):
    A, caches, L = X, [], len(parameters) // 2
    for l in range(1, L + 1):
        A, cache = linear_activation_forward(A, parameters["Wl"], parameters["bl"], "relu" if l < L else "sigmoid")
        caches.append(cache)
    return A, caches
''')
mistake("L_model_forward", "the last layer gets A_prev", ["wrong variable", "needs `linear_activation_forward(A, "], '''
def L_model_forward(X, parameters):
    A, caches, L = X, [], len(parameters) // 2
    for l in range(1, L):
        A_prev = A
        A, cache = linear_activation_forward(A_prev, parameters[f"W{l}"], parameters[f"b{l}"], "relu")
        caches.append(cache)
    AL, cache = linear_activation_forward(A_prev, parameters[f"W{L}"], parameters[f"b{L}"], "sigmoid")
    return AL, caches + [cache]
''')
mistake("L_model_forward", "a helper with a cache of three", ["`caches[0]` is a tuple with 3 entries", "Your `linear_activation_forward`, which it calls, differs from the workbook's"], '''
def linear_activation_forward(A_prev, W, b, activation, keep_prob=1.0):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = sigmoid(Z) if activation == "sigmoid" else relu(Z)
    return A, (linear_cache, activation_cache, np.ones(A.shape))
''' + instead("L_model_forward", '"sigmoid")', '"sigmoid", keep_prob=1.0)'), never=["unexpected keyword"])
mistake("L_model_forward", "a fixed number of layers", ["There is no loop, so it works only for networks of 2 layers"], '''
def L_model_forward(X, parameters):
    A1, cache1 = linear_activation_forward(X, parameters["W1"], parameters["b1"], "relu")
    A2, cache2 = linear_activation_forward(A1, parameters["W2"], parameters["b2"], "sigmoid")
    return A2, [cache1, cache2]
''')

# --- L_model_backward

slip("L_model_backward", "a convention: the older numbering of dA", ["`grads` has no `dA0`", "numbered one too high", "`dA{l-1}`"], "str(l - 1)", "str(l)")
slip("L_model_backward", "hidden layers through sigmoid", ["hidden layers go back through sigmoid, too"], '"relu" if l < L else "sigmoid"', '"sigmoid"')
slip("L_model_backward", "relu in the last layer", ["last layer goes back through relu, too"], '"relu" if l < L else "sigmoid"', '"relu"')
slip("L_model_backward", "no dA kept", ["`grads` has no `dA2`, `dA1`, `dA0`", "dA_prev of layer l belongs under dA{l-1}"], 'grads["dA" + str(l - 1)], ', "", "= dA, dW, db", "= dW, db")
slip("L_model_backward", "two: dAL for every layer, through sigmoid", ["goes back through sigmoid, and starts from the dA of the cost"], "dA = -(", "dAL = -(", "backward(dA,", "backward(dAL,", '"relu" if l < L else "sigmoid"', '"sigmoid"')
mistake("L_model_backward", "numbered from the last layer", ["numbered from the last to the first"], '''
def L_model_backward(AL, Y, caches):
    grads, dA = {}, -(Y / AL - (1 - Y) / (1 - AL))
    for l, cache in enumerate(reversed(caches), 1):
        dA, grads[f"dW{l}"], grads[f"db{l}"] = linear_activation_backward(dA, cache, "relu" if l > 1 else "sigmoid")
        grads[f"dA{l - 1}"] = dA
    return grads
''')
mistake("L_model_backward", "two: the older numbering, and dA{l+1} read before it is there", ["KeyError: 'dA2'", "needs `grads['dA' + str(l + 2)]`", "numbered one too high"], '''
def L_model_backward(AL, Y, caches):
    grads, L, dAL = {}, len(caches), -(Y / AL - (1 - Y) / (1 - AL))
    grads["dA" + str(L)], grads["dW" + str(L)], grads["db" + str(L)] = linear_activation_backward(dAL, caches[L - 1], "sigmoid")
    for l in reversed(range(L - 1)):
        dA, dW, db = linear_activation_backward(grads["dA" + str(l + 1)], caches[l], "relu")
        grads["dA" + str(l + 1)], grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = dA, dW, db
    return grads
''')
remark("L_model_backward", "dZ of the last layer is AL - Y", ["AL - Y is dZ of the last layer only"], '''
def L_model_backward(AL, Y, caches):
    grads, L, dZ = {}, len(caches), AL - Y
    for l in range(L, 0, -1):
        linear_cache, Z = caches[l - 1]
        dA, grads[f"dW{l}"], grads[f"db{l}"] = linear_backward(dZ if l == L else dA * (Z > 0), linear_cache)
        grads[f"dA{l - 1}"] = dA
    return grads
''')

# --- update_parameters and predict

slip("update_parameters", "the return in the loop", ["The return is inside the loop", "move it out"], "    return", "        return")
mistake("update_parameters", "the learning rate forgotten", ["leaves out the factor `learning_rate`"], '''
def update_parameters(parameters, grads, learning_rate):
    return {name: value - grads["d" + name] for name, value in parameters.items()}
''')
mistake("update_parameters", "uphill", ["wrong sign", "needs `{name: value - learning_rate * grads"], '''
def update_parameters(parameters, grads, learning_rate):
    return {name: value + learning_rate * grads["d" + name] for name, value in parameters.items()}
''')
mistake("update_parameters", "the d left out of the key", ["KeyError: 'W1'", "it should be `value - learning_rate * grads[f'd{name}']`"], '''
def update_parameters(parameters, grads, learning_rate):
    return {name: value - learning_rate * grads[name] for name, value in parameters.items()}
''')
mistake("update_parameters", "a name misspelled", ["uses `parameters`, which is not an argument", "Did you mean `paramters`?"], '''
import copy
def update_parameters(params, grads, learning_rate):
    paramters = copy.deepcopy(params)
    for name in parameters:
        paramters[name] = paramters[name] - learning_rate * grads["d" + name]
    return paramters
''')
mistake("update_parameters", "two layers only", ["There is no loop, so it works only for networks of 2 layers"], '''
def update_parameters(parameters, grads, learning_rate=1.2):
    new = {}
    new["W1"], new["b1"] = parameters["W1"] - learning_rate * grads["dW1"], parameters["b1"] - learning_rate * grads["db1"]
    new["W2"], new["b2"] = parameters["W2"] - learning_rate * grads["dW2"], parameters["b2"] - learning_rate * grads["db2"]
    return new
''')
mistake("update_parameters", "-= on a shallow copy", ["a copy of a dict holds the same arrays", "changes an array that already exists: write `new[name] = new[name] - "], '''
def update_parameters(parameters, grads, learning_rate):
    new = parameters.copy()
    for name in new:
        new[name] -= learning_rate * grads["d" + name]
    return new
''')
mistake("update_parameters", "new arrays in the given dict", ["changes its argument `parameters`", "work on a copy"], '''
def update_parameters(parameters, grads, learning_rate):
    for name in list(parameters):
        parameters[name] = parameters[name] - learning_rate * grads["d" + name]
    return parameters
''', never=["-="])

slip("predict", "arguments in another order", ["is called as `predict(X, parameters)`", "in the order (parameters, X)"], "(X, parameters):", "(parameters, X):", never=["number of layers is fixed", "leaves an argument out"])
slip("predict", "an argument more", ["is called as `predict(X, parameters)`", "takes (X, y, parameters)"], "(X, parameters):", "(X, y, parameters):")
slip("predict", "the accuracy comes back", ["`predictions` is the number 0; it should be an array of shape (1, 6)"], "(AL > 0.5).astype(int)", "np.sum(AL > 0.5) / X.shape[1]")
slip("predict", "np.matrix", ["`predictions` is an np.matrix", "needs `(AL > 0.5).astype(int)`"], "(AL > 0.5).astype(int)", "np.matrix((AL > 0.5).astype(int))")
slip("predict", "another threshold", ["For AL close to 0.5", "wrong number", "needs `(AL > 0.5).astype(int)`"], "0.5", "0.51")
slip("predict", "the probabilities come back", ["it should be `(AL > 0.5).astype(int)`"], "(AL > 0.5).astype(int)", "AL")
slip("predict", "true and false come back", ["holds True and False; it should hold the whole numbers 0 and 1: add `.astype(int)`"], "(AL > 0.5).astype(int)", "AL > 0.5")
slip("predict", "two: the wrong way round, and flat", ["`predictions` has shape (6,); it should be (1, 6)", "calls .ravel, which does not belong there, and compares the wrong way"], "(AL > 0.5).astype(int)", "(AL < 0.5).astype(int).ravel()")
mistake("predict", "copied before it was turned into 0 and 1", ["uses the wrong variable", "needs `answers[0][i] > 0.5`"], '''
import copy
def predict(X, parameters):
    AL, caches = L_model_forward(X, parameters)
    answers = copy.deepcopy(AL)
    for i in range(AL.shape[1]):
        if AL[0][i] > 0.5:
            AL[0][i] = 1
        else:
            AL[0][i] = 0
    return answers
''')
remark("predict", "a convention: a tie at 0.5", ["at AL = 0.5 exactly", "either will do"], instead("predict", ">", ">="))
remark("predict", "floats", ["the answers are floats; `.astype(int)`"], instead("predict", "astype(int)", "astype(float)"))

# --- L_layer_model

slip("L_layer_model", "every cost when printing", ["`costs` holds 102 costs; it should hold 3", "is also met by `print_cost`, which should not count here"], "if i % 100 == 0 or i == num_iterations - 1", "if print_cost or i % 100 == 0")
slip("L_layer_model", "the update lost", ["result of the line `update_parameters(parameters, grads, learning_rate)` is lost", "`parameters = update_parameters(parameters, grads, learning_rate)`"], "parameters = update", "update", never=["start()"])
slip("L_layer_model", "the parameters alone come back", ["should return the pair `parameters`, `costs`", "needs `(parameters, costs)`"], "return parameters, costs", "return parameters")
slip("L_layer_model", "another default", ["`learning_rate=0.1` and should be `learning_rate=0.0075`"], "0.0075", "0.1")
slip("L_layer_model", "no defaults", ["`learning_rate` has no default", "write `learning_rate=0.0075`"], "=0.0075", "", "=3000", "", "=False", "")
slip("L_layer_model", "a name of another cell", ["uses `x_test`, which is not an argument"], "forward(X,", "forward(x_test,", never=["it is called `AL"])
mistake("L_layer_model", "a template with None", ["blanks to fill in: `parameters = None`, `cost = None`"], '''
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    costs = []
    parameters = None
    for i in range(0, num_iterations):
        AL, caches = None
        cost = None
        grads = None
        parameters = None
        costs.append(cost)
    return parameters
''', never=["AL, print_cost"])
remark("L_layer_model", "a convention: no last cost", ["`costs` leaves out the cost of the last iteration"], instead("L_layer_model", " or i == num_iterations - 1", ""))

# --- what single lessons add

slip("two_layer_forward", "relu in the last layer", ["`A2`", "it should be `1 / (1 + np.exp(-(W2 @ A1 + b2)))`"], "1 / (1 + np.exp(-(W2 @ A1 + b2)))", "np.maximum(0, W2 @ A1 + b2)")
mistake("two_layer_gradients", "Z2 for Z1", ["uses `Z2`, which is not an argument", "wrong variable"], '''
def two_layer_gradients(X, Y, W1, b1, W2, b2):
    Z1, A1, A2 = two_layer_forward(X, W1, b1, W2, b2)
    m, dZ2 = X.shape[1], A2 - Y
    dZ1 = (W2.T @ dZ2) * (Z2 > 0)
    return A2, (dZ1 @ X.T / m, dZ1.mean(axis=1, keepdims=True), dZ2 @ A1.T / m, dZ2.mean(axis=1, keepdims=True))
''', never=["it is called `dZ2`"])
mistake("forward_loop", "relu in the last layer", ["else 1 / (1 + np.exp("], '''
def forward_loop(X, parameters):
    A = X
    for l in range(1, len(parameters) // 2 + 1):
        A = np.maximum(0, parameters[f"W{l}"] @ A + parameters[f"b{l}"])
    return A
''')
mistake("parameter_shapes", "W transposed", ["wrong order", "(layer_dims[l], layer_dims[l - 1])"], '''
def parameter_shapes(layer_dims):
    shapes = {}
    for l in range(1, len(layer_dims)):
        shapes[f"W{l}"], shapes[f"b{l}"] = (layer_dims[l - 1], layer_dims[l]), (layer_dims[l], 1)
    return shapes
''')
mistake("prepare", "the mean divided by 255 too", ["mean is divided by 255, too"], '''
def prepare(images, mean):
    return (flatten(images) - mean) / 255
''')
mistake("most_wrong", "the best first", ["the best first: sort in ascending order"], '''
def most_wrong(AL, Y, k):
    return np.argsort(np.where(Y == 1, AL, 1 - AL)[0])[::-1][:k].tolist()
''')
mistake("most_wrong", "the label has no part in it", ["the probability of label 1", "1 - AL where Y is 0"], '''
def most_wrong(AL, Y, k):
    return np.argsort(AL[0])[:k].tolist()
''')
mistake("gradient_check", "one side", ["measured on one side"], '''
def gradient_check(parameters, X, Y, backward=L_model_backward, step=1e-5):
    AL, caches = L_model_forward(X, parameters)
    grads, errors = backward(AL, Y, caches), []
    for name, value in parameters.items():
        measured = np.zeros(value.shape)
        for position in np.ndindex(value.shape):
            moved = value.copy()
            moved[position] += step
            AL, _ = L_model_forward(X, parameters)
            moved_AL, _ = L_model_forward(X, {**parameters, name: moved})
            measured[position] = (compute_cost(moved_AL, Y) - compute_cost(AL, Y)) / step
        g, norm = grads[f"d{name}"], np.linalg.norm
        errors.append(norm(g - measured) / (norm(g) + norm(measured)))
    return max(errors)
''')
mistake("gradient_check", "divided by the step alone", ["lie 2 step apart"], '''
def gradient_check(parameters, X, Y, backward=L_model_backward, step=1e-5):
    AL, caches = L_model_forward(X, parameters)
    grads, errors = backward(AL, Y, caches), []
    for name, value in parameters.items():
        measured = np.zeros(value.shape)
        for position in np.ndindex(value.shape):
            moved = value.copy()
            for sign in (1, -1):
                moved[position] = value[position] + sign * step
                AL, _ = L_model_forward(X, {**parameters, name: moved})
                measured[position] += sign * compute_cost(AL, Y) / step
        g, norm = grads[f"d{name}"], np.linalg.norm
        errors.append(norm(g - measured) / (norm(g) + norm(measured)))
    return max(errors)
''')
mistake("gradient_check", "brackets", ["put 2 * step in brackets"], '''
def gradient_check(parameters, X, Y, backward=L_model_backward, step=1e-5):
    AL, caches = L_model_forward(X, parameters)
    grads, errors = backward(AL, Y, caches), []
    for name, value in parameters.items():
        measured = np.zeros(value.shape)
        for position in np.ndindex(value.shape):
            moved = value.copy()
            for sign in (1, -1):
                moved[position] = value[position] + sign * step
                AL, _ = L_model_forward(X, {**parameters, name: moved})
                measured[position] += sign * compute_cost(AL, Y) / 2 * step
        g, norm = grads[f"d{name}"], np.linalg.norm
        errors.append(norm(g - measured) / (norm(g) + norm(measured)))
    return max(errors)
''')
mistake("gradient_check", "no copy", ["each number that is moved to a copy"], '''
def gradient_check(parameters, X, Y, backward=L_model_backward, step=1e-5):
    AL, caches = L_model_forward(X, parameters)
    grads, errors = backward(AL, Y, caches), []
    for name, value in parameters.items():
        measured = np.zeros(value.shape)
        for position in np.ndindex(value.shape):
            moved = value
            for sign in (1, -1):
                moved[position] = value[position] + sign * step
                AL, _ = L_model_forward(X, {**parameters, name: moved})
                measured[position] += sign * compute_cost(AL, Y) / (2 * step)
        g, norm = grads[f"d{name}"], np.linalg.norm
        errors.append(norm(g - measured) / (norm(g) + norm(measured)))
    return max(errors)
''')
mistake("gradient_check", "not relative", ["not divided by |g| + |measured|"], '''
def gradient_check(parameters, X, Y, backward=L_model_backward, step=1e-5):
    AL, caches = L_model_forward(X, parameters)
    grads, errors = backward(AL, Y, caches), []
    for name, value in parameters.items():
        measured = np.zeros(value.shape)
        for position in np.ndindex(value.shape):
            moved = value.copy()
            for sign in (1, -1):
                moved[position] = value[position] + sign * step
                AL, _ = L_model_forward(X, {**parameters, name: moved})
                measured[position] += sign * compute_cost(AL, Y) / (2 * step)
        g, norm = grads[f"d{name}"], np.linalg.norm
        errors.append(norm(g - measured))
    return max(errors)
''')
mistake("gradient_check", "the last array", ["the last array only"], '''
def gradient_check(parameters, X, Y, backward=L_model_backward, step=1e-5):
    AL, caches = L_model_forward(X, parameters)
    grads, errors = backward(AL, Y, caches), []
    for name, value in parameters.items():
        measured = np.zeros(value.shape)
        for position in np.ndindex(value.shape):
            moved = value.copy()
            for sign in (1, -1):
                moved[position] = value[position] + sign * step
                AL, _ = L_model_forward(X, {**parameters, name: moved})
                measured[position] += sign * compute_cost(AL, Y) / (2 * step)
        g, norm = grads[f"d{name}"], np.linalg.norm
        errors.append(norm(g - measured) / (norm(g) + norm(measured)))
    return errors[-1]
''')
mistake("gradient_check", "the mean", ["mean of the errors"], '''
def gradient_check(parameters, X, Y, backward=L_model_backward, step=1e-5):
    AL, caches = L_model_forward(X, parameters)
    grads, errors = backward(AL, Y, caches), []
    for name, value in parameters.items():
        measured = np.zeros(value.shape)
        for position in np.ndindex(value.shape):
            moved = value.copy()
            for sign in (1, -1):
                moved[position] = value[position] + sign * step
                AL, _ = L_model_forward(X, {**parameters, name: moved})
                measured[position] += sign * compute_cost(AL, Y) / (2 * step)
        g, norm = grads[f"d{name}"], np.linalg.norm
        errors.append(norm(g - measured) / (norm(g) + norm(measured)))
    return np.mean(errors)
''')
mistake("gradient_check", "nothing moves", ["should be `L_model_forward(X, {**parameters, name: moved})`"], '''
def gradient_check(parameters, X, Y, backward=L_model_backward, step=1e-5):
    AL, caches = L_model_forward(X, parameters)
    grads, errors = backward(AL, Y, caches), []
    for name, value in parameters.items():
        measured = np.zeros(value.shape)
        for position in np.ndindex(value.shape):
            moved = value.copy()
            for sign in (1, -1):
                moved[position] = value[position] + sign * step
                AL, _ = L_model_forward(X, parameters)
                measured[position] += sign * compute_cost(AL, Y) / (2 * step)
        g, norm = grads[f"d{name}"], np.linalg.norm
        errors.append(norm(g - measured) / (norm(g) + norm(measured)))
    return max(errors)
''')
mistake("gradient_check", "another backward", ["`backward` is not used"], '''
def gradient_check(parameters, X, Y, backward=L_model_backward, step=1e-5):
    AL, caches = L_model_forward(X, parameters)
    grads, errors = L_model_backward(AL, Y, caches), []
    for name, value in parameters.items():
        measured = np.zeros(value.shape)
        for position in np.ndindex(value.shape):
            moved = value.copy()
            for sign in (1, -1):
                moved[position] = value[position] + sign * step
                AL, _ = L_model_forward(X, {**parameters, name: moved})
                measured[position] += sign * compute_cost(AL, Y) / (2 * step)
        g, norm = grads[f"d{name}"], np.linalg.norm
        errors.append(norm(g - measured) / (norm(g) + norm(measured)))
    return max(errors)
''')
mistake("gradient_check", "overwritten", ["starts again in every iteration"], '''
def gradient_check(parameters, X, Y, backward=L_model_backward, step=1e-5):
    AL, caches = L_model_forward(X, parameters)
    grads, errors = backward(AL, Y, caches), []
    for name, value in parameters.items():
        measured = np.zeros(value.shape)
        for position in np.ndindex(value.shape):
            moved = value.copy()
            for sign in (1, -1):
                moved[position] = value[position] + sign * step
                AL, _ = L_model_forward(X, {**parameters, name: moved})
                measured[position] = sign * compute_cost(AL, Y) / (2 * step)
        g, norm = grads[f"d{name}"], np.linalg.norm
        errors.append(norm(g - measured) / (norm(g) + norm(measured)))
    return max(errors)
''')
mistake("gradient_check", "all arrays for one", ["all arrays are treated as one"], '''
def gradient_check(parameters, X, Y, backward=L_model_backward, step=1e-5):
    AL, caches = L_model_forward(X, parameters)
    grads, pairs = backward(AL, Y, caches), [[], []]
    for name, value in parameters.items():
        measured = np.zeros(value.shape)
        for position in np.ndindex(value.shape):
            moved = value.copy()
            for sign in (1, -1):
                moved[position] = value[position] + sign * step
                AL, _ = L_model_forward(X, {**parameters, name: moved})
                measured[position] += sign * compute_cost(AL, Y) / (2 * step)
        pairs[0].extend(grads[f"d{name}"].ravel())
        pairs[1].extend(measured.ravel())
    g, d = np.array(pairs)
    return np.linalg.norm(g - d) / (np.linalg.norm(g) + np.linalg.norm(d))
''')
mistake("log_uniform", "spread evenly", ["spread evenly between low and high", "their logarithms"], '''
def log_uniform(u, low, high):
    return low + u * (high - low)
''')
mistake("log_uniform", "^ is no power", ["`low * (high / low) ^ u`", "it should be `low * (high / low) ** u`"], '''
def log_uniform(u, low, high):
    return low * (high / low) ^ u
''')
mistake("winner", "chosen by the test data", ["chosen by the test data"], '''
def winner(validation, test):
    best = np.argmax(test.mean(axis=1))
    return best, validation[best].mean(), test[best].mean()
''')
mistake("mean_interval", "ddof forgotten", ["values.std(ddof=1)"], '''
import dlhelpers as dl
def mean_interval(values):
    values = np.asarray(values)
    half = dl.t_factor(len(values)) * values.std() / np.sqrt(len(values))
    return values.mean(), values.mean() - half, values.mean() + half
''')
mistake("mean_interval", "a normal's factor", ["1.96 is for very many values"], '''
import dlhelpers as dl
def mean_interval(values):
    values = np.asarray(values)
    half = 1.96 * values.std(ddof=1) / np.sqrt(len(values))
    return values.mean(), values.mean() - half, values.mean() + half
''')
mistake("update_with_decay", "no decay", ["the weights do not decay"], '''
def update_with_decay(parameters, grads, learning_rate, decay):
    return {name: value - learning_rate * grads["d" + name] for name, value in parameters.items()}
''')
mistake("update_with_decay", "the biases decay too", ["the biases decay, too"], '''
def update_with_decay(parameters, grads, learning_rate, decay):
    new = {}
    for name, value in parameters.items():
        new[name] = value - learning_rate * (grads["d" + name] + decay * value)
    return new
''')
mistake("stopping_point", "one too late", ["gives up one cost too late"], '''
def stopping_point(costs, patience):
    kept = 0
    for stopped, cost in enumerate(costs):
        if cost < costs[kept]:
            kept = stopped
        if stopped - kept > patience:
            break
    return kept, stopped
''')
mistake("mini_batches", "the labels stay in their order", ["the labels are not shuffled"], '''
def mini_batches(X, Y, batch_size, order):
    batches = []
    for start in range(0, len(order), batch_size):
        columns = order[start:start + batch_size]
        batches.append((X[:, columns], Y[:, start:start + batch_size]))
    return batches
''')
mistake("update_with_momentum", "the step follows the old velocity", ["follows the old velocity"], '''
def update_with_momentum(parameters, grads, velocity, learning_rate, beta):
    new = {name: value - learning_rate * velocity[name] for name, value in parameters.items()}
    rolling = {name: beta * velocity[name] + grads["d" + name] for name in parameters}
    return new, rolling
''')
mistake("zigzag", "each unit looks at one bit", ["looks at only one bit"], '''
def zigzag(n):
    W2 = 2 * (-1) ** np.arange(n)[None, :]
    W2[0, 0] = 1
    return np.eye(n), -np.arange(n)[:, None], W2
''')
mistake("linear_probe", "measured by its own mean", ["by their own mean and spread"], '''
def linear_probe(A, Y, test_A, learning_rate=0.3, num_iterations=150):
    A = (A - A.mean(axis=1, keepdims=True)) / (A.std(axis=1, keepdims=True) + 1e-8)
    test_A = (test_A - test_A.mean(axis=1, keepdims=True)) / (test_A.std(axis=1, keepdims=True) + 1e-8)
    W, b = np.zeros((1, len(A))), 0
    for _ in range(num_iterations):
        dZ = sigmoid(W @ A + b)[0] - Y
        W = W - learning_rate * dZ @ A.T / Y.shape[1]
        b = b - learning_rate * dZ.mean()
    return sigmoid(W @ test_A + b)[0]
''')
mistake("linear_probe", "not averaged", ["does not divide by `A.shape[1]`"], '''
def linear_probe(A, Y, test_A, learning_rate=0.3, num_iterations=150):
    mean, spread = A.mean(axis=1, keepdims=True), A.std(axis=1, keepdims=True) + 1e-8
    A, test_A = (A - mean) / spread, (test_A - mean) / spread
    W, b = np.zeros((1, A.shape[0])), 0.0
    for _ in range(num_iterations):
        dZ = sigmoid(W @ A + b)[0] - Y
        W = W - learning_rate * dZ @ A.T
        b = b - learning_rate * np.mean(dZ)
    return sigmoid(W @ test_A + b)[0]
''')
mistake("he_start", "the units of the layer itself", ["n_{l-1}"], '''
def he_start(draws):
    parameters = {}
    for l, W in enumerate(draws, 1):
        parameters[f"W{l}"] = W * np.sqrt(2 / W.shape[0])
        parameters[f"b{l}"] = np.zeros((W.shape[0], 1))
    return parameters
''')
mistake("he_start", "without the 2", ["the 2 in sqrt(2 / n_{l-1})"], '''
def he_start(draws):
    parameters = {}
    for l, W in enumerate(draws, 1):
        parameters[f"W{l}"] = W / np.sqrt(W.shape[1])
        parameters[f"b{l}"] = np.zeros((W.shape[0], 1))
    return parameters
''')
mistake("angle", "in radians", ["in radians"], '''
def angle(U, G):
    return np.arccos(np.sum(U * G) / np.linalg.norm(U) / np.linalg.norm(G))
''')
mistake("angle", "only one length", ["np.linalg.norm(G)"], '''
def angle(U, G):
    cosine = np.sum(U * G) / np.linalg.norm(U)
    return np.degrees(np.arccos(np.clip(cosine, -1, 1)))
''')
mistake("most_exciting", "the weakest", ["these are the weakest"], '''
def most_exciting(A, k):
    return np.argsort(A, axis=1)[:, :k]
''')
mistake("most_exciting", "along the wrong axis", ["along the wrong axis", "axis=1"], '''
def most_exciting(A, k):
    return np.argsort(-A, axis=0)[:, :k]
''')
mistake("integrate_and_fire", "no pause", ["the pause has no effect"], '''
def integrate_and_fire(current, dt=0.1, tau=20.0, R=100.0, rest=-70.0, threshold=-50.0, pause=20):
    voltage, spikes, V = [], [], rest
    for I in current:
        V = V + dt / tau * (rest - V + R * I)
        spikes.append(int(V >= threshold))
        V = rest if spikes[-1] else V
        voltage.append(V)
    return np.array(voltage), np.array(spikes)
''')
mistake("feedback_alignment", "back through W", ["B[f'W{l}']"], '''
def feedback_alignment(AL, Y, caches, B):
    grads, L, dA = {}, len(caches), -(Y / AL - (1 - Y) / (1 - AL))
    for l in range(L, 0, -1):
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], "relu" if l < L else "sigmoid")
        grads[f"dA{l - 1}"], grads[f"dW{l}"], grads[f"db{l}"] = dA, dW, db
    return grads
''')
mistake("oja", "not averaged", ["does not divide by `A.shape[1]`"], '''
def oja(A_prev, A, W):
    return np.mean(A**2, axis=1, keepdims=True) * W - A @ A_prev.T
''')
mistake("oja", "the sign", ["the sign is reversed"], '''
def oja(A_prev, A, W):
    return A @ A_prev.T / A.shape[1] - np.mean(A**2, axis=1, keepdims=True) * W
''')
mistake("multiply_adds", "the way forward alone", ["counts the way forward only", "Z, dW and dA"], '''
def multiply_adds(layer_dims, m, input_gradient=True):
    return sum(n * n_prev * m for n, n_prev in zip(layer_dims[1:], layer_dims))
''')
mistake("multiply_adds", "the examples left out", ["leaves out the factor `m`"], '''
def multiply_adds(layer_dims, m, input_gradient=True):
    count = 0
    for l in range(1, len(layer_dims)):
        products = 3 if input_gradient or l > 1 else 2
        count += products * layer_dims[l] * layer_dims[l - 1]
    return count
''')
mistake("gradients_in_blocks", "a mean of means", ["weighs as much as one of many", "share"], '''
def gradients_in_blocks(X, Y, parameters, blocks, each=map):
    def of_block(columns):
        AL, caches = L_model_forward(X[:, columns], parameters)
        grads = L_model_backward(AL, Y[:, columns], caches)
        return {f"d{name}": grads[f"d{name}"] / len(blocks) for name in parameters}
    grads, *others = each(of_block, blocks)
    for other in others:
        for name in grads:
            grads[name] = grads[name] + other[name]
    return grads
''')
mistake("gradients_in_blocks", "the last block only", ["the last block only"], '''
def gradients_in_blocks(X, Y, parameters, blocks, each=map):
    for columns in blocks:
        AL, caches = L_model_forward(X[:, columns], parameters)
        grads = L_model_backward(AL, Y[:, columns], caches)
        total = {f"d{name}": len(columns) / X.shape[1] * grads[f"d{name}"] for name in parameters}
    return total
''')
mistake("gradients_in_blocks", "all examples' labels", ["L_model_backward(AL, Y, caches)", "`Y` has shape (1, 7)"], '''
def gradients_in_blocks(X, Y, parameters, blocks, each=map):
    def of_block(columns):
        AL, caches = L_model_forward(X[:, columns], parameters)
        grads = L_model_backward(AL, Y, caches)
        return {f"d{name}": len(columns) / X.shape[1] * grads[f"d{name}"] for name in parameters}
    grads, *others = each(of_block, blocks)
    for other in others:
        for name in grads:
            grads[name] = grads[name] + other[name]
    return grads
''')
mistake("gradients_in_blocks", "not weighed", ["is already a mean"], '''
def gradients_in_blocks(X, Y, parameters, blocks, each=map):
    def of_block(columns):
        AL, caches = L_model_forward(X[:, columns], parameters)
        grads = L_model_backward(AL, Y[:, columns], caches)
        return {f"d{name}": grads[f"d{name}"] for name in parameters}
    grads, *others = each(of_block, blocks)
    for other in others:
        for name in grads:
            grads[name] = grads[name] + other[name]
    return grads
''')
mistake("gradients_in_blocks", "only the first", ["the first block only"], '''
def gradients_in_blocks(X, Y, parameters, blocks, each=map):
    def of_block(columns):
        AL, caches = L_model_forward(X[:, columns], parameters)
        grads = L_model_backward(AL, Y[:, columns], caches)
        return {f"d{name}": len(columns) / X.shape[1] * grads[f"d{name}"] for name in parameters}
    grads, *others = each(of_block, blocks)
    return grads
''')
mistake("descend_in_span", "not averaged", ["does not divide by `m`"], '''
def descend_in_span(X, Y, W, b, learning_rate, num_iterations):
    m, W_X, XT_X, C = X.shape[1], W @ X, X.T @ X, np.zeros(Y.shape)
    for _ in range(num_iterations):
        dZ = sigmoid(W_X + C @ XT_X + b)[0] - Y
        C = C - learning_rate * dZ
        b = b - learning_rate * np.mean(dZ)
    return W + C @ X.T, b
''')

# --- kinds that came up in fresh answers, among them pairs of which neither alone is a step forward

mistake("linear_forward", "the bias left out, with a method", ["leaves out the term `b`"], """
def linear_forward(A, W, b):
    Z = W.dot(A)
    return Z, (A, W, b)
""")
mistake("linear_backward", "rows for columns throughout", ["right for examples in rows", "axis=1"], """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[0]
    return dZ @ W.T, A_prev.T @ dZ / m, dZ.sum(axis=0, keepdims=True) / m
""")
mistake("linear_backward", "two: dW and db not averaged, and no m", ["does not divide by `A_prev.shape[1]`", "takes a sum where the mean belongs"], """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    slope = np.dot(dZ, A_prev.T)
    shift = np.sum(dZ, axis=1, keepdims=True)
    return np.dot(W.T, dZ), slope, shift
""", never=["look at"])
mistake("compute_cost", "two: the sign and the wrong axis", ["counts along the wrong axis", "has a wrong sign"], """
def compute_cost(AL, Y):
    m = Y.shape[0]
    cost = np.dot(Y, np.log(AL).T) + np.dot(1 - Y, np.log(1 - AL).T)
    return float(np.squeeze(cost)) / m
""")
mistake("L_model_forward", "the None of append kept twice", ["change their object and return None"], """
def L_model_forward(X, parameters):
    A, caches, L = X, [], len(parameters) // 2
    for l in range(1, L):
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], "relu")
        caches = caches.append(cache)
    A, cache = linear_activation_forward(A, parameters[f"W{L}"], parameters[f"b{L}"], "sigmoid")
    caches = caches.append(cache)
    return A, caches
""")
mistake("linear_activation_backward", "two: unpacked the other way round, and db left out", ["has its parts in the wrong order", "needs a third, `db`"], """
def linear_activation_backward(dA, cache, activation):
    Z, linear_cache = cache
    dZ = relu_backward(dA, Z) if activation == "relu" else sigmoid_backward(dA, Z)
    dA_prev, dW, db = linear_backward(dZ, linear_cache)
    return dA_prev, dW
""")
BACKWARD = """
def L_model_backward(AL, Y, caches):
    grads, L = {}, len(caches)
    dA = -(Y / AL - (1 - Y) / (1 - AL))
    dA, grads["dW" + str(L)], grads["db" + str(L)] = linear_activation_backward(dA, caches[L - 1], "sigmoid")
    grads["dA" + str(L - 1)] = dA
    for l in reversed(range(L - 1)):
        dA, dW, db = linear_activation_backward(dA, caches[l], "relu")
        grads["dA" + str(l)] = dA
        grads["dW" + str(l + 1)] = dW
        grads["db" + str(l + 1)] = db
    return grads
"""
mistake("L_model_backward", "two: the loop forwards, and the sign", ["the way back starts at the last", "has a wrong sign"],
        BACKWARD.replace("reversed(range(L - 1))", "range(L - 1)").replace("-(Y", "(Y"))
mistake("L_model_backward", "two: sigmoid, and dW and db numbered too low", ["has the wrong name", "needs `grads['dW' + str(l + 1)]`", "needs `grads['db' + str(l + 1)]`"],
        BACKWARD.replace('"relu"', '"sigmoid"').replace('W" + str(l + 1)', 'W" + str(l)').replace('b" + str(l + 1)', 'b" + str(l)'))
mistake("L_model_backward", "the letter L in quotes", ["inside the quotes, where its value belongs", "'dW' + str(L)"],
        BACKWARD.replace('W" + str(L)', 'W" + "L"').replace('b" + str(L)', 'b" + "L"'))
mistake("update_parameters", "never put back", ["the old numbers come back"], """
def update_parameters(parameters, grads, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        W = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        b = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return parameters
""")

# --- kinds of which false or half changes were told once

mistake("L_model_forward", "every layer is given X", ["`X` never changes in the loop: each iteration must go on from the `A` of the one before"], """
def L_model_forward(X, parameters):
    caches, L = [], len(parameters) // 2
    for l in range(1, L):
        A, cache = linear_activation_forward(X, parameters[f"W{l}"], parameters[f"b{l}"], "relu")
        caches.append(cache)
    AL, cache = linear_activation_forward(A, parameters[f"W{L}"], parameters[f"b{L}"], "sigmoid")
    return AL, [*caches, cache]
""")
mistake("L_model_backward", "one hidden layer without the slope of relu", ["is not right"], """
def L_model_backward(AL, Y, caches):
    grads, L = {}, len(caches)
    dA = (1 - Y) / (1 - AL) - Y / AL
    for l in range(L, 0, -1):
        linear_cache, Z = caches[l - 1]
        if l == L:
            dZ = sigmoid_backward(dA, Z)
        elif l == L - 1:
            dZ = dA
        else:
            dZ = relu_backward(dA, Z)
        dA, grads[f"dW{l}"], grads[f"db{l}"] = linear_backward(dZ, linear_cache)
        grads[f"dA{l - 1}"] = dA
    return grads
""", never=["one off"])
mistake("L_model_backward", "the last layer once more, with relu", ["The loop goes through the last layer again, with relu: start it one layer lower"], """
def L_model_backward(AL, Y, caches):
    L, dA = len(caches), (1 - Y) / (1 - AL) - Y / AL
    last, dW, db = linear_activation_backward(dA, caches[L - 1], "sigmoid")
    grads = {f"dA{L - 1}": last, f"dW{L}": dW, f"db{L}": db}
    for l in reversed(range(L)):
        dA, grads[f"dW{l + 1}"], grads[f"db{l + 1}"] = linear_activation_backward(dA, caches[l], "relu")
        grads[f"dA{l}"] = dA
    return grads
""")
mistake("L_model_backward", "half of a cache handed on", ["uses only a part of `caches[l]`"], """
def L_model_backward(AL, Y, caches):
    L = len(caches)
    dA, dW, db = linear_activation_backward((1 - Y) / (1 - AL) - Y / AL, caches[L - 1], "sigmoid")
    grads = {f"dA{L - 1}": dA, f"dW{L}": dW, f"db{L}": db}
    for l in reversed(range(L - 1)):
        cache = caches[l][0]
        dA, grads[f"dW{l + 1}"], grads[f"db{l + 1}"] = linear_activation_backward(dA, cache, "relu")
        grads[f"dA{l}"] = dA
    return grads
""", never=["unpack it"])
slip("L_model_backward", "divided by m twice", ["divides by `m`", "needs `-(Y / AL - (1 - Y) / (1 - AL))`"], "dA = -(", "m = Y.shape[1]\n    dA = -1 / m * (", never=["needs `1 *", "needs `-1 *"])
mistake("L_layer_model", "two: one way forward for all, and a step that shrinks", ["runs only once: move it into the loop", "has the case `learning_rate / 3`"], """
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    parameters = initialize_parameters_deep(layers_dims)
    AL, caches = L_model_forward(X, parameters)
    costs = []
    for i in range(num_iterations):
        step = learning_rate if i / num_iterations < 2 / 3 else learning_rate / 3
        cost = compute_cost(AL, Y)
        parameters = update_parameters(parameters, L_model_backward(AL, Y, caches), step)
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(cost)
    return parameters, costs
""", never=["one off"])
mistake("compute_cost", "two rows in a product", ["transpose the second, with `.T`"], """
def compute_cost(AL, Y):
    ones, zeros = np.dot(Y, np.log(AL)), np.dot(1 - Y, np.log(1 - AL))
    return float(-(ones + zeros) / Y.shape[1])
""")
slip("compute_cost", "load for log", ["`np.load` reads a file: the logarithm is `np.log`"], "np.log(AL)", "np.load(AL)")
slip("compute_cost", "no minus", ["a cost is never negative", "wrong sign"], "-np.sum", "np.sum")
slip("update_parameters", "small letters in a key", ["Capital letters count in 'dw1'"], '"dW"', '"dw"')
slip("linear_activation_backward", "sigmoid for relu, told by its line", ["for `dZ` (line 4)", "wrong activation"], "relu_backward(dA", "sigmoid_backward(dA")

# --- what the lessons' own functions are often written as, and edits that were told falsely

mistake("winner", "by the luckiest start", ["`best` is 0", "the row with the luckiest start"], """
def winner(validation, test):
    best = int(np.argmax(validation.max(axis=1)))
    return best, validation[best].mean(), test[best].mean()
""")
mistake("winner", "by the worst start", ["the row is chosen by its worst start"], """
def winner(validation, test):
    best = int(np.argmax(validation.min(axis=1)))
    return best, validation[best].mean(), test[best].mean()
""")
mistake("winner", "by the median", ["the row is chosen by its median"], """
def winner(validation, test):
    best = int(np.argmax(np.median(validation, axis=1)))
    return best, validation[best].mean(), test[best].mean()
""")
mistake("winner", "means over the settings", ["axis=1 runs over the starts"], """
def winner(validation, test):
    means = validation.mean(axis=0)
    best = int(np.argmax(means))
    return best, means[best], test.mean(axis=0)[best]
""", never=["over the examples"])
mistake("gradients_in_blocks", "each is not called", ["an `each` that hands over", "not worked out block by block with `each`"], """
def gradients_in_blocks(X, Y, parameters, blocks, each=map):
    m, total = X.shape[1], {}
    for columns in blocks:
        AL, caches = L_model_forward(X[:, columns], parameters)
        grads = L_model_backward(AL, Y[:, columns], caches)
        for name in parameters:
            total["d" + name] = total.get("d" + name, 0) + grads["d" + name] * len(columns) / m
    return total
""")
mistake("gradients_in_blocks", "all columns at once", ["an `each` that hands over", "not worked out block by block with `each`"], """
def gradients_in_blocks(X, Y, parameters, blocks, each=map):
    def of_block(columns):
        AL, caches = L_model_forward(X[:, columns], parameters)
        grads = L_model_backward(AL, Y[:, columns], caches)
        return {"d" + name: grads["d" + name] for name in parameters}
    return list(each(of_block, [np.arange(X.shape[1])]))[0]
""")
mistake("mean_interval", "ddof forgotten, over several lines", ["`values.std(ddof=1)`"], """
import dlhelpers as dl
def mean_interval(values):
    n = len(values)
    s = np.std(values)
    error = s / np.sqrt(n)
    mean = np.mean(values)
    return mean, mean - dl.t_factor(n) * error, mean + dl.t_factor(n) * error
""")
mistake("mean_interval", "divided by n", ["the standard error is s / sqrt(n)"], """
import dlhelpers as dl
def mean_interval(values):
    n = len(values)
    error = np.std(values, ddof=1) / n
    mean = np.mean(values)
    return mean, mean - dl.t_factor(n) * error, mean + dl.t_factor(n) * error
""")
mistake("mean_interval", "t_factor of n - 1", ["give it n itself"], """
import dlhelpers as dl
def mean_interval(values):
    n = len(values)
    error = np.std(values, ddof=1) / np.sqrt(n)
    mean = np.mean(values)
    return mean, mean - dl.t_factor(n - 1) * error, mean + dl.t_factor(n - 1) * error
""", never=["has the term"])
mistake("stopping_point", "a tie is taken for a new lowest", ["a tie counts as a new lowest", "compare with <"], """
def stopping_point(costs, patience):
    kept = 0
    for stopped, cost in enumerate(costs):
        if cost <= costs[kept]:
            kept = stopped
        if stopped - kept == patience:
            break
    return kept, stopped
""", never=["compares the wrong way"])
mistake("stopping_point", "stops at the first rise", ["stops at the first rise", "wait until `patience`"], """
def stopping_point(costs, patience):
    kept = 0
    for i in range(1, len(costs)):
        if costs[i] > costs[i - 1]:
            return kept, i
        kept = i
    return kept, len(costs) - 1
""")
mistake("stopping_point", "stops at the first that is no lowest", ["wait until `patience`"], """
def stopping_point(costs, patience):
    kept = 0
    for stopped, cost in enumerate(costs):
        if cost < costs[kept]:
            kept = stopped
        elif stopped > kept:
            break
    return kept, stopped
""")
mistake("stopping_point", "costs for indices", ["return its index"], """
def stopping_point(costs, patience):
    kept = 0
    for stopped, cost in enumerate(costs):
        if cost < costs[kept]:
            kept = stopped
        if stopped - kept == patience:
            break
    return costs[kept], costs[stopped]
""")
mistake("sigmoid", "math for np", ["`math` takes one number at a time", "needs `1 / (1 + np.exp(-Z))`"], """
import math
def sigmoid(Z):
    A = 1 / (1 + math.exp(-Z))
    return A, Z
""", never=["wrong variable"])
mistake("most_wrong", "a row of a table", ["array of shape (1, 3)", "or an array of shape (3,)"], """
def most_wrong(AL, Y, k):
    called = np.where(Y == 1, AL, 1 - AL)
    return np.argsort(called)[:, :k]
""")
mistake("most_wrong", "the end of the order", ["the last of the order"], """
def most_wrong(AL, Y, k):
    called = np.where(Y == 1, AL, 1 - AL)
    return np.argsort(called[0])[-k:]
""")
mistake("most_wrong", "an array of the best", ["these are the best first"], """
def most_wrong(AL, Y, k):
    called = np.where(Y == 1, AL, 1 - AL)
    return np.argsort(called[0])[::-1][:k]
""")
mistake("multiply_adds", "biases counted", ["biases are not counted"], """
def multiply_adds(layer_dims, m, input_gradient=True):
    count = 0
    for l, (a, b) in enumerate(zip(layer_dims, layer_dims[1:])):
        count += (3 if input_gradient or l > 0 else 2) * (a + 1) * b * m
    return count
""")
mistake("multiply_adds", "the flag ignored", ["`input_gradient` changes nothing"], """
def multiply_adds(layer_dims, m, input_gradient=True):
    count = 0
    for l in range(1, len(layer_dims)):
        count += 3 * layer_dims[l] * layer_dims[l - 1] * m
    return count
""")
mistake("multiply_adds", "two products in every layer", ["only layer 1 does"], """
def multiply_adds(layer_dims, m, input_gradient=True):
    count = 0
    for l in range(1, len(layer_dims)):
        products = 3 if input_gradient else 2
        count += products * layer_dims[l] * layer_dims[l - 1] * m
    return count
""")
mistake("multiply_adds", "the last layer for the first", ["it is the first, whose dA belongs to the input"], """
def multiply_adds(layer_dims, m, input_gradient=True):
    count = 0
    L = len(layer_dims) - 1
    for l in range(1, L + 1):
        products = 3 if input_gradient or l < L else 2
        count += products * layer_dims[l] * layer_dims[l - 1] * m
    return count
""")
mistake("prepare", "no mean", ["the mean is not subtracted"], """
def prepare(images, mean):
    return flatten(images) / 255
""")
mistake("prepare", "its own mean", ["subtract the `mean` that is handed over"], """
def prepare(images, mean):
    X = flatten(images) / 255
    return X - X.mean(axis=1, keepdims=True)
""", never=["wrong variable"])
mistake("feedback_alignment", "back through W, without dA", ["the network's own W", "B[f'W{l}']"], """
def feedback_alignment(AL, Y, caches, B):
    grads, L, dA = {}, len(caches), -(Y / AL - (1 - Y) / (1 - AL))
    for l in range(L, 0, -1):
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], "relu" if l < L else "sigmoid")
        grads[f"dW{l}"], grads[f"db{l}"] = dW, db
    return grads
""")
mistake("feedback_alignment", "no gate of relu", ["stop it where Z is not positive"], """
def feedback_alignment(AL, Y, caches, B):
    grads, L = {}, len(caches)
    dZ = AL - Y
    for l in range(L, 0, -1):
        (A_prev, _, b), Z = caches[l - 1]
        m = A_prev.shape[1]
        grads[f"dW{l}"], grads[f"db{l}"] = dZ @ A_prev.T / m, dZ.mean(axis=1, keepdims=True)
        dZ = B[f"W{l}"].T @ dZ
    return grads
""")
mistake("linear_probe", "the others not scaled", ["test_A is not centred and scaled"], """
def linear_probe(A, Y, test_A, learning_rate=0.3, num_iterations=150):
    A = (A - A.mean(axis=1, keepdims=True)) / (A.std(axis=1, keepdims=True) + 1e-8)
    W, b = np.zeros((1, len(A))), 0
    for _ in range(num_iterations):
        dZ = sigmoid(W @ A + b)[0] - Y
        W = W - learning_rate * dZ @ A.T / Y.shape[1]
        b = b - learning_rate * dZ.mean()
    return sigmoid(W @ test_A + b)[0]
""")
mistake("L_layer_model", "parameters given in vain", ["from given parameters", "`parameters` is given here and not used"], """
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False, *, parameters=None, rng=None):
    costs = []
    parameters = initialize_parameters_deep(layers_dims)
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(cost)
            if print_cost:
                print(cost)
    return parameters, costs
""")
mistake("linear_activation_forward", "relu always", ["this is relu, whatever `activation` says"], """
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = relu(Z)
    return A, (linear_cache, activation_cache)
""")
mistake("linear_activation_backward", "no gate of relu", ["stop it where Z is not positive"], """
def linear_activation_backward(dA, cache, activation):
    linear_cache, Z = cache
    if activation == "sigmoid":
        dA = sigmoid_backward(dA, Z)
    return linear_backward(dA, linear_cache)
""")
mistake("linear_activation_backward", "relu always", ["through relu, whatever `activation` says"], """
def linear_activation_backward(dA, cache, activation):
    linear_cache, Z = cache
    return linear_backward(relu_backward(dA, Z), linear_cache)
""")
mistake("integrate_and_fire", "V before the step", ["noted before its step"], """
def integrate_and_fire(current, dt=0.1, tau=20.0, R=100.0, rest=-70.0, threshold=-50.0, pause=20):
    voltage, spikes = np.zeros(len(current)), np.zeros(len(current), dtype=int)
    V, wait = rest, 0
    for t in range(len(current)):
        voltage[t] = V
        if wait > 0:
            wait -= 1
        else:
            V = V + dt / tau * (rest - V + R * current[t])
        if V >= threshold:
            V, spikes[t], wait = rest, 1, pause
    return voltage, spikes
""")
mistake("integrate_and_fire", "V before it falls back", ["noted before it falls back"], """
def integrate_and_fire(current, dt=0.1, tau=20.0, R=100.0, rest=-70.0, threshold=-50.0, pause=20):
    voltage, spikes = np.zeros(len(current)), np.zeros(len(current), dtype=int)
    V, wait = rest, 0
    for t in range(len(current)):
        if wait > 0:
            wait -= 1
        else:
            V = V + dt / tau * (rest - V + R * current[t])
        voltage[t] = V
        if V >= threshold:
            V, spikes[t], wait = rest, 1, pause
    return voltage, spikes
""")
mistake("update_with_momentum", "the rate inside the velocity", ["the learning rate is inside the velocity"], """
def update_with_momentum(parameters, grads, velocity, learning_rate, beta):
    velocity = {name: beta * velocity[name] + learning_rate * grads["d" + name] for name in parameters}
    return {name: parameters[name] - velocity[name] for name in parameters}, velocity
""")
mistake("most_exciting", "the strongest last", ["the strongest comes last"], """
def most_exciting(A, k):
    return np.argsort(A, axis=1)[:, -k:]
""")
mistake("zigzag", "always down", ["turns the sum down"], """
def zigzag(n):
    W2 = -2 * np.ones((1, n))
    W2[0, 0] = 1
    return np.ones((n, n)), -np.arange(n).reshape(n, 1), W2
""")
mistake("zigzag", "ones for twos", ["the sum stays flat"], """
def zigzag(n):
    W2 = np.array([[(-1) ** k for k in range(n)]])
    return np.ones((n, n)), -np.arange(n).reshape(n, 1), W2
""")
mistake("two_layer_gradients", "the label minus the prediction", ["every sign is reversed", "dZ2 = A2 - Y"], """
def two_layer_gradients(X, Y, W1, b1, W2, b2):
    Z1, A1, A2 = two_layer_forward(X, W1, b1, W2, b2)
    m = X.shape[1]
    dZ2 = Y - A2
    dW2 = dZ2 @ A1.T / m
    db2 = dZ2.mean(axis=1, keepdims=True)
    dZ1 = (W2.T @ dZ2) * (Z1 > 0)
    return A2, (dZ1 @ X.T / m, dZ1.mean(axis=1, keepdims=True), dW2, db2)
""")
mistake("linear_backward", "no mean, in one line", ["does not divide by `A_prev.shape[1]`: it has"], """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    return W.T @ dZ, dZ @ A_prev.T, np.sum(dZ, axis=1, keepdims=True)
""", never=["and does not divide"])
mistake("update_parameters", "two: uphill, and not the last layer", ["has a wrong sign", "needs `range(1, L + 1)`"], """
def update_parameters(parameters, grads, learning_rate):
    new = dict(parameters)
    L = len(parameters) // 2
    for l in range(1, L):
        new["W" + str(l)] = parameters["W" + str(l)] + learning_rate * grads["dW" + str(l)]
        new["b" + str(l)] = parameters["b" + str(l)] + learning_rate * grads["db" + str(l)]
    return new
""", never=["never runs", "dict(parameters)"])
remark("descend_in_span", "a product with X in each turn", ["each iteration still multiplies by `X`"], """
def descend_in_span(X, Y, W, b, learning_rate, num_iterations):
    m = X.shape[1]
    for _ in range(num_iterations):
        A = 1 / (1 + np.exp(-(W @ X + b)))
        dZ = A - Y
        W = W - learning_rate * dZ @ X.T / m
        b = b - learning_rate * np.mean(dZ)
    return W, b
""")

# --- two slips and more, in answers that do all by themselves

mistake("linear_activation_forward", "two: tanh, and A for Z", ["needs `(A, (linear_cache, Z))`", "else np.maximum(0, Z)`"], """
def linear_activation_forward(A_prev, W, b, activation):
    Z = W @ A_prev + b
    A = 1 / (1 + np.exp(-Z)) if activation == "sigmoid" else np.tanh(Z)
    linear_cache = (A_prev, W, b)
    return A, (linear_cache, A)
""")
mistake("linear_activation_forward", "two: both caches are something else", ["it should be `(A_prev, W, b)`", "it has `A` and needs `Z`"], """
def linear_activation_forward(A_prev, W, b, activation):
    Z, _ = linear_forward(A_prev, W, b)
    A, _ = relu(Z) if activation == "relu" else sigmoid(Z)
    linear_cache = Z
    activation_cache = A
    return A, (linear_cache, activation_cache)
""")
mistake("linear_activation_backward", "two: the cache in one row, and no mean",
        ["the first part of it is a tuple again", "needs `((A_prev, W, b), Z)`", "The line for `dW` does not divide by `m`", "The line for `db` does not divide by `m`"], """
def linear_activation_backward(dA, cache, activation):
    A_prev, W, b, Z = cache
    m = A_prev.shape[1]
    s = 1 / (1 + np.exp(-Z))
    dZ = dA * (Z > 0) if activation == "relu" else dA * s * (1 - s)
    dW = dZ @ A_prev.T
    db = dZ.sum(axis=1, keepdims=True)
    return W.T @ dZ, dW, db
""")
mistake("linear_activation_backward", "two: capital letters, and the whole cache", ["needs `activation == 'relu'`", "needs `activation == 'sigmoid'`", "needs `linear_backward(dZ, cache[0])`"], """
def linear_activation_backward(dA, cache, activation):
    linear_cache, Z = cache
    if activation == "ReLU":
        dZ = relu_backward(dA, Z)
    if activation == "Sigmoid":
        dZ = sigmoid_backward(dA, Z)
    return linear_backward(dZ, cache)
""")
mistake("linear_activation_backward", "capital letters, where another branch lets dA through", ["misspells a word: it has `activation == 'ReLU'`"], """
def linear_activation_backward(dA, cache, activation):
    linear_cache, Z = cache
    dZ = dA
    if activation == "sigmoid":
        dZ = sigmoid_backward(dA, Z)
    elif activation == "ReLU":
        dZ = relu_backward(dA, Z)
    else:
        return linear_backward(dZ, linear_cache)
    return linear_backward(dZ, linear_cache)
""", never=["swapped"])
mistake("linear_activation_backward", "the caches mixed up", ["`linear_cache` and `activation_cache` are mixed up: below `linear_cache, activation_cache = cache`"], """
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    if activation == "relu":
        dZ = relu_backward(dA, linear_cache)
    else:
        dZ = sigmoid_backward(dA, linear_cache)
    return linear_backward(dZ, activation_cache)
""", never=["wrong order"])
mistake("linear_activation_backward", "two: nothing of the activation", ["No line uses `dA`, `activation`"], """
def linear_activation_backward(dA, cache, activation):
    linear_cache, Z = cache
    dZ = 1
    return linear_backward(dZ, cache)
""")
mistake("linear_activation_backward", "the slope of Z (1 - Z) for both", ["it should be `relu_backward(dA, z) if activation == 'relu' else sigmoid_backward(dA, z)`"], """
def linear_activation_backward(dA, cache, activation):
    linear_cache, z = cache
    dz = dA * z * (1 - z)
    return linear_backward(dz, linear_cache)
""")
mistake("linear_backward", "the formulas for rows", ["In the line for `dW`", "In the line for `db` (line 6)", "In the line for `dA_prev`"], """
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = dZ.T @ A_prev / m
    db = np.sum(dZ, axis=0, keepdims=True) / m
    db = db.T
    dA_prev = dZ @ W
    return dA_prev, dW, db
""")
mistake("linear_forward", "two: a transpose, and no cache", ["has a transpose too many", "it should be `(Z, (A, W, b))`"], """
def linear_forward(A, W, b):
    Z = np.dot(W.T, A) + b
    return Z
""")
mistake("L_model_forward", "two: the weights for the biases, and a list of None", ["needs `parameters['b' + str(l)]`", "keeps that None"], """
def L_model_forward(X, parameters):
    caches, A = [], X
    L = len(parameters) // 2
    for l in range(1, L):
        W = parameters["W" + str(l)]
        b = parameters["W" + str(l)]
        A, cache = linear_activation_forward(A, W, b, "relu")
        caches = caches.append(cache)
    A, cache = linear_activation_forward(A, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid")
    caches = caches.append(cache)
    return A, caches
""")
mistake("L_model_forward", "softmax at the end", ["each AL is 1, as softmax makes it of a single unit"], """
def L_model_forward(X, parameters):
    caches, A = [], X
    L = len(parameters) // 2
    for l in range(1, L + 1):
        Z, linear_cache = linear_forward(A, parameters["W" + str(l)], parameters["b" + str(l)])
        A = relu(Z)[0] if l < L else np.exp(Z) / np.exp(Z).sum(axis=0)
        caches.append((linear_cache, Z))
    return A, caches
""")
mistake("L_model_forward", "the caches in a dict", ["`caches` is a dict", "a list with 3 entries, each a pair (linear_cache, activation_cache)"],
        instead("L_model_forward", "caches = []", "caches = {}", "caches.append(cache)", "caches[l] = cache"))
mistake("L_model_backward", "a while loop, and always the same dA", ["needs `grads['dA%d' % (l + 1)]`"], """
def L_model_backward(AL, Y, caches):
    grads, L = {}, len(caches)
    dAL = (1 - Y) / (1 - AL) - Y / AL
    out = linear_activation_backward(dAL, caches[L - 1], "sigmoid")
    grads["dA%d" % (L - 1)], grads["dW%d" % L], grads["db%d" % L] = out
    l = L - 2
    while l >= 0:
        out = linear_activation_backward(grads["dA%d" % (L - 1)], caches[l], "relu")
        grads["dA%d" % l], grads["dW%d" % (l + 1)], grads["db%d" % (l + 1)] = out
        l -= 1
    return grads
""")
mistake("L_model_backward", "a name that the loop does not count with", ["The loop counts with `i`. Did you mean `i`?", "The loop counts with `i`, but its lines use `k`"],
        instead("L_model_backward", "for l in", "for i in", "caches[l - 1]", "caches[k - 1]", "if l < L", "if k < L", "str(l", "str(k"), never=["Did you mean `L`"])
mistake("L_model_backward", "two lists", ["`grads` is a tuple with 2 entries; it should be a dict with"], """
def L_model_backward(AL, Y, caches):
    return [], []
""")
mistake("compute_cost", "brackets, and a row", ["lacks brackets", "needs `-1 / m * (np.dot(Y, np.log(AL).T) + np.dot(1 - Y, np.log(1 - AL).T))`"], """
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -1 / m * np.dot(Y, np.log(AL).T) + np.dot(1 - Y, np.log(1 - AL).T)
    return float(cost.item())
""")
mistake("compute_cost", "never added up", ["one number, the mean over the examples", "is not added up over the examples"], """
def compute_cost(AL, Y):
    losses = -(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / Y.shape[1]
    return np.squeeze(losses)
""")
mistake("sigmoid_backward", "a product of matrices, with a lambda", ["a matrix product where entries are multiplied one by one"], """
def sigmoid_backward(dA, Z):
    slope = lambda x: np.exp(-x) / (1 + np.exp(-x)) ** 2
    return dA @ slope(Z).T
""")
mistake("relu_backward", "two: zeros of an array, and no dA", ["`np.zeros_like(Z)` makes an array of the shape of `Z`", "needs `slope * dA`"], """
def relu_backward(dA, Z):
    slope = np.zeros(Z)
    slope[Z > 0] = 1
    return slope
""")
mistake("relu", "the mask for the cache", ["needs `(A, Z)`"], """
def relu(Z):
    mask = Z > 0
    A = Z * mask
    return A, mask
""", never=["np.maximum"])
mistake("initialize_parameters_deep", "sizes in a tuple with a name", ["needs `np.random.randn(*sizes) * 0.01`"], """
def initialize_parameters_deep(layer_dims):
    parameters = {}
    for l in range(1, len(layer_dims)):
        sizes = (layer_dims[l], layer_dims[l - 1])
        parameters["W" + str(l)] = np.random.randn(sizes) * 0.01
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters
""")
mistake("initialize_parameters_deep", "two: a layer short, and random biases", ["`parameters` has no `W3`", "np.zeros((layer_dims[l], 1))"], """
def initialize_parameters_deep(layer_dims):
    parameters = {}
    L = len(layer_dims) - 1
    for l in range(1, L):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.random.randn(layer_dims[l], 1)
    return parameters
""")
mistake("initialize_parameters_deep", "two: random biases, and a Generator taken for granted", ["`b1` is not zero", "`rng` works as a Generator only"], OF_A_GENERATOR.replace("np.zeros((layer_dims[l], 1))", "draw.standard_normal((layer_dims[l], 1)) * factor"), never=["has the case `rng`", "has no attribute"])
mistake("predict", "two: a list, and another threshold", ["needs `np.array([answers])`", "needs `answers.append(1 if p > 0.5 else 0)`"], """
def predict(X, parameters):
    AL, caches = L_model_forward(X, parameters)
    answers = []
    for p in AL[0]:
        answers.append(1 if p > 0.3 else 0)
    return answers
""")
mistake("L_layer_model", "a step for each example", ["one iteration takes one step, with all examples"], """
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    parameters, costs = initialize_parameters_deep(layers_dims), []
    for i in range(num_iterations):
        for k in range(X.shape[1]):
            AL, caches = L_model_forward(X[:, k:k + 1], parameters)
            grads = L_model_backward(AL, Y[:, k:k + 1], caches)
            parameters = update_parameters(parameters, grads, learning_rate)
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(compute_cost(L_model_forward(X, parameters)[0], Y))
    return parameters, costs
""")
mistake("L_layer_model", "two: the parameters alone, and every tenth cost", ["needs `(parameters, costs)`", "needs `i % 100 == 0 or i == num_iterations - 1`"],
        instead("L_layer_model", "% 100", "% 10", "return parameters, costs", "return parameters"))
mistake("L_layer_model", "another name for what is learned", ["`parameters` never changes in the loop: each iteration must go on from the `params` of the one before"], """
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    parameters, costs = initialize_parameters_deep(layers_dims), []
    params = parameters
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(compute_cost(AL, Y))
        params = update_parameters(parameters, L_model_backward(AL, Y, caches), learning_rate)
    return params, costs
""")
mistake("L_layer_model", "three sizes", ["`layers_dims` has a size for each layer, however many there are"], """
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    (n_x, n_h, n_y) = layers_dims
    return initialize_parameters_deep([n_x, n_h, n_y]), []
""")

mistake("linear_activation_backward", "two: a function misspelled twice, and a capital letter", ["Did you mean `linear_backward`?", "misspells a word: it has `activation == 'Relu'`"], """
def linear_activation_backward(dA, cache, activation):
    (A_prev, W, b), Z = cache
    if activation == "Relu":
        return liner_backward(relu_backward(dA, Z), cache[0])
    elif activation == "sigmoid":
        return liner_backward(sigmoid_backward(dA, Z), cache[0])
""", never=["wrong block", "swapped"])
mistake("update_parameters", "two: a module without import, and /", ["It is a module: write `import copy` above", "needs `range(1, len(new) // 2 + 1)`"], """
def update_parameters(parameters, grads, learning_rate):
    new = copy.deepcopy(parameters)
    for l in range(1, len(new) / 2 + 1):
        for letter in "Wb":
            new[f"{letter}{l}"] -= learning_rate * grads[f"d{letter}{l}"]
    return new
""")
mistake("relu_backward", "two: numpy by its full name, and the slope of Z negative", ["NumPy is called `np` here", "parts in the wrong order"], """
def relu_backward(dA, Z):
    return dA * numpy.where(Z < 0, 1, 0)
""")
mistake("L_model_forward", "all activations, and all Z", ["`AL` is a list with", "`caches[0]` is an array"], """
def L_model_forward(X, parameters):
    activations, sums = [X], []
    L = len(parameters) // 2
    for l in range(1, L + 1):
        Z = parameters[f"W{l}"] @ activations[-1] + parameters[f"b{l}"]
        sums.append(Z)
        activations.append(np.maximum(0, Z) if l < L else 1 / (1 + np.exp(-Z)))
    return activations, sums
""")
mistake("linear_activation_forward", "both helpers of one's own", ["`relu`, which it calls, is not right yet", "np.where or np.maximum", "Your `sigmoid`, which it calls, differs", "it should return the pair"], """
def sigmoid(Z):
    return 1 / (1 + np.exp(-Z))

def relu(Z):
    return max(0, Z), Z

def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = relu(Z) if activation == "relu" else sigmoid(Z)
    return A, (linear_cache, activation_cache)
""")
for words, dAL in (
    ["AL - Y is already the dZ of the last layer", "AL - Y"], ["belongs to the squared error", "2 * (AL - Y)"],
    ["linear_backward divides by m already", "-2 * (Y - AL) / Y.shape[1]"], ["belongs to another cost", "(AL - Y) / AL.size"],
):  # fmt: skip
    mistake("L_model_backward", f"dAL = {dAL}", [words], f"""
def L_model_backward(AL, Y, caches):
    dA, grads = {dAL}, {{}}
    for l in range(len(caches), 0, -1):
        kind = "sigmoid" if l == len(caches) else "relu"
        dA, grads[f"dW{{l}}"], grads[f"db{{l}}"] = linear_activation_backward(dA, caches[l - 1], kind)
        grads[f"dA{{l - 1}}"] = dA
    return grads
""")
mistake("L_layer_model", "a step before the gradient goes down", ["each layer takes its step before the gradient goes down through it"], """
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    parameters, costs, m = initialize_parameters_deep(layers_dims), [], X.shape[1]
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        if i % 100 == 0 or i == num_iterations - 1:
            costs.append(compute_cost(AL, Y))
            if print_cost:
                print(i, costs[-1])
        dZ = AL - Y
        for l in range(len(caches), 0, -1):
            A_prev = caches[l - 1][0][0]
            parameters[f"W{l}"] = parameters[f"W{l}"] - learning_rate * dZ @ A_prev.T / m
            parameters[f"b{l}"] = parameters[f"b{l}"] - learning_rate * np.sum(dZ, axis=1, keepdims=True) / m
            if l > 1:
                dZ = parameters[f"W{l}"].T @ dZ * (caches[l - 2][1] > 0)
    return parameters, costs
""")

mistake("L_model_forward", "two: the loop too short, and its variable used after it", ["needs `range(1, L)`", "parameters['W' + str(L)]"], """
def L_model_forward(X, parameters):
    A, caches, L = X, [], len(parameters) // 2
    for l in range(1, L - 1):
        A, cache = linear_activation_forward(A, parameters["W" + str(l)], parameters["b" + str(l)], "relu")
        caches.append(cache)
    AL, cache = linear_activation_forward(A, parameters["W" + str(l)], parameters["b" + str(l)], "sigmoid")
    caches.append(cache)
    return AL, caches
""")
mistake("predict", "two layers written out", ["works only for networks of 2 layers"], """
def predict(X, parameters):
    A1, _ = linear_activation_forward(X, parameters["W1"], parameters["b1"], "relu")
    A2, _ = linear_activation_forward(A1, parameters["W2"], parameters["b2"], "sigmoid")
    return (A2 > 0.5).astype(int)
""")
mistake("L_layer_model", "two: one way forward for all, and the old numbers returned", ["`L_model_forward` runs only once, before the loop"], """
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    parameters, costs = initialize_parameters_deep(layers_dims), []
    AL, caches = L_model_forward(X, parameters)
    cost = compute_cost(AL, Y)
    for i in range(num_iterations):
        grads = L_model_backward(AL, Y, caches)
        params = update_parameters(parameters, grads, learning_rate)
        if i % 10 == 0:
            costs.append(cost)
    return parameters, costs
""")
mistake("L_model_backward", "the last layer's gradients stored one too low", ["needs `grads['dA' + str(L - 1)], grads['dW' + str(L)], grads['db' + str(L)]"], """
def L_model_backward(AL, Y, caches):
    grads, L = {}, len(caches)
    dAL = -(Y / AL - (1 - Y) / (1 - AL))
    grads["dA" + str(L - 1)], grads["dW" + str(L - 1)], grads["db" + str(L - 1)] = linear_activation_backward(dAL, caches[-1], "sigmoid")
    for l in reversed(range(L - 1)):
        grads["dA" + str(l)], grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = linear_activation_backward(grads["dA" + str(l + 1)], caches[l], "relu")
    return grads
""", never=["- 0"])

# --- slips of a hand, one for each row of the table that none above needs

slip("sigmoid_backward", "no sign between", ["lacks a `*`, so Python takes it for a call"], "s * (1 - s)", "s(1 - s)")
slip("sigmoid_backward", "three factors for one product", ["passes a third argument, into which NumPy writes the result"], "dA * s * (1 - s)", "np.multiply(dA, s * (1 - s), Z)")
slip("predict", "a name that is gone", ["uses a name that NumPy has dropped"], "astype(int)", "astype(np.int)")
slip("linear_activation_backward", "a function for a word", ["compares with a function: put its name in quotes"], 'activation == "relu"', "activation == relu")
slip("L_model_backward", "counted up", ["counts upwards, so the loop never runs"], "range(L, 0, -1)", "range(L, 0)")
slip("L_model_forward", "two numbers for a range", ["loops over just two numbers"], "range(1, L + 1)", "(1, L + 1)")
slip("L_model_forward", "no letter f", ["is not an f-string"], 'parameters["W" + str(l)]', 'parameters["W{l}"]')
slip("L_model_forward", "a comma in a key", ["with a comma, where + belongs"], 'parameters["W" + str(l)]', 'parameters["W", str(l)]')
slip("L_model_forward", "/ for //", ["divides with /, which gives a float"], "len(parameters) // 2", "len(parameters) / 2")
slip("sigmoid_backward", "a hat for a power", ["has ^, which is no power"], "1 / (1 + np.exp(-Z))", "(1 + np.exp(-Z)) ^ -1")
slip("compute_cost", "1 - Y in the wrong logarithm", ["has `AL` where `1 - AL` belongs"], "np.log(1 - AL)", "np.log(AL)")
slip("linear_backward", "a mean of a mean", ["takes a mean where a sum belongs"], "np.sum(dZ, axis=1, keepdims=True) / m", "np.mean(dZ, axis=1, keepdims=True) / m")
slip("linear_backward", "two minus signs", ["has a wrong sign"], "np.dot(W.T, dZ)", "-np.dot(W.T, dZ)")
slip("L_layer_model", "and for or", ["needs `or` between its parts"], "i % 100 == 0 or", "i % 100 == 0 and")
