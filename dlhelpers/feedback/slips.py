"""Slips of thought that no small change of a text puts right: what an output is instead, one line each."""

# ruff: noqa: E501

import ast
import re

import numpy as np

from . import cases, judge

TABLE = """
linear_forward | Z | W @ A + A.shape[0] * b | `b` is added once for each input: add it once, after the sum over the inputs
sigmoid | A | np.tanh(Z) | this is tanh; sigmoid is 1 / (1 + exp(-Z))
sigmoid | A | np.exp(Z) / np.exp(Z).sum(axis=0) | this is softmax, for several classes; sigmoid looks at each number alone
sigmoid | A | np.exp(Z) / np.exp(Z).sum() | this is softmax, for several classes; sigmoid looks at each number alone
sigmoid | A | np.maximum(0, Z) | this is relu; sigmoid is 1 / (1 + exp(-Z))
relu | A | (Z > 0) * 1.0 | this is the slope of relu, 0 or 1; relu itself passes on what is positive, max(0, Z)
relu | A | np.where(Z > 0, Z, 0.01 * Z) | this is leaky relu; relu gives exactly 0 for a negative Z
relu | A | np.where(Z > 0, Z, 0.1 * Z) | this is leaky relu; relu gives exactly 0 for a negative Z
relu | A | np.where(Z > 0, Z, 0.2 * Z) | this is leaky relu; relu gives exactly 0 for a negative Z
relu | A | 1 / (1 + np.exp(-Z)) | this is sigmoid; relu is max(0, Z)
sigmoid_backward | dZ | dA * Z * (1 - Z) | the formula s (1 - s) has Z in the place of s: s is sigmoid(Z)
sigmoid_backward | dZ | 1 / (1 + np.exp(-Z)) * (1 - 1 / (1 + np.exp(-Z))) | this is only the slope: the chain rule multiplies it by dA
sigmoid_backward | dZ | dA * (1 - np.tanh(Z) ** 2) | this is the slope of tanh; that of sigmoid is s (1 - s)
sigmoid_backward | dZ | dA * (1 - 1 / (1 + np.exp(-Z)) ** 2) | this is 1 - s ** 2, which belongs to tanh; the slope of sigmoid is s (1 - s)
sigmoid_backward | dZ | dA * (Z > 0) | this is the slope of relu; that of sigmoid is s (1 - s)
relu_backward | dZ | (Z > 0) * 1.0 | this is only the slope: the chain rule multiplies it by dA
relu_backward | dZ | np.where(Z > 0, dA, 0.01 * dA) | this is the slope of leaky relu; that of relu is exactly 0 for a negative Z
relu_backward | dZ | dA * (dA > 0) | what decides is whether Z was positive, and not dA
relu_backward | dZ | dA * np.maximum(0, Z) | dA is multiplied by relu(Z) itself: its slope is 1 where Z > 0, and 0 elsewhere
relu_backward | dZ | dA * Z | dA is multiplied by Z: the slope of relu is 1 where Z > 0, and 0 elsewhere
relu_backward | dZ | np.maximum(0, Z) | dA is not used: pass dA on where Z > 0
relu_backward | dZ | np.maximum(0, dA) | what decides is whether Z was positive, and not dA
relu_backward | dZ | dA * (1 - np.tanh(Z) ** 2) | this is the slope of tanh; that of relu is 1 where Z > 0, and 0 elsewhere
relu_backward | dZ | dA * np.sign(Z) | the sign is -1 where Z is negative: the slope of relu is 0 there
sigmoid_backward | dZ | 1 / (1 + np.exp(-dA)) * (1 - 1 / (1 + np.exp(-dA))) | sigmoid is taken of dA: take it of Z, and multiply its slope by dA
compute_cost | cost | np.mean((AL - Y) ** 2) | this is the mean squared error; the cost here is the cross-entropy
compute_cost | cost | np.mean((AL - Y) ** 2) / 2 | this is half the mean squared error; the cost here is the cross-entropy
compute_cost | cost | np.sum((AL - Y) ** 2) | this is the squared error; the cost here is the cross-entropy
compute_cost | cost | np.sum((AL - Y) ** 2) / 2 | this is the squared error; the cost here is the cross-entropy
compute_cost | cost | -np.mean(Y * np.log(AL)) | the term for label 0 is missing, (1 - Y) log(1 - AL): this is the cost of several classes
compute_cost | cost | -np.sum(Y * np.log(AL)) | the term for label 0 is missing, (1 - Y) log(1 - AL), and the mean
compute_cost | cost | -np.sum(Y.T * np.log(AL) + (1 - Y).T * np.log(1 - AL)) / Y.shape[1] | this product is an m by m table of every label with every prediction; each label belongs to its own prediction only: use `*` without a transpose, or `np.dot(Y, np.log(AL).T)`
two_layer_gradients | A2 | 1 - two_layer_forward(X, W1, b1, W2, b2)[2] | this is the probability of label 0
log_uniform | settings | low + u * (high - low) | these are spread evenly between low and high: spread their logarithms evenly, and come back with exp
log_uniform | settings | np.log(low) + u * (np.log(high) - np.log(low)) | these are the logarithms: come back from them with exp
log_uniform | settings | np.log10(low) + u * (np.log10(high) - np.log10(low)) | these are the logarithms: come back from them with 10 **
most_wrong | columns | np.argsort(-np.where(Y == 1, AL, 1 - AL)[0])[:k].tolist() | these are the best first: sort in ascending order, the lowest probability first
most_wrong | columns | np.argsort(np.abs(AL - 0.5)[0])[:k].tolist() | these are the least sure; the most wrong gave their true label the least probability
mean_interval | low | np.mean(values) - 1.96 * np.std(values, ddof=1) / len(values) ** 0.5 | 1.96 is for very many values: for n of them it is t_factor(n)
mean_interval | low | np.mean(values) - 2 * np.std(values, ddof=1) / len(values) ** 0.5 | 2 is for many values: for n of them it is t_factor(n)
mean_interval | low | np.mean(values) - t_factor(len(values)) * np.std(values, ddof=1) | this is how far single values spread: their mean spreads less, by a factor of sqrt(n)
winner | validation mean | validation.max() | this is the luckiest start of all: take the mean over the starts first
update_with_decay | parameters | update_parameters(parameters, grads, learning_rate) | the weights do not decay: each W is also pulled by decay * W
update_with_decay | parameters | {name: value - learning_rate * (grads[f"d{name}"] + decay * value) for name, value in parameters.items()} | the biases decay, too: only the weights do
update_with_decay | parameters | {name: value - learning_rate * grads[f"d{name}"] - decay * value * (name[0] == "W") for name, value in parameters.items()} | the decay is not multiplied by the learning rate: it is part of the slope
update_with_decay | parameters | {name: value - learning_rate * (grads[f"d{name}"] - decay * value * (name[0] == "W")) for name, value in parameters.items()} | the weights are pushed away from 0: the decay adds to the slope, and the slope is subtracted
stopping_point | stopped | stopping_point(costs, patience + 1)[1] | it gives up one cost too late: stop as soon as `patience` costs have brought no new lowest
stopping_point | kept | stopping_point(costs, patience)[1] | this is where it stopped: keep the index of the lowest cost before that
stopping_point | kept | int(np.argmin(costs)) | this looks at all costs: those after the stop are never seen
mini_batches | batches | [(x, Y[:, i * batch_size : (i + 1) * batch_size]) for i, (x, _) in enumerate(mini_batches(X, Y, batch_size, order))] | the labels are not shuffled: take the same columns of Y as of X
mini_batches | batches | mini_batches(X, Y, batch_size, np.arange(len(order))) | nothing is shuffled: the columns are to be taken in the given order
mini_batches | batches | mini_batches(X, Y, batch_size, order)[:-1] | the last batch is missing: it may be smaller than the others
mini_batches | batches | mini_batches(X, Y, batch_size, order)[: len(order) // batch_size] | the last batch is missing: it may be smaller than the others
update_with_momentum | parameters | update_parameters(parameters, {f"d{name}": value for name, value in velocity.items()}, learning_rate) | the step follows the old velocity: update the velocity first, and step along the new one
update_with_momentum | parameters | update_parameters(parameters, grads, learning_rate) | the step follows the gradient alone: it is the velocity that it follows
update_with_momentum | velocity | {name: beta * velocity[name] + (1 - beta) * grads[f"d{name}"] for name in velocity} | the gradient is multiplied by 1 - beta: here it is added whole
winner | best | np.argmax(test.mean(axis=1)) | the row is chosen by the test data: choose by the validation data alone
linear_probe | test_AL | linear_probe(A, Y, (test_A - test_A.mean(axis=1, keepdims=True)) / (test_A.std(axis=1, keepdims=True) + 1e-8) * A.std(axis=1, keepdims=True) + A.mean(axis=1, keepdims=True), learning_rate, num_iterations) | the others are centred and scaled by their own mean and spread: use those of A, since test data must play no part in the preparation
linear_probe | test_AL | np.round(linear_probe(A, Y, test_A, learning_rate, num_iterations)) | these are the answers 0 or 1: return the probabilities
he_start | parameters | {key: value * np.sqrt(value.shape[1] / value.shape[0]) for key, value in he_start(draws).items()} | the weights are multiplied by sqrt(2 / n_l), with the units of the layer itself: take n_{l-1}, the number of inputs of a unit
he_start | parameters | {key: value / np.sqrt(2) for key, value in he_start(draws).items()} | the weights are divided by sqrt(n_{l-1}), as in lesson 2: relu lets only about half of the mean square through, and the 2 in sqrt(2 / n_{l-1}) makes up for it
he_start | parameters | {key: value * np.sqrt(2 / value.shape[1]) for key, value in he_start(draws).items()} | the factor is 2 / n_{l-1}: that is the mean square wanted, so take its root
angle | degrees | np.radians(angle(U, G)) | this is the angle in radians: np.degrees turns it into degrees
angle | degrees | np.cos(np.radians(angle(U, G))) | this is the cosine: np.arccos and np.degrees make the angle of it
most_exciting | columns | -np.sort(-A, axis=1)[:, :k] | these are the answers themselves: np.argsort tells which examples they belong to
most_exciting | columns | np.argsort(A, axis=1)[:, :k] | these are the weakest: sort the other way round
prepare | X | (flatten(images) - mean) / 255 | the mean is divided by 255, too: scale the pixels to between 0 and 1 first
prepare | X | images.reshape(-1, len(images)) / 255 - mean | this mixes the pixels of different images: lay each one out as a column, as dl.flatten does
integrate_and_fire | voltage | unleaky(current, dt, tau, R, rest, threshold, pause) | nothing leaks: besides R * I, each step needs the pull rest - V
zigzag | W1 | np.eye(n) | each unit looks at only one bit: every unit counts all of them
integrate_and_fire | voltage | integrate_and_fire(current, dt, tau, R, rest, threshold, 0)[0] | the pause has no effect: for so many steps V stays at rest
multiply_adds | count | multiply_adds(layer_dims, m) // 3 | this counts the way forward only: Z, dW and dA take one product each
gradients_in_blocks | grads | in_blocks(X, Y, parameters, blocks, lambda k: 1 / len(blocks)) | a block of few examples weighs as much as one of many: each counts by its share, its examples out of all
gradients_in_blocks | grads | in_blocks(X, Y, parameters, blocks, lambda k: 1) | the blocks' gradients are added up as they are: each is already a mean, and counts by its share, its examples out of all
gradients_in_blocks | grads | in_blocks(X, Y, parameters, blocks, lambda k: len(blocks[k]) / Y.size * (k == len(blocks) - 1)) | this is the share of the last block only: add up those of all blocks
gradients_in_blocks | grads | in_blocks(X, Y, parameters, blocks, lambda k: len(blocks[k]) / Y.size * (k == 0)) | this is the share of the first block only: add up those of all blocks
gradients_in_blocks | grads | in_blocks(X, Y, parameters, blocks, lambda k: len(blocks[k])) | the sum over all examples is not divided by their number
L_model_forward | AL | forward(X, parameters, "sigmoid") | the hidden layers go through sigmoid, too: they need relu, and only the last layer uses sigmoid
L_model_forward | AL | forward(X, parameters, "relu", "relu") | the last layer goes through relu, too: it needs sigmoid
L_model_backward | grads | backward(AL, Y, caches, "sigmoid") | the hidden layers go back through sigmoid, too: they need relu, and only the last layer uses sigmoid
L_model_backward | grads | backward(AL, Y, caches, "relu", "relu") | the last layer goes back through relu, too: it needs sigmoid, and relu is for the layers below it
L_model_backward | grads | backward(AL, Y, caches, turned=True) | the layers are numbered from the last to the first: layer l, counted from the input, has dW{l} and db{l}
L_model_backward | grads | backward(AL, Y, caches, stale=True) | every hidden layer starts from the dA of the cost: each needs that of the layer above it
L_model_backward | grads | backward(AL, Y, caches, "sigmoid", stale=True) | every hidden layer goes back through sigmoid, and starts from the dA of the cost: it needs relu, and the dA of the layer above it
gradient_check | error | held(parameters, X, Y, backward, step, up=step, down=0) | the slope is measured on one side: move each number up and down, and divide by 2 step
gradient_check | error | held(parameters, X, Y, backward, step, up=step, down=0, over=2) | this is (J(w + step) - J(w)) / (2 step): the second cost belongs to w - step, and each number that is moved to a copy
gradient_check | error | held(parameters, X, Y, backward, step, over=1) | up and down lie 2 step apart, so divide by 2 step
gradient_check | error | held(parameters, X, Y, backward, step, over=2 / step**2) | `/ 2 * step` divides by 2 and multiplies by step: put 2 * step in brackets
gradient_check | error | held(parameters, X, Y, backward, step, whole=True) | all arrays are treated as one: take the error of each array by itself, and the largest of them
gradient_check | error | held(parameters, X, Y, backward, step, size=lambda g, d: 1) | the difference is not divided by |g| + |measured|
gradient_check | error | held(parameters, X, Y, backward, step, size=lambda g, d: g) | the difference is divided by |g| only: divide it by |g| + |measured|
gradient_check | error | held(parameters, X, Y, backward, step, size=lambda g, d: d) | the difference is divided by |measured| only: divide it by |g| + |measured|
gradient_check | error | held(parameters, X, Y, backward, step, size=np.maximum) | the difference is divided by the larger of the two: divide it by |g| + |measured|
gradient_check | error | held(parameters, X, Y, backward, step, norm=lambda v: np.abs(v).max()) | the largest entry is used where a norm belongs: the root of the sum of the squares, np.linalg.norm
gradient_check | error | held(parameters, X, Y, L_model_backward, step) | the argument `backward` is not used: take the gradients from backward(AL, Y, caches)
gradient_check | error | held(parameters, X, Y, backward, step, which=np.mean) | this is the mean of the errors: a single wrong array must show, so take the largest
gradient_check | error | held(parameters, X, Y, backward, step, which=lambda errors: errors[-1]) | this is the error of the last array only: take the largest of all
gradient_check | error | held(parameters, X, Y, backward, step, which=lambda errors: errors[0]) | this is the error of the first array only: take the largest of all
update_parameters | parameters | parameters | the old numbers come back: no line puts the new ones into the dict that is returned
oja | dW | -oja(A_prev, A, W) | the sign is reversed: what comes back is subtracted, so it must point against the growth
"""


