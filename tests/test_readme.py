"""The README's promises: its commands are the ones that are run, its links lead somewhere."""

import re
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [block.strip() for block in re.findall(r"```sh\n(.*?)```", README, flags=re.S)]


def test_the_commands_are_to_fetch_to_start_and_to_check():
    fetch, start, check = COMMANDS
    assert re.fullmatch(r"git clone \S+ deep-network\ncd deep-network", fetch)
    assert start == "python3 start.py" and check == f"{start} --test"
    assert re.findall(r"```powershell\n(.*)\n```", README) == ["py start.py"]
    assert "`py start.py --test`" in README and f"`{start} --again 2`" in README


def test_ci_runs_the_command_that_checks_on_locked_files():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert script[-1] == COMMANDS[-1]
    assert "--require-hashes -r requirements.lock" in script[-2]
    assert script[0] == "#!/usr/bin/env bash" and len(script) <= 5


def test_lock_has_a_hash_for_every_file_and_is_within_the_ranges():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    pinned = {}
    for line in lock.splitlines():
        if line and not line.startswith("#"):
            assert "--hash=sha256:" in line
            requirement = Requirement(line.split("--hash")[0])
            (exact,) = requirement.specifier
            assert exact.operator == "=="
            pinned.setdefault(canonicalize_name(requirement.name), []).append(exact.version)
    asked = [line.split("#")[0] for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()]
    asked = [Requirement(line) for line in asked if line.strip() and not line.startswith("-e")]
    asked += [Requirement(r) for r in metadata.requires("dlhelpers") if re.search(r"extra == .(search|cluster)", r)]
    assert len(asked) > 10
    for requirement in asked:
        for version in pinned[canonicalize_name(requirement.name)]:
            assert requirement.specifier.contains(version), requirement


def test_the_first_screen_says_what_for_shows_a_result_and_starts():
    first = README.split("## The lessons")[0]
    assert re.search(r"!\[.*\]\(images/", first) and COMMANDS[1] in first
    sentences = first.split("\n\n")[1]
    assert sentences.count(". ") == 1 and len(sentences.split()) < 70


def test_licences_are_here_in_full_and_the_package_names_its_own():
    assert "Permission is hereby granted, free of charge" in (ROOT / "LICENSE").read_text("utf-8")
    lessons = (ROOT / "LICENSE-LESSONS").read_text("utf-8")
    assert lessons.startswith("Attribution 4.0 International")
    assert all(f"Section {number} -- " in lessons for number in range(1, 9))
    assert 'license = "MIT"' in (ROOT / "pyproject.toml").read_text("utf-8")
    datasets = (ROOT / "datasets" / "README.md").read_text("utf-8")
    for name in ("MIT", "CC0", "BSD 3-Clause"):
        assert name in datasets and name in README


def test_table_lists_every_lesson():
    lessons = [f"notebooks/{path.name}" for path in sorted((ROOT / "notebooks").glob("??_*[!0-9].ipynb"))]
    assert re.findall(r"\]\((notebooks/\d\d_\w+\.ipynb)\)", README) == lessons


def test_links_resolve_and_the_picture_is_described():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target
    (description,) = re.findall(r"!\[([^\]]*)\]", README)
    assert len(description.split()) >= 10
