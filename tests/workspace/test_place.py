"""The learner's folder: made once, never written over, told what is new; and finished lessons stay out of it."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from workspace.odd_functions import SOURCES, Notebook

import dlhelpers as dl
from dlhelpers import __main__ as door
from dlhelpers import machine
from dlhelpers.workspace import blank, help, hint, keep, my_network, place, progress, solution, unkeep
from dlhelpers.workspace.network import path_in

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = sorted(path.name for path in (ROOT / "notebooks" / "exercises").glob("*.ipynb"))
RELU = "def relu(Z):\n    return np.maximum(0, Z), Z"


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A checkout of the workbook; `book.opened` are the arguments that JupyterLab got."""
    shutil.copytree(ROOT / "notebooks" / "exercises", tmp_path / "notebooks" / "exercises")
    shutil.copy(ROOT / "notebooks" / "my_network.py", tmp_path / "notebooks")
    in_book(tmp_path, monkeypatch)
    return tmp_path


@pytest.fixture
def opened(monkeypatch):
    calls = []
    monkeypatch.setattr(door, "jupyterlab", lambda *arguments: calls.append(arguments))
    monkeypatch.setenv("PYTHONPATH", "before")
    return calls


def in_book(folder, monkeypatch):
    for name, path in {"PROJECT": "", "TEMPLATES": "notebooks/exercises", "MINE": "notebooks/mine"}.items():
        monkeypatch.setattr(place, name, folder / path)
    monkeypatch.setattr(place, "finished", False)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.glob("*.*") if path.is_file() and path.name[0] != "."}


def newer(path):
    path.write_text(path.read_text("utf-8").replace('"cells"', ' "cells"', 1), "utf-8")


def relu(cell=RELU):
    return Notebook(cell).names["relu"]


def test_the_first_start_copies_everything_and_opens_the_first_page(book, opened):
    door.main(["--no-browser", "--port", "9999"])
    given = contents(place.TEMPLATES)
    del given["make.py"]
    assert contents(place.MINE) == given
    assert given.keys() == set(EXERCISES) >= {"00_start_here.ipynb", "playground.ipynb"}
    ((root, url, *rest),) = opened
    assert root == f"--ServerApp.root_dir={book}"
    assert url == "--LabApp.default_url=/lab/tree/notebooks/mine/00_start_here.ipynb"
    assert rest == ["--no-browser", "--port", "9999"]
    assert os.environ["PYTHONPATH"] == f"{book}{os.pathsep}before"


def test_no_later_start_writes_over_anything(book, opened, capsys):
    door.main([])
    for path in place.MINE.glob("*.ipynb"):
        path.write_text("mine")
    keep(relu())
    before = contents(place.MINE)
    newer(place.TEMPLATES / "02_forward.ipynb")
    door.main([])
    assert contents(place.MINE) == before and len(opened) == 2
    (place.MINE / "03_backward.ipynb").unlink()
    door.main([])
    assert contents(place.MINE) == before | {"03_backward.ipynb": (place.TEMPLATES / "03_backward.ipynb").read_bytes()}


def test_what_is_newer_is_told_until_it_is_taken(book, opened, capsys):
    door.main([])
    door.main([])
    assert "Newer" not in capsys.readouterr().out
    newer(place.TEMPLATES / "02_forward.ipynb")
    newer(place.TEMPLATES / "04_training.ipynb")
    for _ in range(2):
        door.main([])
        assert "workbook: 02_forward.ipynb, 04_training.ipynb." in capsys.readouterr().out
    door.main(["--again", "02_forward"])
    capsys.readouterr()
    door.main([])
    assert "workbook: 04_training.ipynb." in capsys.readouterr().out


