"""The benchmarks: what is asked of them by name."""

import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).resolve().parent.parent / "benchmarks" / "run.py"


@pytest.mark.parametrize("names", [["images"], ["deep", "Depth"], ["deep,", "10 examples"], ["--help"]])
def test_an_unknown_workload_is_told_before_anything_is_measured(names):
    done = subprocess.run([sys.executable, RUN, *names], capture_output=True, text=True)
    unknown = next(name for name in names if name != "deep")
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr == (
        f"There is no workload {unknown!r}. There are: classic images; trees; wide; batches of 64; batches of 256; "
        "deep; deep, 10 examples; depth; stream.\n"
    )
