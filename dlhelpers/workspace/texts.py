"""Every text of the learner's folder: another language is another pair of tables."""
# ruff: noqa: E501  (one sentence a line)

import re

SENTENCES = {
    "unknown": 'The lessons have no function called `{f}`: give the name of yours, as in `dl.{helper}(f, "linear_forward")`.',
    "hint": "Hint {n} of 3. {text}",
    "last_hint": "That was the last hint; `dl.solution({f})` shows how we wrote it.",
    "kept": "`{f}` is kept in `{file}`.",
    "kept_before": '`{f}` is kept in `{file}`; `dl.unkeep("{f}")` brings back the version before.',
    "take_home": "Your work stays in this browser. To take it home, right-click `{file}` in the list of files, and choose Download; do the same with your notebooks.",
    "brought_back": "`{f}` in `{file}` is the version before again; the one taken back is in `{version}`.",
    "taken_out": "`{f}` is taken out of `{file}` again, and is still in `{version}`.",
    "never_kept": "There is no `keep` of `{f}` in `{file}` that could be taken back.",
    "around_it": "`{f}` stays in its lesson: `{file}` holds the network itself, which does not call it.",
    "lacks": "Lessons 4 and 5 call `{f}` with {names}, so it is not kept yet: add that to its arguments as in the lesson, and keep it again.",
    "not_kept": "This `{f}` is not kept: keep it when it is right.",
    "still_kept": "This `{f}` is not kept; the one in `{file}` stays as it is.",
    "told_code": "What it has and needs:",
    "not_a_def": "`{f}` can be kept only as a plain function, so write it with def at the top of a cell, and without a decorator.",
    "no_source": "Python finds no text that makes this `{f}`, so it is not kept: run its def in a cell without `%%time`, or restart the kernel if it comes from a file, and keep it then.",
    "leans_on": "`{f}` uses {names} from outside it, and `{file}` does not have that: move that, or its import, into the function, and keep it again.",
    "calls_itself": "`{f}` calls itself `{old}`: write it with `def {f}` and call it so, and keep it again.",
    "other_helpers": "`{f}` is right here, and not with what `{file}` has for {names}, so it is not kept: let it work with those, and keep it again.",
    "not_there": "`{f}` is right here, and not where `{file}` runs it, so it is not kept: let it use nothing but its arguments, and keep it again.",
    "set_again": "In `{file}` there would be another `{f}` than yours, so it is not kept: see whether the file sets `{f}` once more below its def; if not, run the cell of yours again, with its def at the margin.",
    "cannot_run": "{file} stops{line} with {error}: fix that line{or_copy}.",
    "or_copy": ", or copy over it how it was after its last change, {version}",
    "would_stop": "With that `{f}` in it, `{file}` would stop with {error}, so it is left as it is.",
    "unreadable": "`{file}` is not Python that can be read: fix it or rename it first.",
    "no_access": "`{file}` cannot be read or written ({error}); what was there is unchanged.",
    "changed_meanwhile": "`{file}` was changed by something else in this moment, so it is left as it is: do that again.",
    "inside": "A file that is run by `dl.keep` or `dl.my_network` cannot change `{file}` itself: take that line out of it.",
    "busy": "Another notebook or program has held `{file}` for a minute, so it is left as it is: stop that one, and do this again.",
    "folder_gone": "The folder of this notebook, where `{file}` would be, is gone: restart the kernel.",
    "finished": "This is a finished lesson, and nothing that it does reaches what is yours: write and keep your own in the lessons in `{mine}`.",
    "kept_finished": "`{f}` is in `{file}`, the network of the finished lessons; yours is untouched.",
    "blank": "The cell of `{f}` as it was, from `{file}`: paste it over yours. Your notebook is not changed by this.",
    "no_blank": "`{f}` has no blank in `{folder}`.",
    "network": "{file}: {n} of yours ({names}), the rest ours",
    "what_it_does": "Open the lessons in JupyterLab, after copying those that are not yet there into notebooks/mine.",
    "the_rest": "Anything else, such as --no-browser or --port=9999, is handed on to JupyterLab.",
    "what_again_does": "begin a lesson anew, such as --again 2; the old one is kept in notebooks/mine/before",
    "yours": "Your lessons are in {folder}. Shut JupyterLab down here with Ctrl+C, or from its menu File.",
    "newer": "Newer than your copy in this version of the workbook: {names}. Yours stays as it is; `{start} --again {name}` puts the newer one in its place, and keeps yours.",
    "begun_again": "{file} is fresh{kept}. If it is open in JupyterLab, choose File, Reload Notebook from Disk.",
    "and_kept": ", and what it was is in {file}",
    "no_lesson": "There is no lesson {lesson}; there are {names}.",
    "no_checkout": "This dlhelpers came without the lessons: get the whole workbook with `git clone`, and run `{start}` in it.",
    "other_kernel": "JupyterLab would run the lessons on {other} and not on {this}, because {folder} says so: rename that folder, and start again.",
    "held": "Somebody else has held {folder} for a minute: stop that program, and start again.",
    "no_way": "{file} cannot be read or written ({error}): make that possible, or put the workbook into a folder of yours, and start again.",
    "progress": "{done} of {all} functions are in `{file}`.",
    "lesson": "Lesson {lesson} {bar} {names}",
    "legend": "Here {signs}.",
    "sign_right": "is in `{file}`, or, where it is no part of the network, right in its lesson",
    "sign_written": "is written, and not yet kept or found right",
    "sign_wrong": "was not right at its last check",
    "sign_blank": "is not written here, or is ours",
    "blank_in_file": "In `{file}` there is only a blank for `{f}`: write it, and keep it.",
    "no_function_in_file": "In `{file}` something that is no function of yours stands under the name `{f}`: take it out there.",
    "all_kept": "All of it is yours, from the first matrix product to the loop that trains.",
    "spiral_begins": "Now it has two spiral arms to tell apart, with your functions alone: a few seconds.",
    "spiral": "Your network learned the spiral: in {steps:,} steps {sizes} brought its cost from {first:.3f} to {last:.3f}, and it is right on {right:.0%} of the points.",
    "spiral_failed": "Your network stopped on the spiral: {error}.",
    "way_on": "Where next: lesson 5 gives your network photographs, and the playground lets you turn its every knob.",
}

