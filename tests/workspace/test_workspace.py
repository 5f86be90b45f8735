"""keep writes what is right, and my_network.py always works as a whole; hint and progress tell the way."""

import runpy
import sys

import nbformat
import numpy as np
import pytest
from workspace.odd_functions import FINISHED, Notebook

import dlhelpers as dl
from dlhelpers.feedback import checking
from dlhelpers.feedback.cases import NAMES
from dlhelpers.workspace import help, hint, keep, my_network, network, progress, solution, texts

progress_module = sys.modules[progress.__module__]
EXTRA = 1.0


def relu(Z):
    """Return A and Z."""
    return np.maximum(Z, 0), Z


def sigmoid(Z):
    return EXTRA / (1 + np.exp(-Z)), Z


def linear_forward(A, W, b):
    return W @ A, (A, W, b)


def test_what_is_right_is_kept_and_the_module_works(tmp_path):
    assert keep(relu, folder=tmp_path).passed
    network = runpy.run_path(tmp_path / "my_network.py")
    assert network["relu"].__doc__ == "Return A and Z."
    assert network["L_model_forward"] is dl.L_model_forward


def test_what_is_wrong_is_not_kept(tmp_path):
    assert not keep(linear_forward, folder=tmp_path).passed
    assert not list(tmp_path.iterdir())


def test_what_leans_on_other_names_is_told(tmp_path):
    assert "`EXTRA`" in str(keep(sigmoid, folder=tmp_path))
    assert not (tmp_path / "my_network.py").exists()


def test_what_later_lessons_could_not_call_is_not_kept(tmp_path):
    assert "with `rng`" in str(keep(without_rng, "initialize_parameters_deep", folder=tmp_path))
    assert not list(tmp_path.iterdir())


def without_rng(layer_dims):
    return dl.initialize_parameters_deep(layer_dims)


def test_what_belongs_to_a_lesson_only_stays_there(tmp_path):
    def shapes(layer_dims):
        return dl.parameter_shapes(layer_dims)

    assert "stays in its lesson" in str(keep(shapes, "parameter_shapes", folder=tmp_path))
    assert not list(tmp_path.iterdir())


def test_my_network_is_what_was_kept_and_ours_elsewhere(tmp_path):
    assert my_network(folder=tmp_path) is dl
    keep(relu, folder=tmp_path)
    network = my_network(folder=tmp_path)
    assert network.relu.__module__ == "my_network"
    assert network.predict is dl.predict


def test_my_network_says_what_is_wrong_with_a_broken_file(tmp_path):
    (tmp_path / "my_network.py").write_text("import nothing_of_the_kind")
    with pytest.raises(ImportError, match="my_network.py stops at line 1 with ModuleNotFoundError"):
        my_network(folder=tmp_path)


def test_a_broken_file_is_left_alone(tmp_path):
    (tmp_path / "my_network.py").write_text("def (")
    assert not keep(relu, folder=tmp_path).passed
    assert (tmp_path / "my_network.py").read_text() == "def ("


def test_my_network_shows_itself_in_one_line(tmp_path):
    keep(relu, folder=tmp_path)
    assert repr(my_network(folder=tmp_path)) == f"{tmp_path.as_posix()}/my_network.py: 1 of yours (relu), the rest ours"


BLANKS = """

def sigmoid(Z):
    raise NotImplementedError


def predict(X, parameters):
    ...
"""


def test_progress_tells_each_lesson(tmp_path):
    keep(relu, folder=tmp_path)
    (tmp_path / "my_network.py").write_text((tmp_path / "my_network.py").read_text() + BLANKS)
    text = str(progress(folder=tmp_path))
    assert "1 of 15" in text
    assert "Lesson 2 ▰▱▱▱▱▱▱ " in text and "✅\N{NO-BREAK SPACE}`relu`" in text
    assert "there is only a blank for `sigmoid`" in text and "only a blank for `predict`" in text
    assert all(f"`{name}`" in text for name in NAMES)


def test_what_belongs_to_a_lesson_alone_counts_once_it_is_right(tmp_path, monkeypatch):
    monkeypatch.setattr(progress_module, "last", {})
    monkeypatch.setattr(checking, "last", progress_module.last)
    assert "⬜\N{NO-BREAK SPACE}`parameter_shapes`" in str(progress(folder=tmp_path))
    dl.check(lambda layer_dims: {}, "parameter_shapes")
    assert "❌\N{NO-BREAK SPACE}`parameter_shapes`" in str(progress(folder=tmp_path))
    dl.check(lambda layer_dims: dl.parameter_shapes(layer_dims), "parameter_shapes")
    assert "✅\N{NO-BREAK SPACE}`parameter_shapes`" in str(progress(folder=tmp_path))


def test_what_was_right_in_a_saved_lesson_counts_in_every_other_session(tmp_path, monkeypatch):
    monkeypatch.setattr(progress_module, "last", {})
    monkeypatch.setattr(checking, "last", {})
    said = str(dl.check(lambda layer_dims: dl.parameter_shapes(layer_dims), "parameter_shapes"))
    output = nbformat.v4.new_output("execute_result", {"text/plain": said})
    lesson = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("dl.check(parameter_shapes)", outputs=[output])])
    nbformat.write(lesson, tmp_path / "01_from_two_layers_to_L.ipynb")
    assert "✅\N{NO-BREAK SPACE}`parameter_shapes`" in str(progress(folder=tmp_path))
    progress_module.last["parameter_shapes"] = dl.check(lambda layer_dims: {}, "parameter_shapes")
    assert "❌\N{NO-BREAK SPACE}`parameter_shapes`" in str(progress(folder=tmp_path))


