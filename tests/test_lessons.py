"""The form of every lesson: what nbval doesn't look at, and what a reader may rely on."""

import ast
import collections
import dis
import os
import re
import runpy
import shutil
import subprocess
import sys
import types
from pathlib import Path

import nbclient
import nbformat
import pytest

from dlhelpers.workspace.texts import HINTS

ROOT = Path(__file__).resolve().parent.parent
make = runpy.run_path(str(ROOT / "notebooks" / "exercises" / "make.py"))
LESSONS = sorted((ROOT / "notebooks").glob("??_*[!0-9].ipynb"))  # not a learner's 02_forward-Copy1.ipynb
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
EFFORT = re.compile(r"^### Your turn: (.+)\n\n[1-9]\d? min · (?:●○○|●●○|●●●)$", re.MULTILINE)
HINT = re.compile(r"<details><summary>(Hint[^<]+)</summary>\n\n(.+?)\n\n</details>", re.DOTALL)


@pytest.fixture(params=LESSONS, ids=[path.stem for path in LESSONS])
def lesson(request):
    notebook = nbformat.read(request.param, as_version=4)
    nbformat.validate(notebook)
    notebook.path = request.param
    return notebook


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def prose(notebook):
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def outputs(notebook):
    return [output for cell in code_cells(notebook) for output in cell.outputs]


def test_lessons_are_numbered_without_a_gap():
    assert [int(path.name[:2]) for path in LESSONS] == list(range(len(LESSONS)))


def test_kernel_is_plain_and_no_time_stamps_are_kept(lesson):
    assert lesson.metadata.kernelspec.name == "python3"
    assert "widgets" not in lesson.metadata
    assert all("execution" not in cell.metadata for cell in lesson.cells)


def test_cells_were_run_once_from_top_to_bottom(lesson):
    cells = code_cells(lesson)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))


def test_outputs_are_text_and_pictures_only(lesson):
    for output in outputs(lesson):
        if output.output_type == "stream":
            assert output.name == "stdout", output.text
        else:
            kinds = [{"text/markdown"}, {"image/png"}][: 2 if output.output_type == "display_data" else 1]
            assert set(output.data) - {"text/plain"} in kinds


def test_every_figure_is_described_for_those_who_cannot_see_it(lesson):
    for cell in code_cells(lesson):
        if any("image/png" in output.get("data", {}) for output in cell.outputs):
            assert len(cell.metadata.mystnb.image.alt.split()) >= 10, cell.id


def test_every_shown_figure_is_kept(lesson):
    for cell in code_cells(lesson):
        kept = sum("image/png" in output.get("data", {}) for output in cell.outputs)
        assert kept == cell.source.count("plt.show()") + (
            cell.source == "dl.progress()" and lesson.path.stem[:2] == "04"
        )


UNSTABLE = {
    "more than six decimals": r"\d\.\d{7,}",
    "a NumPy number that shows its type, which NumPy 1 did not": r"\b(np|numpy)\.\w+\(",
    "a set, which has no order": r"\{[^{}:]+,[^{}:]*\}|\bset\(\)|\{'[^{}:]*'\}",
    "an address in memory": r"\b0x[0-9a-f]{6,}",
    "a folder of one machine": r"(/tmp|/home|/Users|/root|site-packages|[A-Z]:\\)",
}
"""What the same code prints otherwise on another machine, NumPy or day."""


@pytest.mark.parametrize("kind", UNSTABLE)
def test_lessons_print_what_every_machine_prints(lesson, kind):
    for output in outputs(lesson):
        for text in (output.get("text", ""), *output.get("data", {}).values()):
            if not re.fullmatch(r"[\w+/=\s]+", text):  # a picture
                assert not re.search(UNSTABLE[kind], text), text


