"""Every small edit of the reference is refused by check, or is equal to it by contract."""

import re

import numpy as np
import pytest

from dlhelpers.feedback import candidates, cases, checking, classic, learner, mutants, repairs, trees

pytestmark = pytest.mark.filterwarnings("error")

REASONS = [
    (r"clip|EPSILON", "where a probability is clipped is ours, and not asked of a learner"),
    (
        r"\brun\.|^Run\(|generator\(|del caches|input_gradient=",
        "what a long run needs besides is not asked; tests/training/ looks at it",
    ),
    (
        r"\(AL, Y|\(data, parameters|costs\[-",
        "without mini-batches, y is Y and x the data; what is shown is not asked",
    ),
    (r"print", "what is shown while training runs is not asked"),
    (r"astype\(X\.dtype\)", "float32 may become float64"),
    (r"AL > 0\.5", "a tie, and True for 1, pass with a remark"),
    (r"activation (==|<=|>=)|l < L|% 100|is None", "the same for every value that can come"),
    (r"\.shape\[1\]|len\(parameters\)", "two ways to count the same thing; m is not used where it does not matter"),
    (r"^float\((np.mean.*)\) -> \1$", "a NumPy number is a number"),
    (r"rng=rng", "the start is fixed while training is looked at"),
    (r"standard_normal", "a normal number and its negative are as likely"),
    (r"W / np.sqrt\(n_prev\) if", "a normal number and its negative are as likely; dot with a number is a product"),
    (r"np.zeros", "0 times or divided by anything is 0"),
    (r"isinstance\(rng|default_rng", "told by two calls with equal seeds, which this test does not make"),
    (r"learning_rate \* grads|1 / m \*", "np.dot with a number is a product"),
    (r"linear_cache, activation_cache", "the activation cache is Z"),
    (r"A_prev, parameters", "A_prev and A are the same there"),
    (
        r"^cost -> cost.T|^-np.sum.*T$|^db -> db.T",
        "the transpose of one number is that number; the last layer has one unit",
    ),
    (r"dZ2\.mean|W2\.T \* dZ2", "the last layer has one unit"),
    (r"Z1 >= 0|A1 > 0", "the same but where Z1 is exactly 0, and there relu has no slope"),
    (
        r"Y >= 1|called|argsort|1 - AL\) [/*+] k$",
        "labels are 0 or 1; a row of one example after another; only their order counts; list or array",
    ),
    (r"range\(len\(", "the input has as many steps as the answers"),
    (r"V >= threshold|wait [>!]|\+ wait$|\(rest, -1\)", "a tie has no meaning there; wait is 0 where a spike can be"),
    (
        r"current\[t\]|^voltage -> voltage.T|^spikes -> spikes.T",
        "a product with a number; a row of one step after another",
    ),
    (r"np.ones\(\(n, n\)\)|^W1 -> W1.T", "a square of ones is its transpose"),
    (r"2 \* \(-1\) \*\* k", "a product of two numbers; 1 and -1 are their own inverses"),
    (r"\(A_prev, B\[|\(A_prev, _, b\)", "the bias is handed on and not used on the way back"),
    (r"^low \* \(high.*dot\(low", "np.dot with a number is a product"),
    (r"differences|np.asarray\(a\)|^\(float\(mean", "a row of one pair after another; a NumPy number is a number"),
    (r"X\.T @ X\b|XT_X\.T", "X^T X is its transpose"),
    (r"dot\(learning_rate|^b -> b\.T|b - learning_rate \* np\.mean", "a product with a number; one unit has one bias"),
    (r"exp\(-Z\)", "s * (1 - s) is the same for Z and -Z"),
]


def survivors(name, source):
    """The edits of `source` that pass every case, as pairs of what stood there and what stands there now."""
    calls, expected, _ = checking.inputs(name, learner.takes(source, name))
    edits = repairs.Repairs(None, name, calls, expected)
    space, passed, refused = candidates.space_for(name), [], 0
    tree = trees.tree_of(source)
    for edit in mutants.first_order(source):
        try:
            function = trees.build(trees.changed(tree, edit.changes), space)
            right = edits.share(function, 0, 2) == 1.0 and edits.share(function, 2, None) == 1.0
        except (SyntaxError, ValueError, TypeError):
            right = False
        refused += not right
        if right:
            passed.append((edit.kind, edit.before, edit.after))
    return passed, refused


SOURCES = [
    (name, source)
    for name in cases.NAMES
    for source in (cases.reference()[name], getattr(classic, name, None))
    if source
]


@pytest.mark.parametrize(("name", "source"), SOURCES, ids=[f"{name}-{i}" for i, (name, _) in enumerate(SOURCES)])
def test_every_small_edit_is_refused_or_equal_by_contract(name, source):
    passed, refused = survivors(name, source)
    holes = [one for one in passed if not any(re.search(pattern, f"{one[1]} -> {one[2]}") for pattern, _ in REASONS)]
    assert not holes
    assert refused > 5 * len(passed) or name == "L_layer_model" or len(passed) < 16


@pytest.mark.parametrize("name", [name for name, source in SOURCES if source.__module__ == classic.__name__])
def test_the_classic_form_equals_the_reference(name):
    source = candidates.rebound(getattr(classic, name), candidates.space_for(name))
    assert checking.check(source, name).passed


def test_the_gradients_of_the_cases_agree_with_finite_differences():
    from dlhelpers import compute_cost, gradient_check

    for _, X, parameters, Y in cases.network_inputs():
        assert gradient_check(parameters, X, Y) < 1e-6
        AL = cases.reference()["L_model_forward"](X, parameters)[0]
        assert np.isclose(compute_cost(AL, Y), -np.mean(np.log(np.where(Y == 1, AL, 1 - AL))))
