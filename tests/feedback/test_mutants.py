"""Every small slip in the reference is refused by check, or is equal to it by contract."""

import ast
import copy
import re

import numpy as np
import pytest

from dlhelpers import compute_cost, gradient_check
from dlhelpers.feedback import cases, classic, judge, properties, sandbox, trees

OTHERS = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.MatMult: ast.Mult, ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Gt: ast.LtE, ast.Lt: ast.GtE, ast.Eq: ast.NotEq, ast.LtE: ast.Gt, ast.GtE: ast.Lt,
    ast.Is: ast.IsNot, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
EQUAL = [
    (r"clip|not_zero|EPSILON|limit", "where a probability is clipped is ours, and not asked of a learner"),
    (r"isinstance\(rng|default_rng|except|raise", "a wrong rng is refused by us, and not asked of a learner"),
    (r"standard_normal|parameters\[", "a normal number and its negative are as likely, and in these sizes as spread"),
    (r"input_gradient", "what ours leaves out on request is not asked of a learner"),
    (r"activation ==|l < L|is None|% 100|== num_iterations", "the same for every value that can come"),
    (r"print|f'Cost", "what is printed is looked at in a remark"),
    (r"V >= threshold|wait", "a tie has no meaning there"),
    (r"AL > 0.5|Y == 1", "a tie is a remark; labels are 0 or 1"),
    (r"np.maximum", "the maximum of two is the same in either order"),
    (r"W2.T @ dZ2|2 \* \(-1\)", "the last layer has one unit; 1 and -1 are their own inverses"),
    (r"^\(1, -1\)$|^\(grads, \*others\)$", "a sum is the same in either order"),
    (r"1e-08", "how little keeps a spread of 0 finite is ours"),
    (r"num_iterations", "without the cost of the last iteration there is a remark"),
]
"""What may stand in a line where an altered text passes, and why it is equal."""


def mutants(tree):
    """Each small slip of a definition, with the line it is in: an operator, a number, two exchanged parts, no line."""
    for node in (node for part in tree.body for node in ast.walk(part)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "np.clip":
            for bound in ast.walk(node):
                bound.shown = ast.unparse(node)
        line = getattr(node, "shown", ast.unparse(node)).split("\n")[0]
        for field in ("op", "ops"):
            old = getattr(node, field, None)
            kind = type(old[0] if isinstance(old, list) and old else old)
            if kind in OTHERS:
                new = OTHERS[kind]()
                yield line, node, field, [new] if isinstance(old, list) else new
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            yield line, node, "value", node.value + 1
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            yield line, node, "op", ast.UAdd()
        for field in ("args", "elts"):
            parts = getattr(node, field, None)
            if isinstance(parts, list) and len(parts) == 2 and isinstance(node, (ast.Call, ast.Tuple)):
                yield line, node, field, parts[::-1]
        for block in (field for field in ("body", "orelse") if isinstance(getattr(node, field, None), list)):
            lines = getattr(node, block)
            for i in range(len(lines) if len(lines) > 1 else 0):
                yield ast.unparse(lines[i]).split("\n")[0], node, block, [*lines[:i], *lines[i + 1 :]]


def passes(tree, name, space):
    """Tell whether a text is right in every case."""
    calls, expected, _ = cases.inputs(name, cases.OPTIONAL.get(name, ()))
    try:
        function = trees.build(tree, space, {})
    except (SyntaxError, TypeError, ValueError):
        return False
    for case, wanted in zip(calls, expected, strict=True):
        outcome = sandbox.quickly(function, case, sandbox.Turns(20_000))
        if outcome.error or outcome.changed:
            return False
        if name == "initialize_parameters_deep":
            found = properties.initial(case, outcome.value)
        else:
            found = judge.differences(name, wanted, outcome.value)
        if any(one.stage != "remark" for one in found):
            return False
    return True


BEYOND = ("L_layer_model", "gradient_check")
"""Where ours does more than is asked of a learner: the classic text stands for it."""
SOURCES = [(name, cases.reference()[name]) for name in cases.NAMES if name not in BEYOND]
SOURCES += [(name, getattr(classic, name)) for name in cases.NAMES if hasattr(classic, name)]


@pytest.mark.parametrize(("name", "source"), SOURCES, ids=[f"{name}-{i}" for i, (name, _) in enumerate(SOURCES)])
def test_every_small_slip_is_refused_or_equal_by_contract(name, source):
    tree, space = copy.deepcopy(trees.tree_of(source)), {**cases.reference(), "initialize_parameters_deep": cases.start}
    if name != "L_layer_model":
        space = cases.reference()
    assert passes(tree, name, space)
    passed, refused = [], 0
    for line, node, field, new in mutants(tree):
        old = getattr(node, field)
        setattr(node, field, new)
        altered = ast.fix_missing_locations(copy.deepcopy(tree))
        setattr(node, field, old)
        if ast.dump(altered) != ast.dump(tree):
            right = passes(altered, name, space)
            refused += not right
            passed += [line] * right
    holes = [line for line in passed if not any(re.search(pattern, line) for pattern, _ in EQUAL)]
    assert not holes
    assert refused > len(passed)


def test_the_gradients_of_the_cases_agree_with_finite_differences():
    for _, X, parameters, Y in cases.network_inputs():
        assert gradient_check(parameters, X, Y) < 1e-6
        AL = cases.reference()["L_model_forward"](X, parameters)[0]
        assert np.isclose(compute_cost(AL, Y), -np.mean(np.log(np.where(Y == 1, AL, 1 - AL))))
