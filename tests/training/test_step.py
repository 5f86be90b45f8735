"""The step in memory that is made once is the descent of the building blocks, whole or in blocks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dlhelpers as dl
from dlhelpers.training import cores
from dlhelpers.training.step import Step


def data(n_x, m, rng):
    rng = np.random.default_rng(rng)
    return rng.standard_normal((n_x, m)), (rng.random((1, m)) > 0.4).astype(float)


def descend(X, Y, parameters, learning_rate, steps):
    """Gradient descent in the building blocks."""
    for _ in range(steps):
        AL, caches = dl.L_model_forward(X, parameters)
        parameters = dl.update_parameters(parameters, dl.L_model_backward(AL, Y, caches), learning_rate)
    return parameters


def apart(one, other):
    """How far two dicts of parameters are apart, relative to the size of each array."""
    return max(np.abs(one[name] - other[name]).max() / max(np.abs(other[name]).max(), 1e-3) for name in other)


@pytest.fixture
def blocks_pay(monkeypatch):
    """Let blocks pay for every network, however small."""
    for limit in ("WORTH", "IN_A_LAYER", "EXAMPLES"):
        monkeypatch.setattr(cores, limit, 1)


networks = st.tuples(
    st.lists(st.integers(1, 9), min_size=1, max_size=8),  # n_0, ..., n_{L-1}: depths 1 to 8
    st.integers(1, 40),  # examples
    st.integers(0, 2**32 - 1),
)


@given(networks)
@settings(max_examples=60, deadline=None)
def test_a_hundred_steps_are_those_of_the_building_blocks(network):
    sizes, m, seed = network
    X, Y = data(sizes[0], m, seed)
    start = dl.initialize_parameters_deep([*sizes, 1], rng=seed)
    for l in range(1, len(sizes) + 1):
        start[f"b{l}"] += 0.1
    trained, _ = dl.L_layer_model(X, Y, [*sizes, 1], 0.05, 100, parameters=start)
    assert apart(trained, descend(X, Y, start, 0.05, 100)) < 1e-12


@pytest.mark.parametrize(("n_x", "m"), [(7, 50), (60, 9), (4, 3)])
def test_blocks_give_the_descent_of_the_whole_also_in_the_span(blocks_pay, n_x, m):
    X, Y = data(n_x, m, 1)
    start = dl.initialize_parameters_deep([n_x, 6, 5, 1], rng=2)
    trained, _ = dl.L_layer_model(X, Y, [n_x, 6, 5, 1], 0.2, 100, parameters=start)
    assert apart(trained, descend(X, Y, start, 0.2, 100)) < 1e-12
    step = Step(start, 0.2)
    step.forward(X)
    assert [block.columns.stop for block in step.blocks][-1] == m and len(step.blocks) == min(
        8, 2 ** (m.bit_length() - 1)
    )