TABLE = """
two_layer_forward: A layer mixes with a matrix product, adds its bias, and bends; the second layer takes what the first gives.
    Z1 = W1 X + b1 and A1 = max(0, Z1), both (n, m); Z2 = W2 A1 + b2 and A2 = 1 / (1 + exp(-Z2)), both (1, m).
    `Z1 = W1 @ X + b1`
two_layer_gradients: Go from the output back to the input; each gradient has the shape of what it belongs to.
    dZ2 = A2 - Y, (1, m); dW2 = dZ2 A1^T / m, (1, n); dZ1 = (W2^T dZ2) * (Z1 > 0), (n, m); db is the mean of dZ.
    `dZ2 = A2 - Y`
forward_loop: The two lines of a layer, with its number l in place of 1, 2, 3; what comes out goes into the next turn.
    Z_l = W_l A_{l-1} + b_l; A_l = max(0, Z_l) for l < L, and 1 / (1 + exp(-Z_l)) for l = L.
    `for l in range(1, L + 1):`
parameter_shapes: Layer l stands between two neighbours in `layer_dims`: one row for each of its units, one column for each input.
    W_l is (n_l, n_{l-1}) and b_l is (n_l, 1), for l = 1 ... L; n_l is layer_dims[l].
    `for l in range(1, len(layer_dims)):`
prepare: Three small steps: lay each image out as a column, bring the numbers between 0 and 1, subtract the mean.
    X = flatten(images) / 255 - mean, with X (n_x, m) and mean (n_x, 1), which is subtracted from every column.
    `X = dl.flatten(images)`
most_wrong: First the probability that each true label got, then the order of these numbers.
    The true label got AL where Y is 1, and 1 - AL where Y is 0, (1, m); np.argsort gives the order, smallest first.
    `called = np.where(Y == 1, AL, 1 - AL)`
log_uniform: Draw evenly on the axis of logarithms, from log(low) to log(high), and come back.
    exp(log(low) + u (log(high) - log(low))), which is the same as low * (high / low) ** u.
    `exponent = np.log(low) + u * (np.log(high) - np.log(low))`
winner: The row is chosen by its mean on the validation data alone; the test data only tell afterwards what it is worth.
    means = validation.mean(axis=1), (settings,); best is where that is largest; the test mean is that of row `best`.
    `means = validation.mean(axis=1)`
mean_interval: The mean of a few values is uncertain by their spread over the root of their number; t_factor(n) says how many of these to allow.
    s is values.std(ddof=1); the standard error is s / sqrt(n); the interval is the mean, plus and minus t_factor(n) of it.
    `values = np.asarray(values)`
update_with_decay: It is update_parameters with one more pull: each weight, but no bias, is also drawn towards 0.
    W - learning_rate * (dW + decay * W), and b - learning_rate * db as before, in a new dict.
    `for name, value in parameters.items():`
stopping_point: Go through the costs in turn and remember where the lowest so far was; stop when that is `patience` costs ago.
    kept is the index of the lowest cost so far; stopped is the first index with stopped - kept = patience, or else the last.
    `for stopped, cost in enumerate(costs):`
mini_batches: Cut the order into pieces of batch_size; each piece names the columns of one batch, in X and in Y.
    The pieces start at 0, batch_size, 2 * batch_size, ...; X[:, columns] is (n_x, batch_size) and Y[:, columns] (1, batch_size).
    `for start in range(0, len(order), batch_size):`
update_with_momentum: First the velocity: it keeps a share of itself and takes the gradient on; then the parameters step along it.
    V = beta * V + dW, for biases too; then W - learning_rate * V, with the new V; both in new dicts.
    `new_velocity = {name: beta * velocity[name] + grads[f"d{name}"] for name in parameters}`
integrate_and_fire: Go step by step and carry two things along: the voltage V, and how many steps of the pause are left.
    V + dt / tau * (rest - V + R * I); at the threshold: a 1 in spikes, V = rest, and `pause` steps without change.
    `V = V + dt / tau * (rest - V + R * current[t])`
feedback_alignment: It is L_model_backward with one thing exchanged: where a layer's own W took dZ back, B's does.
    dA_{l-1} = B_l^T dZ_l, with B_l = B[f'W{l}'] of shape (n_l, n_{l-1}); dW_l and db_l as ever. Put B_l into the cache.
    `(A_prev, _, b), Z = caches[l - 1]`
oja: Two parts: what goes together grows together, and each unit forgets in proportion to how active it is.
    dW = mean of A^2, (n, 1), times W, minus A A_prev^T / m, (n, n_prev): a step that will be subtracted.
    `together = A @ A_prev.T / m`
zigzag: Every unit counts the ones; unit k only starts to answer above k, and turns the sum round where it starts.
    W1 is all ones, (n, n); b1 is 0, -1, ..., -(n - 1), (n, 1); W2 is 1, -2, 2, -2, ..., (1, n).
    `b1 = -np.arange(n).reshape(n, 1)`
linear_probe: One unit, trained as in lesson 4, and from its answers no way back to the layer; mean and spread come from A alone.
    Per row of A: (A - mean) / spread; Z = W A + b, (1, m); dZ = sigmoid(Z) - Y; dW = dZ A^T / m, (1, n); db = the mean of dZ.
    `mean, spread = A.mean(axis=1, keepdims=True), A.std(axis=1, keepdims=True) + 1e-8`
he_start: Each layer multiplies its own normal numbers by one factor; a row of W_l is a unit, and n_{l-1} is how many numbers it adds up.
    W_l = sqrt(2 / n_{l-1}) draws[l-1], (n_l, n_{l-1}); b_l is (n_l, 1), all zeros; l runs from 1 to L.
    `for l in range(1, len(draws) + 1):`
angle: Multiply number by number and add up: that is the inner product, and the two lengths stand between it and the cosine.
    cos(angle) = U . G / (|U| |G|), with U . G the sum of all products and |U| the root of the sum of all squares; np.arccos gives radians.
    `cosine = np.sum(U * G) / (np.linalg.norm(U) * np.linalg.norm(G))`
most_exciting: Order the examples for each unit, the largest answer first, and keep the first k.
    A is (n, m): one row for each unit; np.argsort along axis 1 sorts upwards, so sort -A; the result is (n, k).
    `order = np.argsort(-A, axis=1)`
multiply_adds: Three products for each layer, Z, dW and dA, and all three cost the same; only dA of the input may be left out.
    n_l * n_{l-1} * m multiply-adds for each product; n_l is layer_dims[l]; layer 1 has two products instead of three where input_gradient is False.
    `products = 3 if input_gradient or l > 1 else 2`
gradients_in_blocks: Go there and back with each block alone, then weigh its gradients by its share of the examples, and add them up.
    With m_k of the m examples in block k: dW = sum over k of m_k / m * dW_k, and likewise db; `each(function, blocks)` gives the results in order.
    `return {f"d{name}": len(columns) / X.shape[1] * grads[f"d{name}"] for name in parameters}`
descend_in_span: Follow C instead of W: compute W X and X^T X once before the loop, and go back to the weights once after it.
    Z = W X + C (X^T X) + b, (1, m); dZ = A - Y; C loses learning_rate * dZ / m, (1, m); b as ever; at the end W + C X^T, (1, n_x).
    `W_X, XT_X = W @ X, X.T @ X`
initialize_parameters_deep: Each layer l needs a matrix W_l and a column b_l; the sizes come from two neighbours in `layer_dims`.
    W_l is (n_l, n_{l-1}), normal numbers divided by sqrt(n_{l-1}); b_l is (n_l, 1), all zeros; l runs from 1 to L.
    `for l in range(1, len(layer_dims)):`
linear_forward: One layer is one matrix product and one addition; the cache is what you were given.
    Z = W A + b, with W (n, n_prev), A (n_prev, m), b (n, 1) and Z (n, m).
    `Z = W @ A + b`
sigmoid: Sigmoid brings every number between 0 and 1; NumPy does it for the whole table at once.
    A = 1 / (1 + exp(-Z)), entry by entry, of the shape of Z; return A and Z.
    `A = 1 / (1 + np.exp(-Z))`
relu: Relu keeps what is positive and puts 0 for the rest.
    A = max(0, Z), entry by entry, of the shape of Z; return A and Z.
    `A = np.maximum(0, Z)`
linear_activation_forward: First the linear step, then the activation that `activation` names; both leave a cache.
    A = g(Z), with Z and linear_cache from linear_forward; the cache is the pair (linear_cache, Z).
    `Z, linear_cache = linear_forward(A_prev, W, b)`
L_model_forward: The output of each layer is the input of the next; relu in all but the last, sigmoid in the last.
    A_0 = X, A_l = g(W_l A_{l-1} + b_l) for l = 1 ... L; `caches` collects the cache of each layer.
    `A, caches = X, []`
compute_cost: A confident wrong answer costs much: take the logarithm of the probability given to the true label.
    J = -mean(Y log(AL) + (1 - Y) log(1 - AL)), with AL and Y of shape (1, m) and J one number.
    `losses = -(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))`
relu_backward: Relu lets the gradient pass where Z was positive and stops it elsewhere.
    dZ = dA where Z > 0 and 0 elsewhere; dA, Z and dZ have the same shape.
    `passes = Z > 0`
sigmoid_backward: The chain rule multiplies the incoming gradient by the slope of sigmoid.
    dZ = dA * s * (1 - s) with s = sigmoid(Z), entry by entry.
    `s = 1 / (1 + np.exp(-Z))`
linear_backward: Every gradient has the shape of what it belongs to: dW that of W, db that of b, dA_prev that of A_prev.
    dW = dZ A_prev^T / m, db = the mean of dZ over the examples, (n, 1), and dA_prev = W^T dZ, (n_prev, m).
    `dW = dZ @ A_prev.T / m`
linear_activation_backward: Go back in the opposite order: first through the activation, then through the linear step.
    dZ = dA * g'(Z), by relu_backward or sigmoid_backward; then linear_backward(dZ, linear_cache).
    `dZ = relu_backward(dA, Z)`, where activation is 'relu'
L_model_backward: Start from the gradient of the loss and walk the caches from the last to the first.
    dA_L = -(Y / AL - (1 - Y) / (1 - AL)); layer l uses caches[l - 1] and gives dA_{l-1}, dW_l and db_l.
    `for l in range(L, 0, -1):`
gradient_check: Move every number of every array a step up and down, and hold what the cost does against what backward says.
    measured = (J(w + step) - J(w - step)) / (2 step); error = |g - measured| / (|g| + |measured|) of an array; the largest counts.
    `grads, errors = backward(AL, Y, caches), []`
update_parameters: Each parameter takes one step against its gradient; what you were given stays as it is.
    W_l - learning_rate * dW_l and b_l - learning_rate * db_l for l = 1 ... L, in a new dict.
    `for name, value in parameters.items():`
L_layer_model: Training repeats four steps: forward, cost, backward, update.
    In every iteration: AL, caches; cost; grads; parameters. Keep the cost at 0, 100, 200, ... and at the last.
    `for i in range(num_iterations):`
predict: Go forward once and ask of each probability whether it is above one half.
    AL is (1, m); the answer is 1 where AL > 0.5 and 0 elsewhere, integers of shape (1, m).
    `AL, _ = L_model_forward(X, parameters)`
"""
"""For each function the idea, the formula with its shapes, and the first line."""
HINTS = {name: hints for name, *hints in re.findall(r"^(\w+): (.+)\n +(.+)\n +(.+)", TABLE, re.MULTILINE)}


def say(key, **words):
    """Fill the sentence `key` with its words."""
    return SENTENCES[key].format(**words)
