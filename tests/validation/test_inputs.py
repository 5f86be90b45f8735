"""Whatever is handed to a public function: it is handled, or named in one sentence; and it is never changed."""

import copy
import warnings
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from often import often

import dlhelpers as dl


def made(seed):
    """A call with right arguments for every public function that takes numbers, in sizes that all differ."""
    rng = np.random.default_rng(seed)
    n_x, n_1, n_2, m = rng.permutation(np.arange(2, 7))[:4].tolist()
    dims = [n_x, n_1, n_2, 1]
    X = rng.integers(0, 2, (n_x, m)) * 1.0 if seed % 2 else rng.standard_normal((n_x, m))
    Y = rng.integers(0, 2, (1, m))
    network = dl.initialize_parameters_deep(dims, rng=rng)
    AL, caches = dl.L_model_forward(X, network)
    cache, Z = caches[0]
    dZ, images = rng.standard_normal(Z.shape), rng.integers(0, 256, (m, n_x, n_1, n_2), dtype=np.uint8)
    _, W, b = cache
    grads = {f"d{name}": value + 1 for name, value in network.items()}
    two = {"X": X, "W1": W, "b1": b, "W2": W[:1, :1] * np.ones((1, n_1)), "b2": b[:1]}
    return {
        "two_layer_forward": two,
        "two_layer_gradients": {**two, "Y": Y},
        "forward_loop": {"X": X, "parameters": network},
        "parameter_shapes": {"layer_dims": dims},
        "initialize_parameters_deep": {"layer_dims": dims, "scale": 0.5, "rng": seed},
        "linear_forward": {"A": X, "W": W, "b": b},
        "sigmoid": {"Z": Z},
        "relu": {"Z": Z},
        "linear_activation_forward": {"A_prev": X, "W": W, "b": b, "activation": "relu"},
        "L_model_forward": {"X": X, "parameters": network},
        "compute_cost": {"AL": AL, "Y": Y},
        "relu_backward": {"dA": dZ, "Z": Z},
        "sigmoid_backward": {"dA": dZ, "Z": Z},
        "linear_backward": {"dZ": dZ, "cache": cache},
        "linear_activation_backward": {"dA": dZ, "cache": caches[0], "activation": "sigmoid"},
        "L_model_backward": {"AL": AL, "Y": Y, "caches": caches},
        "gradient_check": {"parameters": network, "X": X, "Y": Y, "step": 1e-5},
        "update_parameters": {
            "parameters": network,
            "grads": grads,
            "learning_rate": 0.1,
        },
        "L_layer_model": {
            "X": X, "Y": Y, "layers_dims": dims, "learning_rate": 0.1, "num_iterations": 3, "parameters": network,
            "batch_size": None, "scale": 0.1, "rng": seed, "checkpoint": None, "checkpoint_every": 4,
        },
        "predict": {"X": X, "parameters": network},
        "accuracy": {"predictions": rng.integers(0, 2, (1, m)), "Y": Y},
        "most_wrong": {"AL": AL, "Y": Y, "k": 2},
        "Images": {"dataset": images, "mean": np.full((n_x * n_1 * n_2, 1), 0.25)},
        "integrate_and_fire": {"current": 0.3 * X[0], "dt": 0.1, "tau": 20.0, "R": 100.0, "pause": 3},
        "feedback_alignment": {"AL": AL, "Y": Y, "caches": caches, "B": {k: network[k] for k in ("W1", "W2", "W3")}},
        "oja": {"A_prev": X, "A": Z, "W": W},
        "angle": {"U": Z, "G": dZ},
        "he_start": {"draws": [network["W1"], network["W2"]]},
        "linear_probe": {"A": X, "Y": Y, "test_A": X[:, :2], "learning_rate": 0.5, "num_iterations": 2},
        "zigzag": {"n": 3},
        "most_exciting": {"A": X, "k": 1},
        "log_uniform": {"u": rng.random(m), "low": 0.5, "high": 8.0},
        "t_factor": {"n": m},
        "mean_interval": {"values": X[0]},
        "winner": {"validation": X, "test": X + 1},
        "update_with_decay": {"parameters": network, "grads": grads, "learning_rate": 0.1, "decay": 0.25},
        "stopping_point": {"costs": X[0], "patience": 2},
        "mini_batches": {"X": X, "Y": Y, "batch_size": 2, "order": rng.permutation(m)},
        "update_with_momentum": {
            "parameters": network, "grads": grads, "velocity": dict(network), "learning_rate": 0.1, "beta": 0.75,
        },
        "multiply_adds": {"layer_dims": dims, "m": m},
        "gradients_in_blocks": {"X": X, "Y": Y, "parameters": network, "blocks": [np.arange(m)]},
        "descend_in_span": {"X": X, "Y": Y, "W": W[:1], "b": b[:1], "learning_rate": 0.25, "num_iterations": 3},
        "flatten": {"images": images},
        "prepare": {"images": images, "mean": np.full((n_x * n_1 * n_2, 1), 0.25)},
        "moons": {"m": m, "noise": 0.1, "rng": seed},
        "circles": {"m": m, "noise": 0.1, "rng": seed},
        "spiral": {"m": m, "turns": 1.0, "noise": 0.1, "rng": seed},
        "parity": {"n": 3},
    }  # fmt: skip