def forward(X, parameters, hidden, last="sigmoid"):
    """The prediction, with other activations."""
    A, L, ours = X, len(parameters) // 2, cases.reference()
    for l in range(1, L + 1):
        A, _ = ours["linear_activation_forward"](A, parameters[f"W{l}"], parameters[f"b{l}"], hidden if l < L else last)
    return A


def backward(AL, Y, caches, hidden="relu", last="sigmoid", stale=False, turned=False):
    """The gradients dW and db, with other activations, with the first dA for every layer, or numbered from the last."""
    grads, L = {}, len(caches)
    first = dA = (1 - Y) / (1 - AL) - Y / AL
    step = cases.reference()["linear_activation_backward"]
    for l in range(L, 0, -1):
        dA, dW, db = step(first if stale else dA, caches[l - 1], hidden if l < L else last)
        n = L + 1 - l if turned else l
        grads[f"dW{n}"], grads[f"db{n}"] = dW, db
    return grads


def held(
    parameters, X, Y, backward, step, *, up=None, down=None, over=None,
    whole=False, norm=np.linalg.norm, size=np.add, which=max
):  # fmt: skip
    """The error of gradients, measured in other ways; `over` is by what a difference is divided, in steps."""
    up, down = step if up is None else up, step if down is None else down
    over = (up + down) / step if over is None else over
    ours = cases.reference()
    AL, caches = ours["L_model_forward"](X, parameters)
    grads, pairs = backward(AL, Y, caches), []
    for name, value in parameters.items():
        measured = np.zeros(value.shape)
        for position in np.ndindex(value.shape):
            J = []
            for change in (up, -down):
                moved = value.copy()
                moved[position] += change
                J.append(ours["compute_cost"](ours["L_model_forward"](X, {**parameters, name: moved})[0], Y))
            measured[position] = (J[0] - J[1]) / (over * step)
        pairs.append((grads[f"d{name}"].ravel(), measured.ravel()))
    if whole:
        pairs = [tuple(map(np.concatenate, zip(*pairs, strict=True)))]
    return which([norm(g - d) / size(norm(g), norm(d)) for g, d in pairs])


