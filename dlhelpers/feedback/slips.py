"""Slips of thought that no small change of a text puts right: what an output is instead, one line each."""

# ruff: noqa: E501

import ast
import re

import numpy as np

from . import cases, judge, trees

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
sigmoid_backward | dZ | Z * (1 - Z) | the formula s (1 - s) has Z in the place of s, which is sigmoid(Z), and dA is not used: the chain rule multiplies by it
sigmoid_backward | dZ | 1 - 1 / (1 + np.exp(-Z)) ** 2 | this is 1 - s ** 2, which belongs to tanh, and dA is not used: the slope of sigmoid is s (1 - s), and the chain rule multiplies it by dA
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
compute_cost | cost | -np.mean((AL - Y) ** 2) | this is the mean squared error, with a minus before it; the cost here is the cross-entropy
compute_cost | cost | np.mean(AL - Y) | this is the mean of AL - Y, the dZ of the last layer; the cost here is the cross-entropy
compute_cost | cost | np.squeeze(AL - Y) | this is AL - Y, the dZ of the last layer; the cost here is the cross-entropy
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
integrate_and_fire | voltage | neuron(current, dt, tau, R, rest, threshold, pause, leak=0) | nothing leaks: besides R * I, each step needs the pull rest - V
zigzag | W1 | np.eye(n) | each unit looks at only one bit: every unit counts all of them
integrate_and_fire | voltage | integrate_and_fire(current, dt, tau, R, rest, threshold, 0)[0] | the pause has no effect: for so many steps V stays at rest
multiply_adds | count | multiply_adds(layer_dims, m) // 3 | this counts the way forward only: Z, dW and dA take one product each
gradients_in_blocks | grads | in_blocks(X, Y, parameters, blocks, each, lambda k: 1 / len(blocks)) | a block of few examples weighs as much as one of many: each counts by its share, its examples out of all
gradients_in_blocks | grads | in_blocks(X, Y, parameters, blocks, each, lambda k: 1) | the blocks' gradients are added up as they are: each is already a mean, and counts by its share, its examples out of all
gradients_in_blocks | grads | in_blocks(X, Y, parameters, blocks, each, lambda k: len(blocks[k]) / Y.size * (k == len(blocks) - 1)) | this is the share of the last block only: add up those of all blocks
gradients_in_blocks | grads | in_blocks(X, Y, parameters, blocks, each, lambda k: len(blocks[k]) / Y.size * (k == 0)) | this is the share of the first block only: add up those of all blocks
gradients_in_blocks | grads | in_blocks(X, Y, parameters, blocks, each, lambda k: len(blocks[k])) | the sum over all examples is not divided by their number
L_model_forward | AL | forward(X, parameters, "sigmoid") | the hidden layers go through sigmoid, too: they need relu, and only the last layer uses sigmoid
L_model_forward | AL | forward(X, parameters, "relu", "relu") | the last layer goes through relu, too: it needs sigmoid
L_model_forward | AL | 1 / (1 + np.exp(-forward(X, parameters, "relu", "relu"))) | the last layer goes through relu before sigmoid, so no AL is below one half: take sigmoid of its Z
L_model_forward | AL | np.ones((1, X.shape[1])) | each AL is 1, as softmax makes it of a single unit: the last layer needs sigmoid
L_model_forward | AL | odds(forward(X, parameters, "relu")) | the last layer goes through softmax, over the examples: it needs sigmoid
L_model_forward | AL | odds(forward(X, parameters, "sigmoid")) | the hidden layers go through sigmoid, and the last one through softmax, over the examples: the hidden ones need relu, and the last one sigmoid
L_layer_model | parameters | one_by_one(X, Y, layers_dims, learning_rate, num_iterations) | each example takes a step of its own: one iteration takes one step, with all examples
L_layer_model | parameters | hasty(X, Y, layers_dims, learning_rate, num_iterations) | each layer takes its step before the gradient goes down through it: work out all gradients with the weights of the way forward, and take the steps after that
L_model_backward | grads | backward(AL, Y, caches, dAL=AL - Y) | AL - Y is already the dZ of the last layer, and goes back through sigmoid once more: dAL is -(Y / AL - (1 - Y) / (1 - AL))
L_model_backward | grads | backward(AL, Y, caches, dAL=(AL - Y) / Y.size) | the gradients start from (AL - Y) / m, which belongs to another cost, and linear_backward divides by m again: dAL is -(Y / AL - (1 - Y) / (1 - AL))
L_model_backward | grads | backward(AL, Y, caches, dAL=2 * (AL - Y)) | 2 (AL - Y) belongs to the squared error: here dAL is that of the cross-entropy, -(Y / AL - (1 - Y) / (1 - AL))
L_model_backward | grads | backward(AL, Y, caches, dAL=2 * (AL - Y) / Y.size) | 2 (AL - Y) belongs to the squared error, and linear_backward divides by m already: here dAL is that of the cross-entropy, -(Y / AL - (1 - Y) / (1 - AL))
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
update_parameters | parameters | {name: value - learning_rate * grads[f"d{name}"] * (name[0] == "W") for name, value in parameters.items()} | only the weights take a step: the biases take one, too
update_parameters | parameters | {name: value - learning_rate * grads[f"d{name}"] * (name[0] == "b") for name, value in parameters.items()} | only the biases take a step: the weights take one, too
update_parameters | parameters | parameters | the old numbers come back: no line puts the new ones into the dict that is returned
two_layer_gradients | gradients | tuple(-one for one in two_layer_gradients(X, Y, W1, b1, W2, b2)[1]) | every sign is reversed: start from dZ2 = A2 - Y
L_model_backward | grads | weights_alone(L_model_backward(AL, Y, [*open_gates(caches[:-1]), caches[-1]])) | relu lets every gradient through: it must stop it where Z is not positive
prepare | X | flatten(images) / 255 | the mean is not subtracted
prepare | X | flatten(images) - mean | the pixels are not divided by 255
prepare | X | flatten(images) / 255 - np.mean(flatten(images) / 255, axis=1, keepdims=True) | the mean of these images is subtracted: subtract the `mean` that is handed over, so that all images are treated alike
prepare | X | flatten(images) / 255 - np.mean(images / 255) | the mean of these images is subtracted: subtract the `mean` that is handed over, so that all images are treated alike
mean_interval | low | np.mean(values) - t_factor(len(values)) * np.std(values) / len(values) ** 0.5 | the squared differences are divided by n: for the spread of a sample it is n - 1, as in `values.std(ddof=1)`
mean_interval | low | np.mean(values) - t_factor(len(values)) * np.std(values, ddof=1) / len(values) | the spread is divided by n: the standard error is s / sqrt(n)
mean_interval | low | np.mean(values) - t_factor(len(values)) * np.std(values) / len(values) | the spread is divided by n where sqrt(n) belongs, and lacks `ddof=1`: the standard error is s / sqrt(n)
mean_interval | low | np.mean(values) - t_factor(len(values) - 1) * np.std(values, ddof=1) / len(values) ** 0.5 | t_factor is given n - 1: give it n itself, the number of values
winner | best | np.argmax(validation.max(axis=1)) | the row with the luckiest start is chosen: choose by the mean over the starts
winner | best | np.argmax(validation.min(axis=1)) | the row is chosen by its worst start: choose by the mean over the starts
winner | best | np.argmax(np.median(validation, axis=1)) | the row is chosen by its median: choose by the mean over the starts
winner | best | np.argmax(validation.mean(axis=0)) | these are the means of the columns: axis=1 runs over the starts, and gives one mean for each setting
stopping_point | kept | stopping_point(np.array(costs) - 1e-9 * np.arange(len(costs)), patience)[0] | a tie counts as a new lowest: only a lower cost is one, so compare with <
stopping_point | stopped | stopping_point(costs, 1)[1] | it stops at the first cost that is no new lowest: wait until `patience` of them have come
stopping_point | stopped | stopping_point(np.array(costs) - 1e-9 * np.arange(len(costs)), 1)[1] | it stops at the first rise: wait until `patience` costs have brought no new lowest
stopping_point | kept | costs[stopping_point(costs, patience)[0]] | this is the lowest cost itself: return its index
most_wrong | columns | np.argsort(np.where(Y == 1, AL, 1 - AL)[0])[-k:].tolist() | these are the last of the order, the best: the lowest probabilities come first
most_wrong | columns | most_wrong(AL, Y, k)[::-1] | these are the right ones, in the wrong order: the worst comes first
most_wrong | columns | np.argsort(AL[0])[:k].tolist() | these are sorted by AL, the probability of label 1: sort by that of the true label, 1 - AL where Y is 0
most_wrong | columns | np.argsort(-AL[0])[:k].tolist() | these are sorted by AL, the probability of label 1: sort by that of the true label, 1 - AL where Y is 0
most_exciting | columns | np.argsort(A, axis=1)[:, -k:] | the strongest comes last here: turn the order round
update_with_momentum | velocity | {name: beta * velocity[name] + learning_rate * grads[f"d{name}"] for name in velocity} | the learning rate is inside the velocity: it belongs in the step alone
zigzag | W2 | np.array([[1] + [-2] * (n - 1)]) | every unit after the first turns the sum down: they turn it down and up in turns, -2, then 2, and so on
zigzag | W2 | np.array([[1] + [2] * (n - 1)]) | every unit turns the sum up: after the first they turn it down and up in turns, -2, then 2, and so on
zigzag | W2 | (-1.0) ** np.arange(n)[np.newaxis] | a weight of 1 only undoes the slope before it, so the sum stays flat: from the second unit on it takes -2, then 2, and so on
zigzag | W2 | 2 * (-1.0) ** np.arange(n)[np.newaxis] | the first weight is twice too large: nothing has to be turned back there, so it is 1
zigzag | b1 | np.arange(n).reshape(n, 1) | the sign is reversed: unit k must start above k, so its bias is -k
linear_probe | test_AL | linear_probe(A, Y, test_A * (A.std(axis=1, keepdims=True) + 1e-8) + A.mean(axis=1, keepdims=True), learning_rate, num_iterations) | test_A is not centred and scaled: treat it as A, with the mean and the spread of A
integrate_and_fire | voltage | np.append(rest, integrate_and_fire(current, dt, tau, R, rest, threshold, pause)[0][:-1]) | V is noted before its step: note it at the end of each step
integrate_and_fire | voltage | neuron(current, dt, tau, R, rest, threshold, pause, peaks=True) | V is noted before it falls back: at a spike, note rest
feedback_alignment | grads | weights_alone(L_model_backward(AL, Y, caches)) | this goes back through the network's own W: put B[f'W{l}'] in its place
feedback_alignment | grads | feedback_alignment(AL, Y, [*open_gates(caches[:-1]), caches[-1]], B) | relu lets every gradient through: it must stop it where Z is not positive
multiply_adds | count | multiply_adds(layer_dims, m) | `input_gradient` changes nothing: without it, layer 1 has two products instead of three
multiply_adds | count | multiply_adds(layer_dims, m, not input_gradient) | `input_gradient` is taken the wrong way round: where it is False, layer 1 has two products
multiply_adds | count | multiply_adds(layer_dims, m) * (3 if input_gradient else 2) // 3 | every layer loses its dA where `input_gradient` is False: only layer 1 does
multiply_adds | count | multiply_adds(layer_dims, m) * 2 // 3 | each layer has three products, Z, dW and dA: only in layer 1, and where `input_gradient` is False, there are two
multiply_adds | count | multiply_adds(layer_dims[::-1], m, input_gradient) | the last layer is the one that loses a product: it is the first, whose dA belongs to the input
multiply_adds | count | multiply_adds(layer_dims, m, input_gradient) + with_biases(layer_dims[1:], m, input_gradient) | biases are not counted: they are added, and nothing is multiplied by them
multiply_adds | count | multiply_adds(layer_dims, m, input_gradient) + with_biases(layer_dims[:-1], m, input_gradient) | biases are not counted: they are added, and nothing is multiplied by them
gradients_in_blocks | grads | gradients_in_blocks(X, Y, parameters, blocks) | the gradients are right, but not worked out block by block with `each`: call it with the function for one block and with `blocks`, so that it can do several at the same time
oja | dW | -oja(A_prev, A, W) | the sign is reversed: what comes back is subtracted, so it must point against the growth
"""
LATE = """
sigmoid | activation cache | 1 / (1 + np.exp(-Z)) | these are the activations, and no longer Z as it came in: leave Z as it is, and give A an array of its own
relu | activation cache | np.maximum(0, Z) | these are the activations, and no longer Z as it came in: leave Z as it is, and give A an array of its own
linear_activation_forward | A | linear_activation_forward(A_prev, W, b, "relu")[0] | this is relu, whatever `activation` says: take sigmoid where `activation == 'sigmoid'`
linear_activation_forward | A | linear_activation_forward(A_prev, W, b, "sigmoid")[0] | this is sigmoid, whatever `activation` says: take relu where `activation == 'relu'`
linear_activation_backward | dW | linear_activation_backward(dA, cache, "relu")[1] | it goes back through relu, whatever `activation` says: take sigmoid where `activation == 'sigmoid'`
linear_activation_backward | dW | linear_activation_backward(dA, cache, "sigmoid")[1] | it goes back through sigmoid, whatever `activation` says: take relu where `activation == 'relu'`
linear_activation_backward | dW | (linear_backward(np.maximum(0, dA), cache[0]) if activation == "relu" else linear_activation_backward(dA, cache, activation))[1] | relu is taken of dA: what decides is whether Z was positive, so take relu_backward
linear_activation_backward | dW | linear_backward(dA, cache[0])[1] | dA is used where dZ belongs: go back through the activation first, with relu_backward or sigmoid_backward
linear_activation_backward | dW | (linear_backward(dA, cache[0]) if activation == "relu" else linear_activation_backward(dA, cache, activation))[1] | relu lets every gradient through: it must stop it where Z is not positive, with relu_backward
"""
"""The rows that are looked at only where the search finds no line to blame."""


def forward(X, parameters, hidden, last="sigmoid"):
    """The prediction, with other activations."""
    A, L, ours = X, len(parameters) // 2, cases.reference()
    for l in range(1, L + 1):
        A, _ = ours["linear_activation_forward"](A, parameters[f"W{l}"], parameters[f"b{l}"], hidden if l < L else last)
    return A


def backward(AL, Y, caches, hidden="relu", last="sigmoid", stale=False, turned=False, dAL=None):
    """The gradients dW and db, with other activations, with the first dA for every layer, or numbered from the last."""
    grads, L = {}, len(caches)
    first = dA = (1 - Y) / (1 - AL) - Y / AL if dAL is None else dAL
    step = cases.reference()["linear_activation_backward"]
    for l in range(L, 0, -1):
        dA, dW, db = step(first if stale else dA, caches[l - 1], hidden if l < L else last)
        n = L + 1 - l if turned else l
        grads[f"dW{n}"], grads[f"db{n}"] = dW, db
    return grads


def odds(A):
    """The softmax over all examples of the Z that belong to a sigmoid."""
    return A / (1 - A) / (A / (1 - A)).sum()


def one_by_one(X, Y, layers_dims, learning_rate, num_iterations):
    """Parameters that take a step with each example."""
    ours, parameters = cases.reference(), cases.start(layers_dims)
    for _ in range(num_iterations):
        for k in range(Y.size):
            AL, caches = ours["L_model_forward"](X[:, k : k + 1], parameters)
            grads = ours["L_model_backward"](AL, Y[:, k : k + 1], caches)
            parameters = ours["update_parameters"](parameters, grads, learning_rate)
    return parameters


def hasty(X, Y, layers_dims, learning_rate, num_iterations):
    """Parameters of which each layer takes its step before the gradient goes down through it."""
    ours, parameters = cases.reference(), cases.start(layers_dims)
    for _ in range(num_iterations):
        AL, caches = ours["L_model_forward"](X, parameters)
        dA, L = (1 - Y) / (1 - AL) - Y / AL, len(caches)
        for l in range(L, 0, -1):
            (A, W, b), Z = caches[l - 1]
            dZ = ours["relu_backward" if l < L else "sigmoid_backward"](dA, Z)
            _, dW, db = ours["linear_backward"](dZ, (A, W, b))
            parameters |= {f"W{l}": W - learning_rate * dW, f"b{l}": b - learning_rate * db}
            dA = parameters[f"W{l}"].T @ dZ
    return parameters


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


def in_blocks(X, Y, parameters, blocks, each, weight):
    """The gradients of the blocks, added up with other weights."""
    if each is not map:
        raise ValueError("whether each is used is another matter")
    ours, total = cases.reference(), dict.fromkeys([f"d{name}" for name in parameters], 0)
    for k, columns in enumerate(blocks):
        AL, caches = ours["L_model_forward"](X[:, columns], parameters)
        grads = ours["L_model_backward"](AL, Y[:, columns], caches)
        total = {name: total[name] + weight(k) * grads[name] for name in total}
    return total


def neuron(current, dt, tau, R, rest, threshold, pause, leak=1, peaks=False):
    """The voltage of a neuron, without its leak, or noted before it falls back."""
    V, wait, voltage = rest, 0, []
    for I in current:
        wait, V = (wait - 1, V) if wait else (0, V + dt / tau * (leak * (rest - V) + R * I))
        peak = V
        V, wait = (rest, pause) if threshold <= V else (V, wait)
        voltage.append(peak if peaks else V)
    return np.array(voltage)


def open_gates(caches):
    """Caches of which every Z is positive, so that relu lets all through."""
    return [(linear_cache, np.ones_like(Z)) for linear_cache, Z in caches]


def weights_alone(grads):
    """The gradients of the parameters, without those of the layers' inputs."""
    return {name: value for name, value in grads.items() if name[1] != "A"}


