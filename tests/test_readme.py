"""The README's promises: its commands are the ones that are run, its links lead somewhere."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [block.strip() for block in re.findall(r"```sh\n(.*?)```", README, flags=re.S)]


def test_ci_runs_the_second_command_and_nothing_else():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert script[-1] == COMMANDS[1]
    assert script[0] == "#!/usr/bin/env bash" and len(script) <= 4


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
