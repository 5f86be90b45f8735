"""The package as it is installed away from the workbook, and where a part of what it needs is not there."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(code, folder, *arguments):
    """Run some lines in another folder, with that alone on the path before what is installed."""
    command = [sys.executable, "-c", f"import sys\nsys.path[0] = {str(folder)!r}\n{code}", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder with what a wheel puts beside other packages."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.splitlines():
        if name.split("/")[0] in ("dlhelpers", "datasets", "pyproject.toml", "LICENSE"):
            copy = folder / "source" / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes((ROOT / name).read_bytes())
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, folder / "source"]
    built = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    if "No matching distribution found for setuptools" in built.stderr:
        pytest.skip("needs a network, or setuptools in a folder that pip knows")
    assert built.returncode == 0, built.stderr
    zipfile.ZipFile(next(folder.glob("*.whl"))).extractall(folder / "packages")
    return folder / "packages"


@pytest.mark.parametrize("name", ["trees", "digits", "fashion"])
def test_a_wheel_brings_the_data_sets(installed, name):
    code = "import dlhelpers as dl\nprint(dl.__file__)\nprint(sum(map(len, dl.load_dataset(sys.argv[1])[::2])))"
    file, images = run(code, installed, name).splitlines()
    assert Path(file).is_relative_to(installed)
    assert int(images) > 1000


def test_what_is_missing_is_told_when_it_is_needed():
    code = "sys.modules['h5py'] = None\nimport dlhelpers as dl\ntry:\n    dl.load_dataset('digits')\n"
    assert "lacks h5py to read them" in run(code + "except ImportError as error:\n    print(error)", ROOT)