def in_blocks(X, Y, parameters, blocks, weight):
    """The gradients of the blocks, added up with other weights."""
    ours, total = cases.reference(), dict.fromkeys([f"d{name}" for name in parameters], 0)
    for k, columns in enumerate(blocks):
        AL, caches = ours["L_model_forward"](X[:, columns], parameters)
        grads = ours["L_model_backward"](AL, Y[:, columns], caches)
        total = {name: total[name] + weight(k) * grads[name] for name in total}
    return total


def unleaky(current, dt, tau, R, rest, threshold, pause):
    """The voltage of a neuron from which nothing leaks away."""
    V, wait, voltage = rest, 0, []
    for I in current:
        wait, V = (wait - 1, V) if wait else (0, V + dt / tau * R * I)
        V, wait = (rest, pause) if threshold <= V else (V, wait)
        voltage.append(V)
    return np.array(voltage)


def rows(name):
    for line in TABLE.strip().split("\n"):
        function, *rest = (part.strip() for part in line.split(" | "))
        if function == name:
            yield rest


def told(answer, calls, expected, outcomes):
    """The sentence of the first row that gives what the answer gives, in every case that came to its end."""
    runs = list(zip(calls, expected, outcomes, strict=False))
    done = [(case, wanted, outcome.value) for case, wanted, outcome in runs if outcome.error is None]
    for output, instead, words in rows(answer.name) if len(done) > 1 else ():
        if gives_instead(answer.name, output, instead, done):
            if output == "grads" and '"relu", "relu"' in instead and last_layer_has_its_own_lines(answer.tree):
                return ["The loop goes through the last layer again, with relu: start it one layer lower."]
            words = in_names_of(answer, words)
            return [words[0].upper() + words[1:] + "." if output == "grads" else f"In `{output}`, {words}."]
    depths = {len(wanted) for _, wanted, _ in done} if cases.OUTPUTS[answer.name] == "grads" else ()
    if len(depths) > 1 and all(judge.older_numbering(wanted, value) for _, wanted, value in done):
        return [judge.OLDER]
    return one_depth(answer, runs)


