"""start.py: it makes the environment once, starts at once from then on, and says in a sentence what is wrong."""

import ast
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = (ROOT / "start.py").read_text("utf-8")


@pytest.fixture
def start(tmp_path, monkeypatch):
    """The file as a module that works in an empty folder, and writes down the commands that it would run."""
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    start = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(start)
    start.HERE, start.VENV, start.STAMP = (str(tmp_path / name) for name in ("", ".venv", ".venv/installed.txt"))
    start.PYTHON = str(tmp_path / ".venv" / "python")
    (tmp_path / "requirements.txt").write_text("numpy")
    (tmp_path / "pyproject.toml").write_text("")
    start.ran, start.fails = [], ""

    def run(*command):
        name = next((name for name in ("venv", "pip", "pytest", "dlhelpers") if name in command), "")
        start.ran.append(name)
        start.last = command
        if name == "venv":
            (tmp_path / ".venv").mkdir(exist_ok=True)
            (tmp_path / ".venv" / "python").touch()
        return int(name == start.fails)

    monkeypatch.setattr(start, "run", run)
    monkeypatch.setattr(start, "works", (tmp_path / ".venv" / "python").exists)
    return start


def test_an_old_python_can_read_it():
    tree = ast.parse(SOURCE, feature_version=(3, 6))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    assert names and all(name.split(".")[0] in sys.stdlib_module_names for name in names)
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]


def test_an_old_python_is_told_before_anything_is_done(start, monkeypatch):
    old = SimpleNamespace(version_info=(3, 9, 18), version="3.9.18 (main)", exit=sys.exit, executable="python3")
    monkeypatch.setattr(start, "sys", old)
    for arguments in ([], ["--test"], ["--no-browser"]):
        with pytest.raises(SystemExit, match=r"needs Python 3.10 or newer, and this is Python 3.9.18: install"):
            start.main(arguments)
    assert start.ran == []


def test_the_first_start_installs_and_the_second_starts_at_once(start):
    assert start.main(["--port=9", "--again", "2"]) == 0
    assert start.ran == ["venv", "pip", "dlhelpers"]
    assert start.last[1:] == ("-m", "dlhelpers", "--port=9", "--again", "2")
    start.main([])
    assert start.ran[3:] == ["dlhelpers"]


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_what_changed_is_installed_before_the_next_start(start, tmp_path, name):
    start.main([])
    (tmp_path / name).write_text("more")
    start.main([])
    assert start.ran[3:] == ["pip", "dlhelpers"]


def test_an_environment_in_another_folder_is_not_this_one(start, tmp_path):
    start.main([])
    start.HERE = str(tmp_path / "..") + f"/{tmp_path.name}"
    start.main([])
    assert start.ran[3:] == ["pip", "dlhelpers"]


def test_an_install_that_fails_is_told_and_tried_again(start):
    start.fails = "pip"
    with pytest.raises(SystemExit, match="Not everything could be installed"):
        start.main([])
    start.fails = ""
    start.main([])
    assert start.ran == ["venv", "pip", "pip", "dlhelpers"]


def test_without_a_network_what_was_there_still_starts(start, tmp_path, capsys):
    start.main([])
    (tmp_path / "requirements.txt").write_text("more")
    start.fails = "pip"
    assert start.main([]) == 0
    assert "could not be installed" in capsys.readouterr().out
    start.main([])
    assert start.ran[3:] == ["pip", "dlhelpers"] * 2


def test_a_machine_that_makes_no_environment_is_told(start, monkeypatch):
    start.fails = "venv"
    with pytest.raises(SystemExit, match="No environment could be made"):
        start.main([])
    monkeypatch.setattr(start.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(start, "works", lambda: False)
    with pytest.raises(SystemExit, match="python3-venv"):
        start.main([])


def test_a_folder_that_cannot_be_written_is_told(start, tmp_path):
    start.main([])
    start.STAMP = str(tmp_path / "nowhere" / "installed.txt")
    with pytest.raises(SystemExit, match="No such file.*put the workbook into a folder of yours"):
        start.main([])


def test_the_tests_are_one_word_away(start):
    start.main(["--test", "-k", "readme"])
    assert start.ran == ["venv", "pip", "pytest"]
    assert start.last[2:] == ("pytest", "-k", "readme")


def test_without_what_the_package_needs_there_is_a_sentence_and_no_traceback():
    for command in (["-m", "dlhelpers"], ["-m", "dlhelpers", "--again", "2"]):
        ran = subprocess.run([sys.executable, "-S", *command], cwd=ROOT, capture_output=True, text=True, timeout=60)
        assert ran.returncode == 1
        assert "has no numpy: run `" in ran.stderr and "start.py` in the folder" in ran.stderr
        assert len(ran.stderr.splitlines()) == 1


@pytest.mark.long
def test_jupyterlab_opens_the_learners_folder_wherever_it_stands(tmp_path):
    book = tmp_path / ('it\'s "new" 文件夹' if os.name != "nt" else "it's new 文件夹")
    for name in ("dlhelpers", "notebooks/exercises", "images"):
        shutil.copytree(ROOT / name, book / name)
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = [sys.executable, "-m", "dlhelpers", "--no-browser", f"--port={port}", "--IdentityProvider.token=t"]
    command += ["--allow-root"] * (hasattr(os, "geteuid") and os.geteuid() == 0)
    with subprocess.Popen(command, cwd=book, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as server:
        try:
            for line in server.stderr:  # until it says where it is
                if f":{port}/" in line:
                    break
            assert "/lab/tree/notebooks/mine/00_start_here.ipynb?token=" in line
            shown = json.loads(fetched(f"http://127.0.0.1:{port}/api/contents/notebooks/mine?token=t"))
            assert {"00_start_here.ipynb", "02_forward.ipynb"} < {one["name"] for one in shown["content"]}
            for name in os.listdir(book / "images"):
                assert fetched(f"http://127.0.0.1:{port}/files/images/{name}?token=t")
        finally:
            server.terminate()


def fetched(url):
    """The answer of a server that may have to be asked more than once while it starts."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=60) as answer:
                return answer.read()
        except urllib.error.URLError:
            time.sleep(0.2)
    raise AssertionError(url)