def with_entry(value):
    def change(array):
        array = np.array(array, dtype=float)
        array.flat[array.size // 2] = value
        return array

    return change


SAME = {
    "Fortran": np.asfortranarray,
    "strided": lambda array: np.repeat(array, 2, axis=-1)[..., ::2],
    "turned": lambda array: array[::-1].copy()[::-1],
    "read-only": lambda array: np.broadcast_to(array, array.shape),
    "lists": lambda array: array.tolist(),
    "int": lambda array: array.astype(int) if (array == array.astype(int)).all() else array,
    "float32": lambda array: array.astype(np.float32) if (array == array.astype(np.float32)).all() else array,
    "big-endian": lambda array: array.astype(array.dtype.newbyteorder(">")),
    "masked, but nowhere": np.ma.masked_array,
    "matrix": lambda array: array.view(np.matrix) if array.ndim == 2 else array,
    "as it is": lambda array: array,
}
OTHER = {
    "transposed": np.transpose,
    "flat": np.ravel,
    "deeper": lambda array: array[np.newaxis],
    "shorter": lambda array: array[..., :-1],
    "empty": lambda array: array[:, :0] if array.ndim > 1 else array[:0],
    "first entry": lambda array: array.flat[0],
    "NaN": with_entry(np.nan),
    "infinity": with_entry(np.inf),
    "minus infinity": with_entry(-np.inf),
    "a two": with_entry(2),
    "a half": with_entry(0.5),
    "complex": lambda array: array + 1j,
    "objects": lambda array: array.astype(object),
    "words": lambda array: array.astype(str),
    "one masked": lambda array: np.ma.masked_array(array, np.arange(array.size).reshape(array.shape) == 0),
    "ragged": lambda array: [[1.0, 2.0], [3.0]],
    "None": lambda array: None,
    "a number": lambda array: 3,
    "a word": lambda array: "relu",
    "a dict": lambda array: {"W1": array},
    "dates": lambda array: np.full(array.shape, np.datetime64("2020-01-01")),
}
NEVER = {"NaN", "infinity", "minus infinity", "empty", "complex", "objects", "words", "one masked", "ragged", "dates"}
INSTEAD = [
    None,
    "a",
    "",
    np.nan,
    np.inf,
    -1,
    0,
    1.5,
    7,
    True,
    [],
    {},
    (),
    np.float32(0.5),
    np.int8(3),
    [2.5, 1],
    [[1]],
    1j,
    10**30,
]


def leaves(value, path=()):
    """Paths to all that is in nested arguments, and to the nests themselves."""
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from leaves(value[key], (*path, key))
    elif isinstance(value, (tuple, list)):
        for i in range(len(value)):
            yield from leaves(value[i], (*path, i))


def changed(value, path, change):
    """A copy of nested arguments with one part changed."""
    if not path:
        return change(value)
    if isinstance(value, dict):
        return {key: changed(part, path[1:], change) if key == path[0] else part for key, part in value.items()}
    return type(value)(changed(part, path[1:], change) if i == path[0] else part for i, part in enumerate(value))


def finite(value):
    if isinstance(value, dl.Images):
        return finite(value[:, :])
    if isinstance(value, dict):
        return all(finite(part) for part in value.values())
    if isinstance(value, (tuple, list)):
        return all(finite(part) for part in value)
    return value is None or isinstance(value, str) or bool(np.isfinite(value).all())


def close(one, other):
    if isinstance(one, dl.Images):
        return close(one[:, :], other[:, :])
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(close(one[key], other[key]) for key in one)
    if isinstance(one, (tuple, list)):
        return len(one) == len(other) and all(map(close, one, other))
    return one is None or isinstance(one, str) or np.allclose(one, other, rtol=1e-5, atol=1e-6)


def plain(value):
    """Nested arguments in a form that can be compared: arrays with their bytes."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(part) for part in value]
    return (type(value), value.shape, value.tobytes()) if isinstance(value, np.ndarray) else repr(value)


@pytest.mark.parametrize("name", made(0))
@often(25, 1000)
def test_every_input_is_handled_or_named_and_never_changed(tmp_path, monkeypatch, name, times):
    monkeypatch.chdir(tmp_path)  # "a" is a good name for a checkpoint
    function = getattr(dl, name)

    @settings(max_examples=times, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 30), st.data())
    def hold(seed, data):
        right = made(seed)[name]
        path = data.draw(st.sampled_from([path for path in leaves(right) if path]))
        value = right
        for key in path:
            value = value[key]
        if isinstance(value, np.ndarray):
            form = data.draw(st.sampled_from([*SAME, *OTHER]))
            change = {**SAME, **OTHER}[form]
        else:
            instead = data.draw(st.sampled_from(INSTEAD))
            form, change = f"{instead!r}", lambda _: instead
        names = {key for path in leaves(right) for key in path if isinstance(key, str)}
        args = changed(right, path, change)
        before = plain(args)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                result = function(**args)
            except ValueError as error:
                sentence = str(error)
                assert form not in SAME or path == ("dataset",), sentence
                assert "\n" not in sentence and len(sentence) < 220
                assert any(key in sentence for key in names), sentence
            else:
                assert finite(result) and form not in NEVER
                if form in SAME:
                    assert close(result, function(**copy.deepcopy(right)))
        assert plain(args) == before

    hold()


NUMBERS = {
    "NumPy's float": np.float64,
    "NumPy's own int": np.array,  # without axes
    "small": lambda number: np.int8(number) if isinstance(number, int) else np.float32(number),
    "long": np.longdouble,
    "fraction": Fraction,
    "decimal": Decimal,
    "as a float": float,
}
"""The same number written otherwise."""
NO_NUMBERS = [
    True,
    np.False_,
    "1",
    b"1",
    1j,
    [1],
    np.ones(1),
    np.array("1"),
    np.array(True),
    np.ma.masked,
    np.ma.masked_array(1.0, mask=True),
    np.timedelta64(1, "D"),
    np.datetime64(1, "Y"),
    object(),
    float,
    np.nan,
    np.array(-np.inf),
    np.float32("inf"),
    Decimal("sNaN"),
    Decimal("-Infinity"),
    10**400,
    -(10**5000),
    Fraction(10**400),
    Decimal("1e400"),
    np.longdouble("1e400"),
]


def numbers_of(arguments):
    for path in leaves(arguments):
        value = arguments
        for key in path:
            value = value[key]
        if isinstance(value, (int, float)) and "rng" not in path:
            yield path, value


WITH_NUMBERS = [name for name, arguments in made(0).items() if [*numbers_of(arguments)]]


def test_the_functions_with_numbers_are_found():
    assert {"L_layer_model", "update_parameters", "moons", "log_uniform", "integrate_and_fire"} < {*WITH_NUMBERS}


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", WITH_NUMBERS)
def test_a_number_is_the_same_in_every_form_and_changes_no_dtype(name, dtype):
    def short(part):
        if isinstance(part, float):
            return float(np.float32(part))  # what every form can hold
        return part.astype(dtype) if isinstance(part, np.ndarray) and part.dtype == np.float64 else part

    arguments, function = made(0)[name], getattr(dl, name)
    for path in leaves(arguments):
        arguments = changed(arguments, path, short)
    expected = plain(function(**arguments))
    for path, _ in numbers_of(arguments):
        for form in NUMBERS.values():
            assert plain(function(**changed(arguments, path, form))) == expected, (path, form)


@pytest.mark.parametrize("name", WITH_NUMBERS)
def test_what_is_no_number_is_refused_by_name(name):
    arguments = made(0)[name]
    for path, _ in numbers_of(arguments):
        for instead in NO_NUMBERS:
            with pytest.raises(ValueError) as caught:
                getattr(dl, name)(**changed(arguments, path, lambda _, instead=instead: instead))
            sentence = str(caught.value)
            assert sentence.startswith(path[0]) and "\n" not in sentence and len(sentence) < 200, (path, instead)


def test_numbers_beyond_the_sheet_are_numbers_too():
    assert dl.parity(np.int8(12))[0].shape == dl.parity(12.0)[0].shape == (12, 2**12)
    assert dl.in_turns(np.array(3), lambda: None).shape == (1, 3)
    assert dl.load_dataset("digits", max_mib=np.int8(100))[0].dtype == np.uint8
    for call in (
        lambda wrong: dl.parity(wrong),
        lambda wrong: dl.in_turns(wrong, lambda: None),
        lambda wrong: dl.load_dataset("digits", max_mib=wrong),
        lambda wrong: dl.load_picture("cat.jpg", wrong),
    ):
        for wrong in NO_NUMBERS:
            with pytest.raises(
                ValueError, match=r"^(n|repeats|max_mib|side) is .*; it must be a (whole|finite) number"
            ):
                call(wrong)


def test_a_number_that_no_float_holds_is_told_as_it_would_be():
    rounded = [(10**400, "inf"), (-(10**400), "-inf"), (Fraction(1, 10**400), "0.0"), (Decimal("-1e-400"), "-0.0")]
    for value, becomes in rounded:
        with pytest.raises(ValueError, match=f", as a float {becomes}; it must be a finite number above 0.$"):
            dl.L_layer_model(np.ones((2, 3)), np.ones((1, 3)), [2, 1], value)


def test_big_endian_float32_is_float32():
    Z = np.arange(6, dtype=">f4").reshape(2, 3)
    assert dl.relu(Z)[0].dtype == np.float32 and dl.relu(Z)[0].dtype.isnative


def test_gradients_of_another_dtype_leave_parameters_as_they_are():
    parameters = {"W1": np.ones((1, 2), np.float32), "b1": np.ones((1, 1), np.float32)}
    new = dl.update_parameters(parameters, {"dW1": np.ones((1, 2)), "db1": [[1]]}, np.float64(0.5))
    assert {value.dtype for value in new.values()} == {np.dtype(np.float32)}
