"""One Chromium for all tests that look at pages as a person does."""

import functools
import hashlib
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASKED_FOR = """asttokens decorator executing ipython jedi matplotlib-inline micropip packaging parso prompt-toolkit
    pure-eval pygments six stack-data traitlets typing-extensions wcwidth tqdm""".split()
"""What a kernel in a tab loads as it starts."""


@pytest.fixture(scope="session")
def chromium():
    sync_api = pytest.importorskip("playwright.sync_api", reason='needs Playwright: pip install -e ".[browser]"')
    names = [os.environ.get("CHROMIUM", "chromium"), "chromium-browser", "google-chrome"]
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.skip("needs Chromium, or its path in the variable CHROMIUM")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def pyodide(tmp_path_factory):
    """A folder with what there is of Pyodide without a network; None where all of it can be reached."""
    constants = pytest.importorskip("jupyterlite_pyodide_kernel.constants", reason='needs pip install -e ".[book]"')
    try:
        urllib.request.urlopen(f"{constants.PYODIDE_CDN_URL}/pyodide-lock.json", timeout=10).close()
        return None
    except OSError:
        return core(tmp_path_factory.mktemp("pyodide") / "core")


def core(folder):
    """Copy Pyodide's core from npm's package, with wheels of what a kernel asks for beside it."""
    shutil.copytree(ROOT / "book" / "node_modules" / "pyodide", folder)
    lock = json.loads((folder / "pyodide-lock.json").read_text("utf-8"))
    packages = {name: lock["packages"][name] for name in ASKED_FOR}
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:", "-d", folder]
    wanted = [f"{package['name']}=={package['version']}" for package in packages.values()]
    subprocess.run([*command, "--python-version", "3.14", *wanted], check=True)
    for name, package in packages.items():
        wheel = next(folder.glob(f"{name.replace('-', '_')}-{package['version']}-*.whl"))
        package |= {"file_name": wheel.name, "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest()}
    (folder / "pyodide-lock.json").write_text(json.dumps(lock), "utf-8")
    return folder


@pytest.fixture
def whole_pyodide(pyodide):
    if pyodide:
        pytest.skip("needs Pyodide's NumPy, and so a network")


@pytest.fixture(scope="session")
def book(tmp_path_factory, pyodide):
    """The folder of the web book, with the lessons beside it that open in a tab."""
    folder = tmp_path_factory.mktemp("book") / "html"
    command = [sys.executable, "-m", "sphinx", "-qW", "-c", "book", ".", folder]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "PYODIDE": str(pyodide or "")})
    return folder


@pytest.fixture(scope="session")
def site(book):
    """The address of the book, as a server gives it that knows nothing but files."""
    handler = functools.partial(Quiet, directory=book)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass
