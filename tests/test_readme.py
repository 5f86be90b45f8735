"""The README's promises: its commands are the ones that are run, its links lead somewhere."""

import re
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [block.strip() for block in re.findall(r"```sh\n(.*?)```", README, flags=re.S)]


def test_ci_runs_the_second_command_on_locked_files():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert script[-1] == COMMANDS[1]
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


def test_both_commands_share_one_setup():
    setup = "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt "
    assert all(command.startswith(setup) for command in COMMANDS[:2])


def test_table_lists_every_lesson():
    lessons = [f"notebooks/{path.name}" for path in sorted((ROOT / "notebooks").glob("??_*[!0-9].ipynb"))]
    assert re.findall(r"\]\((notebooks/\d\d_\w+\.ipynb)\)", README) == lessons


def test_links_resolve_and_the_picture_is_described():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target
    (description,) = re.findall(r"!\[([^\]]*)\]", README)
    assert len(description.split()) >= 10
