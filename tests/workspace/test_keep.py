"""What keep writes is what was checked, it runs and is right where it stands, and nothing that was there gets lost."""

import ast
import errno
import importlib.util
import itertools
import os
import runpy
import subprocess
import sys
import tempfile
import time
import types
from pathlib import Path

import pytest
from often import often
from workspace.odd_functions import KINDS, SOURCES, SPECIAL, Notebook, with_lines

import dlhelpers as dl
from dlhelpers import files
from dlhelpers.workspace import keep, my_network, network, place, progress, unkeep

RELU = "def relu(Z):\n    return np.maximum(0, Z), Z"
OTHER = "def relu(Z):\n    return Z * (Z > 0), Z"
MORE = ("initialize_parameters_deep", "sigmoid", "linear_backward", "update_parameters")


def told(report):
    return report.lines[-1]


def given(cell, name="relu"):
    return Notebook(cell).names[name]


@pytest.fixture
def mine(tmp_path):
    return tmp_path / "my_network.py"


# --- functions


def is_right_or_refused(function, name, words, folder, mark=""):
    """Keep a function, and look at the file by other means than keep's own."""
    report, path = keep(function, name, folder=folder), folder / "my_network.py"
    if words:
        assert words in told(report)
        assert not path.exists()
    else:
        assert report.passed, told(report)
        assert mark in path.read_text("utf-8")
        held = runpy.run_path(path)[name]
        assert held.__name__ == name
        assert dl.check(held).passed


@pytest.mark.parametrize("name", ["relu", *(pytest.param(one, marks=pytest.mark.long) for one in MORE)])
@pytest.mark.parametrize("kind", KINDS)
def test_an_odd_function_is_kept_rightly_or_refused(kind, name, tmp_path):
    cells, words = KINDS[kind](with_lines(SOURCES[name], "# marked"))
    names = Notebook(*cells).names
    function = names[f"my_{name}"] if f"my_{name}" in names else names[name]
    is_right_or_refused(function, name, words, tmp_path, "# marked")


@pytest.mark.parametrize("kind", SPECIAL)
def test_a_special_one_is_kept_rightly_or_refused(kind, tmp_path):
    name, cells, words = SPECIAL[kind]
    names = Notebook(*cells).names
    is_right_or_refused(names.get("given", names[name]), name, words, tmp_path)


def test_a_function_without_a_text_is_refused_with_advice_that_helps(tmp_path):
    names = {}
    exec("import numpy as np\n" + RELU, names)  # as %%time runs a cell
    assert "without `%%time`" in told(keep(names["relu"], folder=tmp_path))
    assert keep(given(RELU), folder=tmp_path).passed


def test_cells_of_ipython_are_kept_as_they_run(tmp_path):
    script = f"""
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
for cell in (
    "import numpy as np\\nimport dlhelpers as dl\\ndl.work_in('.')",
    '''%%time\\n{RELU}''', "print(dl.keep(relu).lines[-1])",
    '''{OTHER}\\n%timeit -n1 -r1 relu(np.ones(2))''', "print(dl.keep(relu).lines[-1])",
    '''{SOURCES["sigmoid"]}''', "print(dl.keep(sigmoid).lines[-1])", "dl.my_network()",
):
    assert shell.run_cell(cell).success
"""
    ran = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=100)
    said = ran.stdout
    assert "without `%%time`" in said
    assert said.count("is kept in") == 2
    assert "my_network.py: 2 of yours (sigmoid, relu), the rest ours" in said.replace("relu, sigmoid", "sigmoid, relu")
    assert "Z * (Z > 0)" in (tmp_path / "my_network.py").read_text()


SIGMOID = "def sigmoid(Z, top=36):\n    return 1 / (1 + np.exp(-np.clip(Z, -36, top))), Z"