@pytest.mark.parametrize(
    ("kind", "printed"),
    [
        ("more than six decimals", [0.1 + 0.2]),
        ("a set, which has no order", {"W1", "b1"}),
        ("a set, which has no order", {"W1"}),
        ("a set, which has no order", {3, 1}),
        ("an address in memory", object()),
        ("a folder of one machine", "/tmp/x"),
    ],
)
def test_what_would_print_otherwise_is_seen(kind, printed):
    assert re.search(UNSTABLE[kind], str(printed))
    assert re.search(UNSTABLE["a NumPy number that shows its type, which NumPy 1 did not"], "[np.float64(0.5)]")
    assert not any(re.search(pattern, "{'W1': 3, 'b1': (4, 1)} 0.123456 [1, 2]") for pattern in UNSTABLE.values())


def test_code_cells_are_short_and_lessons_of_one_sitting(lesson):
    sources = [make["IS_FINISHED"].sub("", cell.source) for cell in code_cells(lesson)]
    assert max(len(source.splitlines()) for source in sources) <= 20
    assert max(len(line) for source in sources for line in source.splitlines()) <= 107  # on a screen of 1280 pixels
    assert len(lesson.cells) <= 45
    assert lesson.path.stat().st_size < 500_000


def test_pictures_exist_and_are_described(lesson):
    assert "<img" not in prose(lesson)
    for description, target in PICTURE.findall(prose(lesson)):
        assert len(description.split()) >= 10
        assert (lesson.path.parent / target).exists()


def test_links_to_other_files_resolve(lesson):
    for target in re.findall(r"(?<!!)\[[^\]]+\]\(([^)#]+)\)", prose(lesson)):
        assert target.startswith("https://") or (lesson.path.parent / target).exists(), target


NAMED = re.compile(r"([A-ZÅ][\wåéö]+)(?: and [A-Z]\w+| and others| et al\.)?,? \(?((?:18|19|20)\d\d)\b")
"""A paper, by its first or its last author and the year: Hebb (1949); Lillicrap et al., 2020; Telgarsky (2016)."""


def test_every_paper_that_a_lesson_names_is_in_the_bibliography(lesson):
    listed = (ROOT / "book" / "bibliography.md").read_text("utf-8").splitlines()
    for name, year in NAMED.findall(prose(lesson)):
        assert any(name in line and f"({year})" in line for line in listed), f"{name} ({year})"


def test_lesson_says_what_for_and_where_next(lesson):
    first = lesson.cells[0].source
    assert first.startswith(f"# {int(lesson.path.name[:2])} · ")
    assert "**You will be able to**" in first and "**You need**" in first
    assert "## In this lesson we" in prose(lesson) and "## Where next" in lesson.cells[-1].source


def test_prose_does_not_shout(lesson):
    text = re.sub(r"```.*?```|`[^`]*`|\$[^$]*\$", "", PICTURE.sub("", prose(lesson)), flags=re.S)
    assert "!" not in text


def test_a_bare_name_is_the_learners_own(lesson):
    for cell in code_cells(lesson):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.ImportFrom) and node.module.startswith("dlhelpers"):
                assert [alias.name for alias in node.names] == ["plots"]


def test_each_exercise_is_one_region_in_a_cell_of_its_own(lesson):
    for cell in code_cells(lesson):
        assert cell.source.count(BEGIN) == cell.source.count(END) <= 1
        if BEGIN not in cell.source:
            continue
        function, *check = ast.parse(cell.source).body
        assert isinstance(function, ast.FunctionDef) and ast.get_docstring(function)
        assert [ast.unparse(line) for line in check] == [f"dl.check({function.name})"]
        signature, solution = cell.source.split(BEGIN)
        assert '"""' in signature and solution.split(END)[0].strip()


def test_a_finished_lesson_says_so_and_its_exercise_does_not(lesson):
    if lesson.path in make["lessons"]():
        title, told, promise = lesson.cells[0].source.split("\n\n")[:3]
        assert title.endswith(" (finished)")
        assert "finished lesson" in told and f"(exercises/{lesson.path.name})" in told
        for blanks in (make["exercise"], make["for_nbgrader"]):
            start = nbformat.reads(blanks(lesson.path), as_version=4).cells[0].source
            assert start.startswith(f"{title.removesuffix(' (finished)')}\n\n{promise}\n\n")