def last_layer_has_its_own_lines(tree):
    """Tell whether a loop takes relu alone, and sigmoid stands outside it."""
    loops = [one for one in ast.walk(tree or ast.Pass()) if isinstance(one, (ast.For, ast.While))]
    inside = "".join(map(ast.unparse, loops))
    return "relu" in inside and "sigmoid" not in inside and "sigmoid" in ast.unparse(tree)


def in_names_of(answer, words):
    """A sentence whose code has the learner's names for the arguments."""
    names = dict(zip(cases.parameters(answer.name), answer.parameters or (), strict=False))
    return re.sub(r"`[^`]*`", lambda code: re.sub(r"\w+", lambda one: names.get(one[0], one[0]), code[0]), words)


def gives_instead(name, output, instead, done):
    """Tell whether an output is wrong, and is this in its stead."""
    ours = {**cases.reference(), "np": np, "forward": forward, "backward": backward, "unleaky": unleaky}
    ours |= {"held": held, "in_blocks": in_blocks}
    names, told, wrong = list(cases.parameters(name)), 0, False
    for case, wanted, value in done:
        try:
            with np.errstate(all="ignore"):
                other = eval(instead, ours | dict(zip(names, case.args, strict=False)))
            mine, right = at(output, value, name), at(output, wanted, name)
        except ValueError:  # as where a dA belongs to another layer
            continue
        if isinstance(mine, dict):  # dA may be numbered otherwise, and is another matter
            mine, right = ({key: one.get(key) for key in other} for one in (mine, right))
        if not judge.same(mine, other, judge.close):
            return False
        told, wrong = told + 1, wrong or not judge.same(mine, right, judge.close)
    return wrong and told > 1