def with_biases(units, m, input_gradient):
    """The products of each layer times its `units` and m: what one input more would add."""
    return sum((3 if input_gradient or l else 2) * n * m for l, n in enumerate(units))


HELPERS = {
    one.__name__: one
    for one in (
        forward,
        backward,
        odds,
        one_by_one,
        hasty,
        held,
        in_blocks,
        neuron,
        open_gates,
        weights_alone,
        with_biases,
    )
}


def rows(name, table):
    for line in table.strip().split("\n"):
        function, *rest = (part.strip() for part in line.split(" | "))
        if function == name:
            yield rest


def told(answer, calls, expected, outcomes, table=TABLE):
    """The sentence of the first row that gives what the answer gives, in every case that came to its end."""
    runs = list(zip(calls, expected, outcomes, strict=False))
    done = [(case, wanted, outcome.value) for case, wanted, outcome in runs if outcome.error is None]
    for output, instead, words in rows(answer.name, table) if len(done) > 1 else ():
        if gives_instead(answer.name, output, instead, done):
            if output == "grads" and '"relu", "relu"' in instead and last_layer_has_its_own_lines(answer.tree):
                return ["The loop goes through the last layer again, with relu: start it one layer lower."]
            words = in_names_of(answer, words)
            alone = output in ("parameters", cases.OUTPUTS[answer.name]) or table is LATE
            first = words.split()[0]
            if alone and first.islower() and "_" not in first:
                words = f"{words[0].upper()}{words[1:]}"
            said = f"{words}." if alone else f"In `{output}`, {words}."
            return [said, *older_as_well(output, done)]
    depths = {len(wanted) for _, wanted, _ in done} if cases.OUTPUTS[answer.name] == "grads" else ()
    if len(depths) > 1 and all(judge.older_numbering(wanted, value) for _, wanted, value in done):
        return [judge.OLDER]
    return one_depth(answer, runs)