def test_what_is_no_function_in_the_file_is_told(tmp_path):
    (tmp_path / "my_network.py").write_text(network.HEAD + "relu = 3\n")
    assert "something that is no function of yours stands under the name `relu`" in str(progress(folder=tmp_path))


@pytest.fixture
def shown(monkeypatch):
    """What is shown in a notebook, in turn."""
    seen = []
    monkeypatch.setattr("IPython.display.display", lambda one, **_: seen.append(one))
    return seen


def test_a_whole_network_learns_the_spiral(shown):
    report = progress(folder=FINISHED.parent)
    assert report.passed and str(report).startswith("✅ 15 of 15 functions") and "▰" * 15 in report.lines[1]
    report._ipython_display_()
    before, picture, after = shown
    assert picture.data.startswith(b"\x89PNG") and picture.alt in after["text/plain"]
    assert "it is right on 100% of the points" in picture.alt and "Where next" in after["text/plain"]


def test_a_whole_network_that_stops_on_the_spiral_is_told(tmp_path, shown):
    text = FINISHED.read_text("utf-8").replace("    L = len(parameters) // 2\n    new = {}\n", "    1 / 0\n", 1)
    assert "1 / 0" in text
    (tmp_path / "my_network.py").write_text(text, "utf-8")
    progress(folder=tmp_path)._ipython_display_()
    assert "stopped on the spiral: ZeroDivisionError" in shown[1]["text/plain"]


def wrong_sum(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    return W.T @ dZ, dZ @ A_prev.T / m, dZ.sum(axis=1, keepdims=True)


def test_the_code_that_the_check_left_unsaid_is_the_first_hint_and_told_once(monkeypatch):
    monkeypatch.setattr(help, "told", {})
    monkeypatch.setattr(help, "told_code", set())
    monkeypatch.setattr(checking, "tries", {})
    report = dl.check(wrong_sum, "linear_backward")
    assert "/ m" in report.code[0] and report.code[0] not in str(report)
    assert report.lines[-1] == "Stuck? `dl.hint('linear_backward')`"
    given = [str(hint("linear_backward")) for _ in range(4)]
    assert given[0].startswith("💡 What it has and needs:") and report.code[0] in given[0]
    assert [f"Hint {n} of 3" in one for n, one in enumerate(given)] == [False, True, True, True]
    dl.check(wrong_sum, "linear_backward")
    assert "Hint 3 of 3" in str(hint("linear_backward"))


def test_a_version_that_is_wrong_leaves_the_one_that_was_kept(tmp_path):
    first = keep(linear_forward, folder=tmp_path)
    assert first.lines[-1] == "This `linear_forward` is not kept: keep it when it is right."
    keep(lambda_free, "linear_forward", folder=tmp_path)
    assert keep(linear_forward, folder=tmp_path).lines[-1].endswith("stays as it is.")
    report = keep(lambda_free, "linear_forward", folder=tmp_path)
    assert (
        report._repr_markdown_().startswith("> ✅ **`linear_forward` is right**: it gives")
        and str(report).count("✅") == 1
    )


def lambda_free(A, W, b):
    return W @ A + b, (A, W, b)


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        ("raise NotImplementedError", False),
        ("raise NotImplementedError()", False),
        ("'A text.'\n# Your code here.\nraise NotImplementedError", False),
        ("...", False),
        ("pass", False),
        ("return None", False),
        ("return None, None", False),
        ("A = Z\nraise NotImplementedError\nreturn A, Z", False),
        ("def g(x):\n    return x\nraise NotImplementedError", False),
        ("if kind == 'relu':\n    return Z\nraise NotImplementedError(kind)", True),
        ("if kind == 'relu':\n    A = Z\nelse:\n    raise NotImplementedError(kind)\nreturn A", True),
        ("try:\n    return Z\nexcept KeyError:\n    raise NotImplementedError from None", True),
        ("for one in Z:\n    if one is None:\n        raise NotImplementedError\nreturn Z", True),
        ("return Z\nraise NotImplementedError", True),
        ("return Z", True),
        ("NotImplementedError\nreturn Z", True),
    ],
)
def test_a_blank_is_what_comes_to_its_error_in_every_call(lines, written):
    cell = "def relu(Z, kind='relu'):\n" + "\n".join("    " + line for line in lines.split("\n"))
    assert network.is_written(Notebook(cell).names["relu"]) == written


def test_three_hints_and_the_solution_for_every_function():
    assert set(texts.HINTS) == set(NAMES)
    for name in NAMES:
        given = [str(hint(getattr(dl, name))) for _ in range(3)]
        assert len(set(given)) == 3
        assert str(solution(getattr(dl, name))).startswith("def " + name)


def test_every_sentence_is_short_and_blames_nobody():
    for key, text in texts.SENTENCES.items():
        assert "!" not in text, key
        assert "your mistake" not in text, key
        assert len([end for end in text.replace("...", "").split(". ") if end]) <= 2, key