def test_each_blank_has_its_own_heading_with_effort_and_hints(lesson):
    headings, met = [], set()
    for before, cell in zip(lesson.cells, lesson.cells[1:], strict=False):
        if BEGIN in cell.source:
            name = ast.parse(cell.source).body[0].name
            (heading,) = EFFORT.findall(before.source)
            titles, texts = zip(*HINT.findall(before.source), strict=True)
            assert titles == ("Hint 1: the idea", "Hint 2: the formula")
            assert before.source.endswith("</details>")
            if name not in met:  # the second sigmoid of lesson 2 has hints of its own
                assert list(texts) == HINTS[name][:2]
            headings.append(heading)
            met.add(name)
    assert len(set(headings)) == len(headings) == prose(lesson).count("### Your turn")


def test_predictions_stand_apart_from_the_text(lesson):
    assert "\n\n> **Predict.** " in prose(lesson)
    assert not re.search(r"(?<!\*)\*([Pp]redict|Guess)", prose(lesson))


def test_a_lesson_asks_twice_to_explain_and_folds_the_answer(lesson):
    if lesson.path in make["lessons"]():
        asked = re.findall(
            r"^\*\*Explain it back\.\*\* .+\?\n\n<details><summary>Answer</summary>", prose(lesson), re.M
        )
        assert len(asked) == prose(lesson).count("<summary>Answer") == 2


def test_headings_of_a_lesson_differ(lesson):
    headings = re.findall(r"^#+ .+", prose(lesson), re.MULTILINE)
    assert len(set(headings)) == len(headings)


def reads_and_sets(code):
    """The names that a cell needs from other cells, and those that it leaves to them."""
    reads, sets, inner = set(), set(), [code]
    for step in dis.get_instructions(code):
        if step.opname == "STORE_NAME":
            sets.add(step.argval)
        elif step.opname == "LOAD_NAME" and step.argval not in sets:
            reads.add(step.argval)
    for one in inner:  # it grows
        inner += [const for const in one.co_consts if isinstance(const, types.CodeType)]
        reads |= {step.argval for step in dis.get_instructions(one) if step.opname == "LOAD_GLOBAL"} - sets
    return reads, sets


def test_no_cell_run_again_takes_a_name_from_another(lesson):
    cells = [reads_and_sets(compile(cell.source, cell.id, "exec")) for cell in code_cells(lesson)]
    set_by = collections.Counter(name for _, sets in cells for name in sets)
    shared = {name for reads, _ in cells for name in reads if set_by[name] > 1}
    code = "".join(cell.source for cell in code_cells(lesson))
    assert {name for name in shared if name not in HINTS or code.count(f"def {name}(") < set_by[name]} == set()


def core_and_optional(notebook):
    """The code cells that everybody runs, and those below a heading that begins with "Optional: "."""
    parts, optional = ([], []), False
    for cell in notebook.cells:
        if cell.cell_type == "code":
            parts[optional].append(reads_and_sets(compile(cell.source, cell.id, "exec")))
        for heading in re.findall(r"^## (.+)", cell.source * (cell.cell_type == "markdown"), re.MULTILINE):
            optional = heading.startswith("Optional: ")
    return parts


def only_from_optional_parts(notebook):
    """The names that a core cell takes from an optional one."""
    core, optional = core_and_optional(notebook)
    reads, sets = (set().union(*(cell[i] for cell in core)) for i in (0, 1))
    return reads & set().union(*(cell[1] for cell in optional)) - sets


def test_a_lesson_runs_without_its_optional_parts(lesson):
    assert only_from_optional_parts(lesson) == set()


def test_a_name_taken_from_an_optional_part_is_seen():
    sources = "a = 1", "## Optional: more", "b = a", "### Still optional", "c = b", "## On", "d = [a, c]"
    kinds = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell
    notebook = nbformat.v4.new_notebook(cells=[kinds[source[0] == "#"](source) for source in sources])
    assert only_from_optional_parts(notebook) == {"c"}


def test_a_lesson_states_the_minutes_that_the_rule_gives():
    for path, right in make["stated"]().items():
        texts = [[cell.source for cell in one.cells] for one in (nbformat.read(path, as_version=4), right)]
        told = f"{path.stem} takes {make['minutes'](right)} minutes: run notebooks/exercises/make.py, which writes it"
        assert texts[0] == texts[1], told


def test_the_readme_states_the_minutes_that_the_rule_gives_and_the_hours_of_all():
    right = make["stated"]()
    each = [f"{make['minutes'](notebook)}" for notebook in right.values()]
    readme = (ROOT / "README.md").read_text("utf-8")
    assert readme == make["readme"](right), "run notebooks/exercises/make.py, which writes it"
    assert re.findall(r"(\d+) min \|", readme) == each
    assert re.findall(r"about (\d+) hours", readme) == [f"{sum(map(int, each)) / 60:.0f}"]


def test_lesson_0_tells_the_minutes_of_all():
    notebooks = [nbformat.read(path, as_version=4) for path in LESSONS]
    each = [int(minutes) for one in notebooks for minutes in re.findall(r"about (\d+) minutes", one.cells[0].source)]
    assert len(each) == len(LESSONS)
    assert re.findall(r"(\d+) minutes in all", prose(notebooks[0])) == [f"{sum(each)}"]
    assert [int(minutes) for minutes in re.findall(r"(\d+)&nbsp;min", prose(notebooks[0]))] == each[1:]


def test_minutes_are_words_lines_and_writing_without_hints_solutions_and_optional_parts():
    hint = "<details><summary>Hint 1: the idea</summary>\n\n" + "hint " * 1300 + "\n\n</details>"
    picture = "![" + "seen " * 1300 + "](x.svg)"
    solution = "### BEGIN SOLUTION\n" + "a = 1\n" * 100 + "### END SOLUTION"
    cells = [
        nbformat.v4.new_markdown_cell("word " * 642 + f"\n\n8 min · ●●○\n\n{hint}\n\n{picture}"),
        nbformat.v4.new_code_cell("b = 2\n\n" * 20 + solution),
        nbformat.v4.new_markdown_cell("## Optional: more\n\n" + "word " * 1300),
        nbformat.v4.new_code_cell("c = 3\n" * 100),
        nbformat.v4.new_markdown_cell("### Still optional\n\n8 min · ●●○\n\n## Back\n\n" + "word " * 646),
    ]
    assert make["minutes"](nbformat.v4.new_notebook(cells=cells)) == 20  # 5 and 5 of words, 2 of lines, 8 of writing


def test_a_name_taken_from_another_cell_is_seen():
    assert reads_and_sets(compile("f = lambda: a\nfor b in c:\n    b", "", "exec")) == ({"a", "c"}, {"f", "b"})


@pytest.mark.long
@pytest.mark.parametrize("path", LESSONS[:5], ids=lambda path: path.stem)  # those that train longer take minutes
def test_each_cell_can_be_run_twice_and_each_exercise_again_at_the_end(path, tmp_path):
    notebook = nbformat.read(path, as_version=4)
    shutil.copy(path.with_name("my_network.py"), tmp_path)
    exercises = [cell for cell in notebook.cells if "\ndl.check(" in cell.source]
    notebook.cells = [cell for cell in code_cells(notebook) for _ in range(2)] + exercises
    nbclient.execute(notebook, cwd=str(tmp_path), timeout=600, kernel_name="python3")


@pytest.mark.long
@pytest.mark.parametrize("kernel", ["Nehalem", "Haswell"])  # OpenBLAS: other kernels add in another order
def test_lessons_print_the_same_with_another_kernel_of_the_matrix_library(kernel):
    environment = {**os.environ, "OPENBLAS_CORETYPE": kernel}
    subprocess.run([sys.executable, "-m", "pytest", "-q", *map(str, LESSONS)], cwd=ROOT, env=environment, check=True)


def test_every_picture_of_the_project_is_shown_in_a_lesson_or_the_readme():
    texts = [(ROOT / "README.md").read_text("utf-8"), *(prose(nbformat.read(path, 4)) for path in LESSONS)]
    shown = {Path(target).name for text in texts for _, target in PICTURE.findall(text)}
    assert shown == {path.name for path in (ROOT / "images").glob("*.svg")}
