"""State in the finished lessons and the README how long they take, and make the exercises in this folder from them.

python notebooks/exercises/make.py           after a lesson was changed
python notebooks/exercises/make.py FOLDER    write the source notebooks of an nbgrader course into FOLDER
"""

import copy
import itertools
import re
import shutil
import sys
from pathlib import Path

import nbformat

from dlhelpers.files import put

HERE = Path(__file__).resolve().parent
FINISHED = HERE.parent
REGION = re.compile(r"( *)### BEGIN SOLUTION\n.*?### END SOLUTION", re.DOTALL)
BLANK = r"\1# Your code here.\n\1raise NotImplementedError"
CHECK = re.compile(r"\n\n\ndl\.check\((\w+)\)$")
FINISHED_HEAD = re.compile(r" \(finished\)$|^\*This is the finished lesson.*\n\n", re.MULTILINE)
SHARP = "\n\n%config InlineBackend.figure_formats = ['retina']  # pictures for a fine screen"
LINK = re.compile(r"(?<=\]\()(?!https?:)[^)]+")
WRITE = "\n\n*This is the exercise: write where it says so. [The finished lesson](../{})*"
HINTS_AND_PICTURES = re.compile(
    r"<details><summary>Hint.*?</details>|!\[[^\]]*\]\([^)]*\)|<[^>]+>", re.DOTALL
)
WRITING = re.compile(r"^(\d+) min · ", re.MULTILINE)
STATED = re.compile(r"(?<=about )\d+(?= minutes)")
README = FINISHED.parent / "README.md"
ROW = re.compile(r"(?<=/)(\w+)(\.ipynb\) \| .* \| )\d+(?= min \|)")
HOURS = re.compile(r"(?<=All ten take about )\d+(?= hours)")
IN_ALL = re.compile(r"\d+(?= minutes in all)")
ROAD = re.compile(r"\| lesson \| what you write.*?(?=\n\n)", re.DOTALL)
IS_FINISHED = re.compile(r"^dl\.finished_lesson\(\).*\n*", re.MULTILINE)


def lessons():
    """Return the paths of the lessons in which something is to be written."""
    return [
        path
        for path in sorted(FINISHED.glob("??_*[!0-9].ipynb"))
        if "### BEGIN SOLUTION" in path.read_text("utf-8")
    ]


def originals():
    """Return the paths of all that a learner gets a copy of: the lessons, the start page, the playground."""
    return [FINISHED / "00_start_here.ipynb", *lessons(), FINISHED / "playground.ipynb"]


def minutes(notebook):
    """Reckon how long a lesson takes, to five minutes: 130 words or ten lines of code a minute, and what blanks say.

    Hints, solutions and optional parts are left out.
    """
    words = lines = writing = optional = 0
    for cell in notebook.cells:
        if cell.cell_type == "code":
            lines += (
                0
                if optional
                else sum(bool(line.strip()) for line in REGION.sub("", cell.source).split("\n"))
            )
            continue
        for part in re.split(r"^(?=## )", cell.source, flags=re.MULTILINE):
            if part.startswith("## "):
                optional = part.startswith("## Optional: ")
            if not optional:
                words += len(HINTS_AND_PICTURES.sub("", part).split())
                writing += sum(map(int, WRITING.findall(part)))
    return 5 * round((words / 130 + lines / 10 + writing) / 5)


def stated():
    """Return each lesson with its minutes; lesson 0 tells those of all, and what is written in each."""
    found = {path: nbformat.read(path, as_version=4) for path in originals()[:-1]}
    road, total = "| lesson | what you write | time |\n|---|---|---|", 0
    for path, notebook in found.items():
        total += minutes(notebook)
        notebook.cells[0].source = STATED.sub(f"{minutes(notebook)}", notebook.cells[0].source)
        title = FINISHED_HEAD.sub("", notebook.cells[0].source).split("\n")[0].removeprefix("# ")
        regions = [cell.source for cell in notebook.cells if "### BEGIN SOLUTION" in cell.source]
        names = ", ".join(dict.fromkeys(f"`{CHECK.search(source)[1]}`" for source in regions))
        if names:
            road += f"\n| [{title}](exercises/{path.name}) | {names} | {minutes(notebook)}&nbsp;min |"
    for cell in found[originals()[0]].cells:
        cell.source = ROAD.sub(lambda _: road, IN_ALL.sub(f"{total}", cell.source))
    return found


