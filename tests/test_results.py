"""The claims of the lessons: each is worded, has its row, and can be run again from other seeds."""

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

RESULTS = Path(__file__).resolve().parent.parent / "notebooks" / "results"
again = runpy.run_path(str(RESULTS / "again.py"))
TABLES = dict(re.findall(r"^## Lesson (\d)\n(.*?)(?=^## |\Z)", (RESULTS / "README.md").read_text("utf-8"), re.M | re.S))
CLAIMS = again["claims"]()


def rows(lesson):
    lines = [line for line in TABLES[str(lesson)].splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


@pytest.mark.parametrize(("lesson", "claim"), CLAIMS, ids=[claim.__name__ for _, claim in CLAIMS])
def test_each_claim_is_worded_and_has_its_row(lesson, claim):
    assert claim.__doc__, "the docstring is the claim"
    assert again["worded"](claim) in [row[0] for row in rows(lesson)]


def test_each_row_is_a_claim_that_can_be_run_again():
    worded = [(lesson, again["worded"](claim)) for lesson, claim in CLAIMS]
    for lesson in TABLES:
        for claim, starts, draws, result, rerun in rows(lesson):
            assert (int(lesson), claim) in worded
            assert starts and draws and result and rerun


def test_every_lesson_has_its_heading():
    assert list(TABLES) == [f"{lesson}" for lesson in range(10)]


def run(tmp_path, claims, *arguments):
    (tmp_path / "claims").mkdir()
    (tmp_path / "again.py").write_bytes((RESULTS / "again.py").read_bytes())
    (tmp_path / "claims" / "lesson_3.py").write_text(claims)
    return subprocess.run([sys.executable, tmp_path / "again.py", *arguments], capture_output=True, text=True)


CLAIM = '''
def holds(seeds):
    """Two is
    even."""
    return {}, f"{{len(seeds)}} seeds"
'''


def test_a_claim_that_stands_is_told_on_one_line(tmp_path):
    done = run(tmp_path, CLAIM.format(True), "7", "8")
    assert done.returncode == 0
    assert done.stdout == "seeds 7 8\nstands      3  Two is even.  ->  2 seeds\n"


def test_a_claim_that_is_overturned_ends_the_command_with_1(tmp_path):
    done = run(tmp_path, CLAIM.format(False), "--lesson", "3")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()[0].split()) == 1 + 10
    assert done.stdout.splitlines()[1] == "OVERTURNED  3  Two is even.  ->  10 seeds"


def test_one_seed_is_refused(tmp_path):
    done = run(tmp_path, CLAIM.format(True), "7")
    assert done.returncode == 2 and "one seed tells nothing of the spread" in done.stderr