def at(place, value, name):
    """The output of that name in what a function returned; None where there is none."""
    outputs = cases.OUTPUTS[name]
    if isinstance(outputs, tuple) and judge.unpacks(value, len(outputs)):
        return dict(zip(outputs, value, strict=True)).get(place)
    return value if place == outputs else None


ANY_DEPTH = ("forward_loop", "parameter_shapes", "L_model_forward", "L_model_backward", "update_parameters", "predict")


def one_depth(answer, runs):
    """A function without a loop is right for one number of layers alone."""
    nodes = ast.walk(answer.tree) if answer.tree and answer.name in ANY_DEPTH else ()
    loops = any(isinstance(one, (ast.For, ast.While, ast.comprehension)) for one in nodes)
    if not nodes or loops or not re.search(r"['\"]d?[Wb]\d|caches\[\d", ast.unparse(answer.tree)):
        return []
    right, wrong = set(), set()
    for case, wanted, outcome in runs:
        fits = outcome.error is None and judge.share(answer.name, wanted, outcome.value) == 1
        (right if fits else wrong).add(layers(case, wanted))
    if len(right) > 1 or right & wrong or not wrong:
        return []
    alone = [f"it works only for networks of {judge.counted(one, 'layer')}" for one in right]
    only = alone[0] if alone else "the number of layers is fixed"
    return [f"There is no loop, so {only}: go through the layers with a loop, from 1 to L."]


def layers(case, wanted):
    """How many layers a case is about."""
    tables = [one for one in (*case.args, wanted) if isinstance(one, dict) and "1" in {key[-1] for key in one}]
    numbers = [int(key[-1]) for key in tables[0] if key[-1].isdigit()] if tables else [len(case.args[-1])]
    return max(numbers)
