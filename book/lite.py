"""The lessons in a browser tab: JupyterLite with Pyodide's Python, and dlhelpers as one of its packages."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import nbformat
from jupyterlite_pyodide_kernel.constants import PYODIDE_CDN_URL, PYODIDE_KERNEL_PLUGIN_ID

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "book" / "node_modules" / "pyodide"
LOCK = "pyodide-lock.json"
"""What Pyodide has: name, version, needs and file of each package."""
BROUGHT = {
    "comm": [],
    "ipywidgets": ["comm", "ipython", "traitlets"],
    "dlhelpers": ["numpy", "matplotlib", "h5py", "pillow", "threadpoolctl", "tqdm", "ipywidgets"],
}
"""What it does not have, with what each needs."""
SHOWN = ["*.ipynb", "my_network.py", "exercises/*.ipynb", "results/*.*", "results/claims/*.py", "../images/*.svg"]
PROCESSES = re.compile(r"dl\.search\(|subprocess\.\w")
NOTE = "*The next cells need processes, which a browser tab does not have; the finished lesson shows what came out.*"


def build(target, pyodide=None):
    """Write the site into the folder `target`; `pyodide` is a folder with a whole Pyodide, to be served with it."""
    shutil.rmtree(target, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder, "contents"))
        settings = {"apps": ["lab"], "no_sourcemaps": True, "no_unused_shared_packages": True, "contents": ["contents"]}
        config = {"LiteBuildConfig": {**settings, "output_dir": str(target)}}
        Path(folder, "jupyter_lite_config.json").write_text(json.dumps(config), "utf-8")
        command = [sys.executable, "-W", "ignore", "-m", "jupyterlite_core", "build", "--log-level", "ERROR"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    packages = target / "static" / "pyodide"
    if pyodide:
        shutil.copytree(pyodide, packages)
    lock = json.loads((pyodide or CORE).joinpath(LOCK).read_text("utf-8"))
    for package in lock["packages"].values():
        package["file_name"] = package["file_name"] if pyodide else f"{PYODIDE_CDN_URL}/{package['file_name']}"
    lock["packages"] |= brought(packages)
    packages.joinpath(LOCK).write_text(json.dumps(lock), "utf-8")
    configure(target / "jupyter-lite.json", f"{'./static/pyodide' if pyodide else PYODIDE_CDN_URL}/pyodide.mjs")


def fill(contents):
    """Lay out the notebooks and what they need as in the workbook, with a copy of each exercise to write in."""
    notebooks = ROOT / "notebooks"
    for path in (path for names in SHOWN for path in notebooks.glob(names)):
        copies = [path]
        if path.parent.name == "exercises":
            copies.append(notebooks / "mine" / path.name)
        for copy in (contents / copy.resolve().relative_to(ROOT) for copy in copies):
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(for_a_tab(path).encode() if path.suffix == ".ipynb" else path.read_bytes())


def for_a_tab(path):
    """Return a notebook that says what cannot run in a tab, and finds the workbook where it lies there."""
    notebook = nbformat.read(path, as_version=4)
    for at, cell in reversed([*enumerate(notebook.cells)]):
        if cell.cell_type == "code":
            cell.source = cell.source.replace("Path(dl.__file__).parent.parent", 'Path("/drive")')
            if PROCESSES.search(cell.source):
                notebook.cells.insert(at, nbformat.v4.new_markdown_cell(NOTE, id=f"{cell.id}-tab"))
    return nbformat.writes(notebook)


def brought(folder):
    """Put the wheels that Pyodide does not have into a folder, and return what its lock is to say of each."""
    with tempfile.TemporaryDirectory() as source:
        for name in ("dlhelpers", "datasets"):
            shutil.copytree(ROOT / name, Path(source, name), ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "LICENSE"):
            shutil.copy(ROOT / name, source)
        wanted = [source, *(f"{name}=={version(name)}" for name in BROUGHT if name != "dlhelpers")]
        subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, *wanted], check=True)
    return {name: entry(name, needs, next(folder.glob(f"{name}-*.whl"))) for name, needs in BROUGHT.items()}


def entry(name, needs, wheel):
    return {
        "name": name, "version": wheel.name.split("-")[1], "imports": [name], "depends": needs,
        "file_name": wheel.name, "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "install_dir": "site", "package_type": "package", "unvendored_tests": False,
    }  # fmt: skip


def configure(file, address):
    """Say where Pyodide is, and that it loads at once what every lesson begins with."""
    config = json.loads(file.read_text("utf-8"))
    options = {"lockFileURL": f"./static/pyodide/{LOCK}", "packages": ["dlhelpers", "comm"]}
    plugins = config["jupyter-config-data"]["litePluginSettings"]
    plugins[PYODIDE_KERNEL_PLUGIN_ID] |= {"pyodideUrl": address, "loadPyodideOptions": options}
    file.write_text(json.dumps(config, indent=2), "utf-8")
