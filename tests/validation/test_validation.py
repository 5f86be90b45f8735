"""Wrong input gets one sentence; right input of any size comes through unchanged."""

import copy
import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from interrupts import interrupted_at

import dlhelpers as dl
from dlhelpers import validation

X, Y = dl.moons(7, rng=0)
PARAMETERS = dl.initialize_parameters_deep([2, 4, 3, 1], rng=0)
AL, CACHES = dl.L_model_forward(X, PARAMETERS)
GRADS = dl.L_model_backward(AL, Y, CACHES)
A, W, b = np.ones((5, 7)), np.ones((3, 5)), np.ones((3, 1))


def without(dictionary, name):
    return {key: value for key, value in dictionary.items() if key != name}


def with_entry(array, value):
    changed = np.array(array, dtype=float)
    changed[0, 1] = value
    return changed


WRONG = [
    # layers
    (lambda: dl.linear_forward(A.T, W, b), "A has shape (7, 5); examples are columns, so W of shape (3, 5) needs (5, m). Did you mean A.T?"),
    (lambda: dl.linear_forward(A, W, b.T), "b has shape (1, 3); W has 3 rows, one for each unit, so b must be (3, 1). Did you mean b.T?"),
    (lambda: dl.linear_forward(A, W, b[:, 0]), "b has shape (3,); it must have two axes"),
    (lambda: dl.linear_forward(with_entry(A, np.nan), W, b), "A is nan at [0, 1]; every entry must be a finite number."),
    (lambda: dl.linear_forward(A, with_entry(W, np.inf), b), "W is inf at [0, 1]"),
    (lambda: dl.linear_forward(np.ones((5, 0)), W, b), "A has shape (5, 0): it is empty."),
    (lambda: dl.linear_forward([["a"]], W, b), "A holds <U1 entries; it must hold real numbers."),
    (lambda: dl.linear_forward([[1, 2], [3]], W, b), "A is not a table of numbers: its rows differ in length."),
    (lambda: dl.linear_forward(A * 1j, W, b), "A holds complex128 entries"),
    (lambda: dl.linear_forward(np.ma.masked_less(A, 2), W, b), "A has masked entries"),
    (lambda: dl.linear_activation_forward(A, W, b, "tanh"), "activation is 'tanh'; it must be \"relu\" or \"sigmoid\"."),
    (lambda: dl.linear_activation_forward(A.T, W, b, "relu"), "A_prev has shape (7, 5)"),
    (lambda: dl.sigmoid(np.array([[np.nan]])), "Z is nan at [0, 0]"),
    (lambda: dl.relu([]), "Z has shape (0,): it is empty."),
    (lambda: dl.relu_backward(A, A.T), "dA has shape (5, 7) and Z (7, 5); the two must be the same."),
    (lambda: dl.sigmoid_backward(A, b), "dA has shape (5, 7) and Z (3, 1); the two must be the same."),
    (lambda: dl.linear_backward(A, (A, W, b)), "dZ has shape (5, 7); with W of shape (3, 5) and A_prev of shape (5, 7) it must be (3, 7)."),
    (lambda: dl.linear_backward(np.ones((3, 7)), (A, W)), "cache is a tuple of 2; it must be (A_prev, W, b), as linear_forward returns it."),
    (lambda: dl.linear_backward(np.ones((3, 7)), (W, A, b)), "A_prev in cache has shape (3, 5)"),
    (lambda: dl.linear_activation_backward(np.ones((3, 7)), (A, W, b), "relu"), "cache is a tuple of 3; it must be ((A_prev, W, b), Z)"),
    (lambda: dl.linear_activation_backward(np.ones((3, 7)), ((A, W, b), A), "relu"), "Z in cache has shape (5, 7)"),
    (lambda: dl.linear_activation_backward(np.ones((3, 7)), ((A, W, b), np.ones((3, 7))), "elu"), "activation is 'elu'"),
    # lesson 1
    (lambda: dl.two_layer_forward(X.T, W[:, :2], b, np.ones((1, 3)), b[:1]), "X has shape (7, 2); examples are columns, so W1 of shape (3, 2) needs (2, m). Did you mean X.T?"),
    (lambda: dl.two_layer_forward(X, W[:, :2], b, np.ones((3, 1)), b[:1]), "W2 has shape (3, 1); W1 has 3 rows, so W2 must be (1, 3)."),
    (lambda: dl.two_layer_gradients(X, Y[0], W[:, :2], b, np.ones((1, 3)), b[:1]), "Y has shape (7,)"),
    (lambda: dl.forward_loop(X.T, PARAMETERS), "X has shape (7, 2)"),
    (lambda: dl.parameter_shapes([3, 0]), "layer_dims"),
    # lesson 5
    (lambda: dl.integrate_and_fire(X), "current has shape (2, 7); it must be (n,), one number for each step."),
    (lambda: dl.integrate_and_fire(X[0], threshold=-80.0), "threshold is -80.0; it must be a finite number above -70.0."),
    (lambda: dl.feedback_alignment(AL, Y, dl.L_model_forward(X, PARAMETERS)[1], {"W1": W}), "W1 in B has shape (3, 5); it must be (4, 2), as the network has it."),
    (lambda: dl.oja(np.ones((5, 7)), X, W), "A has shape (2, 7)"),
    (lambda: dl.prepare(np.ones((4, 2, 2, 3)), np.ones(12)), "mean has shape (12,); each image has 12 numbers, so it must be (12, 1)."),
    (lambda: dl.most_wrong(AL, Y, 8), "k is 8"),
    (lambda: dl.most_wrong(3 * AL, Y, 3), "AL holds"),
    (lambda: dl.winner(X, X[:1]), "validation has shape (2, 7) and test (1, 7)"),
    (lambda: dl.stopping_point([], 3), "costs has shape (0,)"),
    (lambda: dl.mini_batches(X, Y, 2, np.arange(1, 8)), "order must hold the numbers 0 to 6, each once"),
    (lambda: dl.t_factor(1), "n is 1"),
    (lambda: dl.mean_interval([[1.0, 2.0]]), "values has shape (1, 2); it must be (n,), at least two numbers."),
    (lambda: dl.log_uniform(np.array([0.5, 1.5]), 0.01, 10), "u holds 1.5"),
    (lambda: dl.log_uniform(np.array([0.5]), 0.0, 10), "low is 0.0"),
    (lambda: dl.log_uniform(np.array([0.5]), 10, 0.01), "high is 0.01"),
    (lambda: dl.zigzag(0), "n is 0"),
    (lambda: dl.he_start([W, W]), "draws[1] has shape (3, 5); draws[0] has 3 rows, so it needs 3 columns."),
    (lambda: dl.he_start([]), "it must be a list of L arrays"),
    (lambda: dl.linear_probe(X, Y, X[:1]), "test_A has shape (1, 7); A has 2 rows, so it must be (2, k)."),
    (lambda: dl.angle(X, X.T), "U has shape (2, 7)"),
    (lambda: dl.angle(0 * X, X), "U is all zeros; it must point somewhere, or there is no angle."),
    (lambda: dl.most_exciting(np.ones((2, 4)), 5), "k is 5"),
    # lesson 9
    (lambda: dl.multiply_adds([3, 0, 1], 5), "layer_dims[1] is 0"),
    (lambda: dl.multiply_adds([3, 1], 0), "m is 0; it must be a whole number, 1 or more."),
    (lambda: dl.gradients_in_blocks(X, Y, PARAMETERS, [np.arange(6)]), "blocks holds 6 columns; it must hold each of the 7 of X once."),
    (lambda: dl.gradients_in_blocks(X, Y, PARAMETERS, []), "blocks holds 0 columns"),
    (lambda: dl.descend_in_span(X.T, Y, np.ones((1, 2)), b[:1], 0.1, 3), "X has shape (7, 2)"),
    (lambda: dl.descend_in_span(X, Y, W[:, :2], b, 0.1, 3), "W has shape (3, 2); it must have one row, the weights of one unit."),
    # networks
    (lambda: dl.L_model_forward(X.T, PARAMETERS), "X has shape (7, 2); examples are columns, so W1 of shape (4, 2) needs (2, m). Did you mean X.T?"),
    (lambda: dl.L_model_forward(X[0], PARAMETERS), "X has shape (7,); it must have two axes"),
    (lambda: dl.L_model_forward(np.ones((7, 8, 8, 3)), PARAMETERS), "X has shape (7, 8, 8, 3); flatten the images"),
    (lambda: dl.L_model_forward(np.full((2, 7), 255, np.uint8), PARAMETERS), "X holds whole numbers up to 255, like raw pixels; scale them first: X / 255."),
    (lambda: dl.L_model_forward(X, without(PARAMETERS, "b2")), "parameters has no 'b2'; it must hold W1, b1, ..., WL, bL and has W1, b1, W2, W3, b3."),
    (lambda: dl.L_model_forward(X, {}), "parameters is a dict of 0; it must be a dict with W1, b1, ..., WL, bL."),
    (lambda: dl.L_model_forward(X, None), "parameters is None"),
    (lambda: dl.L_model_forward(X, {**PARAMETERS, "W2": np.ones((3, 5))}), "W2 has shape (3, 5); layer 1 has 4 units, so W2 must have 4 columns."),
    (lambda: dl.L_model_forward(X, {**PARAMETERS, "b1": np.ones((1, 4))}), "b1 has shape (1, 4); W1 has 4 rows"),
    (lambda: dl.predict(X.T, PARAMETERS), "X has shape (7, 2)"),
    (lambda: dl.compute_cost(AL, Y[:, :5]), "Y has 5 labels for 7 examples; each example needs one."),
    (lambda: dl.compute_cost(AL, Y[0]), "Y has shape (7,); it must be a row, (1, m). Did you mean Y.reshape(1, -1)?"),
    (lambda: dl.compute_cost(AL, Y.T), "Y has shape (7, 1); it must be a row, (1, m). Did you mean Y.T?"),
    (lambda: dl.compute_cost(AL, 2 * Y), "Y holds 2; labels are 0 or 1."),
    (lambda: dl.compute_cost(AL, with_entry(Y, -1)), "Y holds -1; labels are 0 or 1."),
    (lambda: dl.compute_cost(AL + 1, Y), "; probabilities lie from 0 to 1. Did the output layer use sigmoid?"),
    (lambda: dl.L_model_backward(AL, Y, []), "caches is a list of 0; it must be the list of L caches that L_model_forward returns."),
    (lambda: dl.L_model_backward(AL, Y, CACHES[::-1]), "the list must run from layer 1 to layer L."),
    (lambda: dl.L_model_backward(AL[:, :5], Y[:, :5], CACHES), "AL has shape (1, 5) and the Z of caches[2] (1, 7)"),
    (lambda: dl.L_model_backward(AL, Y, [CACHES[0][0]]), "caches[0] is a tuple of 3; it must be ((A_prev, W, b), Z)"),
    (lambda: dl.gradient_check(PARAMETERS, X, Y[:, :3]), "Y has 3 labels for 7 examples"),
    (lambda: dl.gradient_check(PARAMETERS, X, Y, step=0), "step is 0; it must be a finite number above 0."),
    # training
    (lambda: dl.initialize_parameters_deep([3]), "layer_dims is [3]; it needs at least two numbers"),
    (lambda: dl.initialize_parameters_deep(3), "layer_dims is 3; it must list the units of each layer, like [2, 4, 1]."),
    (lambda: dl.initialize_parameters_deep([3, 0, 1]), "layer_dims[1] is 0; it must be a whole number, 1 or more."),
    (lambda: dl.initialize_parameters_deep([3, 2.5, 1]), "layer_dims[1] is 2.5"),
    (lambda: dl.initialize_parameters_deep([3, 1], scale=np.nan), "scale is nan; it must be a finite number."),
    (lambda: dl.update_parameters(PARAMETERS, without(GRADS, "db3"), 0.1), "grads has no 'db3'"),
    (lambda: dl.update_parameters(PARAMETERS, {**GRADS, "dW1": GRADS["dW1"].T}, 0.1), "dW1 has shape (2, 4) and W1 (4, 2); the two must be the same."),
    (lambda: dl.update_parameters(PARAMETERS, None, 0.1), "grads is None"),
    (lambda: dl.update_parameters(PARAMETERS, GRADS, "fast"), "learning_rate is 'fast'; it must be a finite number."),
    (lambda: dl.L_layer_model(X.T, Y, [2, 3, 1]), "X has shape (7, 2)"),
    (lambda: dl.L_layer_model(X, Y, [5, 3, 1]), "X has shape (2, 7); layers_dims starts with 5, so X needs 5 rows."),
    (lambda: dl.L_layer_model(X, Y, [2, 3]), "layers_dims ends with 3; the output layer has 1 unit, the probability of label 1."),
    (lambda: dl.L_layer_model(X, Y[:, :4], [2, 3, 1]), "Y has 4 labels for 7 examples"),
    (lambda: dl.L_layer_model(X, 2 * Y, [2, 3, 1]), "Y holds 2; labels are 0 or 1."),
    (lambda: dl.L_layer_model(np.full((2, 7), 200, np.uint8), Y, [2, 3, 1]), "X holds whole numbers up to 200"),
    (lambda: dl.L_layer_model(X, Y, [2, 3, 1], -0.1), "learning_rate is -0.1; it must be a finite number above 0."),
    (lambda: dl.L_layer_model(X, Y, [2, 3, 1], 0.1, 2.5), "num_iterations is 2.5; it must be a whole number, 0 or more."),
    (lambda: dl.L_layer_model(X, Y, [2, 3, 1], parameters=PARAMETERS), "parameters belong to a network of [2, 4, 3, 1], but layers_dims is [2, 3, 1]."),
    (lambda: dl.accuracy(AL, Y), "predictions holds 0."),
    (lambda: dl.accuracy(Y[:, :3], Y), "Y has 7 labels for 3 examples"),
    (lambda: dl.moons(1), "m is 1; it must be a whole number, 2 or more."),
    (lambda: dl.spiral(2.5), "m is 2.5"),
    (lambda: dl.parity(0), "n is 0; it must be a whole number from 1 to 20."),
    (lambda: dl.flatten(np.float64(1)), "images has shape (); it must be (m, height, width, channels)."),
]  # fmt: skip


@pytest.mark.parametrize(("call", "sentence"), WRONG, ids=[sentence[:60] for _, sentence in WRONG])
def test_wrong_input_is_answered_in_one_sentence(call, sentence):
    with pytest.raises(ValueError) as caught:
        call()
    message = str(caught.value)
    assert sentence in message
    assert "\n" not in message and len(message) < 200


def test_missing_argument_is_named():
    with pytest.raises(TypeError, match="'b'"):
        dl.linear_forward(A, W)


def test_after_a_refusal_the_next_wrong_call_is_refused_too():
    for _ in range(2):
        with pytest.raises(ValueError, match="Did you mean X.T"):
            dl.L_layer_model(X.T, Y, [2, 3, 1])


def test_after_an_interrupt_at_any_line_wrong_calls_are_refused():
    for line in itertools.count(1):
        came = interrupted_at(line, lambda: dl.L_layer_model(X, Y, [2, 3, 1], 0.1, 1), str(Path(validation.__file__)))
        with pytest.raises(ValueError, match="Did you mean X.T"):
            dl.L_layer_model(X.T, Y, [2, 3, 1])
        if not came:
            break
    assert line > 10


sizes = st.integers(1, 5)
dims = st.lists(sizes, min_size=1, max_size=4).map(lambda hidden: [*hidden, 1])
seeds = st.integers(0, 2**32 - 1)


@settings(deadline=None)
@given(dims, st.integers(1, 6), seeds)
def test_no_function_changes_its_input_and_shapes_come_out_right(layer_dims, m, seed):
    rng = np.random.default_rng(seed)
    parameters = dl.initialize_parameters_deep(layer_dims, rng=rng)
    X, Y = rng.standard_normal((layer_dims[0], m)), rng.integers(0, 2, (1, m))
    given = copy.deepcopy((X, Y, parameters))

    AL, caches = dl.L_model_forward(X, parameters)
    left_behind = copy.deepcopy((AL, caches))
    cost = dl.compute_cost(AL, Y)
    grads = dl.L_model_backward(AL, Y, caches)
    kept = copy.deepcopy(grads)
    new = dl.update_parameters(parameters, grads, 0.1)
    trained, costs = dl.L_layer_model(X, Y, layer_dims, 0.1, 3, parameters=parameters)

    np.testing.assert_equal((X, Y, parameters), given)
    np.testing.assert_equal((AL, caches), left_behind)
    np.testing.assert_equal(grads, kept)
    assert AL.shape == dl.predict(X, parameters).shape == (1, m)
    assert np.isfinite(cost) and len(costs) == 2
    for name, value in parameters.items():
        assert grads[f"d{name}"].shape == new[name].shape == trained[name].shape == value.shape
        assert not np.shares_memory(new[name], value) and not np.shares_memory(trained[name], value)