def older_as_well(output, done):
    """What is to be said of the dA, if they are numbered from 1 to L."""
    older = [f"dA{len(wanted) // 3}" in value and "dA0" not in value for _, wanted, value in done if output == "grads"]
    return [judge.OLDER] if older and all(older) else []


def last_layer_has_its_own_lines(tree):
    """Tell whether a loop takes relu alone, and sigmoid stands outside it."""
    inside = "".join(map(trees.source, trees.loops(tree)))
    return "relu" in inside and "sigmoid" not in inside and "sigmoid" in trees.source(tree)


def in_names_of(answer, words):
    """A sentence whose code has the learner's names for the arguments."""
    names = dict(zip(cases.parameters(answer.name), answer.parameters or (), strict=False))
    return re.sub(r"`[^`]*`", lambda code: re.sub(r"\w+", lambda one: names.get(one[0], one[0]), code[0]), words)


def gives_instead(name, output, instead, done):
    """Tell whether an output is wrong, and is this in its stead."""
    ours = {**cases.reference(), **HELPERS, "np": np}
    ours |= {key: one.default for key, one in cases.parameters(name).items()}
    names, told, wrong = list(cases.parameters(name)), 0, False
    for case, wanted, value in done:
        try:
            with np.errstate(all="ignore"):
                other = eval(instead, ours | dict(zip(names, case.args, strict=False)))
            mine, right = at(output, value, name), at(output, wanted, name)
        except ValueError:  # as where a dA belongs to another layer
            continue
        if isinstance(right, list) and judge.is_array(mine):
            mine = mine.tolist()
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
    alone = isinstance(outputs, tuple) and judge.is_array(value)  # the first came back without the others
    return value if place == (outputs[0] if alone else outputs) else None


