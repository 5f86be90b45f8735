"""Repeat the claims of the lessons from other seeds, in a reduced form, and tell which stand.

python notebooks/results/again.py                        ten seeds, drawn afresh
python notebooks/results/again.py 101 102 103            seeds of your choice
python notebooks/results/again.py 101 102 --lesson 5     those of one lesson

Every public function of claims/lesson_N.py is one claim: `def name(seeds)` with the claim as its docstring, in the
words of the lesson, returns whether it stands and what came out.
"""

import argparse
import inspect
import os
import random
import runpy
import sys
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # read when NumPy is loaded

HERE = Path(__file__).resolve().parent


def claims(lesson=None):
    """Return (lesson, function) for every claim, or for those of one lesson, in the order of the files."""
    found = []
    for path in sorted(HERE.glob(f"claims/lesson_{'[0-9]' if lesson is None else lesson}.py")):
        for name, value in runpy.run_path(str(path)).items():
            if inspect.isfunction(value) and value.__code__.co_filename == str(path) and name[0] != "_":
                found.append((int(path.stem[-1]), value))
    return found


def worded(function):
    """Return the claim on one line."""
    return " ".join(function.__doc__.split())


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("seeds", nargs="*", type=int, help="two or more (default: ten, drawn afresh)")
    parser.add_argument("--lesson", type=int, help="the claims of this lesson alone")
    arguments = parser.parse_args()
    seeds = arguments.seeds or random.sample(range(1000, 1_000_000), 10)
    if len(seeds) < 2:
        parser.error("one seed tells nothing of the spread: give two or more")
    print("seeds", *seeds, flush=True)
    overturned = 0
    for lesson, claim in claims(arguments.lesson):
        stands, came_out = claim(seeds)
        overturned += not stands
        verdict = "stands" if stands else "OVERTURNED"
        print(f"{verdict:10}  {lesson}  {worded(claim)}  ->  {came_out}", flush=True)
    sys.exit(overturned > 0)


if __name__ == "__main__":
    main()
