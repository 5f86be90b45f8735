"""Where a learner works: the folder notebooks/mine, and the copies of the exercises in it."""

import hashlib
import itertools
import json
import os
import shutil
from pathlib import Path

from .. import files

FILE = "my_network.py"


def project():
    """The workbook that this package is in; where it is installed elsewhere, the one that its user works in."""
    here = Path(__file__).resolve().parents[2]
    try:
        around = [here, *Path("_").absolute().parents]
    except OSError:  # the working folder is gone
        around = [here]
    return next((folder for folder in around if (folder / WITHIN).is_dir()), here)


WITHIN = Path("notebooks", "exercises")
PROJECT = project()
TEMPLATES = PROJECT / WITHIN
MINE = PROJECT / "notebooks" / "mine"
RECORD = ".copied.json"
"""What each copy was made from, to see when there is a new one."""
finished = False
"""Whether this is the kernel of a finished lesson."""


def finished_lesson():
    """Say that this notebook is a finished lesson: it works on the finished network, and touches nothing of yours."""
    global finished
    finished = True


def work_in(folder):
    """Let this notebook have its my_network.py in `folder`, and not in notebooks/mine."""
    global MINE
    MINE = Path(folder).expanduser().absolute()


def home():
    """The folder of my_network.py: the learner's own; outside a checkout of the workbook the current one."""
    if not TEMPLATES.is_dir():
        return Path()
    return TEMPLATES.parent if finished else MINE


def is_finished(folder):
    """Tell whether my_network.py in `folder` is that of the finished lessons."""
    return folder is None and finished


def templates():
    """The notebooks that a learner gets a copy of: the start page, the exercises, the playground."""
    return [*sorted(TEMPLATES.glob("??_*[!0-9].ipynb")), *TEMPLATES.glob("playground.ipynb")]


def fill():
    """Copy into the learner's folder what is not there yet; return the names of those with a newer template."""
    MINE.mkdir(exist_ok=True)
    with files.held(MINE / ".lock"):
        came_from, newer = record(), []
        for template in templates():
            text, copy = template.read_text("utf-8"), MINE / template.name
            made_from = hashlib.sha256(text.encode()).hexdigest()
            if not os.path.lexists(copy):
                files.put(copy, text.encode())
                came_from[copy.name] = made_from
            if came_from.setdefault(copy.name, made_from) != made_from:
                newer.append(copy.name)
        files.put(MINE / RECORD, json.dumps(came_from, indent=1).encode())
        move_in()
    return newer


def record():
    """Return what each copy was made from, as far as that is known."""
    try:
        known = json.loads((MINE / RECORD).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def move_in():
    """Copy what earlier releases kept beside the exercises."""
    if (TEMPLATES / FILE).exists() and not (MINE / FILE).exists():
        if (TEMPLATES / ".my_network").is_dir():
            shutil.copytree(TEMPLATES / ".my_network", MINE / ".my_network", dirs_exist_ok=True)
        shutil.copy(TEMPLATES / FILE, MINE / FILE)


def again(lesson):
    """Begin a lesson, such as "2", anew; return the copy, and where the old one is now, if there was one.

    Raises LookupError where there is no such lesson.
    """
    short = Path(lesson).stem
    found = [one for one in templates() if short in (one.stem, one.stem[:2], one.stem[:2].lstrip("0") or "0")]
    if not found:
        raise LookupError
    copy, kept = MINE / found[0].name, None
    if os.path.lexists(copy):
        before = MINE / "before"
        before.mkdir(exist_ok=True)
        names = (before / f"{copy.stem}_{number}.ipynb" for number in itertools.count(1))
        kept = next(name for name in names if not os.path.lexists(name))
        os.rename(copy, kept)
    fill()
    return copy, kept
