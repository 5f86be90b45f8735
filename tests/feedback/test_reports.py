"""A report says at a glance, and without colours, whether an answer is right, wrong or blank."""

import subprocess
import sys

import numpy as np
import pytest

import dlhelpers as dl
from dlhelpers.feedback import check
from dlhelpers.feedback.report import Report


def relu(Z):
    return np.maximum(0, Z), Z


def wrong(Z):
    return np.minimum(0, Z), Z


def blank(Z):
    raise NotImplementedError


def template(Z):
    A = None
    return A, Z


def without_arguments():
    return 0, 0


scale, factor = 0.01, 3


def initialize_parameters_deep(layer_dims, *, scale=None, rng=None):
    rng = np.random.default_rng(rng)
    parameters = {}
    for l in range(1, len(layer_dims)):
        W = factor * rng.standard_normal((layer_dims[l], layer_dims[l - 1]))
        parameters[f"W{l}"] = W if scale is None else W * scale
        parameters[f"b{l}"] = np.zeros((layer_dims[l], 1))
    return parameters


def lost(Z):
    return linear_forward(Z), Z  # noqa: F821


@pytest.mark.parametrize(
    ("function", "head", "stuck"),
    [
        (relu, "> ✅ **`relu` is right**: it gives what it should in all 4 cases.", False),
        (wrong, "> ❌ **`relu` is not right yet.**", True),
        (blank, "> ⬜ **`relu` is not written yet.**", False),
        (template, "> ⬜ **`relu` still has a blank to fill in**: `A = None`.", False),
        (without_arguments, "> ❌ **`relu` is not right yet.**", False),
        (lost, "> ❌ **`relu` is not right yet.**", False),
        (dl.relu, "> ⬜ **This is our `relu`", False),
    ],
)
def test_the_head_tells_what_it_is_and_the_end_where_help_is(function, head, stuck):
    report = check(function, "relu")
    rows = report._repr_markdown_().split("  \n")
    assert rows[0].startswith(head)
    assert all(row.startswith("> ") for row in rows)
    assert (rows[-1] == "> *Stuck? `dl.hint('relu')`*") == stuck
    assert "*" not in str(report) and not any(line.startswith(">") for line in report.lines)
    assert str(check(function, "relu")) == str(report)


def test_a_mistake_in_a_helper_is_headed_as_the_helpers():
    names = {"np": np}
    exec("def linear_forward(A, W, b):\n    return W @ A, (A, W, b)", names)
    exec(
        "def linear_activation_forward(A_prev, W, b, activation):\n"
        "    Z, cache = linear_forward(A_prev, W, b)\n"
        "    return np.maximum(0, Z) if activation == 'relu' else 1 / (1 + np.exp(-Z)), (cache, Z)",
        names,
    )
    report = check(names["linear_activation_forward"])
    head = "`linear_activation_forward` is right as it stands; `linear_forward`, which it calls, is not right yet."
    assert report.lines[0] == f"❌ {head}" and f"**{head}**" in report._repr_markdown_()
    assert report.lines[-1] == "Stuck? `dl.hint(linear_forward)`"


def test_an_argument_by_keyword_is_not_taken_for_a_name_of_the_notebook():
    told = str(check(initialize_parameters_deep))
    assert "stray factor `factor`" in told and "`scale`" not in told


def test_what_looks_like_markdown_outside_code_is_shown_as_it_is():
    report = Report(False, ["It stopped with TypeError: <lambda>() takes 1, not __init__ * 2: `a*b_c <d>`."], "❌")
    assert r"\<lambda>() takes 1, not \_\_init\_\_ \* 2: `a*b_c <d>`" in report._repr_markdown_()
    assert "<lambda>()" in str(report) and "\\" not in str(report)


def test_in_a_notebook_an_error_from_our_checks_shows_one_frame_of_ours():
    script = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shell.run_cell("import numpy as np, dlhelpers as dl")
shell.run_line_magic("colors", "nocolor")
shell.run_cell("def mine(A): return dl.linear_forward(A, np.ones((3, 4)), np.ones((3, 1)))")
shell.run_cell("mine(np.ones((3, 3)))")
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=100)
    assert "A has shape (3, 3); examples are columns" in ran.stdout
    assert ran.stdout.count("File ") == 1 and "arguments.py" not in ran.stdout