@settings(deadline=None)
@given(sizes, sizes, st.integers(1, 6), st.sampled_from(["relu", "sigmoid"]), seeds)
def test_one_layer_keeps_its_inputs_and_gives_a_gradient_for_each(n_prev, n, m, activation, seed):
    rng = np.random.default_rng(seed)
    A_prev, W, b = rng.standard_normal((n_prev, m)), rng.standard_normal((n, n_prev)), rng.standard_normal((n, 1))
    dA = rng.standard_normal((n, m))
    given = copy.deepcopy((A_prev, W, b, dA))
    A, cache = dl.linear_activation_forward(A_prev, W, b, activation)
    gradients = dl.linear_activation_backward(dA, cache, activation)
    np.testing.assert_equal((A_prev, W, b, dA), given)
    assert A.shape == (n, m)
    assert [gradient.shape for gradient in gradients] == [A_prev.shape, W.shape, b.shape]


@settings(deadline=None)
@given(dims, st.integers(1, 6), seeds, st.sampled_from(["fortran", "strided", "read-only", "lists", "float32", "ints"]))
def test_layout_and_dtype_of_the_input_do_not_change_the_result(layer_dims, m, seed, form):
    rng = np.random.default_rng(seed)
    parameters = dl.initialize_parameters_deep(layer_dims, rng=rng)
    X, Y = rng.integers(0, 2, (layer_dims[0], m)).astype(float), rng.integers(0, 2, (1, m))
    expected, _ = dl.L_model_forward(X, parameters)
    changed = {
        "fortran": np.asfortranarray(X),
        "strided": np.repeat(X, 2, axis=1)[:, ::2],
        "read-only": np.broadcast_to(X, X.shape),
        "lists": X.tolist(),
        "float32": X.astype(np.float32),
        "ints": X.astype(int),
    }[form]
    AL, caches = dl.L_model_forward(changed, parameters)
    np.testing.assert_allclose(AL, expected, rtol=1e-12)
    grads = dl.L_model_backward(AL.tolist(), Y.tolist(), caches)
    np.testing.assert_allclose(grads["dW1"], dl.L_model_backward(expected, Y, caches)["dW1"], rtol=1e-9, atol=1e-12)
