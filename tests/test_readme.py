"""The README's promises: its commands are the ones that are run, its links lead somewhere."""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

try:
    import tomllib
except ImportError:  # Python 3.10, where pytest brings it
    import tomli as tomllib

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
    assert "--require-hashes -r requirements.lock -d .wheels && export PIP_NO_INDEX=1 " in script[-2]
    assert script[0] == "#!/usr/bin/env bash" and len(script) <= 5


LOCKS = {
    "requirements.lock": ["search", "cluster", "build"],
    "book/requirements.lock": ["search", "book", "browser", "build"],
    ".github/oldest.lock": ["search", "cluster", "build"],
}
"""What of the extras each lock file holds."""


def asked_for(file):
    """Return what requirements.txt and pyproject.toml ask for of a lock file."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    packages = sum((project["optional-dependencies"][extra] for extra in LOCKS[file]), project["dependencies"])
    lines = [line.split("#")[0].strip() for line in lines] + packages
    return [Requirement(line) for line in lines if line and not line.startswith("-e")]


def applies(requirement, python):
    there = {"python_version": python, "python_full_version": f"{python}.1"}
    return requirement.marker is None or requirement.marker.evaluate(there)


def locked(file):
    """Return what a lock file pins, and see that each file of it has a hash."""
    pinned = []
    for line in (ROOT / file).read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        if line and not line.startswith("#"):
            assert "--hash=sha256:" in line
            pinned.append(Requirement(line.split("--hash")[0]))
            assert [each.operator for each in pinned[-1].specifier] == ["=="]
    return pinned


@pytest.mark.parametrize("file", LOCKS)
def test_a_lock_has_a_hash_for_every_file_and_is_within_the_ranges(file):
    asked, pinned = asked_for(file), locked(file)
    assert len(asked) > 15
    for python in ("3.10", "3.11", "3.12", "3.13", "3.14"):
        there = {canonicalize_name(pin.name): str(pin.specifier)[2:] for pin in pinned if applies(pin, python)}
        for requirement in asked:
            if applies(requirement, python):
                version = there[canonicalize_name(requirement.name)]
                assert requirement.specifier.contains(version), f"{requirement} on Python {python} has {version}"


def test_the_oldest_lock_pins_every_lower_bound():
    lowest = {canonicalize_name(pin.name): pin for pin in locked(".github/oldest.lock") if applies(pin, "3.10")}
    for requirement in asked_for(".github/oldest.lock"):
        if applies(requirement, "3.10"):
            (bound,) = requirement.specifier
            (pin,) = lowest[canonicalize_name(requirement.name)].specifier
            assert Version(pin.version) == Version(bound.version), requirement


WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=[path.name for path in WORKFLOWS])
def test_a_workflow_installs_what_was_held_against_its_hash_and_keeps_no_credentials(path):
    yaml = pytest.importorskip("yaml")
    for job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values():
        seen = ""
        for step in job["steps"]:
            action, script = step.get("uses", ""), step.get("run", "")
            assert not action or re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action), "actions are named by their commit"
            assert not action.startswith("actions/checkout@") or step["with"]["persist-credentials"] is False
            if "pip install" in script:
                assert "pip download -q --only-binary=:all: --require-hashes -r " in seen
                assert step["env"] == {"PIP_NO_INDEX": 1, "PIP_FIND_LINKS": ".wheels"}
            assert "npm install" not in script
            seen += script


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
