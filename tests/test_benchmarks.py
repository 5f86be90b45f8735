"""The benchmarks: what is asked of them by name."""

import json
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
        f"There is no workload {unknown!r}. There are: lessons; 196 inputs; classic images; trees; wide; "
        "batches of 64; batches of 256; deep; deep, 10 examples; depth; stream.\n"
    )


def test_two_runs_are_compared_by_their_multiples_of_the_bare_products(tmp_path):
    for name, ours in (("before.json", 6.0), ("now.json", 3.0)):
        times = {"bare products": 2.0, "dlhelpers": ours, "JAX": 5.0}
        (tmp_path / name).write_text(json.dumps({"1": {"deep": times, "depth": {}}, "2": {}}))
    compare = [sys.executable, RUN.with_name("compare.py"), "before.json", "now.json"]
    done = subprocess.run(compare, capture_output=True, text=True, cwd=tmp_path)
    assert done.stderr == ""
    assert done.stdout.splitlines()[1] == "deep               dlhelpers 3.00 -> 1.50; JAX 2.50 -> 2.50"
    assert subprocess.run(compare[:3], capture_output=True, cwd=tmp_path).returncode == 1