@pytest.mark.parametrize(
    ("edit", "kept"),
    [
        (lambda text: "# one\n# two\n# three\n\n" + text, True),
        (lambda text: text.replace("maximum(0", "maximum(1"), False),
        (lambda text: text.replace("top=36", "top=35"), False),
        (lambda text: text.replace("top", "most"), False),
        (lambda text: "", False),
        (lambda text: text.replace("def ", "def ("), False),
        (lambda text: text.split("\n\n\n")[0], False),
        (lambda text: text.replace("relu", "sigmoid_"), True),
        (lambda text: text + "\n\n\ndef sigmoid(Z):\n    return 0, Z\n", True),
        (None, False),
    ],
    ids=[
        "shifted",
        "in another",
        "a default",
        "a name",
        "empty",
        "broken",
        "cut",
        "renamed above",
        "one below",
        "gone",
    ],
)
def test_a_function_of_a_file_is_kept_as_it_was_loaded_or_not_at_all(edit, kept, tmp_path, mine):
    text = f"import numpy as np\n\n\n{RELU}\n\n\n{SIGMOID}\n"
    path = tmp_path / "others.py"
    path.write_text(text)
    spec = importlib.util.spec_from_file_location("others", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    function = module.relu if edit and "maximum(1" in edit(text) else module.sigmoid
    path.write_text(edit(text)) if edit else path.unlink()
    report = keep(function, folder=tmp_path)
    assert report.passed == kept, told(report)
    assert mine.exists() == kept
    if kept:
        assert SIGMOID in mine.read_text()
    elif "top=35" not in edit(text) if edit else True:
        assert "restart the kernel if it comes from a file" in told(report)


def test_a_module_inside_another_is_imported_too(tmp_path, mine):
    cells = "import xml.dom.minidom", "def relu(Z):\n    xml.dom.minidom.Document()\n    return np.maximum(0, Z), Z"
    assert keep(Notebook(*cells).names["relu"], folder=tmp_path).passed
    assert "import *\nimport xml.dom\nimport xml.dom.minidom\n" in mine.read_text()


def test_what_the_file_has_itself_may_be_used(tmp_path, mine):
    mine.write_text(f"{network.HEAD}\nLEAST = np.zeros(())\n\n\ndef more(x):\n    return x\n")
    cells = "LEAST = 0.0\ndef more(x): return x + 0", "def relu(Z): return np.maximum(LEAST, more(Z)), Z"
    function = Notebook(*cells).names["relu"]
    assert keep(function, folder=tmp_path).passed
    mine.write_text(mine.read_text().replace("return x", "return -x"))
    assert "has for `LEAST`, `more`" in told(keep(function, folder=tmp_path))


# --- the file


SHAPES = {
    "with a byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "with the line ends of Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "with both": lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
    "in Latin-1": lambda text: ("# -*- coding: latin-1 -*-\n# über\n" + text).encode("latin-1"),
    "without an end to the last line": lambda text: text.rstrip().encode(),
    "with blank lines at the end": lambda text: text.encode() + b"\n\n\n",
    "with the old one twice": lambda text: (text + "\n\n" + OTHER.replace("Z > 0", "Z > 1") + "\n").encode(),
    "with a form feed": lambda text: text.replace("\n\n\n", "\n\x0c\n\n").encode(),
    "with a decorated old one": lambda text: text.replace("def relu", "@staticmethod\ndef relu").encode(),
    "with words from all over": lambda text: (text + "# größer → 深い\n").encode(),
    "with lines of the learner's own": lambda text: (text + "\n\nRATE = 0.1  # mine\nif RATE:\n    pass\n").encode(),
    "with no head": lambda text: ("from numpy import *\nimport numpy as np\n" + text[text.index("def ") :]).encode(),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_all_else_in_the_file_stays_as_it_is(shape, tmp_path, mine):
    before = SHAPES[shape](f"{network.HEAD}\n\n{SIGMOID}\n\n\n{RELU}\n\n\ndef more(x):\n    return x\n")
    mine.write_bytes(before)
    report = keep(given(OTHER), folder=tmp_path)
    assert report.passed, told(report)
    after = mine.read_bytes()
    newline = b"\r\n" if b"\r\n" in before else b"\n"
    old, new = (text.encode().replace(b"\n", newline) for text in (RELU, OTHER))
    if "twice" in shape:
        old = old.replace(b"np.maximum(0, Z)", b"Z * (Z > 1)")
    if "decorated" in shape:
        old = b"@staticmethod\n" + old
    assert after == before.replace(old, new).rstrip() + newline
    assert dl.check(runpy.run_path(mine)["relu"]).passed
    assert unkeep("relu", folder=tmp_path).passed
    assert mine.read_bytes() == before.rstrip() + newline


@pytest.mark.parametrize(
    ("below", "words"),
    [
        ("relu = None", "sets `relu` once more"),
        ("def relu(Z): return 0, Z\ndel relu", "sets `relu` once more"),
        ("if True:\n    def relu(Z): return 0, Z", "sets `relu` once more"),
        ("import nothing_of_the_kind", "stops at line 11 with ModuleNotFoundError"),
        ("raise SystemExit", "stops at line 11 with SystemExit"),
        ("def (", "line 11"),
        ("@(\n    lambda f: f\n)\ndef relu(Z): return Z, Z", "would stop with SyntaxError"),
        ("\x00", "stops with"),
    ],
)
def test_a_file_in_which_it_would_not_be_right_is_left_alone(below, words, tmp_path, mine):
    mine.write_text(f"{network.HEAD}\n\n{RELU}\n{below}\n")
    before = mine.read_bytes()
    report = keep(given(OTHER), folder=tmp_path)
    assert not report.passed
    assert words in told(report)
    assert mine.read_bytes() == before


def test_a_file_that_keeps_something_itself_is_told_at_once(tmp_path, mine):
    keep(given(RELU), folder=tmp_path)
    mine.write_text(mine.read_text() + f"said = dl.keep(relu, folder={str(tmp_path)!r})\n")
    before = mine.read_text()
    assert "take that line out" in told(my_network(folder=tmp_path).said)
    assert mine.read_text() == before


def test_a_link_stays_a_link_and_its_rights_stay(tmp_path):
    home, lesson = tmp_path / "home", tmp_path / "lesson"
    home.mkdir()
    lesson.mkdir()
    real, link = home / "net.py", lesson / "my_network.py"
    assert keep(given(RELU), folder=home).passed
    (home / "my_network.py").rename(real)
    link.symlink_to(real)
    real.chmod(0o640)
    assert keep(given(OTHER), folder=lesson).passed
    assert link.is_symlink()
    assert OTHER in real.read_text()
    assert real.stat().st_mode & 0o777 == 0o640
    assert unkeep("relu", folder=lesson).passed
    assert RELU in link.read_text()
    assert list(lesson.iterdir()) == [link]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_what_may_not_be_written_is_not_replaced(tmp_path):
    keep(given(OTHER), folder=tmp_path)  # whatever is to be imported for it is
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        root = os.geteuid() == 0
        if root:  # to whom nothing is forbidden
            os.seteuid(65534)
        try:
            mine = Path(folder, "my_network.py")
            keep(given(RELU), folder=folder)
            mine.chmod(0o444)
            assert "cannot be read or written (Permission denied)" in told(keep(given(OTHER), folder=folder))
            assert RELU in mine.read_text()
            assert [path.name for path in Path(folder).glob("*.tmp")] == []
        finally:
            if root:
                os.seteuid(0)


@pytest.mark.parametrize("where", ["nowhere", "file.txt", "folder"])
def test_a_place_where_nothing_can_be_written_is_named(where, tmp_path):
    (tmp_path / "file.txt").touch()
    (tmp_path / "folder" / "my_network.py").mkdir(parents=True)
    for report in (keep(given(RELU), folder=tmp_path / where), unkeep("relu", folder=tmp_path / where)):
        assert not report.passed
        assert f"{where}/my_network.py` cannot be read or written (" in told(report)


def test_in_a_browser_tab_the_first_keep_says_how_to_take_the_work_home(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "emscripten")
    said = [told(keep(given(RELU), folder=tmp_path)) for _ in range(2)]
    assert ["choose Download" in one for one in said] == [True, False]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a folder that somebody works in")
def test_a_folder_that_is_gone_is_told(tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.setattr(place, "TEMPLATES", tmp_path / "no checkout")
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    for report in (progress(), unkeep("relu")):
        assert "is gone: restart the kernel" in told(report)


def test_every_message_names_the_folder(tmp_path, monkeypatch):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    monkeypatch.setattr(place, "TEMPLATES", tmp_path / "no checkout")
    monkeypatch.chdir(tmp_path / "one")
    assert f"`{tmp_path}/one/my_network.py`" in told(keep(given(RELU)))
    monkeypatch.chdir(tmp_path / "two")
    assert f"`{tmp_path}/two/my_network.py`" in progress().lines[0]
    assert f"`{tmp_path}/two/my_network.py`" in told(unkeep("relu"))


# --- taking back


def test_unkeep_goes_back_step_by_step_and_loses_nothing(tmp_path, mine):
    third = RELU.replace("maximum(0, Z)", "maximum(Z, 0)")
    keep(given(SOURCES["sigmoid"], "sigmoid"), folder=tmp_path)
    for cell in (RELU, OTHER, RELU, third):
        keep(given(cell), folder=tmp_path)
        keep(given(cell), folder=tmp_path)  # the same once more is no step
    keep(given(SOURCES["linear_forward"], "linear_forward"), folder=tmp_path)
    for cell, left in ((RELU, third), (OTHER, RELU), (RELU, OTHER)):
        report = unkeep("relu", folder=tmp_path)
        assert report.passed and "is the version before again" in told(report)
        assert mine.read_text().count("def relu") == 1
        assert cell in mine.read_text()
        assert left in Path(told(report).split("`")[-2]).read_text()
    report = unkeep(given(RELU), folder=tmp_path)
    assert report.passed and "is taken out of" in told(report)
    assert "def relu" not in mine.read_text()
    assert my_network(folder=tmp_path).relu is dl.relu
    assert SOURCES["sigmoid"] in mine.read_text() and SOURCES["linear_forward"] in mine.read_text()
    for name in ("relu", "predict", "nothing", "(", 3):
        assert "no `keep`" in told(unkeep(name, folder=tmp_path))
    keep(given(OTHER), folder=tmp_path)
    assert "is taken out" in told(unkeep("relu", folder=tmp_path))


def test_what_was_written_by_hand_comes_back_too(tmp_path, mine):
    keep(given(RELU), folder=tmp_path)
    by_hand = mine.read_text().replace("maximum(0, Z)", "maximum(0.0, Z)")
    mine.write_text(by_hand)
    assert 'dl.unkeep("relu")' in told(keep(given(OTHER), folder=tmp_path))
    unkeep("relu", folder=tmp_path)
    assert mine.read_text() == by_hand


def test_every_text_that_was_there_is_kept(tmp_path, mine):
    seen = []
    for number in range(16):
        if mine.exists():
            seen.append(mine.read_text())
        if number % 7 == 6:
            mine.write_text(mine.read_text().replace("Z", "ZZ", 1) + f"# {number}\n")
        elif number % 5 == 4:
            unkeep("relu", folder=tmp_path)
        else:
            keep(given(RELU.replace("0", f"0 * {number}")), folder=tmp_path)
    versions = {path.read_text() for path in (tmp_path / ".my_network").glob("*.py")}
    assert set(seen) <= versions
    assert {path.name for path in tmp_path.iterdir()} == {"my_network.py", ".my_network"}


def test_a_file_that_was_deleted_is_begun_again(tmp_path, mine):
    keep(given(RELU), folder=tmp_path)
    keep(given(OTHER), folder=tmp_path)
    mine.unlink()
    assert unkeep("relu", folder=tmp_path).passed
    assert dl.check(my_network(folder=tmp_path).relu).passed
    mine.write_text("\n")
    assert keep(given(OTHER), folder=tmp_path).passed
    assert dl.check(my_network(folder=tmp_path).relu).passed


def test_what_would_not_run_any_more_does_not_come_back(tmp_path, mine):
    first = Notebook("import math", "def relu(Z, least=math.sin(0)): return np.maximum(least, Z), Z").names["relu"]
    keep(first, folder=tmp_path)
    keep(given(OTHER), folder=tmp_path)
    mine.write_text(mine.read_text().replace("import math\n", ""))
    assert "would stop with NameError" in told(unkeep("relu", folder=tmp_path))
    assert OTHER in mine.read_text()


def test_a_keep_that_is_cut_short_is_not_taken_back(tmp_path, mine, monkeypatch):
    put = files.put

    def full_disk(path, *args):
        if path == mine:
            raise OSError(errno.ENOSPC, "No space left on device")
        put(path, *args)

    keep(given(SOURCES["relu"]), folder=tmp_path)
    keep(given(RELU), folder=tmp_path)
    monkeypatch.setattr(files, "put", full_disk)
    assert "(No space left on device); what was there is unchanged" in told(keep(given(OTHER), folder=tmp_path))
    monkeypatch.undo()
    assert RELU in mine.read_text()
    assert unkeep("relu", folder=tmp_path).passed
    assert SOURCES["relu"] in mine.read_text()
    assert "is taken out" in told(unkeep("relu", folder=tmp_path))


def test_a_file_broken_by_hand_names_the_version_before(tmp_path, mine):
    keep(given(RELU), folder=tmp_path)
    keep(given(OTHER), folder=tmp_path)
    mine.write_text(mine.read_text() + "1 / 0\n")
    with pytest.raises(ImportError, match=r"stops at line 11 with ZeroDivisionError.* last change, .*relu_2\.py"):
        my_network(folder=tmp_path)


# --- several at once


def holding(path, seconds):
    """Start a program that holds a file, and wait until it does."""
    script = f"""
import time
from pathlib import Path
from dlhelpers import files
with files.held(Path({str(path)!r})):
    print("held", flush=True)
    time.sleep({seconds})
"""
    program = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert program.stdout.readline() == "held\n"
    return program


def test_who_holds_the_file_is_waited_for_and_who_died_is_not(tmp_path, mine, monkeypatch):
    keep(given(RELU), folder=tmp_path)
    with holding(tmp_path / ".my_network" / "lock", 100) as program:
        monkeypatch.setattr(files, "PATIENCE", 0.1)
        assert "Another notebook or program" in told(keep(given(OTHER), folder=tmp_path))
        assert RELU in mine.read_text()
        program.kill()
        monkeypatch.setattr(files, "PATIENCE", 60)
        assert keep(given(OTHER), folder=tmp_path).passed
    with holding(tmp_path / ".my_network" / "lock", 0.3):
        assert keep(given(RELU), folder=tmp_path).passed


def test_a_change_by_an_editor_meanwhile_is_not_overwritten(tmp_path, mine, monkeypatch):
    keep(given(RELU), folder=tmp_path)
    edited = mine.read_text() + "# by hand\n"
    checked = dl.workspace.keeping.check

    def check(*args):
        if args[0].__module__ == "my_network":
            mine.write_text(edited)
        return checked(*args)

    monkeypatch.setattr(dl.workspace.keeping, "check", check)
    assert "was changed by something else" in told(keep(given(OTHER), folder=tmp_path))
    assert mine.read_text() == edited


def test_a_drive_that_knows_no_locks_is_written_all_the_same(tmp_path, monkeypatch):
    def flock(file, how):
        raise OSError(errno.ENOSYS, "not implemented")

    monkeypatch.setattr(files, "fcntl", types.SimpleNamespace(flock=flock, LOCK_EX=2, LOCK_NB=4))
    assert keep(given(RELU), folder=tmp_path).passed
    monkeypatch.setattr(files, "fcntl", None)
    monkeypatch.setattr(files, "msvcrt", None)  # a browser
    assert keep(given(OTHER), folder=tmp_path).passed


def test_windows_has_locks_of_its_own(tmp_path, monkeypatch):
    answers, asked = iter([errno.EACCES, errno.EACCES, 0]), []

    def locking(number, how, length):
        asked.append((how, length))
        if error := next(answers):
            raise OSError(error, "held")

    monkeypatch.setattr(files, "fcntl", None)
    monkeypatch.setattr(files, "msvcrt", types.SimpleNamespace(locking=locking, LK_NBLCK=2))
    assert keep(given(RELU), folder=tmp_path).passed
    assert asked == [(2, 1)] * 3


def test_a_file_that_somebody_reads_on_windows_is_waited_for(tmp_path, monkeypatch):
    replaced, refusals = os.replace, iter([PermissionError(errno.EACCES, "in use")] * 3)

    def replace(*paths):
        if error := next(refusals, None):
            raise error
        replaced(*paths)

    monkeypatch.setattr(os, "replace", replace)
    assert keep(given(RELU), folder=tmp_path).passed


WORKER = f"""
import sys
import tempfile
import time
sys.path[:0] = {[str(Path(__file__).resolve().parents[1])]}
from workspace.odd_functions import SOURCES, Notebook
import dlhelpers as dl
names = sys.argv[1:]
functions = [Notebook(SOURCES[name]).names[name] for name in names]
for function in functions:
    dl.check(function)
print("ready", flush=True)
for folder in map(str.strip, sys.stdin):
    print(*(dl.keep(function, folder=folder).passed for function in functions), flush=True)
"""


def workers(*names):
    """Start a program for each group of functions; each keeps its own when it is told a folder."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, *group], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        for group in names
    ]
    assert [one.stdout.readline() for one in started] == ["ready\n"] * len(started)
    return started


GROUPS = (("relu", "sigmoid"), ("linear_forward", "relu_backward"), ("compute_cost", "sigmoid_backward"))


@pytest.mark.parametrize("groups", [pytest.param(GROUPS[:2], marks=pytest.mark.long), GROUPS], ids=["two", "three"])
@often(2, 50)
def test_notebooks_that_keep_at_once_lose_nothing(times, groups, tmp_path):
    started = workers(*groups)
    wanted = {name for group in groups for name in group}
    for round in range(times):
        folder = tmp_path / str(round)
        folder.mkdir()
        for one in started:
            one.stdin.write(f"{folder}\n")
        assert [one.stdout.readline() for one in started] == ["True True\n"] * len(started)
        tree = ast.parse((folder / "my_network.py").read_text())
        defs = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
        assert sorted(defs) == sorted(wanted)
    for one in started:
        one.communicate()


@pytest.mark.long
def test_a_kill_at_any_time_leaves_a_whole_file_and_no_lock(tmp_path, mine):
    times = 40
    keep(given(SOURCES["predict"], "predict"), folder=tmp_path)
    cells = itertools.cycle([RELU, OTHER])
    for number in range(times):
        (worker,) = workers(("relu", "sigmoid", "linear_forward", "compute_cost"))
        worker.stdin.write(f"{tmp_path}\n")
        time.sleep(0.3 * number / times)
        worker.kill()
        worker.communicate()
        assert my_network(folder=tmp_path).predict.__module__ == "my_network"
        assert keep(given(next(cells)), folder=tmp_path).passed