@pytest.mark.parametrize("lesson", ["2", "02", "02_forward", "02_forward.ipynb", "notebooks/mine/02_forward.ipynb"])
def test_a_lesson_begun_again_is_fresh_and_the_old_one_kept(book, opened, capsys, lesson):
    door.main([])
    copy = place.MINE / "02_forward.ipynb"
    for number in (1, 2):
        copy.write_text(f"mine {number}")
        door.main(["--again", lesson])
        assert copy.read_bytes() == (place.TEMPLATES / copy.name).read_bytes()
        assert (place.MINE / "before" / f"02_forward_{number}.ipynb").read_text() == f"mine {number}"
        assert f"notebooks/mine/before/02_forward_{number}.ipynb" in capsys.readouterr().out
    assert len(opened) == 1


def test_a_lesson_that_does_not_exist_is_told(book, opened):
    for lesson in ("12", "forward", "", "1 or 2"):
        with pytest.raises(SystemExit, match="There is no lesson .*02_forward"):
            door.begin_again(lesson)
    assert not place.MINE.exists()


@pytest.mark.parametrize("text", ["", "[]", "{", "null", '{"02_forward.ipynb": 3}'])
def test_a_record_that_is_damaged_stops_nothing(book, opened, text):
    door.main([])
    (place.MINE / place.RECORD).write_text(text)
    door.main([])
    door.main([])
    assert json.loads((place.MINE / place.RECORD).read_text()).keys() == set(EXERCISES)


def test_what_is_wrong_with_the_machine_is_one_sentence(book, opened, monkeypatch, tmp_path):
    def told():
        with pytest.raises(SystemExit) as end:
            door.main([])
        assert "\n" not in end.value.code
        return end.value.code

    with monkeypatch.context() as patch:
        patch.setattr(machine, "NEEDED", ("numpy", "no_such_package"))
        assert "has no no_such_package: run `" in told()
    with monkeypatch.context() as patch:
        patch.setattr(machine.sys, "version_info", (3, 9))
        assert "is older than 3.10: run `" in told()
    with monkeypatch.context() as patch:
        kernel = tmp_path / "jupyter" / "kernels" / "python3"
        kernel.mkdir(parents=True)
        (kernel / "kernel.json").write_text('{"argv": ["/opt/other/python"], "display_name": "other"}')
        patch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
        assert f"on /opt/other/python and not on {door.sys.executable}, because {kernel}" in told()
    with monkeypatch.context() as patch:
        patch.setattr(place, "TEMPLATES", tmp_path / "nowhere")
        assert "came without the lessons" in told()
    shutil.rmtree(place.MINE)
    place.MINE.write_text("a file")
    assert f"{place.MINE} cannot be read or written (" in told()
    assert opened == []


def test_what_an_earlier_release_kept_moves_in(book, opened):
    keep(relu(), folder=place.TEMPLATES)
    door.main([])
    old = my_network(folder=place.TEMPLATES)
    assert my_network().relu.__code__.co_code == old.relu.__code__.co_code
    assert unkeep("relu").passed
    taken_out = contents(place.MINE)
    door.main([])
    assert contents(place.MINE) == taken_out


def test_my_network_is_the_learners_own_from_every_folder(book, tmp_path, monkeypatch):
    for folder in ("notebooks", "elsewhere"):
        (tmp_path / folder).mkdir(exist_ok=True)
        monkeypatch.chdir(tmp_path / folder)
        assert "kept in `notebooks/mine/my_network.py`" in str(keep(relu()))
        assert "1 of 15 functions are in `notebooks/mine/my_network.py`" in str(progress())
    assert my_network().__file__ == str(tmp_path / "notebooks" / "mine" / "my_network.py")
    monkeypatch.setattr(place, "TEMPLATES", tmp_path / "no checkout")
    assert path_in(None) == tmp_path / "elsewhere" / "my_network.py"


def test_an_installed_package_finds_the_workbook_around_the_notebook(book, tmp_path, monkeypatch):
    installed = tmp_path / "lib" / "dlhelpers" / "workspace" / "place.py"
    monkeypatch.setattr(place, "__file__", str(installed))
    monkeypatch.chdir(book / "notebooks" / "exercises")
    assert place.project() == book
    monkeypatch.chdir(tmp_path.parent)
    assert place.project() == tmp_path / "lib"


