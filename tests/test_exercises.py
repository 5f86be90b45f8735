"""The exercises are the lessons with blanks: up to date, sound from top to bottom, and never in a learner's way."""

import re
import runpy
import shutil
import subprocess
from pathlib import Path

import nbclient
import nbformat
import pytest
from test_lessons import reads_and_sets

ROOT = Path(__file__).resolve().parent.parent
MAKE = ROOT / "notebooks" / "exercises" / "make.py"
make = runpy.run_path(str(MAKE))
SHORT = """
import functools
import dlhelpers as dl

@functools.wraps(dl.L_layer_model)
def short(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, *rest, long=dl.L_layer_model, **options):
    return long(X, Y, layers_dims, learning_rate, min(num_iterations, 601), *rest, **options)

def few(name, many=dl.load_dataset):
    X, Y, test_X, test_Y, classes = many(name)
    return X[:400], Y[:, :400], test_X[:400], test_Y[:, :400], classes

def once(repeats, *jobs, often=dl.in_turns):
    return often(1, *jobs)

dl.L_layer_model = dl.model.L_layer_model = short
dl.load_dataset, dl.in_turns = few, once
dl.work_in(".")  # not in a learner's folder
"""
"""Less work: nbval has the lessons train as long, on as many pictures, and look at the clock as often as they say."""
LESSONS = pytest.mark.parametrize("lesson", make["lessons"](), ids=lambda path: path.stem)
ALL = pytest.mark.parametrize("lesson", make["originals"](), ids=lambda path: path.stem)


def being_worked_in(path):
    """Tell whether a learner has changed the file, as far as git knows."""
    status = subprocess.run(["git", "status", "--porcelain", path], cwd=ROOT, capture_output=True, text=True)
    return status.returncode != 0 or status.stdout.startswith(" M")


@ALL
def test_exercise_is_what_its_lesson_gives(lesson):
    path = MAKE.parent / lesson.name
    if path.read_text("utf-8") != make["exercise"](lesson):
        if being_worked_in(path):
            pytest.skip("somebody is working in it")
        pytest.fail(f"{path.name} is not what its lesson gives: run notebooks/exercises/make.py")


def test_there_is_no_exercise_without_a_lesson():
    assert {path.name for path in MAKE.parent.glob("*[!0-9].ipynb")} == {path.name for path in make["originals"]()}


def test_what_says_that_a_lesson_is_finished_stays_out_of_its_exercise(tmp_path):
    setup = "import dlhelpers as dl\nfrom dlhelpers import plots\n\n{}mine = dl.my_network()"
    cells = [
        nbformat.v4.new_markdown_cell(
            "# 2 · Forward\n\n*This is the finished lesson; yours is elsewhere.*\n\nA promise."
        ),
        nbformat.v4.new_code_cell(setup.format("dl.finished_lesson()  # yours is left alone\n")),
        nbformat.v4.new_code_cell("import dlhelpers as dl\n\ndl.finished_lesson()"),
        nbformat.v4.new_code_cell("dl.finished_lesson()"),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "02_forward.ipynb")
    texts = [cell.source for cell in nbformat.reads(make["exercise"](tmp_path / "02_forward.ipynb"), 4).cells]
    assert texts == ["# 2 · Forward\n\nA promise.", setup.format("") + make["SHARP"], "import dlhelpers as dl"]
    text = make["for_nbgrader"](tmp_path / "02_forward.ipynb")
    assert "finished" not in text and text.count('dl.work_in(\\".\\")') == 3


def reached(cells):
    """The cells that use something of a blank, and those that they need; the others are as in the lesson."""
    parts = [reads_and_sets(compile(re.sub("^%.*", "", cell.source, flags=re.M), "", "exec")) for cell in cells]
    of_blanks, chosen = set(), set()
    for k, (reads, sets) in enumerate(parts):
        if "# Your code here." in cells[k].source or reads & of_blanks:
            chosen.add(k)
            of_blanks |= sets
        else:
            of_blanks -= sets
    for k in reversed(range(len(cells))):
        if any(parts[k][1] & parts[later][0] for later in chosen if later > k):
            chosen.add(k)
    return [cells[k] for k in sorted(chosen)]


def test_a_cell_that_no_blank_reaches_is_seen():
    sources = [
        "import a",
        "b = a.c()\nd = 1",
        "def f():\n    # Your code here.\n    raise",
        "e = f(b)",
        "d",
        "g = e",
        "e = d",
    ]
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    assert [cell.source for cell in reached(cells)] == [*sources[:4], "g = e"]


@LESSONS
@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.long)])
def test_blank_exercise_runs_to_its_end_and_each_check_says_not_written(lesson, whole, tmp_path):
    notebook = nbformat.reads(make["exercise"](lesson), as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    notebook.cells = [nbformat.v4.new_code_cell(SHORT), *(cells if whole else reached(cells))]
    nbclient.execute(notebook, cwd=str(tmp_path), timeout=300, kernel_name="python3")
    answers = [cell.outputs[-1].data["text/plain"] for cell in cells if "\ndl.check(" in cell.source]
    assert answers
    assert all("is not written yet" in answer for answer in answers)
    assert not list(tmp_path.iterdir())


@ALL
def test_every_link_of_an_exercise_leads_somewhere(lesson):
    for cell in nbformat.reads(make["exercise"](lesson), as_version=4).cells:
        if cell.cell_type == "markdown":
            for target in make["LINK"].findall(cell.source):
                assert (MAKE.parent / target).exists(), target


def test_the_finished_network_is_what_the_lessons_wrote():
    source = (MAKE.parent.parent / "my_network.py").read_text("utf-8")
    written = "\n".join(
        cell.source
        for lesson in make["lessons"]()
        for cell in nbformat.read(lesson, as_version=4).cells
        if cell.cell_type == "code"
    )
    lines = [line for line in source.split("\ndef ", 1)[1].splitlines() if line.strip()]
    assert len(lines) > 80
    assert all(line in written for line in lines)


def test_making_them_again_keeps_what_a_learner_ran(tmp_path, monkeypatch):
    shutil.copytree(MAKE.parent.parent, tmp_path / "notebooks")
    shutil.copy(MAKE.parent.parent.parent / "README.md", tmp_path)
    path = tmp_path / "notebooks" / "exercises" / "02_forward.ipynb"
    path.write_text(path.read_text("utf-8").replace('"execution_count": null', '"execution_count": 1', 1), "utf-8")
    mine = path.read_text("utf-8")
    monkeypatch.setattr("sys.argv", ["make.py"])
    runpy.run_path(str(path.parent / "make.py"), run_name="__main__")
    assert path.read_text("utf-8") != mine
    assert (path.parent / "02_forward_1.ipynb").read_text("utf-8") == mine
    assert not (path.parent / "03_backward_1.ipynb").exists()


def test_a_class_gets_each_check_in_a_locked_cell_behind_its_function():
    for lesson in make["lessons"]():
        cells = nbformat.reads(make["for_nbgrader"](lesson), as_version=4).cells
        solutions = [k for k, cell in enumerate(cells) if "### BEGIN SOLUTION" in cell.source]
        assert solutions
        for k in solutions:
            assert cells[k].metadata.nbgrader.solution and "dl.check" not in cells[k].source
            assert cells[k + 1].metadata.nbgrader.locked and "assert report.passed" in cells[k + 1].source
        names = [cell.metadata.nbgrader.grade_id for cell in cells if "nbgrader" in cell.metadata]
        assert len(set(names)) == len(names) == 2 * len(solutions)