ANY_DEPTH = ("forward_loop", "parameter_shapes", "L_model_forward", "L_model_backward", "update_parameters", "predict")


def one_depth(answer, runs):
    """A function without a loop is right for one number of layers alone."""
    nodes = ast.walk(answer.tree) if answer.tree and answer.name in ANY_DEPTH else ()
    loops = any(isinstance(one, (ast.For, ast.While, ast.comprehension)) for one in nodes)
    if not nodes or loops or not re.search(r"['\"]d?[Wb]\d|caches\[\d", trees.source(answer.tree)):
        return []
    right, wrong = set(), set()
    for case, wanted, outcome in runs:
        fits = outcome.error is None and judge.share(answer.name, wanted, outcome.value) == 1
        (right if fits else wrong).add(layers(case, wanted))
    always = right - wrong  # an answer may be right by chance
    if len(always) > 1 or not wrong:
        return []
    alone = [f"it works only for networks of {judge.counted(one, 'layer')}" for one in always]
    only = alone[0] if alone else "the number of layers is fixed"
    return [f"There is no loop, so {only}: go through the layers with a loop, from 1 to L."]


def layers(case, wanted):
    """How many layers a case is about."""
    tables = [one for one in (*case.args, wanted) if isinstance(one, dict) and "1" in {key[-1] for key in one}]
    numbers = [int(key[-1]) for key in tables[0] if key[-1].isdigit()] if tables else [len(case.args[-1])]
    return max(numbers)
