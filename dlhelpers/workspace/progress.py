"""`progress`: how far each lesson is, function by function."""

import contextlib
import inspect
import re
import sys

from ..feedback.cases import LESSONS, NETWORK
from ..feedback.checking import last
from ..feedback.report import BLANK, RIGHT, WRONG, Report
from .finale import Finale
from .network import Refused, is_written, my_network, ours, path_in, shown
from .texts import say

WRITTEN = "📝"
LEGEND = {RIGHT: "sign_right", WRITTEN: "sign_written", WRONG: "sign_wrong", BLANK: "sign_blank"}


def progress(*, folder=None):
    """Show a sign for every function of every lesson; once the whole network is kept, let it show what it can do."""
    try:
        network, file = my_network(folder=folder), shown(path_in(folder))
    except Refused as why:
        return Report(False, [str(why)], WRONG)
    mine, space = vars(network), notebook()
    found = dict.fromkeys(right_in(path_in(folder).parent), RIGHT) | {name: one.sign for name, one in last.items()}
    signs = {lesson: {name: sign(name, mine, space, found) for name in LESSONS[lesson]} for lesson in LESSONS}
    kept = [signs[lesson][name] for lesson, names in NETWORK.items() for name in names]
    done, wanted = kept.count(RIGHT), len(kept)
    seen = {one for found in signs.values() for one in found.values()}
    told = [
        say("progress", done=done, all=wanted, file=file),
        bar(kept),
        *(
            say("lesson", lesson=int(lesson), bar=bar(found.values()), names=row(found))
            for lesson, found in signs.items()
        ),
        say("legend", signs="; ".join(f"{one} {say(key, file=file)}" for one, key in LEGEND.items() if one in seen)),
        *in_the_way(mine, file),
    ]
    return Finale(network, told) if done == wanted else Report(False, told)


def right_in(folder):
    """The functions that the lessons in a folder, as they were last saved, say are right."""
    for path in folder.glob("*.ipynb"):
        with contextlib.suppress(OSError):
            yield from re.findall(rf'"{RIGHT} `(\w+)` is right', path.read_text("utf-8", "replace"))


def sign(name, mine, space, found):
    """Right is what is kept, or belongs to a lesson alone and was found right at its last check."""
    network = any(name in names for names in NETWORK.values())
    if is_written(mine.get(name)) if network else found.get(name) == RIGHT:
        return RIGHT
    if found.get(name) == WRONG:
        return WRONG
    return WRITTEN if found.get(name) == RIGHT or is_written(space.get(name)) else BLANK


def bar(signs):
    """A row as long as there are functions, filled as far as they are right."""
    done = list(signs).count(RIGHT)
    return "▰" * done + "▱" * (len(signs) - done)


def row(signs):
    return " ".join(f"{one}\N{NO-BREAK SPACE}`{name}`" for name, one in signs.items())


def in_the_way(mine, file):
    """Say what stands in my_network.py under the name of a function and is none that is written."""
    brought = ours()
    for names in NETWORK.values():
        for name in names:
            value = mine.get(name)
            if value is not brought[name] and not is_written(value):
                yield say("blank_in_file" if inspect.isfunction(value) else "no_function_in_file", f=name, file=file)


def notebook():
    """The names of the notebook that asks, or of the program that runs."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return shell.user_ns if shell else vars(sys.modules["__main__"])
