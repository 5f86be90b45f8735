"""The first cell of lesson 0: what it says where something is not in place, and that this helps."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

LESSON = Path(__file__).resolve().parent.parent / "notebooks" / "00_start_here.ipynb"
CELL = next(cell.source for cell in nbformat.read(LESSON, 4).cells if cell.cell_type == "code")


def said(*options, **variables):
    command = [sys.executable, *options, "-c", CELL]
    env = {**os.environ, "PYTHONIOENCODING": "utf-8", **variables}
    return subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=True).stdout


def test_everything_is_in_place_where_it_is():
    assert said(MPLBACKEND="module://matplotlib_inline.backend_inline") == "Everything is in place.\n"


def test_a_kernel_of_another_python_is_named_and_how_to_change_it():
    first, *advice = said("-I", "-S").splitlines()
    assert first.startswith("This notebook runs on ") and Path(sys.executable).name in first
    assert first.endswith("which has no numpy, matplotlib, h5py, PIL, tqdm, dlhelpers.")
    assert "Change Kernel" in advice[0] and "README's first command" in advice[1]


@pytest.mark.parametrize("backend", ["agg", "Agg", "svg", "pdf"])
def test_pictures_that_would_not_show_are_told(backend):
    told = said(MPLBACKEND=backend)
    assert f"No picture will show: matplotlib draws with {backend.lower()}." in told
    assert "MPLBACKEND" in told and "%matplotlib inline" in told