def readme(found):
    """Return the README with the minutes of each lesson, and the hours of all."""
    each = {path.stem: minutes(notebook) for path, notebook in found.items()}
    text = ROW.sub(lambda row: f"{row[1]}{row[2]}{each[row[1]]}", README.read_text("utf-8"))
    return HOURS.sub(f"{sum(each.values()) / 60:.0f}", text)


def plain(path):
    """Return the lesson without the words that it is the finished one."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source = FINISHED_HEAD.sub("", notebook.cells[0].source)
    return notebook


def exercise(path):
    """Return a notebook with blanks in place of solutions, without outputs, its links counted from this folder."""
    notebook = plain(path)
    here = {path.name for path in originals()}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            cell.source = IS_FINISHED.sub("", REGION.sub(BLANK, cell.source)).strip("\n")
            cell.source += SHARP * ("from dlhelpers import plots" in cell.source)
        else:
            cell.source = LINK.sub(lambda link: from_here(link[0], here), cell.source)
    notebook.cells = [cell for cell in notebook.cells if cell.source]
    if path in lessons():
        notebook.cells[0].source += WRITE.format(path.name)
    return nbformat.writes(notebook) + "\n"


def from_here(link, here):
    """Return where a link of a notebook leads from this folder: to its copy, where there is one."""
    name = link.removeprefix("exercises/")
    return name if name in here else f"../{link}"


def for_nbgrader(path):
    """Return the finished lesson with nbgrader's marks: each solution in one cell, its check locked in the next."""
    notebook = plain(path)
    cells = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = cell.source.replace("](../images/", "](images/")
        cell.source = cell.source.replace("dl.finished_lesson()", 'dl.work_in(".")')
        cells.append(cell)
        check = CHECK.search(cell.source)
        if check and REGION.search(cell.source):
            test = copy.deepcopy(cell)
            name = f"{check[1]}_{cell.id}"
            cell.source = CHECK.sub("", cell.source)
            cell.metadata["nbgrader"] = marks(name, solution=True, grade=False)
            test.id = f"{cell.id}-check"
            test.source = f"report = dl.check({check[1]})\nprint(report)\nassert report.passed"
            test.metadata["nbgrader"] = {
                **marks(f"check_{name}", solution=False, grade=True),
                "points": 1,
            }
            cells.append(test)
    notebook.cells = cells
    return nbformat.writes(notebook) + "\n"


def marks(name, *, solution, grade):
    return {
        "schema_version": 3, "grade_id": name, "solution": solution, "grade": grade, "locked": grade, "task": False,
    }  # fmt: skip


if __name__ == "__main__":
    found = stated()
    put(README, readme(found).encode())
    for path, notebook in found.items():
        if notebook != nbformat.read(path, as_version=4):
            nbformat.write(notebook, path)
    for path in lessons() if len(sys.argv) > 1 else originals():
        if len(sys.argv) > 1:
            folder = Path(sys.argv[1]) / path.stem
            shutil.copytree(FINISHED.parent / "images", folder / "images", dirs_exist_ok=True)
            put(folder / path.name, for_nbgrader(path).encode())
            continue
        target, text = HERE / path.name, exercise(path)
        worked_in = target.exists() and re.search(r'"execution_count": \d', target.read_text("utf-8"))
        if worked_in and target.read_text("utf-8") != text:
            names = (f"{target.stem}_{number}{target.suffix}" for number in itertools.count(1))
            shutil.copy(target, next(HERE / name for name in names if not (HERE / name).exists()))
        put(target, text.encode())