def test_a_notebook_may_have_its_network_elsewhere(book, tmp_path):
    dl.work_in(tmp_path)
    keep(relu())
    assert "def relu" in (tmp_path / "my_network.py").read_text()
    assert not (book / "notebooks" / "mine").exists()


def test_a_finished_lesson_touches_nothing(book):
    other = relu("def relu(Z):\n    return Z * (Z > 0), Z")
    keep(other)
    before = contents(place.MINE) | contents(book / "notebooks")
    dl.finished_lesson()
    assert my_network().__file__ == str(book / "notebooks" / "my_network.py")
    assert "`relu` is in `notebooks/my_network.py`" in str(keep(relu(SOURCES["relu"])))
    for report in (keep(other), unkeep("relu"), unkeep("relu")):
        assert not report.passed
        assert "keep your own in the lessons in `notebooks/mine`" in str(report)
    assert contents(place.MINE) | contents(book / "notebooks") == before
    assert "15 of 15" in str(progress())


def blank_cells():
    for template in place.templates():
        for cell in help.cells(template):
            if "# Your code here." in cell:
                yield cell.split("def ")[1].split("(")[0], template.name, cell


def test_every_blank_comes_back_as_it_was():
    found = list(blank_cells())
    assert len(found) > 25
    for name, file, cell in found:
        head = cell.split("    # Your code here.")[0]
        report = blank(Notebook(f"{head}    raise NotImplementedError").names[name])
        assert report.lines[0].count(f"`notebooks/exercises/{file}`") == report.lines[0].count(f"`{name}`") == 1
        assert report.lines[1] == cell and report._repr_markdown_().endswith(f"\n\n```python\n{cell}\n```")
    assert str(blank(relu())) == str(blank("relu"))


def test_what_has_no_blank_is_told(monkeypatch, tmp_path):
    for helper in (blank, hint, solution):
        told = str(helper("mine"))
        assert "no function called `mine`" in told and f'`dl.{helper.__name__}(f, "linear_forward")`' in told
    monkeypatch.setattr(place, "TEMPLATES", tmp_path)
    assert "`relu` has no blank in" in str(blank("relu"))


def git(folder, *command):
    names = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"]
    quiet = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    ran = subprocess.run(["git", *names, *command], cwd=folder, env=quiet, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_a_new_release_never_meets_what_a_learner_wrote(tmp_path, monkeypatch, opened, capsys):
    released, mine = tmp_path / "released", tmp_path / "mine"
    shutil.copytree(ROOT / "notebooks" / "exercises", released / "notebooks" / "exercises")
    for name in (".gitignore", "notebooks/my_network.py", "notebooks/02_forward.ipynb"):
        shutil.copy(ROOT / name, released / name)
    for command in (["init"], ["add", "."], ["commit", "-m", "one"], ["clone", ".", str(mine)]):
        git(released, *command)
    in_book(mine, monkeypatch)
    door.main([])
    for path in place.MINE.glob("*.ipynb"):
        path.write_text("mine")
    keep(relu())
    door.main(["--again", "3"])
    before = contents(place.MINE)
    assert git(mine, "status", "--porcelain") == ""
    for path in [*released.glob("notebooks/**/*.ipynb"), released / "notebooks" / "my_network.py"]:
        path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    (released / "notebooks" / "exercises" / "10_new.ipynb").write_text("new")
    for command in (
        ["rm", "-qf", "notebooks/exercises/09_what_training_costs.ipynb"],
        ["add", "."],
        ["commit", "-m", "two"],
    ):
        git(released, *command)
    git(mine, "pull", "--ff-only")
    capsys.readouterr()
    door.main([])
    assert contents(place.MINE) == before | {"10_new.ipynb": b"new"}
    told = capsys.readouterr().out
    assert "02_forward.ipynb" in told and "10_new" not in told and "09_" not in told
    assert git(mine, "status", "--porcelain") == ""
